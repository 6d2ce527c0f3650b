import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Caller } from './context.ts'
import { internalRequest } from './context.ts'
import { openEnvelope, signEnvelope } from './identity-envelope.ts'

const SECRET = 'a secret that both processes share'
const caller: Caller = { userId: 'u1', email: 'ada@example.com', groupIds: [], permissions: { 'sinas.users.read:own': true } }
const request = { ...internalRequest(caller, 'request-1'), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }

test('an envelope says who asks, to the audience it is meant for', () => {
  const opened = openEnvelope(SECRET, signEnvelope(SECRET, request, 'agents', '{"query":"{a}"}'), 'agents', '{"query":"{a}"}')
  assert.deepEqual(opened.caller, caller)
  assert.equal(opened.requestId, 'request-1')
  assert.equal(opened.traceparent, request.traceparent)
})

const refused: [why: string, open: (envelope: string) => unknown][] = [
  ['played to another audience', (envelope) => openEnvelope(SECRET, envelope, 'functions', 'body')],
  ['put on another body', (envelope) => openEnvelope(SECRET, envelope, 'agents', 'another body')],
  ['signed with another secret', (envelope) => openEnvelope('another secret', envelope, 'agents', 'body')],
  [
    'changed',
    (envelope) => openEnvelope(SECRET, `${Buffer.from('{"caller":{}}').toString('base64url')}.${envelope.split('.')[1]}`, 'agents', 'body'),
  ],
  ['without a signature', (envelope) => openEnvelope(SECRET, envelope.split('.')[0], 'agents', 'body')],
  ['absent', () => openEnvelope(SECRET, undefined, 'agents', 'body')],
]

for (const [why, open] of refused) {
  test(`an envelope that is ${why} is refused`, () => {
    assert.throws(() => open(signEnvelope(SECRET, request, 'agents', 'body')), { code: 'INVALID_CREDENTIALS' })
  })
}

test('an envelope that is late is refused', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const envelope = signEnvelope(SECRET, request, 'agents', 'body')
  t.mock.timers.tick(61_000)
  assert.throws(() => openEnvelope(SECRET, envelope, 'agents', 'body'), { code: 'INVALID_CREDENTIALS' })
})
