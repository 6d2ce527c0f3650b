// Whatever is sent to a route: it is answered as the OpenAPI documents say, and nothing of ours breaks.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { type Dispatcher, Pool } from 'undici'
import { type ModelServer, startModelServer } from '../subgraphs/agents/providers/model-server.testing.ts'
import { type Documented, documentedOperations } from './documented.testing.ts'
import { type MadeUpRequest, requests, samples } from './fuzz.testing.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'
import { fillVault } from './vault.testing.ts'

/** The same requests each time: what is found once can be found again. */
const SEED = 20260101
const RUNS = 12
/** These take seconds: a stream that is quiet, and processes that are replaced. */
const FEWER_RUNS: Record<string, number> = { FollowPackageInstallation: 1, ScaleSandboxPool: 3, ScaleWorkers: 3, ReloadSandboxPool: 1 }
/** Milliseconds. */
const TIMEOUT_MS = 10_000

let gateway: TestGateway
let client: Pool
let model: ModelServer
let token: string
let operations: Documented[]
let rows: Record<string, Record<string, string>>

before(async () => {
  model = await startModelServer()
  gateway = await startTestGateway({ ALLOW_PACKAGE_INSTALLATION: 'false', MCP_ALLOWED_HOSTS: '127.0.0.1', FUNCTION_NETWORK: 'false' })
  client = new Pool(gateway.url)
  token = (await gateway.login(ADMIN)).access_token
  const ask = async (method: string, path: string, body?: unknown) => (await gateway.request(method, path, { token, body })).body
  rows = await fillVault(ask, model.url('openai'))
  // The administrator is still needed.
  rows.users = { id: (await ask('POST', '/api/v1/users', { email: 'somebody@example.com' })).id }
  operations = await documentedOperations(gateway)
})
after(async () => {
  await client.destroy()
  await gateway.close()
  await model.close()
})

/** First what makes rows, last what deletes them; and what is within another before that. */
const ORDER = ['POST', 'GET', 'PATCH', 'PUT', 'DELETE']
const rank = ({ method, paths }: Documented) => ORDER.indexOf(method) - paths[0]!.length / 1000

test('no request is answered with what is not documented', { timeout: 120_000 }, async () => {
  const faults: string[] = []
  const bodies = samples(rows)
  for (const operation of operations.toSorted((a, b) => rank(a) - rank(b))) {
    const validators = validatorsOf(operation)
    const property = fc.asyncProperty(requests(operation, valuesFor(operation), bodies[operation.operationId] ?? []), async (request) => {
      const fault = faultOf(await send(operation.method, request), validators)
      if (fault) throw new Error(fault)
    })
    const { failed, counterexample, errorInstance } = await fc.check(property, {
      seed: SEED,
      numRuns: FEWER_RUNS[operation.operationId] ?? RUNS,
    })
    if (!failed) continue
    const [{ path, body }] = counterexample!
    faults.push(`${operation.method} ${path} ${body?.toString().slice(0, 300) ?? ''}\n  ${(errorInstance as Error).message}`)
  }
  assert.equal(faults.length, 0, faults.join('\n'))
})

test('nothing happened that was not foreseen', async () => {
  assert.deepEqual(
    gateway.logs.filter(({ level }) => Number(level) >= 50).map(({ err, msg }) => [msg, err]),
    [],
  )
  assert.equal((await gateway.request('GET', '/ready')).status, 200)
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
})

function valuesFor({ paths }: Documented): Record<string, string> {
  return rows[paths[0]!.split('/').find((part) => part in rows) ?? ''] ?? {}
}

interface Answer {
  status: number
  type: string
  /** Of a stream, nothing. */
  text: string
}

async function send(method: string, { path, headers, body }: MadeUpRequest): Promise<Answer> {
  // Not fetch: that mends a path before it is sent.
  const response = await client.request({
    path,
    method: method as Dispatcher.HttpMethod,
    headers: { ...headers, authorization: `Bearer ${token}` },
    headersTimeout: TIMEOUT_MS,
    body: body ?? null,
  })
  const type = String(response.headers['content-type'] ?? '')
  const isStream = type.startsWith('text/event-stream')
  if (isStream) response.body.on('error', () => undefined).destroy()
  return { status: response.statusCode, type, text: isStream ? '' : await response.body.text() }
}

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))
ajv.addFormat('int32', { type: 'number', validate: (value) => Math.abs(value) < 2 ** 31 })
ajv.addFormat('int64', { type: 'number', validate: Number.isInteger })

type Validators = Map<string, ValidateFunction | null>

const validatorsOf = ({ responses }: Documented): Validators =>
  new Map(Object.entries(responses).map(([status, schema]) => [status, schema && ajv.compile(schema)]))

/** Names of our files, and words of our database. */
const INSIDES = /\n\s+at |node_modules|\.ts:\d+|violates|relation "|syntax error at|stack/

function faultOf({ status, type, text }: Answer, validators: Validators): string | undefined {
  const said = `${status} ${text.slice(0, 300)}`
  if (status >= 500 && status !== 503) return said
  const validate = validators.get(String(status)) ?? (status >= 400 ? validators.get('default') : undefined)
  if (validate === undefined && !validators.has(String(status))) return `a status that is not documented: ${said}`
  if (INSIDES.test(text)) return `tells what it should not: ${said}`
  if (!validate) return text === '' ? undefined : `a body where there should be none: ${said}`
  if (!type.startsWith('application/json')) return `not JSON but ${type}: ${said}`
  return validate(JSON.parse(text)) ? undefined : `not what the document says: ${ajv.errorsText(validate.errors)} in ${said}`
}
