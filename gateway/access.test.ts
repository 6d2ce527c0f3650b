// Every door is closed: no route answers a stranger or a credential that does not hold, and neither route nor field gives one user the rows of another.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, parse, validate } from 'graphql'
import { SignJWT } from 'jose'
import { type Documented, documentedOperations, fill, leastOf, leastQuery, requestsOf } from './documented.testing.ts'
import { type Credential, firstResult } from './first-result.testing.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'
import { rootFields } from './root-fields.testing.ts'
import { fillVault, PERMISSION } from './vault.testing.ts'

/** What the contract calls public, and the address to which an authorization server sends a browser back: its `state` is the credential. */
const PUBLIC = ['Login', 'VerifyOtp', 'ExternalAuth', 'RefreshAccessToken', 'Logout', 'CompleteMcpLogin']
/** Public too, but who is logged in sees more. */
const OPTIONAL = ['SchedulerStatus']

const SECRET_KEY = 'the secret key of this test alone'

let gateway: TestGateway
let operations: Documented[]
let adminToken: string

before(async () => {
  gateway = await startTestGateway({ SECRET_KEY, MCP_ALLOWED_HOSTS: '127.0.0.1', ALLOW_PACKAGE_INSTALLATION: 'false' })
  adminToken = (await gateway.login(ADMIN)).access_token
  operations = await documentedOperations(gateway)
})
after(() => gateway.close())

const needsCaller = ({ operationId }: Documented) => !PUBLIC.includes(operationId) && !OPTIONAL.includes(operationId)

/** Their parameters name no row: a package of the index, a namespace in which each user has states of their own. */
const NOT_A_ROW = new Set(['FollowPackageInstallation', 'StoreStates', 'CreateStoreState'])
/** Their own rows are not made by a request, or not by one that ends: of these, the row around them is the vault's. */
const NOT_IN_VAULT = new Set([
  'McpPrompt',
  'ExecuteMcpServerTool',
  'ExecuteMcpTool',
  'RemovePackage',
  'RemoveDependency',
  'FollowPackageInstallation',
  'RetryDeadLetter',
  'ApproveTool',
  'WatchTurn',
])
/** Public, or a question about the caller. */
const NO_WRITES = new Set([...PUBLIC, 'CheckPermissions'])
/** Changes by being used, or by itself. */
const VOLATILE = new Set(['last_used_at', 'last_login_at', 'retry_at'])

describe('without a credential', () => {
  test('the documents say which routes need one, as the contract does', () => {
    const byNeed = (need: (security: object[]) => boolean) =>
      operations.filter(({ security }) => need(security)).map(({ operationId }) => operationId)
    assert.deepEqual(byNeed((security) => security.length === 0).sort(), PUBLIC.toSorted())
    assert.deepEqual(
      byNeed((security) => security.some((way) => Object.keys(way).length === 0)),
      OPTIONAL,
    )
  })

  test('every other route answers 401, whatever is sent', async () => {
    for (const operation of operations.filter(needsCaller)) {
      for (const { method, path, body } of requestsOf(operation)) {
        for (const sent of method === 'GET' || method === 'HEAD' ? [undefined] : [body, '{"broken', { unknown: 1 }]) {
          const answer = await gateway.request(method, path, { body: sent })
          assert.equal(answer.status, 401, `${method} ${path} with ${JSON.stringify(sent)}`)
          assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
          assert.deepEqual(answer.body, method === 'HEAD' ? '' : { detail: 'Not authenticated', code: 'UNAUTHENTICATED' })
        }
      }
    }
  })
})

/** A token as ours are, but for what is given. */
function forge({ key = SECRET_KEY, alg = 'HS256', issuer = 'sinas', audience = 'sinas-api', expires = '5m', subject = '' } = {}) {
  return new SignJWT({ email: ADMIN })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .setSubject(subject)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .setJti(crypto.randomUUID())
    .sign(new TextEncoder().encode(key))
}

