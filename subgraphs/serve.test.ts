// Subgraphs behind a port, and one on the network between who listens in and plays to them again what was said.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { after, before, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { parse } from 'graphql'
import { createGraph, type ResultOf, type VariablesOf } from '../schema/graph.ts'
import { ENVELOPE_HEADER, signEnvelope } from '../schema/identity-envelope.ts'
import { createLog } from '../schema/log.ts'
import { loadOperations } from '../schema/operations.ts'
import { remoteSubgraph } from '../schema/remote-subgraph.ts'
import type { RunningSubgraph } from '../schema/subgraph.ts'
import { answering } from '../schema/testing/answering.ts'
import { openTestPlatform, type TestPlatform, testCaller, testRequest } from '../schema/testing/platform.ts'
import { openSharedEnvelopes, type SharedEnvelopes } from '../schema/used-envelopes.ts'
import { serveSubgraphs } from './serve.ts'
import { states } from './states/index.ts'

const SECRET_KEY = 'a secret key for tests only'
const ada = testCaller(['sinas.states.create:own', 'sinas.states.read:own', 'sinas.states.delete:own'])

let platform: TestPlatform
let running: RunningSubgraph
/** Two processes that serve the same subgraph from one database, as far as envelopes go. */
let first: string
let second: string
let network: string
const closing: (() => unknown)[] = []

interface Message {
  headers: Record<string, string>
  body: string
}
/** Everything that went over the network. */
const heard: Message[] = []

before(async () => {
  platform = await openTestPlatform()
  running = await platform.start(states)
  first = await serve()
  second = await serve()
  network = await listen(createServer(listenIn))
})
after(async () => {
  for (const close of closing.reverse()) await close()
  await platform.close()
})

async function listen(server: Server, protocol = 'http'): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function serve(): Promise<string> {
  const shared: SharedEnvelopes = await openSharedEnvelopes(running.database, createLog('silent'))
  closing.push(() => shared.close())
  return listen(serveSubgraphs([running], { secretKey: SECRET_KEY, maxBodyBytes: 1 << 20, shared }))
}

const listenIn = answering(async (request, response) => {
  const { connection: _, host: __, 'content-length': ___, ...headers } = request.headers as Record<string, string>
  const message = { headers, body: await text(request) }
  heard.push(message)
  const answer = await say(first, message)
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).flushHeaders()
  await pipeline(answer.body!, response)
})

const say = (to: string, { headers, body }: Message) => fetch(`${to}/states/graphql`, { method: 'POST', headers, body })

const endpointOf = (url: string, secretKey = SECRET_KEY) =>
  remoteSubgraph({ name: 'states', url: `${url}/states/graphql`, schema: states.schema, secretKey })

const graphOf = (url: string, secretKey?: string) => createGraph(loadOperations(), new Map([['states', endpointOf(url, secretKey)]]))

const run = <Name extends 'States' | 'CreateState' | 'DeleteState'>(name: Name, variables: VariablesOf<Name>, url = network) =>
  graphOf(url).result(name, variables, testRequest(ada))

const isThere = async (key: string) =>
  ((await run('States', { namespace: 'replay' })) as ResultOf<'States'>).some((state) => state.key === key)

test('a change that is played again changes nothing, whichever process it is played to', async () => {
  await run('CreateState', { namespace: 'replay', key: 'k', value: 1 })
  const message = heard.at(-1)!
  await run('DeleteState', { namespace: 'replay', key: 'k' })
  const same = await say(first, message)
  assert.equal(same.status, 401)
  assert.match(await same.text(), /was made before/)
  const other = await say(second, message)
  assert.equal(other.status, 401)
  assert.match(await other.text(), /Invalid or expired credentials/)
  assert.equal(await isThere('k'), false)
})

test('a subscription that is played again hears nothing', async () => {
  const leave = new AbortController()
  const document = parse('subscription { stateChanges(namespace: "replay") { key } }')
  const events = await endpointOf(network).subscribe(document, {}, testRequest(ada, leave.signal))
  assert.ok(Symbol.asyncIterator in events)
  const message = heard.at(-1)!
  assert.match(message.body, /subscription/)
  for (const to of [first, second]) assert.match(await (await say(to, message)).text(), /was made before|Invalid or expired credentials/)
  const next = events.next()
  await run('CreateState', { namespace: 'replay', key: 'heard', value: 1 })
  assert.deepEqual((await next).value.data.stateChanges.key, 'heard', 'its own subscriber hears all')
  leave.abort()
})

test('a query is answered once by each process', async () => {
  await run('States', { namespace: 'replay' })
  const message = heard.at(-1)!
  assert.equal((await say(first, message)).status, 401)
  assert.equal((await say(second, message)).status, 200, 'it says what the listener has heard already')
  assert.equal((await say(second, message)).status, 401)
})

test('what was said to one subgraph or by one method is of no use elsewhere', async () => {
  await run('States', { namespace: 'replay' })
  const { headers, body } = heard.at(-1)!
  const query = encodeURIComponent(JSON.parse(body).query)
  assert.equal((await fetch(`${second}/states/graphql?query=${query}`, { headers })).status, 404)
  assert.equal((await fetch(`${second}/states/graphql`, { headers })).status, 405)
  assert.equal((await fetch(`${second}/identity/graphql`, { method: 'POST', headers, body })).status, 404)
})

test('a body that is no GraphQL request is refused', { timeout: 10_000 }, async () => {
  for (const body of ['{}', '[]', 'null', '"text"', '{"query":1}', '{']) {
    const headers = {
      'content-type': 'application/json',
      [ENVELOPE_HEADER]: signEnvelope(SECRET_KEY, testRequest(ada), 'states', body),
    }
    assert.equal((await say(first, { headers, body })).status, 400, body)
  }
})

test('used envelopes are forgotten when they have expired', async () => {
  const count = async () => (await running.database.query<{ n: number }>('select count(*)::int as n from processes.used_envelopes'))[0]!.n
  assert.ok((await count()) > 0)
  await running.database.query(`update processes.used_envelopes set expires = now() - interval '2 minutes'`)
  const shared = await openSharedEnvelopes(running.database, createLog('silent'))
  await shared.forget()
  await shared.close()
  assert.equal(await count(), 0)
})

test('a process with another key is told so, and its client that the subgraph is away', async () => {
  await assert.rejects(graphOf(first, 'another secret key').execute('States', {}, testRequest(ada)), {
    code: 'UNAVAILABLE',
    message: /^The states subgraph is not available: it refuses this process: the request is not signed with the key of this process/,
  })
})

test('a URL with https is spoken to in TLS', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sinas-tls-'))
  const [keyFile, certFile] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=sinas test', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', keyFile, '-out', certFile, ...subject],
    {
      stdio: 'ignore',
    },
  )
  const [key, cert] = [readFileSync(keyFile), readFileSync(certFile, 'utf8')]
  rmSync(folder, { recursive: true })
  const url = await listen(createTlsServer({ key, cert }, listenIn), 'https')
  await assert.rejects(run('States', {}, url), { code: 'UNAVAILABLE' }, 'a certificate that the machine does not know')
  const known = getCACertificates()
  // As NODE_EXTRA_CA_CERTS does for a process that starts.
  setDefaultCACertificates([...known, cert])
  try {
    assert.deepEqual(await run('States', { namespace: 'none' }, url), [])
  } finally {
    setDefaultCACertificates(known)
  }
})
