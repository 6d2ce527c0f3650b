import type { Agent } from './data.ts'
import type { CreateAgentMutationVariables } from './generated/agents.ts'

type Input = CreateAgentMutationVariables['input']

/** The settings of an agent, as the form has them. */
export interface Settings {
  namespace: string
  name: string
  description: string
  icon: string
  llmProviderId: string
  model: string
  temperature: number | null
  maxTokens: number | null
  systemPrompt: string
  initialMessages: unknown
  enabledFunctions: string[]
  enabledAgents: string[]
  enabledMcpTools: string[]
  enabledSkills: string[]
  /** Those of `enabledSkills` that are read before each turn. */
  preloaded: string[]
  stateNamespacesReadonly: string[]
  stateNamespacesReadwrite: string[]
  inputSchema: unknown
  outputSchema: unknown
  defaultJobTimeout: number | null
  defaultKeepAlive: boolean
  groupId: string
  isShared: boolean
  isDefault: boolean
  functionParameters: unknown
  mcpToolParameters: unknown
  statusTemplates: unknown
}

export const NEW: Settings = {
  namespace: 'default',
  name: '',
  description: '',
  icon: '',
  llmProviderId: '',
  model: '',
  temperature: null,
  maxTokens: null,
  systemPrompt: '',
  initialMessages: undefined,
  enabledFunctions: [],
  enabledAgents: [],
  enabledMcpTools: [],
  enabledSkills: [],
  preloaded: [],
  stateNamespacesReadonly: [],
  stateNamespacesReadwrite: [],
  inputSchema: undefined,
  outputSchema: undefined,
  defaultJobTimeout: null,
  defaultKeepAlive: false,
  groupId: '',
  isShared: false,
  isDefault: false,
  functionParameters: undefined,
  mcpToolParameters: undefined,
  statusTemplates: undefined,
}

/** An object or a list that holds something; else the editor is empty. */
const orEmpty = (value: unknown) => (value && Object.keys(value as object).length > 0 ? value : undefined)

export const settingsOf = (agent: Agent): Settings => ({
  namespace: agent.namespace,
  name: agent.name,
  description: agent.description ?? '',
  icon: agent.icon ?? '',
  llmProviderId: agent.llmProviderId ?? '',
  model: agent.model ?? '',
  temperature: agent.temperature,
  maxTokens: agent.maxTokens,
  systemPrompt: agent.systemPrompt ?? '',
  // Words of enums are for the graph: an input has them as the API's texts.
  initialMessages: orEmpty(agent.initialMessages?.map(({ role, content }) => ({ role: role.toLowerCase(), content }))),
  enabledFunctions: agent.enabledFunctions,
  enabledAgents: agent.enabledAgents,
  enabledMcpTools: agent.enabledMcpTools,
  enabledSkills: agent.enabledSkills.map(({ skill }) => skill),
  preloaded: agent.enabledSkills.flatMap(({ skill, preload }) => (preload ? [skill] : [])),
  stateNamespacesReadonly: agent.stateNamespacesReadonly,
  stateNamespacesReadwrite: agent.stateNamespacesReadwrite,
  inputSchema: orEmpty(agent.inputSchema),
  outputSchema: orEmpty(agent.outputSchema),
  defaultJobTimeout: agent.defaultJobTimeout,
  defaultKeepAlive: agent.defaultKeepAlive,
  groupId: agent.groupId ?? '',
  isShared: agent.isShared,
  isDefault: agent.isDefault,
  functionParameters: orEmpty(agent.functionParameters),
  mcpToolParameters: orEmpty(agent.mcpToolParameters),
  statusTemplates: orEmpty(agent.statusTemplates),
})

/** What the API is told: only what differs, as who changes a setting becomes its author. */
export function inputOf(settings: Settings, before: Settings): Omit<Input, 'name'> & { name?: string } {
  const { preloaded, ...plain } = settings
  const changed = Object.entries(plain).flatMap(([name, value]) => {
    const isSame = JSON.stringify(value) === JSON.stringify(before[name as keyof Settings])
    const hasOther = name === 'enabledSkills' && JSON.stringify(preloaded) !== JSON.stringify(before.preloaded)
    return isSame && !hasOther ? [] : [[name, toldOf(name, value)] as const]
  })
  const input: Record<string, unknown> = Object.fromEntries(changed)
  if (input.enabledSkills) input.enabledSkills = settings.enabledSkills.map((skill) => ({ skill, preload: preloaded.includes(skill) }))
  return input
}

const OBJECTS = ['inputSchema', 'outputSchema', 'functionParameters', 'mcpToolParameters', 'statusTemplates']

/** What was emptied is null, or empty where the API knows no null. */
function toldOf(name: string, value: unknown): unknown {
  if (value === undefined) return OBJECTS.includes(name) ? {} : []
  return value === '' ? null : value
}
