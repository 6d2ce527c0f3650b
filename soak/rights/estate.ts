import { fillVault } from '../../gateway/vault.testing.ts'
import type { Canaries } from './canaries.ts'
import { type Cast, nameOfHolder } from './cast.ts'
import type { Person } from './person.ts'

/** The victim’s namespace for what they work with, and the one for what no attacker may touch. */
export const OPS = 'ops'
export const VAULT = 'vault'
/** A namespace of states that only the victim’s own function writes. */
export const NOTES = 'notes'

/** What the victim owns and works with. */
export interface Estate {
  /** Path parameters that name things of the victim’s, by the word that their paths begin with. */
  rows: Record<string, Record<string, string>>
  /** Code of the victim’s functions by `namespace/name`; some have two, between which the victim changes. */
  code: Record<string, string[]>
  /** How the victim’s triggers and agents are meant to be: what the victim puts back. */
  webhooks: Record<string, Record<string, unknown>>
  schedules: Record<string, Record<string, unknown>>
  agents: Record<string, Record<string, unknown>>
  /** Ids of all of it. */
  ids: string[]
  /** A mark of the chats that the victim begins, which no attacker knows. */
  mark: string
}

const NOTE = (api: string) => `import json, urllib.request

def handler(input, context):
    body = json.dumps({"namespace": "${NOTES}", "key": context["execution_id"], "value": {"by": "note"}}).encode()
    headers = {"authorization": "Bearer " + context["access_token"], "content-type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request("${api}/states", body, headers, method="POST"), timeout=10) as answer:
        return {"status": answer.status}
`

/** What it uses is Python’s own and its own: names that strangers would like to take over. */
const REPORT = (secret: string, variant: string) => `import json
from math import floor

def helper(items):
    return sorted(items)

def handler(input, context):
    items = helper(input.get("items") or [2, 1])
    return {"n": len(items), "first": json.loads(json.dumps(items[0])), "half": floor(len(items) / 2), "secret": "${secret}", "variant": "${variant}"}
`

/** It calls a function of its own namespace, and one of a stranger’s by its name. */
const DIGEST = `def handler(input, context):
    return {"summary": summary({"items": input.get("items") or []})}
`
const COLLEAGUE = `def handler(input, context):
    return {"errand": errand({"items": input.get("items") or []})}
`
/** It imports the packages of all users. */
const PACKED = 'import honest\n\ndef handler(input, context):\n    return {"version": honest.__version__}\n'
const SUMMARY = 'def handler(input, context):\n    return {"count": len(input["items"])}\n'

const FUNCTION_HOLDER = nameOfHolder('sinas.functions.update:all')
const AGENT_HOLDER = nameOfHolder('sinas.agents.update:all')
const WEBHOOK_HOLDER = nameOfHolder('sinas.webhooks.update:all')
const SCHEDULE_HOLDER = nameOfHolder('sinas.schedules.update:all')

/** @param api of the gateway, as functions reach it @param modelUrl of the model that the victim’s provider names */
export async function settle(
  { stage, victim, bystander, attackers }: Cast,
  canaries: Canaries,
  api: string,
  modelUrl: string,
): Promise<Estate> {
  const rows = await fillVault((method, path, body) => victim.must(method, path, body), modelUrl)
  await guardGroup(stage, rows)
  await victim.must('POST', '/api/v1/packages', { package_name: 'honest', version: '1.0', for_everyone: true })
  const code = await makeFunctions(victim, canaries, api)
  // Whose name the victim’s code calls, and who made that: it is bound when the code is saved.
  const mallory = attackers[0]!.person
  await mallory.must('POST', '/api/v1/functions', { namespace: OPS, name: 'errand', code: 'def handler(input, context):\n    return {}\n' })
  await victim.must('POST', '/api/v1/functions', { namespace: OPS, name: 'colleague', code: COLLEAGUE })
  code[`${OPS}/colleague`] = [COLLEAGUE]

  const agents = await makeAgents(victim, canaries)
  const webhooks = await makeWebhooks(victim, canaries)
  const schedules = await makeSchedules(victim, canaries)
  await victim.must('POST', '/api/v1/skills', { namespace: OPS, name: 'manual', description: 'How.', content: canaries.hatch('a skill') })
  await makeStates(victim, bystander, rows.groups!.group!, canaries)
  await victim.must('PATCH', `/api/v1/llm-providers/${rows['llm-providers']!.provider}`, {
    api_key: canaries.hatch('the key of a provider'),
  })
  const { key } = await victim.must('POST', '/api/v1/auth/api-keys', { name: 'of the victim', permissions: { 'sinas.*:all': true } })
  canaries.watch(key, 'an API key')
  canaries.watch(victim.token, 'the token of the victim’s login')
  canaries.watch(stage.token, 'the token of another administrator’s login')
  const secret = canaries.hatch('a chat')
  await victim.must('POST', `/chats/${rows.chats!.id}/messages`, { content: secret })
  const ids = [...new Set(Object.values(rows).flatMap(Object.values<string>))]
  return { rows, code, webhooks, schedules, agents, ids, mark: crypto.randomUUID() }
}

