import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../session/permissions.ts'
import { agents } from '../../texts/en/agents.ts'
import { Field } from '../../ui/Field.tsx'
import type { FormState } from '../../ui/Form.tsx'
import { MultiCombobox } from '../../ui/MultiCombobox.tsx'
import { type Option, Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { TagsInput } from '../../ui/TagsInput.tsx'
import { TextInput } from '../../ui/TextInput.tsx'
import styles from './AgentForm.module.css'
import { picks } from './data.ts'
import type { Settings } from './settings.ts'

const { fields, hints } = agents

interface PickerProps {
  form: FormState<Settings>
  isReadOnly?: boolean
}

const named = ({ namespace, name }: { namespace: string; name: string }): Option => option(`${namespace}/${name}`)
const option = (value: string, label = value): Option => ({ value, label })
const unique = (values: string[]) => [...new Set(values)]

/** What the agent may use. Lists that who looks may not read are empty: what they type is offered. */
export function ToolPickers({ form, isReadOnly = false }: PickerProps) {
  const readsFunctions = useMay('sinas.functions.read:own') ?? false
  const readsMcp = useMay('sinas.mcp.read:own') ?? false
  const functions = useQuery({ ...picks.functions, enabled: readsFunctions }).data?.functions.nodes ?? []
  const others = useQuery(picks.agents).data?.agents.nodes ?? []
  const skills = useQuery(picks.skills).data?.skills.nodes ?? []
  const tools = useQuery({ ...picks.mcpTools, enabled: readsMcp }).data?.mcpTools.nodes ?? []
  const list = (name: 'enabledFunctions' | 'enabledAgents' | 'enabledMcpTools' | 'enabledSkills', options: Option[], hint: string) => (
    <Field label={LABELS[name]} hint={hint} error={form.errorOf(name)} isOptional>
      <MultiCombobox {...form.bind(name)} options={options} placeholder={agents.pick} isDisabled={isReadOnly} />
    </Field>
  )
  const own = `${form.values.namespace}/${form.values.name}`
  const { preloaded, enabledSkills } = form.values
  return (
    <>
      {list(
        'enabledFunctions',
        functions.map((each) => {
          const name = `${each.namespace}/${each.name}`
          return option(name, each.requiresApproval ? `${name} (${agents.requiresApproval})` : name)
        }),
        hints.functions,
      )}
      {list('enabledMcpTools', mcpOptions(tools), hints.mcpTools)}
      {list(
        'enabledAgents',
        agentOptions(others).filter(({ value }) => value !== own),
        hints.agents,
      )}
      {list('enabledSkills', skills.map(named), hints.skills)}
      {enabledSkills.map((skill) => (
        <Switch
          key={skill}
          label={fields.preload(skill)}
          isOn={preloaded.includes(skill)}
          onChange={(isOn) => form.set({ preloaded: isOn ? [...preloaded, skill] : preloaded.filter((each) => each !== skill) })}
        />
      ))}
      <div className={styles.pair}>
        <Field label={fields.readonly} hint={hints.states} error={form.errorOf('stateNamespacesReadonly')} isOptional>
          <TagsInput {...form.bind('stateNamespacesReadonly')} />
        </Field>
        <Field label={fields.readwrite} hint={hints.states} error={form.errorOf('stateNamespacesReadwrite')} isOptional>
          <TagsInput {...form.bind('stateNamespacesReadwrite')} />
        </Field>
      </div>
    </>
  )
}

const LABELS = {
  enabledFunctions: fields.functions,
  enabledAgents: fields.agents,
  enabledMcpTools: fields.mcpTools,
  enabledSkills: fields.skills,
}

const mcpOptions = (tools: readonly { name: string; serverName: string }[]): Option[] =>
  unique(tools.flatMap(({ serverName, name }) => [`${serverName}.*`, `${serverName}.${name}`]))
    .sort()
    .map((name) => option(name))

const agentOptions = (all: readonly { namespace: string; name: string }[]): Option[] => [
  ...all.map(named),
  ...unique(all.map(({ namespace }) => `${namespace}/*`)).map((name) => option(name)),
]

/** Whose model it uses, and which. */
export function ProviderPicker({ form }: PickerProps) {
  const readsProviders = useMay('sinas.llm_providers.read:all') ?? false
  const { data } = useQuery({ ...picks.providers, enabled: readsProviders })
  const providers = data?.llmProviders.nodes ?? []
  const chosen = providers.find(({ id }) => id === form.values.llmProviderId) ?? providers.find(({ isDefault }) => isDefault)
  return (
    <div className={styles.pair}>
      <Field label={fields.provider} hint={data ? hints.provider : hints.providerHidden} error={form.errorOf('llmProviderId')} isOptional>
        <Select
          {...form.bind('llmProviderId')}
          disabled={!data}
          options={[option('', agents.defaultProvider), ...providers.map(({ id, name }) => option(id, name))]}
        />
      </Field>
      <Field label={fields.model} hint={hints.model} error={form.errorOf('model')} isOptional>
        <TextInput isCode {...form.bind('model')} placeholder={chosen?.defaultModel ?? undefined} />
      </Field>
    </div>
  )
}

/** The group whose members are offered it. */
export function GroupPicker({ form }: PickerProps) {
  const groups = useQuery(picks.groups).data?.groups.nodes ?? []
  return (
    <Field label={fields.group} hint={hints.group} error={form.errorOf('groupId')} isOptional>
      <Select {...form.bind('groupId')} options={[option('', agents.noGroup), ...groups.map(({ id, name }) => option(id, name))]} />
    </Field>
  )
}
