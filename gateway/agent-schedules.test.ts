// Schedules of agents, from the clock to the answer: chats that no user began by hand.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { until } from '../schema/testing/until.ts'
import { type ChatPlatform, openChatPlatform, type TestUser, unique } from './chats.testing.ts'

const WHO = 'def who(input, context):\n    return {"user": context["user_id"], "chat": context["chat_id"]}\n'

let platform: ChatPlatform
let owner: TestUser
before(async () => {
  platform = await openChatPlatform()
  owner = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

async function schedule(agent: string, over: Record<string, unknown> = {}, by = owner): Promise<{ id: string; name: string }> {
  const [target_namespace, target_name] = agent.split('/')
  const target = { schedule_type: 'agent', target_namespace, target_name, content: 'Good morning' }
  return by.call('POST', '/api/v1/schedules', { name: unique('daily'), cron_expression: '0 9 * * *', ...target, ...over })
}

const runNow = (id: string, by = owner) => by.call('POST', `/api/v1/schedules/${id}/run`)
const slotsOf = (id: string, status?: string) =>
  owner.call<any[]>('GET', `/api/v1/schedules/${id}/slots${status ? `?status=${status}` : ''}`)
const slotWith = (id: string, status: string) => until(async () => (await slotsOf(id, status))[0])
const chatOf = (id: string, by = owner) => by.call('GET', `/chats/${id}`)
const answered = (id: string) =>
  until(async () => {
    const chat = await chatOf(id)
    // Its message is there a moment before its turn is.
    return chat.active_channel_id === null && chat.messages.length > 1 && chat.messages.at(-1).role === 'assistant' && chat
  })
const contents = (chat: { messages: { role: string; content: string }[] }) =>
  chat.messages.map(({ role, content }) => `${role}: ${content}`)

/** The schedule's next slot is now: no test can wait for a minute of the clock. */
async function makeDue(id: string): Promise<void> {
  const { database } = platform.gateway.gateway.process.running.find(({ name }) => name === 'triggers')!
  await database.query('update triggers.schedules set next_run = now() where id = $1', [id])
}

describe('a schedule of an agent', () => {
  test('begins a chat of its owner at its slot, and the agent answers there', async () => {
    const settings = {
      system_prompt: 'You report on {{ topic }}.',
      input_schema: { type: 'object', properties: { topic: { type: 'string' } } },
      initial_messages: [{ role: 'assistant', content: 'About {{ topic }}:' }],
    }
    const agent = await platform.agent(owner, settings)
    const { id, name } = await schedule(agent, { input_data: { topic: 'tea' } })
    platform.model.script({ text: ['All ', 'is ', 'well.'] })
    await makeDue(id)
    const slot = await slotWith(id, 'FIRED')
    assert.deepEqual([slot.chat_id, slot.execution_id, slot.is_manual, slot.reason], [slot.id, null, false, null])

    const chat = await answered(slot.chat_id)
    assert.deepEqual(contents(chat), ['assistant: About tea:', 'user: Good morning', 'assistant: All is well.'])
    assert.equal(chat.title, `${name} — ${slot.slot_at.slice(0, 16).replace('T', ' ')}`)
    assert.deepEqual([chat.user_id, `${chat.agent_namespace}/${chat.agent_name}`], [owner.id, agent])
    assert.equal(platform.model.requests.at(-1)!.body.messages[0].content, 'You report on tea.')
    assert.ok((await owner.call('GET', `/api/v1/schedules/${id}`)).last_run >= slot.slot_at)
    assert.equal((await platform.admin.request('GET', `/chats/${slot.chat_id}`)).status, 404, 'no other user sees it')
    // Its owner goes on with it as with any other.
    platform.model.script({ text: ['As I said.'] })
    const reply = await owner.call('POST', `/chats/${slot.chat_id}/messages`, { content: 'Really?' })
    assert.equal(reply.content, 'As I said.')
  })

  test('begins a new chat each time, also where another user starts the run, and acts as its owner', async () => {
    await owner.call('POST', '/api/v1/functions', { namespace: 'test', name: 'who', code: WHO })
    const agent = await platform.agent(owner, { enabled_functions: ['test/who'] })
    const { id } = await schedule(agent)
    const call = { id: 'c1', name: 'test__who', arguments: ['{}'] }
    platform.model.script({ calls: [call] }, { text: ['one'] })
    const first = await runNow(id, platform.admin)
    const chat = await answered(first.chat_id)
    const result = chat.messages.find(({ role }: { role: string }) => role === 'tool')
    assert.deepEqual(JSON.parse(result.content), { user: owner.id, chat: first.chat_id })
    platform.model.script({ text: ['two'] })
    const second = await runNow(id)
    assert.notEqual(second.chat_id, first.chat_id)
    assert.deepEqual(contents(await answered(second.chat_id)), ['user: Good morning', 'assistant: two'])
  })

  test('skips a slot while its agent still answers, or lets it wait', async () => {
    const agent = await platform.agent(owner)
    const begin = async (overlap_policy: string) => {
      const { id } = await schedule(agent, { overlap_policy })
      const { promise: held, resolve: release } = Promise.withResolvers<void>()
      platform.model.script({ text: ['slow'], hold: { before: 1, until: held } })
      await runNow(id)
      await makeDue(id)
      return { id, release }
    }
    const skipping = await begin('skip')
    assert.match((await slotWith(skipping.id, 'SKIPPED')).reason, /^The run of .* has not ended$/)
    skipping.release()

    const queueing = await begin('queue')
    assert.match((await slotWith(queueing.id, 'WAITING')).reason, /^Waited for the run of /)
    platform.model.script({ text: ['next'] })
    queueing.release()
    const waited = await until(async () => (await slotsOf(queueing.id, 'FIRED')).find(({ is_manual }) => !is_manual))
    assert.deepEqual(contents(await answered(waited.chat_id)), ['user: Good morning', 'assistant: next'])
  })
})

describe('the row of a slot says why', () => {
  test('its owner is deactivated, also while the run before goes on', async () => {
    const user = await platform.user()
    const { id } = await schedule(await platform.agent(user), {}, user)
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    platform.model.script({ text: ['slow'], hold: { before: 1, until: held } })
    await runNow(id, user)
    await platform.admin.call('PATCH', `/api/v1/users/${user.id}`, { is_active: false })
    await makeDue(id)
    const slots = () => platform.admin.call<any[]>('GET', `/api/v1/schedules/${id}/slots?status=FAILED`)
    const [slot] = await until(async () => (await slots()).length > 0 && slots())
    assert.equal(slot.reason, 'The owner of this schedule is deactivated or no longer exists')
    assert.equal(slot.chat_id, null)
    release()
  })

  test('its owner may no longer talk with the agent', async () => {
    const user = await platform.user()
    const { id } = await schedule(await platform.agent(user), {}, user)
    await platform.admin.call('DELETE', `/api/v1/groups/Users/members/${user.id}`)
    const slot = await runNow(id, platform.admin)
    assert.equal(slot.status, 'FAILED')
    assert.match(slot.reason, /^The owner of this schedule may not talk with agent test\//)
  })

  test('its agent is gone', async () => {
    const agent = await platform.agent(owner)
    const { id } = await schedule(agent)
    await owner.call('DELETE', `/api/v1/agents/${agent}`)
    const slot = await runNow(id)
    assert.deepEqual([slot.status, slot.reason, slot.chat_id], ['FAILED', `Agent ${agent} not found`, null])
    assert.equal((await owner.call('GET', `/api/v1/schedules/${id}`)).is_active, true)
  })

  test('its input does not fit the agent', async () => {
    const input_schema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] }
    const { id } = await schedule(await platform.agent(owner, { input_schema }), { input_data: { n: 'many' } })
    const slot = await runNow(id)
    assert.equal(slot.status, 'FAILED')
    assert.match(slot.reason, /input_schema.*must be integer/)
  })

  test('the budget is spent', async () => {
    const user = await platform.user()
    const { id } = await schedule(await platform.agent(user), {}, user)
    await platform.admin.call('POST', '/api/v1/budgets', { user_id: user.id, period: 'total', max_tokens: 10 })
    platform.model.script({ text: ['dear'], usage: { prompt: 9, completion: 3 } })
    const { chat_id } = await runNow(id, user)
    await until(async () => (await chatOf(chat_id, user)).active_channel_id === null)
    const slot = await runNow(id, user)
    assert.equal(slot.status, 'FAILED')
    assert.match(slot.reason, /10 tokens is spent: 12 tokens/)
  })

  for (const [how, answer, reason] of [
    ['refuses', { status: 401, error: 'no such key' }, /scripted did not answer to the end: .*401.*no such key/],
    ['breaks off', { text: ['Good ', 'mor'], breaks: { after: 2, how: 'cut' } }, /scripted did not answer to the end/],
  ] as const)
    test(`the provider ${how}`, async () => {
      const { id } = await schedule(await platform.agent(owner))
      platform.model.script(structuredClone(answer) as object)
      const started = await runNow(id)
      assert.equal(started.status, 'FIRED')
      const slot = await slotWith(id, 'FAILED')
      assert.deepEqual([slot.id, slot.chat_id], [started.id, started.id])
      assert.match(slot.reason, reason)
      assert.ok(slot.fired_at)
      // The next time is a new chance.
      platform.model.script({ text: ['Here I am.'] })
      const next = await runNow(id)
      assert.deepEqual(contents(await answered(next.chat_id)), ['user: Good morning', 'assistant: Here I am.'])
      assert.deepEqual(
        (await slotsOf(id, 'FAILED')).map((failed) => failed.id),
        [started.id],
      )
    })
})
