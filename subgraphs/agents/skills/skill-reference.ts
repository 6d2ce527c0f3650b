import { namedReference } from '../../../schema/connections/references.ts'
import { builder } from '../builder.ts'

/** Which skill is meant. */
export const SkillReference = namedReference(builder, 'Skill', 'skill')

export type SkillReferenceShape = typeof SkillReference.$inferInput
