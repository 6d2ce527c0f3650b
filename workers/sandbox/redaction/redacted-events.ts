import type { LogChunk, RunResult, Step } from '../types.ts'
import { Redaction, type Secret } from './redaction.ts'

interface Events {
  onStarted(): void
  onLog(chunk: LogChunk): void
  onStep(step: Step): void
  onResult(result: RunResult): void
}

/** Characters of a line that is not at its end after which its beginning is told, all but as many as a value may have. */
const MAX_HELD_LENGTH = 64 * 1024

/** What a run says, without the secrets that it was given. What it prints is told a line at a time, as a value may come in pieces. */
export function redactedEvents<Told extends Events>(secrets: readonly Secret[], events: Told): Told {
  const redaction = Redaction.of(secrets)
  if (!redaction) return events
  const lines = { stdout: '', stderr: '' }
  let logs: LogChunk[] = []
  const tell = (chunk: LogChunk) => {
    if (chunk.text === '') return
    logs.push(chunk)
    events.onLog(chunk)
  }
  const tellRest = (at: number) => {
    for (const stream of ['stdout', 'stderr'] as const) {
      tell({ stream, text: redaction.text(lines[stream]), at })
      lines[stream] = ''
    }
  }
  return {
    ...events,
    onLog({ stream, text, at }: LogChunk) {
      const held = lines[stream] + text
      const end = held.lastIndexOf('\n') + 1
      const line = held.slice(end)
      const isLong = line.length > MAX_HELD_LENGTH + redaction.longest
      const whole = redaction.text(isLong ? held : held.slice(0, end))
      lines[stream] = isLong ? whole.slice(-redaction.longest) : line
      tell({ stream, text: isLong ? whole.slice(0, -redaction.longest) : whole, at })
    },
    onStep: (step: Step) => events.onStep(redaction.step(step)),
    onResult(result: RunResult) {
      tellRest(Date.now())
      const redacted = { ...redaction.result(result), logs }
      logs = [...logs]
      events.onResult(redacted)
    },
  }
}
