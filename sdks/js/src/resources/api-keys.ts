import type { ApiKey, CreateApiKey, ListApiKeys, NewApiKey } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Keys for programs. */
export class ApiKeys extends Resource {
  /** Makes a key, which is shown this once. */
  create(params: CreateApiKey, options?: CallOptions): Promise<NewApiKey> {
    return this.transport.send('POST', '/api/v1/auth/api-keys', params, options)
  }

  list(params?: ListApiKeys, options?: CallOptions): Pages<ApiKey> {
    return pages(this.transport, '/api/v1/auth/api-keys', params, options)
  }

  get(id: string, options?: CallOptions): Promise<ApiKey> {
    return this.transport.get(path`/api/v1/auth/api-keys/${id}`, undefined, options)
  }

  /** Revokes a key at once and for good. */
  revoke(id: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/auth/api-keys/${id}`, undefined, options)
  }
}
