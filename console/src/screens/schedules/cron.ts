import cronstrue from 'cronstrue'
// The very code by which the server computes them: what is promised here is what happens.
import { cronFault, isTimezone, nextSlot } from '../../../../schema/bounded/cron.ts'

/** A cron expression in words; itself where it has no meaning. */
export function wordsOf(expression: string): string {
  try {
    return cronstrue.toString(expression, { use24HourTimeFormat: true, verbose: false })
  } catch {
    return expression
  }
}

export { cronFault, isTimezone }

/** The next instants at which it is due, after `from` and before `until`. */
export function nextSlots(expression: string, timezone: string, count: number, from = new Date(), until?: Date): Date[] {
  if (cronFault(expression) !== null || !isTimezone(timezone)) return []
  const slots: Date[] = []
  let next = nextSlot(expression, timezone, from)
  while (next && slots.length < count && !(until && next >= until)) {
    slots.push(next)
    next = nextSlot(expression, timezone, next)
  }
  return slots
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `Mon 7 Dec, 09:00`, as clocks in the zone say. */
export function inZone(time: Date, timezone: string): string {
  let format = formats.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat(navigator.language, {
      ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
      timeZone: timezone,
    })
    formats.set(timezone, format)
  }
  return format.format(time)
}

/** Every time zone that this browser knows, and UTC. */
export const timezones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
