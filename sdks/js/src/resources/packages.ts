import type { InstallPackage, ListPackages, Package } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, LONG_TIMEOUT_MS, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Python packages that functions may import. */
export class Packages extends Resource {
  /** Installs a package: for everyone's functions where the caller may, otherwise for their own; `for_everyone` says which. */
  install(name: string, params: Pick<InstallPackage, 'version' | 'for_everyone'> = {}, options?: CallOptions): Promise<Package> {
    return this.transport.json(
      { method: 'POST', path: '/api/v1/packages', body: { package_name: name, ...params }, timeout: LONG_TIMEOUT_MS },
      options,
    )
  }

  list(params?: ListPackages, options?: CallOptions): Pages<Package> {
    return pages(this.transport, '/api/v1/packages', params, options)
  }

  /** Removes a package. Running executions keep it. */
  remove(id: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/packages/${id}`, undefined, options)
  }
}
