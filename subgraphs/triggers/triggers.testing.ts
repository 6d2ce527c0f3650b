// What the tests of this subgraph start: a platform with identity and functions, on whose users and functions triggers act.
import { parse } from 'graphql'
import type { Caller } from '../../schema/context.ts'
import type { Database } from '../../schema/database.ts'
import { dataOf, type OperationName } from '../../schema/graph.ts'
import type { RunningSubgraph } from '../../schema/subgraph.ts'
import { administrator, openTestPlatform, type TestPlatform, testRequest } from '../../schema/testing/platform.ts'
import { functions } from '../functions/index.ts'
import { identity } from '../identity/index.ts'
import { triggers } from './index.ts'
import type { WebhookRequest } from './webhooks/request.ts'

export interface TriggersUnderTest extends AsyncDisposable {
  platform: TestPlatform
  identity: RunningSubgraph
  functions: RunningSubgraph
  triggers: RunningSubgraph
  /** The database of triggers. */
  database: Database
  /** Runs a named operation. @returns what its REST route would answer */
  run(operation: OperationName, variables: Record<string, unknown>, caller?: Caller | null): Promise<any>
  /** A new user, as who they are on their next request. @param group whose member they are, `Users` by default */
  user(group?: string): Promise<Caller>
  setActive(user: Caller, isActive: boolean): Promise<void>
  /** The user through a new API key of theirs. */
  withKey(user: Caller, ...permissions: string[]): Promise<Caller & { apiKey: { id: string } }>
  /** A new function `default.{name}` of `owner`. @param code the body of its handler */
  fn(owner: Caller, code: string, name?: string): Promise<string>
  /** A request to a webhook, as the gateway hands it on. @param over.ip whose it is; over.instance: another one of triggers */
  post(
    path: string,
    body?: unknown,
    over?: Partial<WebhookRequest> & { caller?: Caller; ip?: string; instance?: RunningSubgraph | undefined },
  ): Promise<{ status: number; headers: any; body: any }>
}

const DELIVER = parse(
  'mutation ($request: DeliverWebhookInput!) { response: deliverWebhook(request: $request) { status headers body bodyIsBase64 } }',
)

export async function openTriggers(environment: Record<string, string> = {}): Promise<TriggersUnderTest> {
  const platform = await openTestPlatform(environment)
  const runningIdentity = await platform.start(identity)
  const runningFunctions = await platform.start(functions)
  const running = await platform.start(triggers)

  const run: TriggersUnderTest['run'] = (operation, variables, caller = null) => platform.perform(operation, variables, testRequest(caller))

  return {
    platform,
    identity: runningIdentity,
    functions: runningFunctions,
    triggers: running,
    database: running.database,
    run,
    async user(group = 'Users') {
      const { id } = await run('CreateUser', { email: `${crypto.randomUUID().slice(0, 8)}@example.com` }, administrator())
      await run('AddGroupMember', { group, user_id: id }, administrator())
      return (await run('CallerById', { user_id: id })).caller
    },
    async setActive({ userId }, isActive) {
      await run('UpdateUser', { id: userId, is_active: isActive }, administrator())
    },
    async withKey(user, ...permissions) {
      const granted = Object.fromEntries(permissions.map((permission) => [permission, true]))
      const { key } = await run('CreateApiKey', { name: 'for a test', permissions: granted }, user)
      return (await run('Authenticate', { credential: key })).authentication?.caller ?? null
    },
    async fn(owner, code, name = `f_${crypto.randomUUID().slice(0, 8)}`) {
      const lines = code.split('\n').map((line) => `    ${line}`)
      const input = { name, code: `def handler(input, context):\n${lines.join('\n')}\n` }
      await platform.run(
        runningFunctions,
        'mutation ($input: CreateFunctionInput!) { createFunction(input: $input) { function { id } } }',
        { input },
        owner,
      )
      return name
    },
    async post(path, body, { caller, ip, instance = running, ...over } = {}) {
      const headers = { 'content-type': 'application/json', ...over.headers }
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
      const request = { method: 'POST', path, query: '', body: text, bodyIsBase64: false, ...over, headers }
      const answer = await instance.execute(DELIVER, { request }, { ...testRequest(caller ?? null), ip })
      const { response } = dataOf<{ response: any }>(answer)
      const isJson = String(response.headers['content-type']).includes('json')
      return { ...response, body: isJson ? JSON.parse(response.body) : response.body }
    },
    [Symbol.asyncDispose]: platform.close,
  }
}
