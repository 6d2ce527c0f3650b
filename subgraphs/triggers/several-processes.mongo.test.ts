import { test } from 'node:test'
import { startMongoStores } from '../../workers/queue/stores.testing.ts'
import { accountsForEverySlot, openProcesses } from './several-processes.testing.ts'
import { openTriggers } from './triggers.testing.ts'

test('fires every slot once with the queue on MongoDB, too', async (t) => {
  const stores = await startMongoStores()
  if (typeof stores === 'string') return t.skip(stores)
  await using _ = stores
  const { mongodbUrl } = await stores.fresh()
  await using platform = await openTriggers()
  await using processes = await openProcesses(platform, mongodbUrl)
  await accountsForEverySlot(platform, processes, 8)
})
