import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'graphql'
import type { Caller } from '../../../schema/context.ts'
import { testCaller, testRequest } from '../../../schema/testing/platform.ts'
import { functions } from '../../functions/index.ts'
import { identity } from '../../identity/index.ts'
import { type AgentsUnderTest, openAgents } from '../agents.testing.ts'
import { person } from '../people.testing.ts'

let fixture: AgentsUnderTest
before(async () => {
  fixture = await openAgents({ others: [identity, functions] })
  const code = 'def guarded(input, context):\n    return {"n": input["n"] + 1}\n'
  await fixture.run('CreateFunction', { namespace: 'wait', name: 'guarded', code, requires_approval: true })
})
after(() => fixture[Symbol.asyncDispose]())

const ask = async (query: string, variables: Record<string, unknown> = {}, caller: Caller = fixture.user) =>
  JSON.parse(JSON.stringify(await fixture.platform.run(fixture.subgraph, query, variables, caller)))

/** The events of a subscription, as they come. */
async function subscribe(query: string, variables: Record<string, unknown> = {}, caller: Caller = fixture.user) {
  const stream = await fixture.subgraph.subscribe(parse(query), variables, testRequest(caller))
  assert.ok(Symbol.asyncIterator in stream, JSON.stringify(stream))
  return {
    async next() {
      const { value, done } = await stream.next()
      return done ? null : JSON.parse(JSON.stringify(value.errors ?? value.data))
    },
    end: () => stream.return!(),
  }
}

const SEND = 'mutation ($chat: ID!) { sendMessage(input: { chatId: $chat, content: "Go" }) { turnId chat { id } } }'
const CHANGES = 'subscription { approvalsChanged { chatId chat { title } pendingApprovals { toolCallId arguments } } }'
const PENDING = '{ pendingApprovals { totalCount nodes { chatId toolCallId functionName toolCall { name } chat { agent { name } } } } }'
const DECIDE = `mutation ($chat: ID!, $call: String!, $approved: Boolean!) {
  decideToolCall(input: { chatId: $chat, toolCallId: $call, approved: $approved }) { status turnId chat { activeTurnId } }
}`
const EVENTS = `subscription ($chat: ID!, $turn: ID, $last: String) {
  chatEvents(chatId: $chat, turnId: $turn, lastEventId: $last) {
    __typename
    ... on TurnEvent { id turnId }
    ... on MessageDelta { content toolCalls { index id name arguments } finishReason }
    ... on ToolCallStarted { toolCallId name arguments description }
    ... on ToolCallEnded { toolCallId result }
    ... on ToolCallRejected { toolCallId functionName }
    ... on ApprovalRequired { toolCallId functionNamespace functionName input: arguments }
    ... on TurnDone { status usage { totalTokens } }
    ... on TurnFailed { message code }
  }
}`

const call = (id: string, n: number) => ({ id, name: 'wait__guarded', arguments: [JSON.stringify({ n })] })

async function eventsOf(chat: string, turn: string, last?: string): Promise<any[]> {
  const stream = await subscribe(EVENTS, { chat, turn, last })
  const events = []
  for (let event = await stream.next(); event; event = await stream.next()) events.push(event.chatEvents)
  return events
}

const withoutId = ({ id: _id, turnId: _turnId, ...event }: any) => event

test('calls that wait are told of across chats, listed and decided, and each event of their turns has a type', {
  timeout: 60_000,
}, async () => {
  const changes = await subscribe(CHANGES)
  const chats = [await fixture.chat({ enabled_functions: ['wait/guarded'] }), await fixture.chat({ enabled_functions: ['wait/guarded'] })]
  const turns: string[] = []
  for (const [i, chat] of chats.entries()) {
    fixture.model.script({ calls: [call('c1', i), call('c2', i)] })
    const { sendMessage } = await ask(SEND, { chat })
    assert.equal(sendMessage.chat.id, chat)
    turns.push(sendMessage.turnId)
    const { approvalsChanged } = await changes.next()
    assert.equal(approvalsChanged.chatId, chat)
    assert.deepEqual(approvalsChanged.pendingApprovals.map((one: any) => [one.toolCallId, one.arguments]).sort(), [
      ['c1', { n: i }],
      ['c2', { n: i }],
    ])
  }
  const asked = await eventsOf(chats[0]!, turns[0]!)
  assert.deepEqual(new Set(asked.map(({ turnId }) => turnId)), new Set([turns[0]]))
  assert.deepEqual(asked.slice(-3).map(withoutId), [
    { __typename: 'ApprovalRequired', toolCallId: 'c1', functionNamespace: 'wait', functionName: 'guarded', input: { n: 0 } },
    { __typename: 'ApprovalRequired', toolCallId: 'c2', functionNamespace: 'wait', functionName: 'guarded', input: { n: 0 } },
    { __typename: 'TurnDone', status: 'COMPLETED', usage: asked.at(-1).usage },
  ])
  assert.deepEqual(asked.find(({ toolCalls }) => toolCalls)?.toolCalls[0].id, 'c1')
  assert.deepEqual(await eventsOf(chats[0]!, turns[0]!, asked.at(-2).id), asked.slice(-1))

  const { pendingApprovals } = await ask(PENDING)
  assert.equal(pendingApprovals.totalCount, 4)
  assert.deepEqual([...new Set(pendingApprovals.nodes.map((one: any) => one.chatId))].sort(), [...chats].sort())
  assert.ok(pendingApprovals.nodes.every((one: any) => one.toolCall.name === 'wait__guarded' && one.chat.agent))

  const chat = chats[0]!
  const first = (await ask(DECIDE, { chat, call: 'c1', approved: true })).decideToolCall
  assert.deepEqual([first.status, first.chat.activeTurnId], ['APPROVED', first.turnId])
  assert.deepEqual((await changes.next()).approvalsChanged.pendingApprovals, [{ toolCallId: 'c2', arguments: { n: 0 } }])
  fixture.model.script({ text: ['Done.'] })
  const second = (await ask(DECIDE, { chat, call: 'c2', approved: false })).decideToolCall
  assert.equal(second.status, 'REJECTED')
  assert.deepEqual((await changes.next()).approvalsChanged.pendingApprovals, [])
  const wentOn = (await eventsOf(chat, second.turnId)).map(withoutId)
  assert.deepEqual(
    wentOn.filter(({ __typename }) => __typename !== 'MessageDelta'),
    [
      { __typename: 'ToolCallRejected', toolCallId: 'c2', functionName: 'guarded' },
      { __typename: 'ToolCallStarted', toolCallId: 'c1', name: 'wait__guarded', arguments: '{"n":0}', description: 'Running wait/guarded' },
      { __typename: 'ToolCallEnded', toolCallId: 'c1', result: '{"n":1}' },
      { __typename: 'TurnDone', status: 'COMPLETED', usage: wentOn.at(-1).usage },
    ],
  )
  assert.ok(wentOn.at(-1).usage.totalTokens >= 0)

  await ask('mutation ($chat: ID!) { deleteChat(input: { id: $chat, permanent: true }) { chat { id } } }', { chat: chats[1] })
  const gone = (await changes.next()).approvalsChanged
  assert.deepEqual([gone.chatId, gone.pendingApprovals], [chats[1], []])
  assert.equal((await ask(PENDING)).pendingApprovals.totalCount, 0)
  await changes.end()
})

