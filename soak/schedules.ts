// Schedules in two processes that are killed again and again: no slot fires twice, none is without a row.
import { accountsForEverySlot, openProcesses } from '../subgraphs/triggers/several-processes.testing.ts'
import { openTriggers } from '../subgraphs/triggers/triggers.testing.ts'
import { startMongoStores } from '../workers/queue/stores.testing.ts'

/** @param seconds how long @throws AssertionError that says what did not hold */
export async function soakSchedules(seconds: number): Promise<void> {
  await using platform = await openTriggers()
  await using processes = await openProcesses(platform)
  await accountsForEverySlot(platform, processes, seconds)
}

/** The same with the queue on MongoDB, or on a server that speaks its protocol. */
export async function soakSchedulesOnMongo(seconds: number): Promise<void> {
  const stores = await startMongoStores()
  if (typeof stores === 'string') return console.log(`skipped: ${stores}`)
  await using _ = stores
  const { mongodbUrl } = await stores.fresh()
  await using platform = await openTriggers()
  await using processes = await openProcesses(platform, mongodbUrl)
  await accountsForEverySlot(platform, processes, seconds)
}
