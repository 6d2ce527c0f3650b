import { loadNamedRow, loadRow } from '../../../schema/connections/load-row.ts'
import { readPage } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import { builder, Group, page, User } from '../builder.ts'
import { everyEditor } from '../editors.ts'
import type { Services } from '../services.ts'
import {
  Agent as AgentEntity,
  type AgentRow,
  type EnabledSkill as EnabledSkillShape,
  type InitialMessage as InitialMessageShape,
} from './agent.entity.ts'
import { mayUseAgent } from './agent-access.ts'
import { AgentReference } from './agent-reference.ts'
import { findAgent, findDefaultAgent } from './find-agent.ts'
import { AgentFilter, AgentOrderInput, listOfAgents, pagesOfAgents } from './list-agents.ts'
import { warningsOf } from './warnings.ts'

const InitialMessageRole = builder.enumType('InitialMessageRole', {
  description: 'Who seems to say a message that a chat begins with.',
  values: upperCase({
    system: { description: 'Instructions to the model.' },
    user: { description: 'The user of the chat.' },
    assistant: { description: 'The agent.' },
  }),
})

const InitialMessage = builder.objectRef<InitialMessageShape>('InitialMessage').implement({
  description: 'A message that every chat with the agent begins with.',
  fields: (t) => ({
    role: t.field({
      type: InitialMessageRole,
      description: 'Who seems to say it.',
      resolve: ({ role }) => role as 'system' | 'user' | 'assistant',
    }),
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

/** An agent that is led to from elsewhere, also where it was taken out of use; null where the caller may not talk with it. */
export async function visibleAgent(context: Context<Services>, id: string): Promise<AgentRow | null> {
  const row = await loadRow(context, AgentEntity, id)
  return row && mayUseAgent(context.caller!, row) ? row : null
}

builder.asEntity(Agent, {
  key: [builder.selection<{ id: string }>('id'), builder.selection<{ namespace: string; name: string }>('namespace name')],
  async resolveReference(reference, context) {
    if (!context.caller) return null
    if ('id' in reference) return visibleAgent(context, reference.id)
    const row = await loadNamedRow(context, AgentEntity, reference)
    return row && mayUseAgent(context.caller, row) ? row : null
  },
})

export const AgentConnection = builder.connectionObject({
  type: Agent,
  name: 'AgentConnection',
  description: 'A page of a list of agents.',
})

builder.queryFields((t) => ({
  agents: t.field({
    type: AgentConnection,
    nullable: true,
    description: 'Active agents that the caller may read, or, where the filter says so, those that they are offered.',
    authScopes: { authenticated: true },
    args: {
      ...page,
      filter: t.arg({ type: AgentFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: AgentOrderInput, description: 'Absent: the latest first.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) => readPage(context.em, listOfAgents(context, filter ?? {}, orderBy), args),
  }),
  agent: t.field({
    type: Agent,
    nullable: true,
    description: 'One agent. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { by: t.arg({ type: AgentReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findAgent(context, by, 'read'),
  }),
  defaultAgent: t.field({
    type: Agent,
    nullable: true,
    description: 'The agent that is offered where none is named. Errors: NOT_FOUND.',
    authScopes: { authenticated: true },
    resolve: (_, __, context) => findDefaultAgent(context),
  }),
}))

builder.objectFields(User, (t) => ({
  agents: t.loadable({
    type: AgentConnection,
    description: 'Active agents that they own, as far as the caller may read them, the latest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => pagesOfAgents(context, args, 'userId', ids),
    resolve: ({ id }) => id,
  }),
}))

builder.objectFields(Group, (t) => ({
  agents: t.loadable({
    type: AgentConnection,
    description: 'Active agents that its members are offered, as far as the caller may read them, the latest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => pagesOfAgents(context, args, 'groupId', ids),
    resolve: ({ id }) => id,
  }),
}))
