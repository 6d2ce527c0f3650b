import type { Quota } from '../../../schema/shared-rate-limit.ts'

/** The quota's state in the header fields of https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers (version 07 and before). */
export function quotaHeaders({ limit, allowed, remaining, reset, retryAfter }: Quota): Record<string, string> {
  return {
    'ratelimit-limit': String(limit.requests),
    'ratelimit-remaining': String(allowed ? remaining : 0),
    'ratelimit-reset': String(allowed ? reset : retryAfter),
    'ratelimit-policy': `${limit.requests};w=${limit.seconds}`,
    ...(!allowed && { 'retry-after': String(retryAfter) }),
  }
}

/** Of several quotas the one that ends first. */
export const tightest = (quotas: Quota[]): Quota | undefined =>
  quotas.find((quota) => !quota.allowed) ?? quotas.toSorted((a, b) => a.remaining - b.remaining)[0]
