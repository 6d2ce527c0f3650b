import { setTimeout as sleep } from 'node:timers/promises'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'

/** Milliseconds that the row of a run may be on its way to the database while the run goes on already. */
const ROW_ON_ITS_WAY_MS = 500
const BETWEEN_LOOKS_MS = 50

builder.queryField('executionIsLive', (t) =>
  t.boolean({
    inaccessible: true,
    description: 'Whether an execution has begun and not ended: for as long, its access token is good.',
    args: { id: t.arg({ type: 'ID', required: true, description: 'Of the execution.' }) },
    resolve: (_, { id }, { services }) => isLive(services, id),
  }),
)

async function isLive({ runner, store }: Services, id: string): Promise<boolean> {
  const live = runner.live.get(id)
  // One that was killed is live until its process is gone: its row says that it is over.
  if (live && !live.controller.signal.aborted) return true
  for (let waitedMs = 0; ; waitedMs += BETWEEN_LOOKS_MS) {
    const row = await store.find(id)
    if (row) return row.status === 'RUNNING' || row.status === 'AWAITING_INPUT'
    if (waitedMs >= ROW_ON_ITS_WAY_MS) return false
    await sleep(BETWEEN_LOOKS_MS)
  }
}
