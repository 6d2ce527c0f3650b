// The official conformance suite, against /mcp and against our client. docs/mcp.md lists and explains what fails, and nothing else may.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { createServer, request as forward, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

const SUITE = fileURLToPath(import.meta.resolve('@modelcontextprotocol/conformance/dist/index.js'))
const CLIENT = path.join(import.meta.dirname, 'mcp-conformance.testing.ts')

let gateway: TestGateway
let token: string
let keyed: Server

before(async () => {
  gateway = await startTestGateway({ MCP_ALLOWED_HOSTS: 'localhost,127.0.0.1' })
  token = (await gateway.login(ADMIN)).access_token
  keyed = await startKeyed()
})
after(async () => {
  keyed.closeAllConnections()
  keyed.close()
  await gateway.close()
})

/** The suite has no credential: this adds one to whatever it sends. */
async function startKeyed(): Promise<Server> {
  const server = createServer((request, response) => {
    const headers = { ...request.headers, authorization: `Bearer ${token}` }
    const outgoing = forward(gateway.url + request.url, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    response.on('close', () => outgoing.destroy())
    request.pipe(outgoing)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** @returns scenario to whether it passed */
async function conform(...args: string[]): Promise<Map<string, boolean>> {
  const child = spawn(process.execPath, [SUITE, ...args], {
    cwd: gateway.config.dataDir,
    env: { PATH: process.env.PATH, GATEWAY: gateway.url, TOKEN: token },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const output = await text(child.stdout)
  return new Map([...output.matchAll(/^([✓✗]) (\S+?):/gm)].map(([, mark, scenario]) => [scenario!, mark === '✓']))
}

/** Scenarios of a table of docs/mcp.md: each row begins with one. */
function explained(heading: string): string[] {
  const document = readFileSync(new URL('../docs/mcp.md', import.meta.url), 'utf8')
  const section = document.split(`### ${heading}\n`)[1]?.split(/\n##/)[0] ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, scenario]) => scenario!).sort()
}

const failed = (results: Map<string, boolean>) => [...results].flatMap(([scenario, passed]) => (passed ? [] : [scenario])).sort()

test('as a server, all scenarios pass but those that are explained', async () => {
  const { port } = keyed.address() as AddressInfo
  const results = await conform('server', '--url', `http://127.0.0.1:${port}/mcp`, '--suite', 'all')
  assert.ok(results.size > 30, `only ${results.size} scenarios ran`)
  assert.deepEqual(failed(results), explained('As a server'))
})

test('as a client, all scenarios pass but those that are explained', async () => {
  const command = `${process.execPath} ${CLIENT}`
  const results = await conform('client', '--command', command, '--suite', 'all')
  assert.ok(results.size > 25, `only ${results.size} scenarios ran`)
  // Its third check measures milliseconds, which is fair to no busy machine: the others are looked at below.
  results.delete('sse-retry')
  assert.deepEqual(failed(results), explained('As a client'))
})

test('as a client, a stream that the server closes is taken up again where it was', async () => {
  const folder = path.join(gateway.config.dataDir, 'conformance')
  await conform('client', '--command', `${process.execPath} ${CLIENT}`, '--scenario', 'sse-retry', '--output-dir', folder)
  const [file] = await Array.fromAsync(glob('*/checks.json', { cwd: folder }))
  const checks: { id: string; status: string }[] = JSON.parse(await readFile(path.join(folder, file!), 'utf8'))
  const passed = checks.filter(({ status }) => status === 'SUCCESS').map(({ id }) => id)
  assert.ok(passed.includes('client-sse-graceful-reconnect') && passed.includes('client-sse-last-event-id'), passed.join(', '))
})
