import type { Tone } from '../../ui/StatusBadge.tsx'
import type { WebhookDeliveryStatus } from './generated/webhooks.ts'

export const DELIVERY_TONES: Record<WebhookDeliveryStatus, Tone> = {
  QUEUED: 'busy',
  RUNNING: 'busy',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  REJECTED: 'bad',
}
