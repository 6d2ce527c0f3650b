// Each example as its reader runs it: a program of its own that knows an address and a key. Twice, because running one again must be fine.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { ADMIN, startTestGateway, type TestGateway } from '../gateway/gateway.testing.ts'
import { freePort } from '../schema/free-port.ts'
import { type ModelServer, startModelServer } from '../subgraphs/agents/providers/model-server.testing.ts'

let gateway: TestGateway
let model: ModelServer
let key: string

before(async () => {
  // Functions may call the API at the address that the platform was configured with.
  gateway = await startTestGateway({ APP_PORT: String(await freePort()) })
  model = await startModelServer()
  const { access_token: token } = await gateway.login(ADMIN)
  const made = await gateway.request('POST', '/api/v1/auth/api-keys', {
    token,
    body: { name: 'examples', permissions: { 'sinas.*:all': true } },
  })
  key = made.body.key
  await gateway.request('POST', '/api/v1/llm-providers', {
    token,
    body: {
      name: 'model',
      provider_type: 'openai',
      api_endpoint: model.url('openai'),
      api_key: 'x',
      default_model: 'test',
      is_default: true,
    },
  })
})
after(async () => {
  await gateway.close()
  await model.close()
})

/** @returns what the program prints, the second time */
async function run(program: string): Promise<string> {
  const file = path.join(import.meta.dirname, program)
  const hooks = path.join(import.meta.dirname, 'resolve-client.mjs')
  const [command, args] = program.endsWith('.py') ? ['python3', [file]] : [process.execPath, ['--import', hooks, file]]
  const env = { PATH: process.env.PATH, SINAS_BASE_URL: gateway.url, SINAS_API_KEY: key }
  const once = () => promisify(execFile)(command as string, args as string[], { env, timeout: 60_000 })
  await once()
  return (await once()).stdout
}

test('an agent with tools calls its function and streams its answer', async () => {
  for (let runs = 0; runs < 2; runs++)
    model.script({ calls: [{ name: 'weather__forecast', arguments: ['{"city": "Lisbon"}'] }] }, ({ body }) => ({
      text: ['It will be ', `${/degrees_celsius\D+(\d+)/.exec(JSON.stringify(body.messages))?.[1]} degrees.`],
    }))
  const printed = await run('agent-with-tools/main.ts')
  assert.match(printed, /\[calls weather__forecast with \{"city": "Lisbon"\}\]/)
  assert.match(printed, /It will be 19 degrees\./)
})

test('a signed webhook runs for who signs, and for no other', async () => {
  const printed = await run('signed-webhook/main.py')
  assert.match(printed, /signed: {3}200 .*'accepted': 42/)
  assert.match(printed, /unsigned: 401 .*INVALID_SIGNATURE/)
})

test('a nightly report has its next run, and is made on demand', async () => {
  const printed = await run('nightly-report/main.ts')
  assert.match(printed, /The next report is made at \d{4}-\d\d-\d\dT/)
  assert.match(printed, /COMPLETED: \d+/)
})

test('a GraphQL client hears a run as it goes, and asks across subgraphs', async () => {
  const printed = await run('graphql-client/main.ts')
  assert.match(printed, /log step 1[\s\S]*log step 3[\s\S]*status COMPLETED/)
  assert.match(printed, /functionName: 'steps'/)
})

test('an MCP client is offered tools, and uses one', async () => {
  assert.match(await run('mcp-client/main.ts'), /\d+ tools are offered[\s\S]*kept .*an MCP client/)
})
