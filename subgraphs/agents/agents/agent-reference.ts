import { namedReference } from '../../../schema/connections/references.ts'
import { builder } from '../builder.ts'

/** Which agent is meant. */
export const AgentReference = namedReference(builder, 'Agent', 'agent')

export type AgentReferenceShape = typeof AgentReference.$inferInput
