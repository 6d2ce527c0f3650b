import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CronExpressionParser } from 'cron-parser'
import { cronFault, isTimezone, nextSlot, slotsUntil } from './cron.ts'

const HOUR_MS = 3_600_000

/** Every instant of a pattern in a span. */
const instants = (expression: string, timezone: string, from: string, hours: number) => {
  const start = new Date(from)
  const first = nextSlot(expression, timezone, start)!
  return slotsUntil(expression, timezone, first, new Date(start.getTime() + hours * HOUR_MS), 10_000).slots.map((slot) =>
    slot.toISOString(),
  )
}

/** What a clock on the wall shows, by the time zone database alone. */
function wallClock(timezone: string) {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (instant: number) => {
    const [hour, minute] = format.format(instant).split(':')
    return Number(hour) * 60 + Number(minute)
  }
}

// When the clocks of each zone change, and how far.
const CHANGES = [
  { timezone: 'Europe/Amsterdam', name: 'forward', from: '2026-03-28T12:00:00Z' },
  { timezone: 'Europe/Amsterdam', name: 'back', from: '2026-10-24T12:00:00Z' },
  { timezone: 'America/New_York', name: 'forward', from: '2026-03-07T12:00:00Z' },
  { timezone: 'America/New_York', name: 'back', from: '2026-10-31T12:00:00Z' },
  { timezone: 'Australia/Lord_Howe', name: 'forward', from: '2026-10-03T02:00:00Z' },
  { timezone: 'Australia/Lord_Howe', name: 'back', from: '2026-04-04T02:00:00Z' },
]

for (const { timezone, name, from } of CHANGES) {
  const start = Date.parse(from)
  const clock = wallClock(timezone)
  const minutes = Array.from({ length: 36 * 60 }, (_, i) => start + (i + 1) * 60_000)

  test(`follows the wall clock where it goes ${name} in ${timezone}, with wildcards`, () => {
    for (const [expression, matches] of [
      ['*/10 * * * *', (time: number) => time % 10 === 0],
      ['*/15 1-3 * * *', (time: number) => time % 15 === 0 && time >= 60 && time < 240],
      ['5 * * * *', (time: number) => time % 60 === 5],
    ] as const) {
      const expected = minutes.filter((minute) => matches(clock(minute))).map((minute) => new Date(minute).toISOString())
      assert.deepEqual(instants(expression, timezone, from, 36), expected, expression)
    }
  })

  test(`runs once a day at a fixed time where the clock goes ${name} in ${timezone}`, () => {
    for (let time = 0; time < 240; time += 5) {
      const expression = `${time % 60} ${Math.floor(time / 60)} * * *`
      // The first minute that shows the time; in a gap the first one after it, which shows a later time than the minute before expected.
      const first = minutes.filter((minute) => clock(minute) === time)
      const repeated = first.filter((minute, i) => i === 0 || minute - first[i - 1]! > 12 * HOUR_MS)
      const afterGap = minutes.filter((minute, i) => i > 0 && clock(minutes[i - 1]!) < time && clock(minute) > time)
      const expected = [...repeated, ...afterGap].sort((a, b) => a - b).map((minute) => new Date(minute).toISOString())
      assert.deepEqual(instants(expression, timezone, from, 36), expected, expression)
    }
  })
}

test('gives the instants of cron-parser, also where clocks change', () => {
  const expressions = [
    '0 0 * * *',
    '30 1 * * *',
    '0 3 * * *',
    '*/15 * * * *',
    '0 9 * * MON-FRI',
    '0 0 1,15 * *',
    '0 12 13 * FRI',
    '30 4 * JAN,OCT 7',
  ]
  for (const timezone of ['Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'UTC']) {
    for (const from of [
      '2026-03-07T00:00:00Z',
      '2026-03-28T00:00:00Z',
      '2026-10-24T00:00:00Z',
      '2026-10-31T00:00:00Z',
      '2028-02-27T00:00:00Z',
    ]) {
      for (const expression of expressions) {
        const other = CronExpressionParser.parse(expression, { tz: timezone, currentDate: new Date(from) })
        let slot: Date | null = new Date(from)
        for (let i = 0; i < 40; i++) {
          slot = nextSlot(expression, timezone, slot!)
          assert.equal(slot?.toISOString(), other.next().toDate().toISOString(), `${expression} in ${timezone} after ${from}`)
        }
      }
    }
  }
})

test('runs a fixed time that a gap swallowed at the end of the gap', () => {
  assert.deepEqual(instants('30 2 * * *', 'Europe/Amsterdam', '2026-03-28T12:00:00Z', 36), ['2026-03-29T01:00:00.000Z'])
  assert.deepEqual(instants('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 36), ['2026-03-08T07:00:00.000Z'])
  assert.deepEqual(instants('15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T02:00:00Z', 24), ['2026-10-03T15:30:00.000Z'])
})

test('runs a fixed time that comes twice at its first', () => {
  assert.deepEqual(instants('30 2 * * *', 'Europe/Amsterdam', '2026-10-24T12:00:00Z', 24), ['2026-10-25T00:30:00.000Z'])
  assert.deepEqual(instants('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 24), ['2026-11-01T05:30:00.000Z'])
  assert.deepEqual(instants('45 1 * * *', 'Australia/Lord_Howe', '2026-04-04T02:00:00Z', 24), ['2026-04-04T14:45:00.000Z'])
})

test('takes exactly five fields of numbers, names, lists, ranges and steps', () => {
  for (const good of ['* * * * *', '*/5 0-6,12 1,15 JAN-MAR mon-FRI', '0 0 * * 7', '0 0 * * SAT-SUN', '0-30/10 * * * *', ' 0 9 * * 1 ']) {
    assert.equal(cronFault(good), null, good)
  }
  const bad = [
    '',
    '* * * *',
    '* * * * * *',
    '@daily',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    'a * * * *',
    '*/0 * * * *',
  ]
  for (const fault of [...bad, '0 0 L * *', '0 0 * * FRI#2', '0 0 15W * *', '0 0 ? * *', '1,,2 * * * *', '5-1 * * * *', '-1 * * * *']) {
    assert.equal(typeof cronFault(fault), 'string', fault)
  }
  assert.equal(cronFault('0 0 30 2 *'), 'this cron expression never fires')
})

test('knows Sunday by 0 and by 7, and either of day of month and day of week', () => {
  const sunday = ['2026-11-29T00:00:00.000Z', '2026-12-06T00:00:00.000Z']
  for (const expression of ['0 0 * * 0', '0 0 * * 7', '0 0 * * SUN']) {
    assert.deepEqual(instants(expression, 'UTC', '2026-11-23T00:00:00Z', 14 * 24), sunday, expression)
  }
  assert.deepEqual(instants('0 0 25 * MON', 'UTC', '2026-11-23T12:00:00Z', 8 * 24), [
    '2026-11-25T00:00:00.000Z',
    '2026-11-30T00:00:00.000Z',
  ])
})

test('knows the time zones of the IANA database', () => {
  for (const name of ['UTC', 'Europe/Amsterdam', 'Australia/Lord_Howe']) assert.equal(isTimezone(name), true, name)
  for (const name of ['', 'Mars/Olympus', '+02:00', 'GMT+2']) assert.equal(isTimezone(name), false, name)
})