test('calls wait for their user alone, with a key that may talk with the agent', { timeout: 60_000 }, async () => {
  const other = await person(fixture)
  const key = { ...fixture.user, apiKey: { id: crypto.randomUUID(), permissions: { 'sinas.states.*:own': true } } }
  const permissions = { 'sinas.agents.read:own': true, 'sinas.chats.update:own': true }
  const decider = { ...fixture.user, apiKey: { id: crypto.randomUUID(), permissions } }
  const streams = [await subscribe(CHANGES, {}, other), await subscribe(CHANGES, {}, key)]
  const [own, deciding] = [await subscribe(CHANGES), await subscribe(CHANGES, {}, decider)]
  const chat = await fixture.chat({ enabled_functions: ['wait/guarded'] })
  fixture.model.script({ calls: [call('c1', 1)] })
  await ask(SEND, { chat })
  assert.equal((await own.next()).approvalsChanged.chatId, chat)
  // Who may decide, and not read the chat, is told of the call alone.
  const told = (await deciding.next()).approvalsChanged
  assert.deepEqual([told.chat, told.pendingApprovals[0].toolCallId], [null, 'c1'])
  const [pending] = (await ask(PENDING, {}, decider)).pendingApprovals.nodes
  assert.deepEqual([pending.functionName, pending.toolCall, pending.chat], ['guarded', null, null])
  await deciding.end()
  for (const caller of [other, key, testCaller([])]) assert.equal((await ask(PENDING, {}, caller)).pendingApprovals.totalCount, 0)
  for (const stream of streams) {
    const nothing = Symbol('nothing')
    assert.equal(await Promise.race([stream.next(), new Promise((resolve) => setTimeout(resolve, 200, nothing))]), nothing)
    await stream.end()
  }
  await own.end()
})

test('a mutation that asks for the answer waits for it, and fails as the turn does', { timeout: 60_000 }, async () => {
  const chat = await fixture.chat()
  fixture.model.script({ text: ['Forty', '-two.'] })
  const answer = 'mutation ($chat: ID!) { sendMessage(input: { chatId: $chat, content: "Go" }) { answer { role content chat { id } } } }'
  assert.deepEqual((await ask(answer, { chat })).sendMessage.answer, { role: 'ASSISTANT', content: 'Forty-two.', chat: { id: chat } })
  fixture.model.script({ status: 400, error: 'No such model' })
  await assert.rejects(ask(answer, { chat }), { code: 'TURN_FAILED' })
})

test('a call is approved with other arguments, which the model then finds in the conversation as its own', {
  timeout: 30_000,
}, async () => {
  const chat = await fixture.chat({ enabled_functions: ['wait/guarded'] })
  fixture.model.script({ calls: [call('c1', 1), call('c2', 2)] })
  const { sendMessage } = await ask(SEND, { chat })
  await eventsOf(chat, sendMessage.turnId)
  const EDIT = `mutation ($chat: ID!, $call: String!, $arguments: JSON) {
    decideToolCall(input: { chatId: $chat, toolCallId: $call, approved: true, arguments: $arguments }) { turnId }
  }`
  const refused = await fixture.platform.run(fixture.subgraph, EDIT, { chat, call: 'c1', arguments: [1] }, fixture.user).then(
    () => null,
    (error: Error) => error,
  )
  assert.ok(refused)
  await ask(EDIT, { chat, call: 'c1', arguments: { n: 41 } })
  fixture.model.script({ text: ['Done'] })
  const { decideToolCall } = await ask(EDIT, { chat, call: 'c2' })
  const events = await eventsOf(chat, decideToolCall.turnId)
  const results = events.filter(({ __typename }) => __typename === 'ToolCallEnded')
  assert.deepEqual(results.map(({ toolCallId, result }) => [toolCallId, JSON.parse(result).n]).sort(), [
    ['c1', 42],
    ['c2', 3],
  ])
  const { messages } = fixture.model.requests.at(-1)!.body as any
  const asked = messages.find((message: any) => message.tool_calls)
  assert.deepEqual(
    asked.tool_calls.map((one: any) => JSON.parse(one.function.arguments).n),
    [41, 2],
  )
})
