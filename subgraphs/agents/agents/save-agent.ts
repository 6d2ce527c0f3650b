import { OptimisticLockError, UniqueConstraintViolationException } from '@mikro-orm/core'
import { schemaFault } from '../../../schema/bounded/json-schema.ts'
import { partiesOf } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import { may } from '../../../schema/permissions.ts'
import { changesIn, editedBy } from '../editors.ts'
import { Provider } from '../providers/provider.entity.ts'
import type { Services } from '../services.ts'
import { checkTemplates } from '../templates/check-templates.ts'
import { Agent as AgentEntity, type AgentRow, type EnabledSkill, type InitialMessage } from './agent.entity.ts'
import { mayShare } from './agent-access.ts'
import type { CreateAgentInput, UpdateAgentInput } from './agent-input.ts'
import { type AgentReference, findAgent } from './find-agent.ts'
import { linksAfter, linksOf } from './links.ts'

const DEFAULT_TEMPERATURE = 0.7

type Input = Partial<typeof UpdateAgentInput.$inferInput>

/** @throws SinasError ALREADY_EXISTS, VALIDATION, FORBIDDEN */
export async function createAgent(context: Context<Services>, input: typeof CreateAgentInput.$inferInput): Promise<AgentRow> {
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
}

/** @throws SinasError NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, VALIDATION, CONFLICT where it was changed at the same time */
export async function updateAgent(context: Context<Services>, reference: AgentReference, input: Input): Promise<AgentRow> {
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
}

/** Its chats stay readable. @throws SinasError NOT_FOUND, FORBIDDEN */
export async function deleteAgent(context: Context<Services>, reference: AgentReference): Promise<AgentRow> {
  const row = await findAgent(context, reference, 'delete')
  Object.assign(row, { isActive: false, isDefault: false, updatedAt: new Date() })
  await context.em.flush()
  return row
}

/** Settings that a model is given, or that say what it may call: a user who sets one shapes the turns. */
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
  icon: null,
  defaultJobTimeout: null,
  defaultKeepAlive: false,
  isShared: false,
  isDefault: false,
  isActive: true,
} satisfies Partial<AgentRow>

/** The given settings, as the row holds them. Null counts as absent. */
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
  await checkTemplates(context, input)
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

/** The marks that offer an agent to others vouch for its content: a change by a user who may not set a mark removes it. @throws SinasError FORBIDDEN */
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