/** The victim’s group grants what no attacker holds, so that none of them may have a say in it; and it shares a state. */
async function guardGroup(stage: Person, rows: Estate['rows']): Promise<void> {
  const { group, permission_key } = rows.groups!
  const above = 'sinas.logs.read:all'
  await stage.must('POST', `/api/v1/groups/${group}/permissions`, { permission_key: above, permission_value: true })
  await stage.must('DELETE', `/api/v1/groups/${group}/permissions/${permission_key}`)
  rows.groups!.permission_key = above
}

/** The same code twice, with a difference. */
const versions = (source: string) => [source, `${source}# Another version.\n`]

async function makeFunctions(victim: Person, canaries: Canaries, api: string): Promise<Estate['code']> {
  const secret = canaries.hatch('the output and code of a function', { knownTo: [FUNCTION_HOLDER], isForModels: true })
  const launch = `def handler(input, context):\n    return {"launched": "${canaries.hatch('the code of a function', { knownTo: [FUNCTION_HOLDER] })}"}\n`
  const code: Estate['code'] = {
    [`${OPS}/summary`]: versions(SUMMARY),
    [`${OPS}/digest`]: versions(DIGEST),
    [`${OPS}/report`]: [REPORT(secret, 'a'), REPORT(secret, 'b')],
    [`${OPS}/note`]: versions(NOTE(api)),
    [`${OPS}/packed`]: versions(PACKED),
    [`${VAULT}/launch`]: [launch],
  }
  for (const [reference, [source]] of Object.entries(code)) {
    const [namespace, name] = reference.split('/')
    await victim.must('POST', '/api/v1/functions', { namespace, name, code: source })
  }
  return code
}

async function makeAgents(victim: Person, canaries: Canaries): Promise<Estate['agents']> {
  const secret = (what: string, isForModels: boolean) => canaries.hatch(what, { knownTo: [AGENT_HOLDER], isForModels })
  const agents = {
    [`${OPS}/assistant`]: {
      system_prompt: secret('the prompt of an agent', true),
      enabled_functions: [`${OPS}/report`, `${OPS}/note`],
      enabled_skills: [],
      enabled_agents: [],
      state_namespaces_readwrite: [],
    },
    [`${VAULT}/oracle`]: {
      system_prompt: secret('the prompt of an agent that no user talks with', false),
      enabled_functions: [`${VAULT}/launch`],
      state_namespaces_readwrite: [VAULT],
      enabled_skills: [],
      enabled_agents: [],
    },
  }
  for (const [reference, settings] of Object.entries(agents)) {
    const [namespace, name] = reference.split('/')
    await victim.must('POST', '/api/v1/agents', { namespace, name, ...settings })
  }
  return agents
}

async function makeWebhooks(victim: Person, canaries: Canaries): Promise<Estate['webhooks']> {
  const secret = canaries.hatch('the default values of a webhook', { knownTo: [WEBHOOK_HOLDER] })
  const target = (function_name: string) => ({ function_namespace: OPS, function_name })
  const webhooks = {
    'ops/public': { ...target('note'), requires_auth: false, default_values: {}, is_active: true },
    'ops/login': { ...target('report'), requires_auth: true, default_values: { secret }, is_active: true },
    'ops/queued': { ...target('note'), requires_auth: false, response_mode: 'async', default_values: {}, is_active: true },
  }
  for (const [path, settings] of Object.entries(webhooks)) await victim.must('POST', '/api/v1/webhooks', { path, ...settings })
  return webhooks
}

async function makeSchedules(victim: Person, canaries: Canaries): Promise<Estate['schedules']> {
  const secret = canaries.hatch('the input of a schedule', { knownTo: [SCHEDULE_HOLDER], isForModels: true })
  const schedules = {
    'ops-nightly': {
      schedule_type: 'function',
      target_namespace: OPS,
      target_name: 'note',
      input_data: { secret },
      cron_expression: '* * * * *',
      is_active: true,
    },
    'ops-brief': {
      schedule_type: 'agent',
      target_namespace: OPS,
      target_name: 'assistant',
      content: 'Good morning',
      input_data: {},
      cron_expression: '* * * * *',
      is_active: true,
    },
  }
  for (const [name, settings] of Object.entries(schedules)) await victim.must('POST', '/api/v1/schedules', { name, ...settings })
  return schedules
}

async function makeStates(victim: Person, bystander: Person, group: string, canaries: Canaries): Promise<void> {
  const state = (namespace: string, key: string, more: object = {}) => ({
    namespace,
    key,
    value: { secret: canaries.hatch(`the state ${namespace}/${key}`) },
    ...more,
  })
  await victim.must('POST', '/states', state(VAULT, 'private'))
  await victim.must('POST', '/states', state(VAULT, 'sealed', { encrypted: true }))
  await victim.must('POST', '/states', state(VAULT, 'shared', { visibility: 'group', group_id: group }))
  await victim.must('POST', '/states', state('preferences', 'private'))
  await bystander.must('POST', '/states', state('preferences', 'bystander'))
}
