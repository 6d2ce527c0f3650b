import { buildSubgraph } from '../../schema/builder.ts'
import { openChangeFeed } from '../../schema/change-feed.ts'
import { rateLimitEntity } from '../../schema/shared-rate-limit.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import { openQueue } from '../../workers/queue/index.ts'
import { builder, type Services } from './builder.ts'
import { startHousekeeping } from './housekeeping.ts'
import { ScheduleEntity } from './schedules/schedule.entity.ts'
import type { RowChange } from './watch-rows.ts'
import './schedules/change-schedules.ts'
import './schedules/schedule.ts'
import { Scheduler } from './schedules/scheduler.ts'
import './schedules/scheduler-status.ts'
import { SlotEntity } from './schedules/slot.entity.ts'
import './schedules/slot.ts'
import './webhooks/deliver.ts'
import { Deliveries } from './webhooks/deliveries.ts'
import { DedupKeyEntity, DeliveryEntity } from './webhooks/delivery.entity.ts'
import './webhooks/delivery.ts'
import { WebhookEntity } from './webhooks/webhook.entity.ts'
import './webhooks/change-webhooks.ts'
import './webhooks/webhook.ts'
import './webhooks/webhook-paths.ts'

/** What starts functions and agents by itself: webhooks and schedules. */
export const triggers: Subgraph<Services> = {
  name: 'triggers',
  schema: buildSubgraph(builder),
  entities: [WebhookEntity, DeliveryEntity, DedupKeyEntity, rateLimitEntity('triggers'), ScheduleEntity, SlotEntity],
  migrations: new URL('./migrations/', import.meta.url),
  async start({ config, graph, sealer, databaseUrl, listener, presence, log }, database) {
    const queue = await openQueue({
      postgresUrl: databaseUrl,
      mongodbUrl: config.MONGODB_URL,
      name: `triggers-${crypto.randomUUID()}`,
      listener,
      presence,
      log,
    })
    const slotChanges = await openChangeFeed<RowChange>(listener, 'schedule_slots', { whileWatched: true })
    const deliveryChanges = await openChangeFeed<RowChange>(listener, 'webhook_deliveries', { whileWatched: true })
    const deliveries = new Deliveries({ config, database, graph, sealer, presence, changes: deliveryChanges, log })
    await deliveries.open()
    const scheduler = new Scheduler({ database, graph, queue, presence, changes: slotChanges, log })
    const stopHousekeeping = startHousekeeping({ config, database, log })
    await scheduler.start()
    return {
      services: { deliveries, scheduler, sealer, slotChanges, deliveryChanges },
      async stop() {
        await stopHousekeeping()
        await scheduler.stop()
        await deliveries.stop()
        slotChanges.close()
        deliveryChanges.close()
      },
    }
  },
}
