import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core'
import { z } from 'zod'
import { schemaFault } from '../../../schema/bounded/json-schema.ts'
import { partiesOf } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given, isSetting, list, NO_SETTING, record, text } from '../../../schema/inputs.ts'
import { may } from '../../../schema/permissions.ts'
import { builder } from '../builder.ts'
import { agentName, identifier, jsonObject, reference } from '../checks.ts'
import { changesIn, editedBy } from '../editors.ts'
import { Provider } from '../providers/provider.entity.ts'
import type { Services } from '../services.ts'
import { Agent as AgentEntity, type AgentRow, type EnabledSkill, type InitialMessage } from './agent.entity.ts'
import { Agent, agentReference } from './agent.ts'
import { mayShare } from './agent-access.ts'
import { findAgent } from './find-agent.ts'
import { linksAfter, linksOf } from './links.ts'

const DEFAULT_TEMPERATURE = 0.7
const PRELOAD = 'In the system prompt from the start, rather than a tool.'
const CONTENT = "A Jinja2 template over the chat's input."
const names = list(text(1, 300), 200)
const functions = list(reference, 200)
const skills = list(
  z.union([reference, z.object({ skill: reference.describe('`namespace/name`'), preload: z.boolean().default(false).describe(PRELOAD) })]),
  200,
)
const messages = list(
  z.object({
    role: z.enum(['system', 'user', 'assistant']).describe('Who seems to say it.'),
    content: text(1, 100_000).describe(CONTENT),
  }),
  100,
).refine(isSetting, NO_SETTING)
const parameters = jsonObject.refine(
  (map) => Object.values(map).every((entry) => entry !== null && typeof entry === 'object'),
  'must map names to objects of parameters',
)
const templates = record(z.string(), text(0, 2000), 1_000)

/** The same fields, in creating and in changing. */
const fields = (t: Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]) => ({
  description: t.string({ validate: text(0, 10_000), description: 'Also tells other agents what it is for.' }),
  llmProviderId: t.field({ type: 'UUID', description: 'Absent: the default provider.' }),
  model: t.string({ validate: text(1, 255), description: "Absent: the provider's default model." }),
  temperature: t.float({ validate: z.number().min(0).max(2), description: '0.7 where it is absent.' }),
  maxTokens: t.int({
    validate: z.int().min(1).max(1_000_000),
    description: 'Of one answer, 1 to 1,000,000. Absent: what the provider allows.',
  }),
  systemPrompt: t.string({ validate: text(0, 200_000), description: "A Jinja2 template over the chat's input." }),
  inputSchema: t.field({ type: 'JSON', validate: jsonObject, description: "JSON Schema of a chat's input. Default: any." }),
  outputSchema: t.field({ type: 'JSON', validate: jsonObject, description: 'JSON Schema of its answers. Default: any text.' }),
  initialMessages: t.field({ type: ['JSON'], validate: messages, description: '`[{"role": "assistant", "content": "Hello!"}]`' }),
  groupId: t.field({ type: 'UUID', description: 'A group of the caller, whose members may use it, and are offered it.' }),
  enabledFunctions: t.stringList({
    validate: functions,
    description:
      '`namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again.',
  }),
  enabledAgents: t.stringList({
    validate: names,
    description:
      '`namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `*/*` for those that they are offered, as `usableAgents` lists them. An agent that another user makes later under one of the names is not offered until the list is set again.',
  }),
  enabledSkills: t.field({
    type: ['JSON'],
    validate: skills,
    description:
      '`{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent.',
  }),
  enabledMcpTools: t.stringList({
    validate: names,
    description: 'Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server.',
  }),
  functionParameters: t.field({
    type: 'JSON',
    validate: parameters,
    description:
      'Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one.',
  }),
  mcpToolParameters: t.field({ type: 'JSON', validate: parameters, description: 'The same for tools of MCP servers, by tool name.' }),
  stateNamespacesReadonly: t.stringList({ validate: names, description: 'Namespaces of states that it may read.' }),
  stateNamespacesReadwrite: t.stringList({ validate: names, description: 'Namespaces of states that it may read and change.' }),
  statusTemplates: t.field({
    type: 'JSON',
    validate: templates,
    description: 'Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.',
  }),
  isShared: t.boolean({
    description:
      'Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark.',
  }),
  isDefault: t.boolean({
    description:
      'Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away.',
  }),
})

