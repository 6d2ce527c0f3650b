// The audit of the GraphQL-over-HTTP specification: https://github.com/graphql/graphql-http
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { startTestGateway, type TestGateway } from './gateway.testing.ts'

let gateway: TestGateway
before(async () => {
  gateway = await startTestGateway()
})
after(() => gateway.close())

/** SHOULDs that we don't meet, each with its reason. */
const EXPLAINED: Record<string, string> = {}

for (const audit of serverAudits({ url: () => `${gateway.url}/graphql` })) {
  test(audit.name, async (t) => {
    const result = await audit.fn()
    if (result.status === 'ok') return
    const reason = EXPLAINED[audit.id]
    if (result.status === 'error' || !reason) assert.fail(result.reason)
    t.diagnostic(`${result.reason}: ${reason}`)
  })
}
