import { after, before } from 'node:test'
import { startPostgresStores, type TestStores } from './stores.testing.ts'
import { survivesDeath } from './takeover.testing.ts'

let stores: TestStores
before(async () => {
  stores = await startPostgresStores()
})
after(() => stores[Symbol.asyncDispose]())

survivesDeath(() => stores, { jobs: 200, ticks: 100, everyMs: 100, lateMs: 500 })
