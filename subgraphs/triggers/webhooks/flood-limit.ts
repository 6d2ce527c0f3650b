import { clientNetwork } from '../../../schema/client-network.ts'
import type { Config } from '../../../schema/config.ts'
import { SinasError } from '../../../schema/errors.ts'
import { LocalRateLimit, type Rate } from '../../../schema/local-rate-limit.ts'
import type { ActiveWebhook } from './webhook-table.ts'

const SECONDS = 60

type Limits = Pick<Config, 'WEBHOOK_RATE_LIMIT' | 'WEBHOOK_RATE_LIMIT_NETWORK'>

/**
 * What a public webhook takes where its owner has set no limit: so many requests in a minute, and of those who don't sign so many from one
 * network. Each process counts in its own memory, so that a flood does not reach the database.
 */
export class FloodLimit {
  readonly #limits: Limits
  readonly #taken = new LocalRateLimit()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Takes one request from the quotas of the webhook. @throws SinasError RATE_LIMITED */
  take(webhook: ActiveWebhook, ip: string | undefined): void {
    for (const [key, rate] of this.#quotas(webhook, ip)) refuse(this.#taken.take(key, rate))
  }

  /** Refuses as `take` would, and takes nothing. @throws SinasError RATE_LIMITED */
  look(webhook: ActiveWebhook, ip: string | undefined): void {
    for (const [key, rate] of this.#quotas(webhook, ip)) refuse(this.#taken.wait(key, rate))
  }

  /** The narrow one first: who is over their own limit takes nothing from the others. */
  #quotas({ id, requiresAuth, signature, rateLimit, userRateLimit }: ActiveWebhook, ip: string | undefined): [string, Rate][] {
    if (requiresAuth || rateLimit || userRateLimit) return []
    const { WEBHOOK_RATE_LIMIT_NETWORK: ofNetwork, WEBHOOK_RATE_LIMIT: ofAll } = this.#limits
    const quotas: [string, Rate][] = []
    // Senders that sign are known, and many are behind one address.
    if (ofNetwork > 0 && !signature) quotas.push([`${id} ${clientNetwork(ip)}`, { requests: ofNetwork, seconds: SECONDS }])
    if (ofAll > 0) quotas.push([id, { requests: ofAll, seconds: SECONDS }])
    return quotas
  }
}

function refuse(retryAfter: number): void {
  if (retryAfter > 0) throw new SinasError('RATE_LIMITED', { retryAfter })
}
