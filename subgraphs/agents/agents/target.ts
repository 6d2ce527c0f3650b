import { builder } from '../builder.ts'
import { findUsableAgent } from '../chats/create-chat.ts'
import type { AgentRow } from './agent.entity.ts'

const AgentToAsk = builder.objectRef<AgentRow>('AgentToAsk').implement({
  description: 'What is asked of an agent before something is made to talk with it.',
  fields: (t) => ({ id: t.expose('id', { type: 'ID', description: 'Its id.' }) }),
})

builder.queryField('agentToAsk', (t) =>
  t.field({
    type: AgentToAsk,
    inaccessible: true,
    description: 'An agent that the caller may talk with: to point something at it takes no less. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the agent.' }),
      name: t.arg.string({ required: true, description: 'Name of the agent.' }),
    },
    resolve: (_, { namespace, name }, context) => findUsableAgent(context, namespace, name),
  }),
)
