import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { Editors } from '../editors.ts'

/** Instructions in Markdown that an agent reads when it needs them, or has from the start. */
export const Skill = defineEntity({
  name: 'Skill',
  tableName: 'skills',
  schema: 'agents',
  uniques: [{ name: 'skills_name_unique', properties: ['namespace', 'name'] }],
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    namespace: p.text(),
    name: p.text(),
    description: p.text(),
    content: p.text(),
    editors: p.json<Editors>().default('{}'),
    isShared: p.boolean().default(false),
    isActive: p.boolean().default(true),
    /** Two changes at once could keep the text of one and the editors of the other. */
    revision: p.integer().version(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

export type SkillRow = InferEntity<typeof Skill>