describe('with a credential that does not hold', () => {
  const unsigned = (subject: string) => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const now = Math.floor(Date.now() / 1000)
    const claims = { sub: subject, email: ADMIN, iss: 'sinas', aud: 'sinas-api', iat: now, exp: now + 300, jti: crypto.randomUUID() }
    return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`
  }

  async function badHeaders(): Promise<Record<string, Record<string, string>>> {
    const { id: subject } = (await gateway.request('GET', '/api/v1/auth/me', { token: adminToken })).body
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
    const [head, , signature] = adminToken.split('.')
    const other = Buffer.from(JSON.stringify({ sub: crypto.randomUUID() })).toString('base64url')
    return {
      garbage: bearer('garbage'),
      'garbage as a key': { 'x-api-key': 'garbage' },
      'another scheme': { authorization: `Basic ${btoa(`${ADMIN}:secret`)}` },
      'no scheme': { authorization: adminToken },
      'a bad key beside a good token': { 'x-api-key': 'garbage', ...bearer(adminToken) },
      'no signature': bearer(unsigned(subject)),
      'changed claims': bearer(`${head}.${other}.${signature}`),
      'another key': bearer(await forge({ subject, key: 'some other key that is long enough' })),
      'another algorithm': bearer(await forge({ subject, alg: 'HS384' })),
      'another issuer': bearer(await forge({ subject, issuer: 'elsewhere' })),
      'another audience': bearer(await forge({ subject, audience: 'elsewhere' })),
      'an expired token': bearer(await forge({ subject, expires: '-1m' })),
      'a user who is gone': bearer(await forge({ subject: crypto.randomUUID() })),
      'a subject that is no id': bearer(await forge({ subject: "' or 1=1 --" })),
    }
  }

  test('a token that is forged as these are, but right, is accepted', async () => {
    const { id: subject } = (await gateway.request('GET', '/api/v1/auth/me', { token: adminToken })).body
    assert.equal((await gateway.request('GET', '/api/v1/auth/me', { token: await forge({ subject }) })).status, 200)
  })

  test('every route but the public ones answers 401', async () => {
    const kinds = Object.entries(await badHeaders())
    const closed = operations.filter(({ operationId }) => !PUBLIC.includes(operationId))
    for (const [i, operation] of closed.entries()) {
      // Each route with two of them, so that each of them is tried on many routes.
      for (const [name, headers] of [kinds[0]!, kinds[i % kinds.length]!]) {
        const { method, path, body } = requestsOf(operation).next().value!
        const answer = await gateway.request(method, path, { headers, ...(method !== 'GET' && { body }) })
        assert.deepEqual(
          [answer.status, answer.body],
          [401, { detail: 'Invalid or expired credentials', code: 'INVALID_CREDENTIALS' }],
          `${method} ${path} with ${name}`,
        )
      }
    }
    for (const [name, headers] of kinds) {
      const graphql = await gateway.request('POST', '/graphql', { headers, body: { query: '{ __typename }' } })
      assert.equal(graphql.status, 401, `GraphQL with ${name}`)
    }
  })

  test('the public routes take no notice of it', async () => {
    for (const headers of Object.values(await badHeaders())) {
      const { status } = await gateway.request('POST', '/api/v1/auth/login', { headers, body: { email: 'stale@example.com' } })
      assert.equal(status, 200)
    }
  })
})

describe('with another user’s credential', () => {
  /** Path parameters of rows that the administrator owns, by the word that their paths begin with. */
  let rows: Record<string, Record<string, string>>
  let callers: Record<string, Credential>

  const asAdmin = async (method: string, path: string, body?: unknown) => {
    const answer = await gateway.request(method, path, { token: adminToken, ...(body !== undefined && { body }) })
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  before(async () => {
    rows = await fillVault(asAdmin)
    await asAdmin('POST', '/api/v1/users', { email: 'guest@example.com' })
    for (const { permission_key } of await asAdmin('GET', '/api/v1/groups/GuestUsers/permissions')) {
      await asAdmin('DELETE', `/api/v1/groups/GuestUsers/permissions/${permission_key}`)
    }
    const { key } = await asAdmin('POST', '/api/v1/api-keys', { name: 'grants nothing', permissions: {} })
    callers = {
      'a user without permissions': { token: (await gateway.login('guest@example.com')).access_token },
      'an ordinary user': { token: (await gateway.login('member@example.com')).access_token },
      'a key that grants nothing': { headers: { 'x-api-key': key } },
    }
  })

  const valuesFor = (template: string) => rows[template.split('/').find((part) => part in rows) ?? ''] ?? {}

  /** Without the body: a stream would have no end. */
  async function statusOf(method: string, path: string, { token, headers }: Credential, body: unknown): Promise<number> {
    const response = await fetch(gateway.url + path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    await response.body?.cancel()
    return response.status
  }

  /** Every row of the vault, as its owner sees it. */
  async function snapshot(): Promise<Record<string, unknown>> {
    const reads = operations.filter(({ method, paths, responses }) => method === 'GET' && paths[0]!.includes('{') && responses[200])
    const entries = reads.map(async (operation) => {
      const [template] = operation.paths
      const path = fill(template!, valuesFor(template!), 'none') + leastQuery(operation)
      const { body } = await gateway.request('GET', path, { token: adminToken })
      return [path, JSON.parse(JSON.stringify(body, (name, value) => (VOLATILE.has(name) ? undefined : value)))]
    })
    return Object.fromEntries(await Promise.all(entries))
  }

  test('the vault has a row for every route that names one', () => {
    const missing = operations
      .filter(({ operationId }) => !NOT_IN_VAULT.has(operationId))
      .flatMap(({ paths }) => paths.filter((path) => fill(path, valuesFor(path), '') !== fill(path, valuesFor(path), 'x')))
    assert.deepEqual([...new Set(missing)], [], 'make one of these in gateway/vault.testing.ts, so that these tests try it as another user')
  })

  test('lists hold nothing of another user', async () => {
    const secrets = [...new Set(Object.values(rows).flatMap(Object.values<string>)), ADMIN].filter((value) => value !== PERMISSION)
    // Those with the vault's name in their path come last, for every caller: they are in the user's own request log.
    const lists = [
      ...operations.filter(({ paths }) => !paths[0]!.includes('{')),
      ...operations.filter(({ operationId }) => NOT_A_ROW.has(operationId)),
    ].filter(({ method, responses, operationId }) => method === 'GET' && responses[200] && !PUBLIC.includes(operationId))
    for (const { paths } of lists) {
      const path = fill(paths[0]!, valuesFor(paths[0]!))
      for (const [name, credential] of Object.entries(callers).slice(0, 2)) {
        const { status, body } = await gateway.request('GET', path, credential)
        if (status === 403 || status === 404) continue
        assert.equal(status, 200, `GET ${path} as ${name}`)
        const shown = secrets.filter((secret) => JSON.stringify(body).includes(secret))
        assert.deepEqual(shown, [], `GET ${path} as ${name}`)
      }
    }
  })

  test('who has no permissions makes nothing', async () => {
    const writes = operations.filter(
      ({ method, paths, operationId }) => method !== 'GET' && !paths[0]!.includes('{') && !NO_WRITES.has(operationId),
    )
    const wrong: string[] = []
    for (const [name, credential] of Object.entries(callers).filter(([name]) => name !== 'an ordinary user')) {
      for (const { method, paths, body } of writes) {
        for (const template of paths) {
          const path = fill(template, {})
          const answer = await gateway.request(method, path, { ...credential, ...(body && { body: leastOf(body) }) })
          if (answer.status !== 403) wrong.push(`${method} ${path} as ${name}: ${answer.status} ${JSON.stringify(answer.body)}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
  })

  test('another user’s rows can be neither read nor changed, by any path', async () => {
    const before = await snapshot()
    const wrong: string[] = []
    for (const [name, credential] of Object.entries(callers)) {
      for (const operation of operations.filter(({ paths, operationId }) => paths[0]!.includes('{') && !NOT_A_ROW.has(operationId))) {
        for (const template of operation.paths) {
          const { method } = operation
          const path = fill(template, valuesFor(template)) + leastQuery(operation)
          const body = operation.body && leastOf(operation.body)
          const status = await statusOf(method, path, credential, body)
          if (status !== 403 && status !== 404) wrong.push(`${method} ${path} as ${name}: ${status}`)
        }
      }
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(await snapshot(), before)
  })

  test('nor over GraphQL, by any field and any id', async () => {
    const { data } = await gateway.graphql<IntrospectionQuery>(getIntrospectionQuery({ oneOf: true }), {}, adminToken)
    const schema = buildClientSchema(data!)
    const asked = rootFields(schema).flatMap((field) => {
      const queries = Object.values(rows).map((row) => field.about(argumentsFor(row)))
      return [...new Set(queries)].filter((query) => query !== null).map((query) => ({ field: field.name, query }))
    })
    assert.deepEqual(
      ['user', 'group', 'updateGroup', 'removeGroupMember', 'deleteState'].filter((name) => !asked.some(({ field }) => field === name)),
      [],
    )
    for (const { query } of asked) assert.deepEqual(validate(schema, parse(query)), [], query)
    assert.ok(asked.length > 500)
    const before = await snapshot()
    const wrong: string[] = []
    // One without permissions is stopped where the key is.
    for (const [name, credential] of Object.entries(callers).slice(1)) {
      for (const { field, ...body } of asked) {
        const found = (await firstResult(gateway, body, credential)).data?.[field]
        if (!isNothing(found)) wrong.push(`${JSON.stringify(body)} as ${name}: ${JSON.stringify(found)}`)
      }
    }
    assert.deepEqual(wrong, [])
    assert.deepEqual(await snapshot(), before)
  })
})

/** Path parameters as arguments. */
function argumentsFor({ id, user_id, permission_key, ...names }: Record<string, string>): Record<string, string> {
  return {
    ...names,
    ...(id && { id, chatId: id, executionId: id, agentId: id, state: id }),
    ...(user_id && { userId: user_id }),
    ...(permission_key && { permissionKey: permission_key }),
  }
}

/** Nothing, or a list or connection without rows. */
function isNothing(found: unknown): boolean {
  if (found === undefined || found === null) return true
  const rows = Array.isArray(found) ? found : (found as { nodes?: unknown[] }).nodes
  return rows?.length === 0
}
