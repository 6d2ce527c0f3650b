import { clientNetwork } from '../../../schema/client-network.ts'
import type { IdentityContext } from '../builder.ts'
import { countHit } from './rate-limit.ts'

/** What is counted at the doors that need no credential. Never by e-mail address alone: strangers could lock its owner out. */
type Door = 'login' | 'otp' | 'token'

/** @throws SinasError RATE_LIMITED where the client's network came to the door too often in the window */
export function limitNetwork({ database, services, ip }: IdentityContext, door: Door): Promise<void> {
  const { RATE_LIMIT_LOGIN_IP_MAX, RATE_LIMIT_OTP_IP_MAX, RATE_LIMIT_TOKEN_IP_MAX, RATE_LIMIT_WINDOW_SECONDS } = services.config
  const max = { login: RATE_LIMIT_LOGIN_IP_MAX, otp: RATE_LIMIT_OTP_IP_MAX, token: RATE_LIMIT_TOKEN_IP_MAX }[door]
  return countHit(database, { key: `${door}:ip:${clientNetwork(ip)}`, max, windowSeconds: RATE_LIMIT_WINDOW_SECONDS })
}

/** @throws SinasError RATE_LIMITED where the client's network asked for codes of the address too often in the window */
export function limitAddress({ database, services, ip }: IdentityContext, email: string): Promise<void> {
  const { RATE_LIMIT_LOGIN_EMAIL_MAX: max, RATE_LIMIT_WINDOW_SECONDS: windowSeconds } = services.config
  return countHit(database, { key: `login:email:${clientNetwork(ip)}:${email}`, max, windowSeconds })
}
