import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { GraphQLError } from 'graphql'
import { SinasError } from '../../schema/errors.ts'
import { asSinasError } from '../../schema/graph.ts'
import type { Logger } from '../../schema/log.ts'
import type { Answer, Call, Question, Settings } from './process-messages.ts'
import type { RequestLogTable } from './request-log-table.ts'

interface Pending {
  resolve(value: never): void
  reject(error: unknown): void
}

const PROGRAM = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Milliseconds after which a process that is told to end is killed, whatever it stores. */
const END_TIMEOUT_MS = 5_000

/**
 * The table of request logs, used by a process of its own. To check rows and hand them to the engine takes milliseconds, in which the process
 * that serves requests would serve none; and should the engine crash, requests go on. Not a thread: the engine's library does not survive the end
 * of a thread with work under way. It starts when it is first needed; where it died, the next use starts another.
 */
export function createRequestLogProcess(settings: Settings, log: Pick<Logger, 'warn'>): RequestLogTable {
  const pending = new Map<number, Pending>()
  let child: ChildProcess | undefined
  let state: ReturnType<RequestLogTable['state']> = 'not opened yet'
  let calls = 0

  function start(): ChildProcess {
    const started = fork(PROGRAM, {
      // Of this process's environment, which holds secrets, it needs nothing.
      env: { UV_THREADPOOL_SIZE: '2' },
      execArgv: [],
      // What is sent is a few long texts.
      serialization: 'advanced',
      // A session of its own: Ctrl-C in a terminal must reach the gateway first, which still has rows to store.
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    started.on('message', (answer: Answer) => hear(answer))
    started.on('error', (error) => end(started, error))
    started.on('exit', (code, signal) => end(started, { code, signal }))
    // A process that has nothing else to do ends.
    started.unref()
    started.channel?.unref()
    send(started, { id: -1, call: ['open', settings] })
    return started
  }

  function send(to: ChildProcess, question: Question) {
    // Where it is gone, `end` tells everyone who waits.
    to.send(question, () => undefined)
  }

  function hear(answer: Answer) {
    if ('warning' in answer) return log.warn(answer.warning.data, answer.warning.text)
    state = answer.state
    const waiting = take(answer.id)
    if ('value' in answer) waiting?.resolve(answer.value as never)
    else waiting?.reject('known' in answer ? asSinasError(new GraphQLError(answer.known.message, answer.known)) : answer.error)
  }

  function take(id: number): Pending | undefined {
    const waiting = pending.get(id)
    pending.delete(id)
    if (pending.size === 0) child?.channel?.unref()
    return waiting
  }

  function end(ended: ChildProcess, reason: object) {
    if (child !== ended) return
    child = undefined
    state = 'away'
    log.warn({ reason }, 'the process of the request log ended: the next use starts another')
    for (const id of [...pending.keys()])
      take(id)!.reject(new SinasError('UNAVAILABLE', { what: 'ClickHouse', reason: 'its process ended' }))
  }

  function ask<Value>(call: Call, signal?: AbortSignal): Promise<Value> {
    const asked = (child ??= start())
    const id = calls++
    const abort = () => send(asked, { id, call: ['abort'] })
    signal?.addEventListener('abort', abort, { once: true })
    return new Promise<Value>((resolve, reject) => {
      pending.set(id, { resolve, reject })
      asked.channel?.ref()
      send(asked, { id, call })
    }).finally(() => signal?.removeEventListener('abort', abort))
  }

  return {
    insert: (lines, batch) => ask<number>(['insert', lines, batch]),
    select: <Row>(query: string, parameters: Record<string, unknown>, signal: AbortSignal) =>
      ask<Row[]>(['select', query, parameters], signal),
    state: () => state,
    async close() {
      const closing = child
      if (!closing) return
      child = undefined
      closing.ref()
      const ended = once(closing, 'exit')
      const timer = setTimeout(() => closing.kill('SIGKILL'), END_TIMEOUT_MS)
      if (closing.connected) closing.disconnect()
      await ended
      clearTimeout(timer)
    },
  }
}