const CreateAgentInput = builder.inputType('CreateAgentInput', {
  description: 'An agent. Only its name is required.',
  fields: (t) => ({
    namespace: t.string({ defaultValue: 'default', validate: identifier, description: 'What groups it with others.' }),
    name: t.string({ required: true, validate: agentName, description: 'Unique in its namespace.' }),
    ...fields(t),
  }),
})

const UpdateAgentInput = builder.inputType('UpdateAgentInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({
    namespace: t.string({ validate: identifier, description: 'Where it moves to: it is then known by this namespace alone.' }),
    name: t.string({ validate: agentName, description: 'Its new name, unique in its namespace.' }),
    ...fields(t),
    isActive: t.boolean({ description: 'False takes it out of use, as `deleteAgent` does.' }),
  }),
})

type Input = Partial<typeof UpdateAgentInput.$inferInput>

builder.mutationFields((t) => ({
  createAgent: t.field({
    type: Agent,
    description: 'Creates an agent that the caller owns. Errors: ALREADY_EXISTS, VALIDATION.',
    authScopes: (_, { input }) => ({ can: `agents/${input.namespace}/${input.name}.create` }),
    args: { input: t.arg({ type: CreateAgentInput, required: true, description: 'The agent to create.' }) },
    async resolve(_, { input }, context) {
      await check(context, input)
      const settings = settingsOf(input)
      const now = new Date()
      const row = context.em.create(AgentEntity, {
        ...EMPTY,
        ...settings,
        id: crypto.randomUUID(),
        userId: context.caller!.userId,
        namespace: input.namespace!,
        name: input.name,
        editors: editedBy(context.caller!, shaping(settings), shaping(settings), {}),
        links: await linksOf(context, settings),
        createdAt: now,
        updatedAt: now,
      } as AgentRow)
      checkMarks(context, row, input, [])
      return save(context, row)
    },
  }),
  updateAgent: t.field({
    type: Agent,
    description:
      'Changes an agent. The caller becomes the author of each setting that they change: a turn does nothing to things of others that one of these authors could not do. Errors: NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, VALIDATION, CONFLICT where it was changed at the same time.',
    authScopes: { authenticated: true },
    args: { ...agentReference, input: t.arg({ type: UpdateAgentInput, required: true, description: 'What is to change.' }) },
    async resolve(_, { input, ...reference }, context) {
      const row = await findAgent(context, reference, 'update')
      await check(context, input)
      requireName(context, row, input)
      const settings = settingsOf(input)
      const changed = changesIn(settings, row)
      const links = linksAfter(row.links, await linksOf(context, settings), changed)
      const editors = editedBy(context.caller!, shaping(settings), changed, row.editors)
      Object.assign(row, settings, { links, editors, updatedAt: new Date() })
      checkMarks(context, row, input, changed)
      return save(context, row)
    },
  }),
  deleteAgent: t.field({
    type: Agent,
    description: 'Takes an agent out of use. Its chats stay readable. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: agentReference,
    async resolve(_, reference, context) {
      const row = await findAgent(context, reference, 'delete')
      Object.assign(row, { isActive: false, isDefault: false, updatedAt: new Date() })
      await context.em.flush()
      return row
    },
  }),
}))

/** Settings that a model is given, or that say what it may call: who sets one shapes what turns do. */
const SHAPING = [
  'systemPrompt',
  'inputSchema',
  'outputSchema',
  'initialMessages',
  'enabledFunctions',
  'enabledAgents',
  'enabledSkills',
  'enabledMcpTools',
  'functionParameters',
  'mcpToolParameters',
  'stateNamespacesReadonly',
  'stateNamespacesReadwrite',
] as const satisfies (keyof AgentRow)[]

