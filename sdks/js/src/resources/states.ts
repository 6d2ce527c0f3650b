import { BadRequestError, NotFoundError } from '../errors.ts'
import type { CreateState, ListStates, State, UpdateState } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, path } from '../transport.ts'
import { Resource } from './resource.ts'

export interface ConditionalOptions extends CallOptions {
  /** The version that it must still have; another one is a `PreconditionFailedError`. */
  ifMatch?: number
}

/** Values under a namespace and a key, each user's own unless they are shared. */
export class States extends Resource {
  create(params: CreateState, options?: CallOptions): Promise<State> {
    return this.transport.send('POST', '/states', params, options)
  }

  /** States that the caller may read, the most relevant first. */
  list(params?: ListStates, options?: CallOptions): Pages<State> {
    return pages(this.transport, '/states', params, options)
  }

  get(namespace: string, key: string, options?: CallOptions): Promise<State> {
    return this.transport.get(path`/states/${namespace}/${key}`, undefined, options)
  }

  /** Changes a state. What is absent stays as it is. */
  update(namespace: string, key: string, params: UpdateState, { ifMatch, ...options }: ConditionalOptions = {}): Promise<State> {
    const headers = { 'If-Match': tag(ifMatch) }
    return this.transport.json({ method: 'PUT', path: path`/states/${namespace}/${key}`, body: params, headers }, options)
  }

  /** Creates a state or changes the one that there is. */
  async set(
    namespace: string,
    key: string,
    value: unknown,
    params: Omit<UpdateState, 'value'> = {},
    options?: CallOptions,
  ): Promise<State> {
    const update = () => this.update(namespace, key, { value, ...params }, options)
    try {
      return await update()
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error
    }
    try {
      return await this.create({ namespace, key, value, ...params }, options)
    } catch (error) {
      // Somebody was faster.
      if (error instanceof BadRequestError && /already exists/.test(error.message)) return update()
      throw error
    }
  }

  async delete(namespace: string, key: string, { ifMatch, ...options }: ConditionalOptions = {}): Promise<void> {
    await this.transport.json({ method: 'DELETE', path: path`/states/${namespace}/${key}`, headers: { 'If-Match': tag(ifMatch) } }, options)
  }
}

const tag = (version: number | undefined) => (version === undefined ? undefined : `"${version}"`)
