import { test } from 'node:test'
import { accountsForEverySlot, openProcesses } from './several-processes.testing.ts'
import { openTriggers } from './triggers.testing.ts'

test('fires every slot once and accounts for each while processes are killed', async () => {
  await using platform = await openTriggers()
  await using processes = await openProcesses(platform)
  await accountsForEverySlot(platform, processes, 8)
})
