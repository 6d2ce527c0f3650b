// What the tests of this subgraph begin with: a platform, a model server, a provider and an agent.

import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import type { RunningSubgraph, Subgraph } from '../../schema/subgraph.ts'
import { administrator, openTestPlatform, type TestPlatform, testCaller, testRequest } from '../../schema/testing/platform.ts'
import { agents } from './index.ts'
import { type ModelServer, startModelServer } from './providers/model-server.testing.ts'

export interface SeenEvent {
  id: string
  event: string
  data: any
}

export interface AgentsUnderTest extends AsyncDisposable {
  platform: TestPlatform
  subgraph: RunningSubgraph
  model: ModelServer
  admin: Caller
  /** May create agents and chats of their own. */
  user: Caller
  /** Runs a named operation. */
  run<Data = any>(operation: OperationName, variables: Record<string, unknown>, caller?: Caller): Promise<Data>
  /** Creates an agent of `user`. @returns namespace and name */
  agent(settings?: Record<string, unknown>, caller?: Caller): Promise<{ namespace: string; name: string; id: string }>
  /** A chat with a new agent. @returns its id */
  chat(settings?: Record<string, unknown>, chat?: Record<string, unknown>): Promise<string>
  /** Sends a message and collects the whole stream. */
  send(chatId: string, content: unknown, caller?: Caller): Promise<SeenEvent[]>
  stream(
    operation: OperationName,
    variables: Record<string, unknown>,
    signal?: AbortSignal,
    caller?: Caller,
  ): AsyncIterableIterator<SeenEvent>
  messages(chatId: string): Promise<any[]>
}

export const USER_PERMISSIONS = [
  'sinas.agents.*:own',
  'sinas.chats.*:own',
  'sinas.messages.*:own',
  'sinas.skills.*:own',
  'sinas.states.*:own',
  'sinas.functions.*:own',
]

/** @param others subgraphs that the agents' tools need */
export async function openAgents({
  others = [],
  environment = {},
}: {
  others?: Subgraph[]
  environment?: Record<string, string>
} = {}): Promise<AgentsUnderTest> {
  const platform = await openTestPlatform(environment)
  const model = await startModelServer()
  for (const other of others) await platform.start(other)
  const subgraph = await platform.start(agents)
  const admin = administrator()
  // Where users are kept, the one of the tests is a real one.
  const user = others.some(({ name }) => name === 'identity') ? await realUser(platform) : testCaller(USER_PERMISSIONS)
  let count = 0

  const fixture: AgentsUnderTest = {
    platform,
    subgraph,
    model,
    admin,
    user,
    run: (operation, variables, caller = user) => platform.perform(operation, variables, testRequest(caller)),
    agent: (settings = {}, caller = user) =>
      fixture.run('CreateAgent', { namespace: 'test', name: `agent_${++count}`, ...settings }, caller),
    async chat(settings, chat = {}) {
      const { namespace, name } = await fixture.agent(settings)
      return (await fixture.run('CreateChat', { namespace, name, ...chat })).id
    },
    async send(chatId, content, caller = user) {
      return Array.fromAsync(fixture.stream('SendAndStream', { id: chatId, content }, undefined, caller))
    },
    stream: (operation, variables, signal, caller = user) => platform.watch(operation, variables, testRequest(caller, signal)),
    messages: (chatId) => fixture.run('ChatMessages', { id: chatId }),
    async [Symbol.asyncDispose]() {
      await platform.close()
      await model.close()
    },
  }
  await addProvider(fixture, 'openai', { is_default: true })
  return fixture
}

/** A new member of `Users`, as who they are on their next request. */
async function realUser({ graph }: TestPlatform): Promise<Caller> {
  const result = await graph.result('CreateUser', { email: `${crypto.randomUUID()}@example.com` }, testRequest(administrator()))
  await graph.execute('AddGroupMember', { group: 'Users', user_id: result.id }, testRequest(administrator()))
  return (await graph.execute('CallerById', { user_id: result.id }, testRequest(null))).caller!
}

export function addProvider(
  fixture: AgentsUnderTest,
  type: 'openai' | 'mistral' | 'anthropic' | 'ollama',
  settings: Record<string, unknown> = {},
): Promise<{ id: string }> {
  const variables = {
    name: `${type}-${crypto.randomUUID()}`,
    provider_type: type,
    api_endpoint: fixture.model.url(type),
    api_key: 'sk-test',
    default_model: 'test-model',
    ...settings,
  }
  return fixture.run('CreateLlmProvider', variables, fixture.admin)
}

/** All text of a stream's `message` events. */
export const textOf = (events: SeenEvent[]) => events.map(({ event, data }) => (event === 'message' ? (data.content ?? '') : '')).join('')

export const names = (events: SeenEvent[]) => events.map(({ event }) => event)
