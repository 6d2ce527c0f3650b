import type { CreateLlmProvider, LlmProvider, UpdateLlmProvider } from '../generated/types.ts'
import { type CallOptions, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Services that run language models, by id or name. For administrators. */
export class LlmProviders extends Resource {
  /** Adds a service. Its API key is sealed and never returned. */
  create(params: CreateLlmProvider, options?: CallOptions): Promise<LlmProvider> {
    return this.transport.send('POST', '/api/v1/llm-providers', params, options)
  }

  /** Active ones, newest first. */
  list(options?: CallOptions): Promise<LlmProvider[]> {
    return this.transport.get('/api/v1/llm-providers', undefined, options)
  }

  get(provider: string, options?: CallOptions): Promise<LlmProvider> {
    return this.transport.get(path`/api/v1/llm-providers/${provider}`, undefined, options)
  }

  update(provider: string, params: UpdateLlmProvider, options?: CallOptions): Promise<LlmProvider> {
    return this.transport.send('PATCH', path`/api/v1/llm-providers/${provider}`, params, options)
  }

  /** Takes it out of use, and forgets its API key. */
  delete(provider: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/llm-providers/${provider}`, undefined, options)
  }
}
