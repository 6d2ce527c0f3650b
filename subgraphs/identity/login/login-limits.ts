import { clientNetwork } from '../../../schema/client-network.ts'
import { SinasError } from '../../../schema/errors.ts'
import { takeQuota } from '../../../schema/shared-rate-limit.ts'
import type { IdentityContext } from '../builder.ts'

/** What is counted at the doors that need no credential. Never by e-mail address alone: strangers could lock its owner out. */
type Door = 'login' | 'otp' | 'token'

/** @throws SinasError RATE_LIMITED where the client's network came to the door too often in the window */
export function limitNetwork(context: IdentityContext, door: Door): Promise<void> {
  const { RATE_LIMIT_LOGIN_IP_MAX, RATE_LIMIT_OTP_IP_MAX, RATE_LIMIT_TOKEN_IP_MAX } = context.services.config
  const requests = { login: RATE_LIMIT_LOGIN_IP_MAX, otp: RATE_LIMIT_OTP_IP_MAX, token: RATE_LIMIT_TOKEN_IP_MAX }[door]
  return limit(context, `${door}:ip:${clientNetwork(context.ip)}`, requests)
}

/** @throws SinasError RATE_LIMITED where the client's network asked for codes of the address too often in the window */
export function limitAddress(context: IdentityContext, email: string): Promise<void> {
  return limit(context, `login:email:${clientNetwork(context.ip)}:${email}`, context.services.config.RATE_LIMIT_LOGIN_EMAIL_MAX)
}

async function limit({ database, services }: IdentityContext, key: string, requests: number): Promise<void> {
  const rate = { requests, seconds: services.config.RATE_LIMIT_WINDOW_SECONDS }
  const { allowed, retryAfter } = await takeQuota(database, 'identity.rate_limits', key, rate)
  if (!allowed) throw new SinasError('RATE_LIMITED', { retryAfter })
}
