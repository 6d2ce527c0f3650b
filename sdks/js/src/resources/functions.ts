import type {
  CreateFunction,
  FunctionDefinition,
  FunctionResult,
  FunctionVersion,
  ListFunctions,
  QueuedExecution,
  UpdateFunction,
} from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, LONG_TIMEOUT_MS, path } from '../transport.ts'
import { Resource } from './resource.ts'

export interface ExecuteOptions {
  /** Seconds that the function may take. */
  timeout?: number
  /** Calls with the same key are one call. By default every call has its own, so that it can be sent again when its answer is lost. */
  idempotency_key?: string
}

/** Python functions, their versions, and calling them. */
export class Functions extends Resource {
  /** Creates a function that the caller owns. Errors of Python's syntax are told with line and column. */
  create(params: CreateFunction, options?: CallOptions): Promise<FunctionDefinition> {
    return this.transport.send('POST', '/api/v1/functions', params, options)
  }

  list(params?: ListFunctions, options?: CallOptions): Pages<FunctionDefinition> {
    return pages(this.transport, '/api/v1/functions', params, options)
  }

  get(namespace: string, name: string, options?: CallOptions): Promise<FunctionDefinition> {
    return this.transport.get(path`/api/v1/functions/${namespace}/${name}`, undefined, options)
  }

  /** Changes a function. What is absent stays as it is; `code` makes a new version. */
  update(namespace: string, name: string, params: UpdateFunction, options?: CallOptions): Promise<FunctionDefinition> {
    const isRepeatable = params.code === undefined
    return this.transport.json({ method: 'PUT', path: path`/api/v1/functions/${namespace}/${name}`, body: params, isRepeatable }, options)
  }

  /** Deletes a function and its versions. Its executions stay. */
  delete(namespace: string, name: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/functions/${namespace}/${name}`, undefined, options)
  }

  /** Every version, newest first. */
  versions(namespace: string, name: string, options?: CallOptions): Promise<FunctionVersion[]> {
    return this.transport.get(path`/api/v1/functions/${namespace}/${name}/versions`, undefined, options)
  }

  /** Makes an earlier version the current one, as a new version. */
  rollback(namespace: string, name: string, version: number, options?: CallOptions): Promise<FunctionDefinition> {
    return this.transport.send('POST', path`/api/v1/functions/${namespace}/${name}/rollback`, { version }, options)
  }

  /** Calls a function and waits for its result. What goes wrong in the function is told in `error`, and not thrown. */
  execute(
    namespace: string,
    name: string,
    input: unknown = {},
    { timeout, idempotency_key = crypto.randomUUID() }: ExecuteOptions = {},
    options?: CallOptions,
  ): Promise<FunctionResult> {
    return this.transport.json(
      {
        method: 'POST',
        path: path`/functions/${namespace}/${name}/execute`,
        body: { input, timeout },
        headers: { 'Idempotency-Key': idempotency_key },
        isRepeatable: true,
        timeout: LONG_TIMEOUT_MS,
      },
      options,
    )
  }

  /** Queues a call of a function. It is on disk when this returns. */
  executeAsync(
    namespace: string,
    name: string,
    input: unknown = {},
    { idempotency_key = crypto.randomUUID() }: Pick<ExecuteOptions, 'idempotency_key'> = {},
    options?: CallOptions,
  ): Promise<QueuedExecution> {
    return this.transport.json(
      {
        method: 'POST',
        path: path`/functions/${namespace}/${name}/execute/async`,
        body: { input },
        headers: { 'Idempotency-Key': idempotency_key },
        isRepeatable: true,
      },
      options,
    )
  }
}
