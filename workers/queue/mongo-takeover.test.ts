import { after, test } from 'node:test'
import { startMongoStores } from './stores.testing.ts'
import { survivesDeath } from './takeover.testing.ts'

const stores = await startMongoStores()

if (typeof stores === 'string') {
  test('processes that share a queue on MongoDB', { skip: stores }, () => {})
} else {
  after(() => stores[Symbol.asyncDispose]())
  // FerretDB, which stands in for MongoDB where there is none, takes milliseconds for what a MongoDB does in one.
  survivesDeath(() => stores, { jobs: 40, ticks: 20, everyMs: 250, lateMs: 1_500 })
}
