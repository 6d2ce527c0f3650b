import { SinasError } from '../../../schema/errors.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import { builder, Group, User } from '../builder.ts'
import { everyEditor } from '../editors.ts'
import {
  Agent as AgentEntity,
  type AgentRow,
  type EnabledSkill as EnabledSkillShape,
  type InitialMessage as InitialMessageShape,
} from './agent.entity.ts'
import { mayUseAgent } from './agent-access.ts'
import { CreateAgentInput, UpdateAgentInput } from './agent-input.ts'
import { findAgent, listAgents, listOfferedAgents } from './find-agent.ts'
import { createAgent, deleteAgent, updateAgent } from './save-agent.ts'
import { warningsOf } from './warnings.ts'

const InitialMessage = builder.objectRef<InitialMessageShape>('InitialMessage').implement({
  description: 'A message that every chat with the agent begins with.',
  fields: (t) => ({
    role: t.exposeString('role', { description: '`system`, `user` or `assistant`: who seems to say it.' }),
    content: t.exposeString('content', { description: "A Jinja2 template over the chat's input." }),
  }),
})

const EnabledSkill = builder.objectRef<EnabledSkillShape>('EnabledSkill').implement({
  description: 'A skill that an agent may read.',
  fields: (t) => ({
    skill: t.exposeString('skill', { description: '`namespace/name`' }),
    preload: t.exposeBoolean('preload', { description: 'In the system prompt from the start, rather than a tool.' }),
  }),
})

export const Agent = builder.objectRef<AgentRow>('Agent').implement({
  description:
    'A language model with a prompt and tools. It acts with the permissions of the user who talks with it. It does nothing to that user’s things that one of its editors could not do to them.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id. Wherever an agent is asked for, its namespace and name do as well.' }),
    userId: t.expose('userId', { type: 'ID', nullable: true, description: "Its owner; null for the platform's own agents." }),
    groupId: t.expose('groupId', {
      type: 'ID',
      nullable: true,
      description: 'The group whose members are offered it, and may use it where their permission reaches their groups; null: none.',
    }),
    namespace: t.exposeString('namespace', { description: 'What groups it with others.' }),
    name: t.exposeString('name', { description: 'Unique in its namespace, among the agents of all users.' }),
    description: t.exposeString('description', { nullable: true, description: 'Also tells other agents what it is for.' }),
    llmProviderId: t.expose('llmProviderId', { type: 'ID', nullable: true, description: 'Null: the default provider.' }),
    model: t.exposeString('model', { nullable: true, description: "Null: the provider's default model." }),
    temperature: t.exposeFloat('temperature', { description: 'How freely the model chooses its words, from 0 to 2.' }),
    maxTokens: t.exposeInt('maxTokens', { nullable: true, description: 'Of one answer.' }),
    systemPrompt: t.exposeString('systemPrompt', { nullable: true, description: "A Jinja2 template over the chat's input." }),
    inputSchema: t.expose('inputSchema', { type: 'JSONObject', description: "JSON Schema of a chat's input." }),
    outputSchema: t.expose('outputSchema', { type: 'JSONObject', description: 'JSON Schema of its answers; empty: any text.' }),
    initialMessages: t.field({
      type: [InitialMessage],
      nullable: true,
      description: 'What a chat begins with.',
      resolve: ({ initialMessages }) => initialMessages,
    }),
    enabledFunctions: t.exposeStringList('enabledFunctions', { description: 'Functions that it may call: `namespace/name`.' }),
    enabledAgents: t.exposeStringList('enabledAgents', {
      description:
        'Agents that it may call: `namespace/name`, an id, or `namespace/*` and `*/*` for those that are offered to the user who set this.',
    }),
    enabledSkills: t.field({
      type: [EnabledSkill],
      description: 'Skills that it may read.',
      resolve: ({ enabledSkills }) => enabledSkills,
    }),
    enabledMcpTools: t.exposeStringList('enabledMcpTools', {
      description: 'Tools of MCP servers: `tool`, `server.tool` or `server:tool`.',
    }),
    functionParameters: t.expose('functionParameters', {
      type: 'JSON',
      description: 'Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`.',
    }),
    mcpToolParameters: t.expose('mcpToolParameters', { type: 'JSON', description: 'The same for tools of MCP servers, by tool name.' }),
    stateNamespacesReadonly: t.exposeStringList('stateNamespacesReadonly', { description: 'Namespaces of states that it may read.' }),
    stateNamespacesReadwrite: t.exposeStringList('stateNamespacesReadwrite', {
      description: 'Namespaces of states that it may read and change.',
    }),
    statusTemplates: t.expose('statusTemplates', {
      type: 'JSON',
      description: 'Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.',
    }),
    isShared: t.exposeBoolean('isShared', { description: 'Offered to all users who may talk with it.' }),
    isDefault: t.exposeBoolean('isDefault', { description: 'Offered where no agent is named.' }),
    icon: t.exposeString('icon', { nullable: true, description: 'What clients show beside its name.' }),
    iconUrl: t.string({
      nullable: true,
      description: 'The address of its icon, where that is one.',
      resolve: ({ icon }) => (icon?.startsWith('url:') ? icon.slice('url:'.length) : null),
    }),
    defaultJobTimeout: t.exposeInt('defaultJobTimeout', {
      nullable: true,
      description: 'Seconds that a turn may take in chats that do not say; null: AGENT_JOB_TIMEOUT.',
    }),
    defaultKeepAlive: t.exposeBoolean('defaultKeepAlive', { description: 'The `keepAlive` of chats that do not say.' }),
    warnings: t.loadableList({
      type: 'String',
      description:
        'What of its lists does not exist or is not in use, and so is not offered to its model: a sentence each. It may be made later.',
      // What one mutation of a request changes, the next one sees.
      loaderOptions: { cache: false },
      load: (ids: string[], context) => warningsOf(context, ids),
      resolve: ({ id }) => id,
    }),
    isActive: t.exposeBoolean('isActive', { description: 'False where it was taken out of use.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    owner: t.field({
      type: User,
      nullable: true,
      description: "Its owner; null for the platform's own agents.",
      resolve: ({ userId }) => (userId ? { id: userId } : null),
    }),
    editors: t.field({
      type: [User],
      description:
        'The users who set something that shapes its turns. A turn does nothing to its user’s things that one of these users could not do to them at that time.',
      resolve: ({ editors }) => [...new Set(everyEditor(editors).map(({ userId }) => userId))].map((id) => ({ id })),
    }),
    group: t.field({
      type: Group,
      nullable: true,
      description: 'The group whose members may use it, where their permission reaches their groups; null: none.',
      resolve: ({ groupId }) => (groupId ? { id: groupId } : null),
    }),
  }),
})