/** Settings that the marks do not vouch for. */
const NOT_VOUCHED: readonly string[] = ['groupId', 'isShared', 'isDefault', 'isActive']

const shaping = (settings: Partial<AgentRow>) => SHAPING.filter((setting) => setting in settings)

const EMPTY = {
  groupId: null,
  description: null,
  llmProviderId: null,
  model: null,
  temperature: DEFAULT_TEMPERATURE,
  maxTokens: null,
  systemPrompt: null,
  inputSchema: {},
  outputSchema: {},
  initialMessages: null,
  enabledFunctions: [],
  enabledAgents: [],
  enabledSkills: [],
  enabledMcpTools: [],
  functionParameters: {},
  mcpToolParameters: {},
  stateNamespacesReadonly: [],
  stateNamespacesReadwrite: [],
  statusTemplates: {},
  isShared: false,
  isDefault: false,
  isActive: true,
} satisfies Partial<AgentRow>

/** What was given, as the row holds it. Null counts as absent. */
function settingsOf(input: Input): Partial<AgentRow> {
  return {
    ...given(input),
    ...(input.enabledSkills && { enabledSkills: input.enabledSkills.map(toEnabledSkill) }),
    ...(input.initialMessages && { initialMessages: input.initialMessages as InitialMessage[] }),
  } as Partial<AgentRow>
}

function toEnabledSkill(entry: unknown): EnabledSkill {
  if (typeof entry === 'string') return { skill: entry, preload: false }
  const { skill, preload } = entry as EnabledSkill
  return { skill, preload: preload ?? false }
}

async function check(context: Context<Services>, input: Input): Promise<void> {
  await checkSchema('inputSchema', input.inputSchema)
  await checkSchema('outputSchema', input.outputSchema)
  const { caller, em } = context
  const { groupId } = input
  if (groupId && !partiesOf(caller!).every((party) => party.groupIds.includes(groupId)))
    throw invalid(['input', 'groupId'], 'is not a group of yours')
  if (input.llmProviderId && !(await em.count(Provider, { id: input.llmProviderId, isActive: true })))
    throw invalid(['input', 'llmProviderId'], 'is not an active provider')
}

/** Permissions may name namespaces and names, so that to take one is like creating an agent there. @throws SinasError FORBIDDEN */
function requireName(context: Context<Services>, row: AgentRow, { namespace, name }: Input): void {
  const [to, as] = [namespace ?? row.namespace, name ?? row.name]
  if (to === row.namespace && as === row.name) return
  if (!context.reach(`agents/${to}/${as}.create`)) throw context.forbidden()
}

/** The marks by which others are offered an agent vouch for what it is: a change by a user who may not set a mark removes it. @throws SinasError FORBIDDEN */
function checkMarks(context: Context<Services>, row: AgentRow, { isShared, isDefault }: Input, changed: readonly string[]): void {
  if (isShared) context.requireOn(`agents/${row.namespace}/${row.name}.share`, row.userId ?? '')
  if (isDefault && !context.may('sinas.agents.update:all')) throw context.forbidden()
  if (changed.every((setting) => NOT_VOUCHED.includes(setting))) return
  row.isShared &&= mayShare(context.caller!, row)
  row.isDefault &&= may(context.caller, 'sinas.agents.update:all')
}

async function checkSchema(field: string, schema: unknown): Promise<void> {
  const fault = schema ? await schemaFault(schema, { ignoresFormats: true }) : null
  if (fault) throw invalid(['input', field], `is not a JSON Schema: ${fault}`)
}

async function save({ em }: Context<Services>, row: AgentRow): Promise<AgentRow> {
  try {
    await em.transactional(async (transaction) => {
      if (row.isDefault) await transaction.nativeUpdate(AgentEntity, { isDefault: true, id: { $ne: row.id } }, { isDefault: false })
      transaction.persist(row)
    })
    return row
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw new SinasError('ALREADY_EXISTS', { what: `Agent ${row.namespace}/${row.name}` })
    if (error instanceof OptimisticLockError)
      throw new SinasError('CONFLICT', { reason: 'The agent was changed at the same time: try again' }, error)
    throw error
  }
}
