import type { Config } from '../../../schema/config.ts'
import type { ActiveWebhook } from './webhook-table.ts'

/** Bytes from which a body is a large one. */
const LARGE_BODY_BYTES = 64 * 1024

const DAY_SECONDS = 86_400

/** How many bytes of bodies are kept in a day, and which owner they count for. */
export interface BodyQuota {
  key: string
  bytesPerDay: number
}

type Keeping = Pick<Config, 'WEBHOOK_BODY_RETENTION_DAYS' | 'WEBHOOK_LARGE_BODY_RETENTION_DAYS' | 'WEBHOOK_BODY_QUOTA_MB'>

/** Seconds for which the bodies of a delivery are kept; null: as long as the delivery. What strangers send is not kept for as long as what users do. */
export function bodySeconds({ requiresAuth }: ActiveWebhook, bytes: number, config: Keeping): number | null {
  if (requiresAuth) return null
  const days = bytes > LARGE_BODY_BYTES ? config.WEBHOOK_LARGE_BODY_RETENTION_DAYS : config.WEBHOOK_BODY_RETENTION_DAYS
  return days === 0 ? null : days * DAY_SECONDS
}

/** A stranger who knows a webhook's address must not fill the disk: what is kept counts for its owner's quota, unless senders sign or log in. */
export function bodyQuota({ requiresAuth, signature, userId }: ActiveWebhook, { WEBHOOK_BODY_QUOTA_MB }: Keeping): BodyQuota | null {
  if (requiresAuth || signature || WEBHOOK_BODY_QUOTA_MB === 0) return null
  return { key: `bodies/${userId}`, bytesPerDay: WEBHOOK_BODY_QUOTA_MB * 1024 * 1024 }
}
