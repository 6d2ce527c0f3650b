import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createOwnership } from '../../schema/ownership/open.ts'
import { behavesAsQueue } from './behaviour.testing.ts'
import { openQueue } from './index.ts'
import { keepsSchedules } from './schedules.testing.ts'
import { silent, startMongoStores } from './stores.testing.ts'

const stores = await startMongoStores()

if (typeof stores === 'string') {
  test('the queue on MongoDB', { skip: stores }, () => {})
} else {
  after(() => stores[Symbol.asyncDispose]())
  behavesAsQueue(() => stores)
  keepsSchedules(() => stores)
}

test('says in one line that MongoDB can’t be reached', async () => {
  const mongodbUrl = 'mongodb://127.0.0.1:1/none?serverSelectionTimeoutMS=100'
  const { listener, presence } = createOwnership('', silent)
  const opening = openQueue({ postgresUrl: '', mongodbUrl, name: 'x', listener, presence, log: silent })
  await assert.rejects(opening, {
    name: 'StartError',
    message: /^The job queue can't use its database: .*ECONNREFUSED.* Check MONGODB_URL\.$/,
  })
})
