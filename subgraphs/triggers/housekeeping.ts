import type { Config } from '../../schema/config.ts'
import type { Database } from '../../schema/database.ts'
import type { Logger } from '../../schema/log.ts'
import { repeat } from '../../schema/repeat.ts'
import { forgetOldLimits } from '../../schema/shared-rate-limit.ts'
import { forgetBodies } from './webhooks/delivery-store.ts'

const EVERY_MS = 10 * 60_000

const OLD_DELIVERIES = 'delete from triggers.deliveries where received_at < now() - make_interval(days => $1)'

const STATEMENTS = [
  `delete from triggers.slots where slot_at < now() - interval '90 days'`,
  'delete from triggers.dedup_keys where expires_at < now()',
  forgetOldLimits('triggers.rate_limits'),
]

interface Dependencies {
  config: Pick<Config, 'WEBHOOK_DELIVERY_RETENTION_DAYS'>
  database: Database
  log: Logger
}

/** Deletes what is kept for a time only: every process does, and what one has deleted the others don't find. @returns what stops it */
export function startHousekeeping(dependencies: Dependencies): () => Promise<void> {
  return repeat(() => clean(dependencies), {
    everyMs: EVERY_MS,
    log: dependencies.log,
    failure: 'old deliveries and slots could not be deleted: this process tries again at the next round',
  })
}

export async function clean({ config: { WEBHOOK_DELIVERY_RETENTION_DAYS: days }, database }: Omit<Dependencies, 'log'>): Promise<void> {
  if (days > 0) await database.query(OLD_DELIVERIES, [days])
  await forgetBodies(database)
  for (const statement of STATEMENTS) await database.query(statement)
}
