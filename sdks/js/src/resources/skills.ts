import type { CreateSkill, ListSkills, Skill, UpdateSkill } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Instructions in Markdown that agents read. */
export class Skills extends Resource {
  /** Creates a skill. */
  create(params: CreateSkill, options?: CallOptions): Promise<Skill> {
    return this.transport.send('POST', '/api/v1/skills', params, options)
  }

  list(params?: ListSkills, options?: CallOptions): Pages<Skill> {
    return pages(this.transport, '/api/v1/skills', params, options)
  }

  get(namespace: string, name: string, options?: CallOptions): Promise<Skill> {
    return this.transport.get(path`/api/v1/skills/${namespace}/${name}`, undefined, options)
  }

  /** Changes a skill. What is absent stays as it is. */
  update(namespace: string, name: string, params: UpdateSkill, options?: CallOptions): Promise<Skill> {
    return this.transport.send('PUT', path`/api/v1/skills/${namespace}/${name}`, params, options)
  }

  delete(namespace: string, name: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/skills/${namespace}/${name}`, undefined, options)
  }
}
