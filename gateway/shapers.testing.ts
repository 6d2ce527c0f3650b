// People, triggers and a function that tries what it may: what the table of `shapers.test.ts` is made of.
import assert from 'node:assert/strict'
import { freePort } from '../schema/free-port.ts'
import { until } from '../schema/testing/until.ts'
import { type ChatPlatform, openChatPlatform, type TestUser, unique } from './chats.testing.ts'

/** Runs with the token of whoever it runs as, and says which of their things it reaches. Anything but a plain no is an error. */
const PROBE = `
import json, urllib.error, urllib.request

def handler(input, context):
    def ask(method, path, body=None):
        headers = {"authorization": "Bearer " + context["access_token"], "content-type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request("API" + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 403:
                raise
            return None

    user = context["user_id"]
    states = ask("GET", "/states?namespace=private&owner=me") or []
    found = {
        "states": any(state["user_id"] == user for state in states),
        "keys": ask("POST", "/api/v1/auth/api-keys", {"name": "minted by a run", "permissions": {}}) is not None,
        "users": ask("GET", "/api/v1/users") is not None,
    }
    return {"user": user, "may": [name for name in found if found[name]]}
`

/** Every way in which a trigger starts a run. */
export const WAYS = ['public', 'async', 'login', 'replay', 'schedule', 'agent', 'run now'] as const
export type Way = (typeof WAYS)[number]

/** As whom a run ran and which of their things it reached, or why there was none. */
export type ReachedThings = { user: string; may: string } | { fault: string }

export interface Person extends TestUser {
  /** The API key through which they act. */
  keyId?: string
}

export interface ShapersPlatform extends AsyncDisposable {
  platform: ChatPlatform
  /** A new user with a private state. @param permissions beyond those of the group, granted by a group of their own, whose name is `group` */
  person(group: 'Users' | 'Admins', ...permissions: string[]): Promise<Person & { group?: string }>
  /** The same person through an API key. */
  keyed(person: Person, ...permissions: string[]): Promise<Person>
  /** The function that tries what it may. @returns its name in the namespace `test` */
  probe(author: Person): Promise<string>
  triggers(saved: Saved): Promise<Triggers>
}

interface Saved {
  owner: Person
  author: Person
  /** Who points the owner's triggers at the function; where it is the owner, they are made so. */
  editor: Person
}

interface Triggers {
  /** Lets each of them start a run. @param caller who asks, where somebody does */
  fire(caller: Person, willRun: boolean): Promise<Record<Way, ReachedThings>>
  /** What each of them says of itself. */
  faults(): Promise<Record<Exclude<Way, 'replay' | 'run now'>, string | null>>
}

