import type { Agent, CreateAgent, Invocation, InvokeAgent, ListAgents, UpdateAgent } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, LONG_TIMEOUT_MS, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Agents: a model, a prompt and what it may use. */
export class Agents extends Resource {
  /** Creates an agent that the caller owns. */
  create(params: CreateAgent, options?: CallOptions): Promise<Agent> {
    return this.transport.send('POST', '/api/v1/agents', params, options)
  }

  list(params?: ListAgents, options?: CallOptions): Pages<Agent> {
    return pages(this.transport, '/api/v1/agents', params, options)
  }

  get(namespace: string, name: string, options?: CallOptions): Promise<Agent> {
    return this.transport.get(path`/api/v1/agents/${namespace}/${name}`, undefined, options)
  }

  /** Changes an agent that the caller owns. What is absent stays as it is. */
  update(namespace: string, name: string, params: UpdateAgent, options?: CallOptions): Promise<Agent> {
    return this.transport.send('PUT', path`/api/v1/agents/${namespace}/${name}`, params, options)
  }

  delete(namespace: string, name: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/agents/${namespace}/${name}`, undefined, options)
  }

  /** One call: begins a chat, or goes on with the one of `session_key`, sends the message and waits for the answer. */
  invoke(
    namespace: string,
    name: string,
    message: unknown,
    params: Omit<InvokeAgent, 'message'> = {},
    options?: CallOptions,
  ): Promise<Invocation> {
    return this.transport.json(
      { method: 'POST', path: path`/agents/${namespace}/${name}/invoke`, body: { message, ...params }, timeout: LONG_TIMEOUT_MS },
      options,
    )
  }
}
