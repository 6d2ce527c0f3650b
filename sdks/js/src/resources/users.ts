import type { ListUsers, UpdateUser, User } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Users. Most of this is for administrators. */
export class Users extends Resource {
  /** Creates a user, or answers with the one who has this address. */
  create(email: string, options?: CallOptions): Promise<User> {
    return this.transport.send('POST', '/api/v1/users', { email }, options)
  }

  list(params?: ListUsers, options?: CallOptions): Pages<User> {
    return pages(this.transport, '/api/v1/users', params, options)
  }

  get(id: string, options?: CallOptions): Promise<User> {
    return this.transport.get(path`/api/v1/users/${id}`, undefined, options)
  }

  update(id: string, params: UpdateUser, options?: CallOptions): Promise<User> {
    return this.transport.send('PATCH', path`/api/v1/users/${id}`, params, options)
  }

  /** Deletes a user with their memberships, tokens and API keys. */
  delete(id: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/users/${id}`, undefined, options)
  }
}
