// The sandbox's attacks once more, this time by a user who has nothing but the REST API.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { freePort } from '../schema/free-port.ts'
import { testAttacks } from '../workers/sandbox/attacks.testing.ts'
import type { RunRequest, RunResult, Sandbox } from '../workers/sandbox/index.ts'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

const ANYTHING = { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] }

/** A platform, seen as a sandbox: each run is a function that is made and called over HTTP. */
function overHttp(environment: Record<string, string>): () => Promise<Pick<Sandbox, 'run'>> {
  let opened: Promise<Pick<Sandbox, 'run'>> | undefined
  let started: Promise<TestGateway> | undefined
  after(async () => (await started)?.close())
  async function open() {
    started = startTestGateway({ MAX_FUNCTION_STORAGE: '16m', MAX_FUNCTION_MEMORY: '256', ...environment })
    const gateway = await started
    const { access_token: token } = await gateway.login(ADMIN)
    let serial = 0

    async function run({ functions, input, timeoutMs }: RunRequest): Promise<RunResult> {
      const name = `attack_${serial++}`
      const { code } = functions[0]!
      const timeout = Math.ceil(timeoutMs / 1000)
      const body = { name, code, timeout, input_schema: ANYTHING, output_schema: ANYTHING }
      const created = await gateway.request('POST', '/api/v1/functions', { token, body })
      if (created.status !== 201) throw new Error(JSON.stringify(created.body))
      const called = await gateway.request('POST', `/functions/default/${name}/execute`, { token, body: { input } })
      if (called.status !== 200) throw new Error(JSON.stringify(called.body))
      const execution = (await gateway.request('GET', `/executions/${called.body.execution_id}`, { token })).body
      const facts = { startedAt: null, durationMs: execution.duration_ms, cpuMs: 0, peakMemoryKb: 0, logs: [], steps: [] }
      if (execution.status === 'COMPLETED') return { status: 'completed', output: execution.output_data, ...facts }
      const error = { type: 'Error', message: execution.error, traceback: execution.traceback ?? '' }
      return { status: 'failed', reason: execution.reason, error, ...facts }
    }
    return { run }
  }
  return () => (opened ??= open())
}

testAttacks({ on: overHttp({ FUNCTION_NETWORK: 'on' }), off: overHttp({ FUNCTION_NETWORK: 'off' }) })

const REACHES = `
import json, socket, urllib.request
def connects(family, address, port):
    with socket.socket(family) as s:
        s.settimeout(3)
        try:
            s.connect((address, port))
            return True
        except OSError:
            return False
def handler(input, context):
    request = urllib.request.Request(input["api"] + "/api/v1/auth/me", headers={"Authorization": "Bearer " + context["access_token"]})
    return {
        "me": json.load(urllib.request.urlopen(request, timeout=5))["email"],
        "database": [connects(socket.AF_INET, a, input["port"]) for a in ("127.0.0.1", "0.0.0.0", "localhost", "127.1.2.3")]
            + [connects(socket.AF_INET6, a, input["port"]) for a in ("::1", "::ffff:127.0.0.1")],
    }
`

for (const network of ['on', 'off']) {
  test(`network ${network}: a function calls the API back as its user, and never reaches the platform's database`, async () => {
    const port = await freePort()
    await using gateway = await startTestGateway({ APP_PORT: String(port), FUNCTION_NETWORK: network })
    const { access_token: token } = await gateway.login(ADMIN)
    await gateway.request('POST', '/api/v1/functions', { token, body: { name: 'reaches', code: REACHES } })
    const database = Number(new URL(gateway.gateway.process.platform.databaseUrl).port)
    const input = { api: `http://localhost:${port}`, port: database }
    const { body } = await gateway.request('POST', '/functions/default/reaches/execute', { token, body: { input } })
    assert.deepEqual(body.result, { me: ADMIN, database: Array(6).fill(false) }, JSON.stringify(body))
  })
}
