import { MessageChannel, parentPort, threadId } from 'node:worker_threads'
import { workerData } from 'piscina'
import type { Execution } from './execution.ts'
import type { CompileAnswer, CompileTask, Hello, RunAnswer, RunCommand, RunEvent, RunTask, WorkerCommand, WorkerEvent } from './messages.ts'
import { redactedEvents } from './redaction/redacted-events.ts'
import type { ThreadSettings } from './settings.ts'
import { StepBatches } from './step-batches.ts'
import { Supervisor } from './supervisor.ts'
import type { RunResult, Step } from './types.ts'

// A thread of the pool. It supervises one Python zygote and serves the pool's tasks with it.

const { port1: control, port2: mainSide } = new MessageChannel()

const supervisor = new Supervisor(workerData as ThreadSettings, threadId, {
  onReady: (pid, createdAt, detail) => tell({ type: 'status', status: { pid, createdAt, status: 'ready' }, detail }),
  onFailed: (trouble, detail) => tell({ type: 'status', status: { pid: null, createdAt: Date.now(), status: 'failed' }, detail, trouble }),
  onTrouble: (trouble) => tell({ type: 'trouble', trouble }),
  onWarmth: (warmSets) => tell({ type: 'warmth', warmSets }),
})

control.on('message', (command: WorkerCommand) => {
  if (command.type === 'close') void close()
})
control.unref()
parentPort!.postMessage({ sandboxWorker: mainSide, id: threadId } satisfies Hello, [mainSide])
supervisor.ready().catch(() => {}) // onFailed has told it

async function close(): Promise<void> {
  await supervisor.close()
  tell({ type: 'closed' })
}

function tell(event: WorkerEvent): void {
  control.postMessage(event)
}

/**
 * A task of the pool: done when the execution has paused or ended. It sends its events through the task's port.
 * @returns the result of an execution that ended and had sent nothing
 */
export async function run({ request, pauseMs, port, tells }: RunTask): Promise<RunAnswer | undefined> {
  let answer: RunAnswer | undefined
  let isSilent = true
  const emit = (event: RunEvent) => {
    isSilent = false
    port.postMessage(event)
  }
  const steps = new StepBatches((changed) => emit({ type: 'steps', steps: changed }))
  let execution: Execution | undefined
  let cancelled = false
  port.on('message', (command: RunCommand) => {
    if (command.type === 'answer') return execution?.answer(command.value)
    if (command.type === 'refuse-pause') return execution?.refusePause()
    cancelled = true
    execution?.cancel()
  })
  const limits = { timeoutMs: request.timeoutMs, memoryMb: request.memoryMb, pauseMs }
  const { functions, entry, input, context, packages = [], secrets = [] } = request
  const given = secrets.filter((secret) => 'value' in secret)
  const events = redactedEvents(given, {
    onStarted: () => tells.started && emit({ type: 'started', worker: threadId }),
    onLog: (chunk: Extract<RunEvent, { type: 'log' }>['chunk']) => tells.log && emit({ type: 'log', chunk }),
    onStep: (step: Step) => tells.steps && steps.add(step),
    onResult: (result: RunResult) => {
      steps.drop()
      if (isSilent && result.status !== 'awaiting_input') answer = { result, worker: threadId }
      else emit({ type: 'result', result, worker: threadId })
    },
  })
  try {
    await supervisor.run({ mode: 'run', functions, entry, input, context, secrets }, packages, limits, events, (handle) => {
      execution = handle
      if (cancelled) handle.cancel()
    })
  } catch (error) {
    emit({ type: 'unavailable', reason: (error as Error).message })
  }
  return answer
}

/** A task of the pool: parses and compiles, and runs nothing. @throws Error when no sandbox can be had */
export async function compile({ source }: CompileTask): Promise<CompileAnswer> {
  return await supervisor.compile(source)
}