builder.asEntity(Agent, {
  key: builder.selection<{ id: string }>('id'),
  async resolveReference({ id }, { em, caller }) {
    const row = caller && (await em.findOne(AgentEntity, { id }))
    return row && mayUseAgent(caller, row) ? row : null
  },
})

/** How an agent is named: by its id, or by its namespace and name. */
const agentReference = builder.args((t) => ({
  id: t.field({ type: 'ID', description: 'Id of the agent; or else both `namespace` and `name`.' }),
  namespace: t.string({ description: 'Namespace of the agent.' }),
  name: t.string({ description: 'Name of the agent.' }),
}))

builder.queryFields((t) => ({
  agents: t.field({
    type: [Agent],
    description: 'Active agents that the caller may read, newest first.',
    authScopes: { authenticated: true },
    args: { namespace: t.arg.string({ description: 'Only those of this namespace.' }), skip: t.arg.int(skip), limit: t.arg.int(limit) },
    resolve: (_, args, context) => listAgents(context, args),
  }),
  usableAgents: t.field({
    type: [Agent],
    description:
      'Active agents that the caller is offered, by name: their own, those of their groups, the platform’s own, and shared ones, as far as they may talk with them.',
    authScopes: { authenticated: true },
    resolve: (_, __, context) => listOfferedAgents(context),
  }),
  agent: t.field({
    type: Agent,
    description: 'One agent, by id or by namespace and name. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: agentReference,
    resolve: (_, reference, context) => findAgent(context, reference, 'read'),
  }),
  defaultAgent: t.field({
    type: Agent,
    description: 'The agent that is offered where none is named. Errors: NOT_FOUND.',
    authScopes: { authenticated: true },
    async resolve(_, __, { em, caller }) {
      const row = await em.findOne(AgentEntity, { isDefault: true, isActive: true })
      if (!row || !mayUseAgent(caller!, row)) throw new SinasError('NOT_FOUND', { what: 'A default agent' })
      return row
    },
  }),
}))

builder.mutationFields((t) => ({
  createAgent: t.field({
    type: Agent,
    description: 'Creates an agent that the caller owns. Errors: ALREADY_EXISTS, VALIDATION.',
    authScopes: (_, { input }) => ({ can: `agents/${input.namespace}/${input.name}.create` }),
    args: { input: t.arg({ type: CreateAgentInput, required: true, description: 'The agent to create.' }) },
    resolve: (_, { input }, context) => createAgent(context, input),
  }),
  updateAgent: t.field({
    type: Agent,
    description:
      'Changes an agent. The caller becomes the author of each setting that they change: a turn does nothing to things of others that one of these authors could not do. Errors: NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, VALIDATION, CONFLICT where it was changed at the same time.',
    authScopes: { authenticated: true },
    args: { ...agentReference, input: t.arg({ type: UpdateAgentInput, required: true, description: 'What is to change.' }) },
    resolve: (_, { input, ...reference }, context) => updateAgent(context, reference, input),
  }),
  deleteAgent: t.field({
    type: Agent,
    description: 'Takes an agent out of use. Its chats stay readable. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: agentReference,
    resolve: (_, reference, context) => deleteAgent(context, reference),
  }),
}))
