import type { MessagePort } from 'node:worker_threads'
import type { CodeError, FreeNames, FunctionSource, Layers, LogChunk, RunRequest, RunResult, Step, WorkerStats } from './types.ts'

/**
 * Tasks of the pool. What a run says goes through its own port, so that its last log line comes before its result; the result of one that has
 * said nothing is what the task resolves with.
 */
export interface RunTask {
  request: Omit<RunRequest, 'user' | 'memoryMb'> & { memoryMb: number }
  pauseMs: number
  port: MessagePort
  /** What is told besides the result: a message to another thread wakes it, and costs both. */
  tells: Record<'started' | 'log' | 'steps', boolean>
}

/** A result, and the thread that it comes from. */
export interface RunAnswer {
  result: RunResult
  worker: number
}

export interface CompileTask {
  source: FunctionSource
}

/** `compiled` is base64. */
export type CompileAnswer = ({ compiled: string } & FreeNames) | { error: CodeError }

/** From the thread, on a run's port. */
export type RunEvent =
  | { type: 'started'; worker: number }
  | { type: 'log'; chunk: LogChunk }
  | { type: 'steps'; steps: Step[] }
  | ({ type: 'result' } & RunAnswer)
  /** No sandbox could be started: nothing has been run. */
  | { type: 'unavailable'; reason: string }

/** To the thread, on a run's port. */
export type RunCommand = { type: 'cancel' } | { type: 'refuse-pause' } | { type: 'answer'; value: unknown }

/** From the thread, on its control port. */
export type WorkerEvent =
  | { type: 'status'; status: Pick<WorkerStats, 'pid' | 'status' | 'createdAt'>; detail: WorkerDetail | null; trouble?: string }
  | { type: 'trouble'; trouble: string }
  | { type: 'warmth'; warmSets: number }
  | { type: 'closed' }

export interface WorkerDetail {
  python: string
  layers: Layers
}

/** To the thread, on its control port. */
export type WorkerCommand = { type: 'close' }

/** What a thread posts when it has loaded: the port on which it takes WorkerCommands. */
export interface Hello {
  sandboxWorker: MessagePort
  id: number
}
