import { EventStream } from '../event-stream.ts'
import type {
  CancelledExecution,
  ContinuedExecution,
  Execution,
  ExecutionEvents,
  ExecutionLog,
  ExecutionStatus,
  ExecutionStep,
  ListExecutions,
} from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type ApiRequest, type CallOptions, LONG_TIMEOUT_MS, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Where an execution stands. */
export type ExecutionProgress = ExecutionEvents['status']

/** Something new of an execution: what it printed, or its status. */
export type ExecutionEvent = { event: 'log'; data: ExecutionLog } | { event: 'status'; data: ExecutionProgress }

const FINAL: readonly string[] = ['COMPLETED', 'FAILED', 'CANCELLED']

/** Calls of functions, and what came of them. */
export class Executions extends Resource {
  /** Executions, latest first. */
  list(params?: ListExecutions, options?: CallOptions): Pages<Execution> {
    return pages(this.transport, '/api/v1/executions', params, options)
  }

  get(id: string, options?: CallOptions): Promise<Execution> {
    return this.transport.get(path`/api/v1/executions/${id}`, undefined, options)
  }

  /** Calls inside an execution, in order; `parent_step_id` makes them a tree. */
  steps(id: string, options?: CallOptions): Promise<ExecutionStep[]> {
    return this.transport.get(path`/api/v1/executions/${id}/steps`, undefined, options)
  }

  /** What it printed. */
  logs(id: string, options?: CallOptions): Promise<ExecutionLog[]> {
    return this.transport.get(path`/api/v1/executions/${id}/logs`, undefined, options)
  }

  /** What it prints, and its status whenever that changes: from the beginning, live, until it ends. */
  events(id: string, options: CallOptions = {}): EventStream<ExecutionEvent> {
    const request = (headers: ApiRequest['headers'] = {}): ApiRequest => ({
      method: 'GET',
      path: path`/api/v1/executions/${id}/events`,
      headers,
    })
    let status: ExecutionStatus | undefined
    return new EventStream<ExecutionEvent>(
      this.transport,
      {
        first: request(),
        resume: (lastEventId) => request({ 'Last-Event-ID': lastEventId }),
        read({ event, data }) {
          if (event === 'log') return { event, data: JSON.parse(data) as ExecutionLog }
          if (event !== 'status') return undefined
          const progress = JSON.parse(data) as ExecutionProgress
          // A stream that is taken up again begins by saying how things stand.
          const isNews = progress.status !== status
          status = progress.status
          return isNews ? { event, data: progress } : undefined
        },
        isLast: ({ event, data }) => event === 'status' && FINAL.includes(data.status),
      },
      options,
    )
  }

  /** Gives a paused execution the input that it waits for, and waits until it ends or pauses again. */
  resume(id: string, input: unknown, options?: CallOptions): Promise<ContinuedExecution> {
    const request: ApiRequest = {
      method: 'POST',
      path: path`/api/v1/executions/${id}/continue`,
      body: { input },
      timeout: LONG_TIMEOUT_MS,
    }
    return this.transport.json(request, options)
  }

  /** Kills it, or takes it out of the queue. */
  cancel(id: string, options?: CallOptions): Promise<CancelledExecution> {
    return this.transport.send('POST', path`/api/v1/executions/${id}/cancel`, undefined, options)
  }
}
