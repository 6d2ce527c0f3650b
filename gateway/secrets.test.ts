// Secrets through every door: that functions can use them, and that nothing tells or keeps their values.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { freePort } from '../schema/free-port.ts'
import { until } from '../schema/testing/until.ts'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'

/** Whatever a function returns. */
const ANY = { type: ['object', 'array', 'string', 'boolean', 'null', 'integer'] }
const VALUE = 'kP9-wholly-unguessable-4711'

let platform: ChatPlatform
let user: TestUser

before(async () => {
  // Functions reach the API at the address that the configuration names.
  platform = await openChatPlatform({ APP_PORT: String(await freePort()) })
  user = await platform.user()
})
after(() => platform?.[Symbol.asyncDispose]())

async function run(code: string, input: unknown = {}, settings: object = {}): Promise<any> {
  const name = `f_${crypto.randomUUID().slice(0, 8)}`
  await user.call('POST', '/api/v1/functions', { name, code, output_schema: ANY, ...settings })
  return user.call('POST', `/functions/default/${name}/execute`, { input })
}

test('a function uses the platform by its module `sinas`', async () => {
  await user.call('POST', '/api/v1/functions', {
    name: 'double',
    code: 'def handler(input, context):\n    if input["n"] < 0: raise ValueError("too small")\n    return {"n": 2 * input["n"]}',
  })
  const agent = await platform.agent(user, {})
  platform.model.fallback = () => ({ text: ['Hello from the model'] })
  const { result, error } = await run(
    `
import sinas
def handler(input, context):
    found = [sinas.state.get("counts", "a"), sinas.state.get("counts", "a", 7)]
    sinas.state.set("counts", "a", {"n": 1})
    sinas.state.set("counts", "a", {"n": 2}, description="changed")
    found.append(sinas.state.get("counts", "a"))
    found.append([sinas.state.delete("counts", "a"), sinas.state.delete("counts", "a")])
    found.append(sinas.call("double", {"n": 21}))
    try:
        sinas.call("default/double", {"n": -1})
    except RuntimeError as error:
        found.append(str(error))
    try:
        sinas.call("nowhere/nothing")
    except sinas.ApiError as error:
        found.append([error.status, error.code])
    found.append(sinas.ask(input["agent"], "Hello"))
    found.append(sinas.request("GET", "/api/v1/auth/me")["email"] == context["user_email"])
    sinas.log.warning("a line", n=1)
    return found
`,
    { agent },
  )
  assert.equal(error ?? null, null)
  const [none, otherwise, changed, deleted, doubled, failed, missing, answer, isMe] = result
  assert.deepEqual([none, otherwise, changed, deleted, doubled], [null, 7, { n: 2 }, [true, false], { n: 42 }])
  assert.match(failed, /too small/)
  assert.deepEqual(missing, [404, 'NOT_FOUND'])
  assert.equal(answer, 'Hello from the model')
  assert.equal(isMe, true)
})

test('a secret is replaced, and not read again', async () => {
  const made = await user.call('POST', '/api/v1/secrets', { name: 'MINE', value: VALUE, visibility: 'private' })
  assert.equal(made.version, 1)
  const replaced = await user.call('POST', '/api/v1/secrets', { name: 'MINE', value: `${VALUE}-2`, visibility: 'private' })
  assert.deepEqual([replaced.id, replaced.version], [made.id, 2])
  for (const target of ['/api/v1/secrets', '/api/v1/secrets/MINE', '/api/v1/secrets/MINE/versions', '/api/v1/secrets/MINE/uses'])
    assert.ok(!JSON.stringify(await user.call('GET', target)).includes(VALUE), target)
  const shared = await user.request('POST', '/api/v1/secrets', { name: 'OURS', value: VALUE })
  assert.equal(shared.status, 403)
  const short = await platform.gateway.graphql(
    'mutation { putSecret(input: { name: "SHORT", value: "abc", visibility: PRIVATE }) { warnings } }',
    {},
    user.token,
  )
  assert.match(short.data.putSecret.warnings[0], /fewer than 6 characters/)
})

test('other users do not learn that it is there', async () => {
  await user.call('POST', '/api/v1/secrets', { name: 'HIDDEN', value: VALUE, visibility: 'private' })
  const other = await platform.user()
  for (const [method, target, body] of [
    ['GET', '/api/v1/secrets/HIDDEN'],
    ['PUT', '/api/v1/secrets/HIDDEN', { value: 'x' }],
    ['DELETE', '/api/v1/secrets/HIDDEN'],
    ['GET', '/api/v1/secrets/HIDDEN/uses'],
  ] as const)
    assert.equal((await other.request(method, target, body)).status, 404, target)
  assert.deepEqual(await other.call('GET', '/api/v1/secrets'), [])
})

test('a value that was printed, returned, raised and logged is in no answer and nowhere on the disk of the platform', async () => {
  await user.call('POST', '/api/v1/secrets', { name: 'TOLD', value: VALUE, visibility: 'private' })
  await platform.gateway.graphql(
    `mutation { putSecret(input: { name: "TOLD", value: "${VALUE}", visibility: PRIVATE }) { secret { version } } }`,
    {},
    user.token,
  )
  const code = `
import base64, sys, sinas
def shown(value):
    return [value]
def handler(input, context):
    value = context["secrets"]["TOLD"]
    print(value, repr(value), base64.b64encode(value.encode()).decode())
    sinas.log.error("it is " + value, value=value)
    shown(value)
    if input.get("raise"):
        raise ValueError(value)
    return {"a": {value: value}}
`
  const settings = { secrets: ['TOLD'] }
  const returned = await run(code, {}, settings)
  assert.deepEqual(returned.result, { a: { '[secret TOLD]': '[secret TOLD]' } })
  const raised = await run(code, { raise: true }, settings)
  assert.match(raised.error, /ValueError: \[secret TOLD]/)
  for (const id of [returned.execution_id, raised.execution_id]) {
    for (const target of [`/executions/${id}`, `/executions/${id}/steps`, `/executions/${id}/logs`, `/api/v1/executions/${id}`]) {
      const { body } = await user.request('GET', target)
      assert.ok(!JSON.stringify(body).includes(VALUE), target)
    }
  }
  const { call } = platform.admin
  const logged = await until(async () => {
    const rows = JSON.stringify(await call('GET', '/api/v1/request-logs?limit=1000'))
    return rows.includes('/api/v1/secrets') && rows.includes('TOLD') && rows
  }, 'the requests to be logged')
  assert.ok(!logged.includes(VALUE))
  assert.ok(!JSON.stringify(platform.gateway.logs).includes(VALUE))

  await platform.gateway.gateway.stop()
  const folder = platform.gateway.config.SINAS_DATA_DIR
  const forms = [VALUE, Buffer.from(VALUE).toString('base64').slice(0, -4), Buffer.from(VALUE).toString('hex')]
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  assert.ok(files.length > 100, `${files.length} files`)
  for (const file of files) {
    const found = await findIn(path.join(file.parentPath, file.name), forms)
    assert.equal(found, undefined, `${file.parentPath}/${file.name} holds the value`)
  }
})

/** Which of the texts a file holds. */
async function findIn(file: string, texts: readonly string[]): Promise<string | undefined> {
  const overlap = Math.max(...texts.map(({ length }) => length))
  let rest = ''
  const stream = createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })
  for await (const chunk of stream) {
    const text = rest + chunk
    const found = texts.find((one) => text.includes(one))
    if (found) return found
    rest = text.slice(-overlap)
  }
  if (!stream.destroyed) await once(stream, 'close')
  return undefined
}
