import { builder } from '../builder.ts'
import type { AgentRow } from './agent.entity.ts'
import { AgentReference } from './agent-reference.ts'
import { findUsableAgent } from './find-agent.ts'

const AgentToAsk = builder.objectRef<AgentRow>('AgentToAsk').implement({
  inaccessible: true,
  description: 'What is asked of an agent before something is made to talk with it.',
  fields: (t) => ({ id: t.expose('id', { type: 'ID', description: 'Its id.' }) }),
})

builder.queryField('agentToAsk', (t) =>
  t.field({
    type: AgentToAsk,
    inaccessible: true,
    description: 'An agent that the caller may talk with: to point something at it takes no less. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { by: t.arg({ type: AgentReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findUsableAgent(context, by),
  }),
)
