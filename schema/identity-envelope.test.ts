import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Caller } from './context.ts'
import { internalRequest } from './context.ts'
import { ENVELOPE_SECONDS, EnvelopeError, openEnvelope, signEnvelope } from './identity-envelope.ts'
import { UsedEnvelopes } from './used-envelopes.ts'

const KEY = 'a secret that both processes share'
const caller: Caller = { userId: 'u1', email: 'ada@example.com', groupIds: [], permissions: { 'sinas.users.read:own': true } }
const request = { ...internalRequest(caller, 'request-1'), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }

test('an envelope says who asks and what the body must be, to the audience it is meant for', () => {
  const opened = openEnvelope(KEY, signEnvelope(KEY, request, 'agents', '{"query":"{a}"}'), 'agents')
  assert.deepEqual(opened.request.caller, caller)
  assert.equal(opened.request.requestId, 'request-1')
  assert.equal(opened.request.traceparent, request.traceparent)
  assert.equal(opened.bodyHash, createHash('sha256').update('{"query":"{a}"}').digest('base64url'))
})

test('whatever a caller is, comes out as it went in', () => {
  const later: Caller = { ...caller, ...{ name: 'Ünï', ofLater: { a: [1, null] } }, apiKey: { id: 'k', permissions: {} } }
  assert.deepEqual(openEnvelope(KEY, signEnvelope(KEY, internalRequest(later, 'r'), 'agents', ''), 'agents').request.caller, later)
})

const refused: [why: string, open: (envelope: string) => unknown, says: RegExp][] = [
  ['played to another audience', (envelope) => openEnvelope(KEY, envelope, 'functions'), /meant for agents, and this is functions/],
  ['signed with another key', (envelope) => openEnvelope('another key', envelope, 'agents'), /both must have the same/],
  [
    'changed',
    (envelope) => openEnvelope(KEY, `${Buffer.from('{"caller":{}}').toString('base64url')}.${envelope.split('.')[1]}`, 'agents'),
    /not signed/,
  ],
  ['without a signature', (envelope) => openEnvelope(KEY, envelope.split('.')[0], 'agents'), /not signed/],
  ['absent', () => openEnvelope(KEY, undefined, 'agents'), /not signed/],
]

for (const [why, open, says] of refused) {
  test(`an envelope that is ${why} is refused`, () => {
    assert.throws(() => open(signEnvelope(KEY, request, 'agents', 'body')), says)
  })
}

test('an envelope that is late is refused, as is one from a clock far ahead', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
  const envelope = signEnvelope(KEY, request, 'agents', 'body')
  t.mock.timers.tick(ENVELOPE_SECONDS * 1000)
  openEnvelope(KEY, envelope, 'agents')
  t.mock.timers.tick(1)
  assert.throws(() => openEnvelope(KEY, envelope, 'agents'), /clocks of the processes differ by more than 30 seconds/)
  t.mock.timers.setTime(1_800_000_000_000 - (ENVELOPE_SECONDS + 1) * 1000)
  assert.throws(() => openEnvelope(KEY, envelope, 'agents'), EnvelopeError)
})

test('an envelope is used once, and remembered for no longer than it is good', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 })
  const used = new UsedEnvelopes()
  const sign = () => openEnvelope(KEY, signEnvelope(KEY, request, 'agents', 'body'), 'agents')
  const first = sign()
  assert.equal(used.use(first), true)
  assert.equal(used.use(first), false)
  for (let i = 0; i < 1000; i++) assert.equal(used.use(sign()), true)
  assert.equal(used.size, 1001)
  t.mock.timers.tick(ENVELOPE_SECONDS * 1000 - 1)
  assert.equal(used.use(first), false, 'it is still good')
  t.mock.timers.tick(1001)
  assert.equal(used.use(sign()), true)
  assert.equal(used.size, 1, 'what has expired is forgotten')
})
