import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

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
    isActive: p.boolean().default(true),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

export type SkillRow = InferEntity<typeof Skill>
