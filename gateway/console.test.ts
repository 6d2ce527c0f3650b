// How the console comes to a browser: what may be kept, what is small, and what nobody has.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ensureConsole } from '../console/build/ensure.mjs'
import { startTestGateway, type TestGateway } from './gateway.testing.ts'

describe('the console', () => {
  let gateway: TestGateway
  before(async () => {
    ensureConsole(process.execPath)
    gateway = await startTestGateway()
  })
  after(() => gateway.close())

  async function scriptOf(path: string): Promise<string> {
    const { body } = await gateway.request('GET', path)
    return /src="(\/console\/assets\/[\w.-]+\.js)"/.exec(body)![1]!
  }

  test('is one page at every address of it, which runs only what has the nonce', async () => {
    for (const path of ['/', '/console', '/console/runs/018f']) {
      const { status, headers, body } = await gateway.request('GET', path)
      assert.equal(status, 200, path)
      const [, nonce] = /script-src 'nonce-([^']+)'/.exec(headers.get('content-security-policy')!)!
      assert.ok(body.includes(`nonce="${nonce}"`), path)
      assert.equal(headers.get('cache-control'), 'no-store', path)
      assert.doesNotMatch(body, /<script(?![^>]*nonce)|<style|style=|https?:\/\/(?!www\.w3\.org)/)
    }
  })

  test('has files that may be kept for ever, and are small already', async () => {
    const script = await scriptOf('/')
    const lengths: number[] = []
    for (const encoding of ['br', 'gzip', 'identity']) {
      const { status, headers } = await gateway.request('HEAD', script, { headers: { 'accept-encoding': encoding } })
      assert.equal(status, 200)
      assert.equal(headers.get('content-encoding'), encoding === 'identity' ? null : encoding)
      assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable')
      assert.match(headers.get('vary')!, /accept-encoding/i)
      lengths.push(Number(headers.get('content-length')))
    }
    assert.ok(lengths[0]! < lengths[1]! && lengths[1]! < lengths[2]!, lengths.join())
  })

  test('has no other file of the disk', async () => {
    for (const path of ['nothing.js', '..%2findex.html', '..%2f..%2f..%2fpackage.json', '%2e%2e%2ffingerprint', 'index.html'])
      assert.equal((await gateway.request('GET', `/console/assets/${path}`)).status, 404, path)
  })

  // What a browser is told that goes there: console/src/screens/home/home.test.ts.
  test('does not stand in the way of programs that ask for what is not there', async () => {
    for (const method of ['GET', 'POST']) {
      const { status, body } = await gateway.request(method, '/no-such-thing', { headers: { accept: 'text/html' } })
      assert.deepEqual([status, body.code], [404, 'ROUTE_NOT_FOUND'])
    }
  })
})