export async function openShapers(): Promise<ShapersPlatform> {
  const port = await freePort()
  const platform = await openChatPlatform({ APP_PORT: String(port) })
  const { gateway, admin, model } = platform
  const { database } = gateway.gateway.process.running.find(({ name }) => name === 'triggers')!

  const probe: ShapersPlatform['probe'] = async (author) => {
    const name = unique('probe')
    await author.call('POST', '/api/v1/functions', { namespace: 'test', name, code: PROBE.replace('API', `http://localhost:${port}`) })
    return name
  }

  async function person(group: 'Users' | 'Admins', ...permissions: string[]) {
    const user = await platform.user()
    if (group === 'Admins') await admin.call('POST', '/api/v1/groups/Admins/members', { user_id: user.id })
    await user.call('POST', '/states', { namespace: 'private', key: 'secret', value: user.id })
    if (permissions.length === 0) return user
    const own = unique('group')
    await admin.call('POST', '/api/v1/groups', { name: own })
    for (const permission_key of permissions)
      await admin.call('POST', `/api/v1/groups/${own}/permissions`, { permission_key, permission_value: true })
    await admin.call('POST', `/api/v1/groups/${own}/members`, { user_id: user.id })
    return { ...user, group: own }
  }

  async function keyed(owner: Person, ...permissions: string[]): Promise<Person> {
    const granted = Object.fromEntries(permissions.map((permission) => [permission, true]))
    const { id, key } = await owner.call('POST', '/api/v1/auth/api-keys', { name: unique('key'), permissions: granted })
    return { ...platform.as(key, owner.id), keyId: id }
  }

  async function triggers({ owner, author, editor }: Saved): Promise<Triggers> {
    const target = await probe(author)
    const isMade = editor.id === owner.id
    const idle = isMade ? target : await probe(owner)
    const agentOf = (by: Person, name: string) => platform.agent(by, { enabled_functions: [`test/${name}`] })
    const agent = await agentOf(author, target)
    const idleAgent = isMade ? agent : await agentOf(owner, idle)
    const maker = isMade ? editor : owner

    async function webhook(settings: object) {
      const made = { path: unique('hook'), function_namespace: 'test', function_name: idle, requires_auth: false, ...settings }
      const { path } = await maker.call('POST', '/api/v1/webhooks', made)
      if (!isMade) await editor.call('PATCH', `/api/v1/webhooks/${path}`, { function_name: target })
      return path as string
    }
    async function schedule(first: object, then: object) {
      const { id } = await maker.call('POST', '/api/v1/schedules', { name: unique('daily'), cron_expression: '0 9 1 1 *', ...first })
      if (!isMade) await editor.call('PATCH', `/api/v1/schedules/${id}`, then)
      return id as string
    }
    const byName = (name: string) => ({ target_namespace: name.split('/')[0], target_name: name.split('/')[1] })
    const ofFunction = () => schedule(byName(`test/${idle}`), byName(`test/${target}`))
    const paths = {
      public: await webhook({}),
      async: await webhook({ response_mode: 'async' }),
      login: await webhook({ requires_auth: true }),
      replay: await webhook({}),
    }
    const schedules = {
      schedule: await ofFunction(),
      agent: await schedule({ schedule_type: 'agent', content: 'Try', ...byName(idleAgent) }, byName(agent)),
      'run now': await ofFunction(),
    }
    await gateway.request('POST', `/webhooks/${paths.replay}`, { body: {} })
    const [delivery] = await until(async () => {
      const found = await admin.call<any[]>('GET', `/api/v1/webhooks/${paths.replay}/deliveries`)
      return found[0]?.status !== 'RUNNING' && found
    })

    const post = (path: string, token?: string) => gateway.request('POST', `/webhooks/${path}`, { body: {}, ...(token && { token }) })
    const slotOf = (id: string) =>
      until(async () => {
        const [slot] = await admin.call<any[]>('GET', `/api/v1/schedules/${id}/slots`)
        return ['FIRED', 'FAILED'].includes(slot?.status) && slot
      })
    async function ofSlot(id: string): Promise<ReachedThings> {
      const { status, reason, execution_id, chat_id } = await slotOf(id)
      if (status === 'FAILED') return { fault: reason }
      return execution_id ? ofExecution(execution_id) : ofChat(owner, chat_id)
    }
    const makeDue = (id: string) => database.query('update triggers.schedules set next_run = now() where id = $1', [id])

    const ways: Record<Way, (caller: Person, willRun: boolean) => Promise<ReachedThings>> = {
      public: async () => ofAnswer(await post(paths.public)),
      async async() {
        const { body } = await post(paths.async)
        return body.execution_id ? ofExecution(body.execution_id) : { fault: body.detail }
      },
      login: async (caller) => ofAnswer(await post(paths.login, caller.token)),
      async replay(caller) {
        const { body } = await caller.request('POST', `/api/v1/webhook-deliveries/${delivery.id}/replay`)
        if (!body.id) return { fault: body.detail }
        const { error, response_body } = await admin.call('GET', `/api/v1/webhook-deliveries/${body.id}`)
        return error === null ? reached(JSON.parse(response_body).result) : { fault: error }
      },
      async schedule() {
        await makeDue(schedules.schedule)
        return ofSlot(schedules.schedule)
      },
      async agent(_, willRun) {
        if (willRun) model.script({ calls: [{ id: 'c1', name: `test__${target}`, arguments: ['{}'] }] }, { text: ['Tried.'] })
        await makeDue(schedules.agent)
        return ofSlot(schedules.agent)
      },
      async 'run now'(caller) {
        const { body } = await caller.request('POST', `/api/v1/schedules/${schedules['run now']}/run`)
        return body.id ? ofSlot(schedules['run now']) : { fault: body.detail }
      },
    }
    return {
      async fire(caller, willRun) {
        const outcomes = await Promise.all(WAYS.map(async (way) => [way, await ways[way](caller, willRun)] as const))
        return Object.fromEntries(outcomes) as Record<Way, ReachedThings>
      },
      async faults() {
        const fault = async (path: string) => (await admin.call(`GET`, path)).fault as string | null
        return {
          public: await fault(`/api/v1/webhooks/${paths.public}`),
          async: await fault(`/api/v1/webhooks/${paths.async}`),
          login: await fault(`/api/v1/webhooks/${paths.login}`),
          schedule: await fault(`/api/v1/schedules/${schedules.schedule}`),
          agent: await fault(`/api/v1/schedules/${schedules.agent}`),
        }
      },
    }
  }

  async function ofExecution(id: string): Promise<ReachedThings> {
    const { status, output_data, error } = await until(async () => {
      const found = await admin.call('GET', `/api/v1/executions/${id}`)
      return ['COMPLETED', 'FAILED'].includes(found.status) && found
    })
    return status === 'COMPLETED' ? reached(output_data) : { fault: error }
  }

  async function ofChat(owner: Person, id: string): Promise<ReachedThings> {
    const { messages } = await until(async () => {
      const chat = await owner.call('GET', `/chats/${id}`)
      return chat.active_channel_id === null && chat.messages.at(-1)?.role === 'assistant' && chat
    })
    const { content } = messages.find(({ role }: { role: string }) => role === 'tool')
    const result = JSON.parse(content)
    return result.may ? reached(result) : { fault: content }
  }

  return { platform, person, keyed, probe, triggers, [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose]() }
}

const ofAnswer = ({ status, body }: { status: number; body: any }): ReachedThings =>
  status === 200 ? reached(body.result) : { fault: body.detail }

function reached({ user, may }: { user: string; may: string[] }): ReachedThings {
  assert.ok(Array.isArray(may))
  return { user, may: may.join(' ') || 'nothing' }
}
