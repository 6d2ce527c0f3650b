// The audit of the GraphQL-over-HTTP specification: https://github.com/graphql/graphql-http
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

let gateway: TestGateway
let token: string
before(async () => {
  gateway = await startTestGateway()
  token = (await gateway.login(ADMIN)).access_token
})
after(() => gateway.close())

/** SHOULDs that we don't meet, each with its reason. */
const EXPLAINED: Record<string, string> = {}

/** Some audits introspect, which strangers may not. */
const fetchFn: typeof fetch = (url, init) => {
  const headers = new Headers(init?.headers)
  headers.set('authorization', `Bearer ${token}`)
  return fetch(url, { ...init, headers })
}

for (const audit of serverAudits({ url: () => `${gateway.url}/graphql`, fetchFn })) {
  test(audit.name, async (t) => {
    const result = await audit.fn()
    if (result.status === 'ok') return
    const reason = EXPLAINED[audit.id]
    if (result.status === 'error' || !reason) assert.fail(result.reason)
    t.diagnostic(`${result.reason}: ${reason}`)
  })
}
