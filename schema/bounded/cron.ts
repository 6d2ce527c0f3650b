import { Cron } from 'croner'
import { LRUCache } from 'lru-cache'
import { KEPT_CRONS, MAX_CRON_LENGTH, MAX_TIMEZONE_LENGTH } from './limits.ts'

/**
 * Cron as every crontab has it: exactly five fields (minute, hour, day of month, month, day of week), names (MON-FRI, JAN), lists,
 * ranges and steps; 0 and 7 are Sunday; where day of month and day of week are both restricted, either will do.
 *
 * When clocks change, a job at fixed times (no `*` and no step in minute and hour) runs once: at the first instant after a gap that
 * swallowed it, and at the first of two equal times. Any other job follows the clock on the wall: skipped in a gap, run again in the
 * repeated hour. That is what Vixie cron does.
 */
const VALUE = '(?:\\d+|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)'
const ITEM = `(?:\\*|${VALUE}(?:-${VALUE})?)(?:/\\d+)?`
const FIELD = new RegExp(`^${ITEM}(?:,${ITEM})*$`, 'i')

/**
 * Checks what a user wrote.
 * @returns what is wrong with it, or null
 */
export function cronFault(expression: string): string | null {
  if (expression.length > MAX_CRON_LENGTH) return `a cron expression has ${MAX_CRON_LENGTH} characters at most`
  const fields = expression.trim().split(/\s+/)
  if (fields.length !== 5) return `a cron expression has five fields (minute hour day month weekday), this one has ${fields.length}`
  // The library also accepts L, W, #, ? and nicknames, which other implementations of cron read differently or not at all.
  const foreign = fields.find((field) => !FIELD.test(field))
  if (foreign !== undefined) return `'${foreign}' is not a cron field: use numbers, names (MON, JAN), '*', lists, ranges and steps`
  try {
    return parse(expression, 'UTC').nextRun() ? null : 'this cron expression never fires'
  } catch (error) {
    return (error as Error).message.replace(/^CronPattern: /, '')
  }
}

/** Is it a time zone of the IANA database? */
export function isTimezone(name: string): boolean {
  try {
    // An offset (+02:00) is a time zone to Intl, but has no clock changes and is no IANA name.
    return name.length <= MAX_TIMEZONE_LENGTH && !/^[+-]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/**
 * The next instant after `from` at which the clock in `timezone` matches.
 * @param expression a valid one, by `cronFault`
 * @returns null where there is none in the years to come
 * @example nextSlot('0 9 * * MON-FRI', 'Europe/Amsterdam', new Date())
 */
export function nextSlot(expression: string, timezone: string, from: Date): Date | null {
  return parse(expression, timezone).nextRun(from)
}

/** The instants from `first` (itself an instant) to `until` inclusive, at most `limit` of them; `next` is the one after those. */
export function slotsUntil(
  expression: string,
  timezone: string,
  first: Date,
  until: Date,
  limit: number,
): { slots: Date[]; next: Date | null } {
  const cron = parse(expression, timezone)
  const slots: Date[] = []
  let next: Date | null = first
  while (next && next <= until && slots.length < limit) {
    slots.push(next)
    next = cron.nextRun(next)
  }
  return { slots, next }
}

const parsed = new LRUCache<string, Cron>({ max: KEPT_CRONS })

/** Parsing costs more than asking: the patterns in use are few. */
function parse(expression: string, timezone: string): Cron {
  const key = `${timezone} ${expression}`
  let cron = parsed.get(key)
  if (cron) return cron
  cron = new Cron(expression.trim(), { paused: true, timezone, fixedTimeRule: 'no-wildcard' })
  parsed.set(key, cron)
  return cron
}
