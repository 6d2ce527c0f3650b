// The documents for users: their shell blocks run as printed, one after the other, against a platform of this test.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { ADMIN, startTestGateway, type TestGateway } from '../gateway/gateway.testing.ts'

/** By document, what its commands print. Each has a platform's address in BASE and an API key in KEY. */
const DOCUMENTS: Record<string, RegExp[]> = {
  'secrets.md': [/"characters":17/],
}

describe('the commands of', () => {
  let gateway: TestGateway
  let key: string
  before(async () => {
    gateway = await startTestGateway()
    const { access_token: token } = await gateway.login(ADMIN)
    const body = { name: 'documents', permissions: { 'sinas.*:all': true } }
    key = (await gateway.request('POST', '/api/v1/auth/api-keys', { token, body })).body.key
  })
  after(() => gateway.close())

  for (const [document, expected] of Object.entries(DOCUMENTS)) {
    test(`docs/${document} work as printed`, async () => {
      const text = readFileSync(new URL(`../docs/${document}`, import.meta.url), 'utf8')
      const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) =>
        block!.replaceAll('http://localhost:51245', gateway.url),
      )
      assert.ok(blocks.length > 0)
      const script = ['set -e', 'curl() { command curl --fail-with-body "$@"; echo; }', ...blocks].join('\n')
      const environment = { ...process.env, BASE: gateway.url, KEY: key }
      const { stdout } = await promisify(execFile)('bash', ['-c', script], { env: environment, timeout: 60_000 })
      for (const pattern of expected) assert.match(stdout, pattern)
    })
  }
})
