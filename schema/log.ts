import { type Logger, pino } from 'pino'

export type { Logger }

/** Never in a log line, whatever object carries it. */
const SECRETS = ['password', 'api_key', 'apiKey', 'secret', 'token', 'access_token', 'refresh_token', 'authorization', 'otp', 'otp_code']

/** Structured logs as JSON lines on stdout. @param level least level that is written */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: '***REDACTED***' },
  })
}
