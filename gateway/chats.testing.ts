// A platform whose users talk with a scripted model: what the tests of chats over HTTP begin with.
import { type ModelServer, startModelServer } from '../subgraphs/agents/providers/model-server.testing.ts'
import { ADMIN, startTestGateway, type TestGateway, type TestResponse } from './gateway.testing.ts'

export interface TestUser {
  id: string
  token: string
  /** A request that must succeed. @returns the body of its answer */
  call<Answer = any>(method: string, path: string, body?: unknown): Promise<Answer>
  /** A request, whatever comes of it. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestResponse>
}

export interface ChatPlatform extends AsyncDisposable {
  gateway: TestGateway
  model: ModelServer
  admin: TestUser
  /** A new member of `Users`. */
  user(): Promise<TestUser>
  /** As a user who is logged in already. @param url of another gateway on the same database */
  as(token: string, id: string, url?: string): TestUser
  /** A new agent. @returns `namespace/name` */
  agent(owner: TestUser, settings?: Record<string, unknown>): Promise<string>
  /** A chat with a new agent. @returns its id */
  chat(owner: TestUser, settings?: Record<string, unknown>): Promise<string>
}

/** @param environment variables, as a user would set them */
export async function openChatPlatform(environment: Record<string, string> = {}): Promise<ChatPlatform> {
  await using stack = new AsyncDisposableStack()
  const model = stack.use(await startModelServer())
  const gateway = stack.use(await startTestGateway(environment))

  const as = (token: string, id: string, url = gateway.url): TestUser => {
    const request: TestUser['request'] = (method, path, body, headers) =>
      gateway.request(method, path, { token, body, url, ...(headers && { headers }) })
    const call: TestUser['call'] = async (method, path, body) => {
      const answer = await request(method, path, body)
      if (answer.status >= 300) throw new Error(`${method} ${path} answers ${answer.status}: ${JSON.stringify(answer.body)}`)
      return answer.body
    }
    return { id, token, call, request }
  }
  const logIn = async (email: string) => {
    const { access_token, user } = await gateway.login(email)
    return as(access_token, user.id)
  }
  const admin = await logIn(ADMIN)
  const provider = { name: 'scripted', provider_type: 'openai', api_endpoint: model.url('openai'), api_key: 'sk-test' }
  await admin.call('POST', '/api/v1/llm-providers', { ...provider, default_model: 'scripted', is_default: true })
  const owned = stack.move()

  const agent: ChatPlatform['agent'] = async (owner, settings = {}) => {
    const { namespace, name } = await owner.call('POST', '/api/v1/agents', { namespace: 'test', name: unique('agent'), ...settings })
    return `${namespace}/${name}`
  }
  return {
    gateway,
    model,
    admin,
    as,
    agent,
    async user() {
      const email = `${unique('user')}@example.com`
      const { id } = await admin.call('POST', '/api/v1/users', { email })
      await admin.call('POST', '/api/v1/groups/Users/members', { user_id: id })
      return logIn(email)
    },
    async chat(owner, settings) {
      return (await owner.call('POST', `/agents/${await agent(owner, settings)}/chats`, {})).id
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

export const unique = (what: string) => `${what}_${crypto.randomUUID().slice(0, 8)}`
