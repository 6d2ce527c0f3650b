import { identifier } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { agentName } from '../checks.ts'
import { Agent } from './agent.ts'
import { settings } from './agent-input.ts'
import { AgentReference } from './agent-reference.ts'
import { createAgent, deleteAgent, updateAgent } from './save-agent.ts'

builder.relayMutationField(
  'createAgent',
  {
    description: 'An agent. Only its name is required.',
    inputFields: (t) => ({
      namespace: t.string({ defaultValue: 'default', validate: identifier, description: 'What groups it with others.' }),
      name: t.string({ required: true, validate: agentName, description: 'Unique in its namespace.' }),
      ...settings(t),
    }),
  },
  {
    nullable: true,
    description: 'Creates an agent that the caller owns. Errors: ALREADY_EXISTS, VALIDATION.',
    authScopes: (_, { input: { namespace, name } }) => ({ can: `agents/${namespace}/${name}.create` }),
    resolve: async (_, { input }, context) => ({ agent: await createAgent(context, input) }),
  },
  { outputFields: (t) => ({ agent: t.expose('agent', { type: Agent, description: 'The new agent.' }) }) },
)

builder.relayMutationField(
  'updateAgent',
  {
    description: 'What is to change. A field that is absent or null stays as it is.',
    inputFields: (t) => ({
      agent: t.field({ type: AgentReference, required: true, description: 'Which one.' }),
      namespace: t.string({ validate: identifier, description: 'Where it moves to: it is then known by this namespace alone.' }),
      name: t.string({ validate: agentName, description: 'Its new name, unique in its namespace.' }),
      ...settings(t),
      isActive: t.boolean({ description: 'False takes it out of use, as `deleteAgent` does.' }),
    }),
  },
  {
    nullable: true,
    description:
      'Changes an agent. The caller becomes the author of each setting that they change: a turn does nothing to things of others that one of these authors could not do. Errors: NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, VALIDATION, CONFLICT where it was changed at the same time.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { agent, ...input } }, context) => ({ agent: await updateAgent(context, agent, input) }),
  },
  { outputFields: (t) => ({ agent: t.expose('agent', { type: Agent, description: 'The agent as it is now.' }) }) },
)

builder.relayMutationField(
  'deleteAgent',
  { inputFields: (t) => ({ agent: t.field({ type: AgentReference, required: true, description: 'Which one.' }) }) },
  {
    nullable: true,
    description: 'Takes an agent out of use. Its chats stay readable. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { agent } }, context) => ({ agent: await deleteAgent(context, agent) }),
  },
  { outputFields: (t) => ({ agent: t.expose('agent', { type: Agent, description: 'The agent as it was taken out of use.' }) }) },
)
