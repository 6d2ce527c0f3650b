import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parse } from 'graphql'
import { testRequest } from '../../../schema/testing/platform.ts'
import { triggers } from '../index.ts'
import { openTriggers, type TriggersUnderTest } from '../triggers.testing.ts'

let platform: TriggersUnderTest
before(async () => {
  platform = await openTriggers()
})
after(async () => platform[Symbol.asyncDispose]())

test('counts a change in every process for the request that follows it', async () => {
  // Two instances, each with a memory of its own: what one changes the other has to see.
  const second = await platform.platform.start(triggers)
  const owner = await platform.user()
  const name = await platform.fn(owner, 'return {"version": input.get("version")}')
  const { id, path } = await platform.run(
    'CreateWebhook',
    { path: `never-stale-${name}`, function_name: name, requires_auth: false },
    owner,
  )
  const mutation = parse('mutation ($input: UpdateWebhookInput!) { updateWebhook(input: $input) { webhook { id } } }')
  const instances = [platform.triggers, second]
  const asksForLogin = (version: number) => version % 5 === 4
  let acknowledged = 0
  let isOver = false

  async function change() {
    for (let version = 1; version <= 40; version++) {
      const input = { webhook: { id }, defaultValues: { version }, requiresAuth: asksForLogin(version) }
      const { errors } = await instances[version % 2]!.execute(mutation, { input }, testRequest(owner))
      assert.equal(errors, undefined)
      acknowledged = version
    }
    isOver = true
  }

  let answered = 0
  async function ask(instance: number) {
    while (!isOver) {
      const atLeast = acknowledged
      const { status, body } = await platform.post(path, {}, { instance: instances[instance] })
      // The versions that were current at some moment of the request: the last one may be written and not acknowledged yet.
      const current = Array.from({ length: acknowledged + 2 - atLeast }, (_, i) => atLeast + i)
      if (status === 401) {
        assert.ok(current.some(asksForLogin), `refused by one of ${current}`)
      } else {
        const version = body.result.version ?? 0
        assert.ok(current.includes(version) && !asksForLogin(version), `answered by ${version}, while it was one of ${current}`)
      }
      answered++
    }
  }

  await Promise.all([change(), ask(0), ask(1), ask(0), ask(1)])
  assert.ok(answered >= 40, `${answered} answers`)
  const gone = parse('mutation ($id: ID!) { deleteWebhook(input: { webhook: { id: $id } }) { webhook { id } } }')
  const { errors } = await second.execute(gone, { id }, testRequest(owner))
  assert.equal(errors, undefined)
  for (const instance of instances) assert.equal((await platform.post(path, {}, { instance })).status, 404)
})
