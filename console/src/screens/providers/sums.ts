import type { Usage } from './data.ts'

export interface Sums {
  calls: number
  read: number
  written: number
  cost: number
}

const DAY_MS = 86_400_000

export const total = (rows: readonly Usage[]): Sums =>
  rows.reduce(
    (sums, { calls, promptTokens, completionTokens, cost }) => ({
      calls: sums.calls + calls,
      read: sums.read + promptTokens,
      written: sums.written + completionTokens,
      cost: sums.cost + cost,
    }),
    { calls: 0, read: 0, written: 0, cost: 0 },
  )

/** By what they have in common: the dearest first, and of what costs nothing that with the most tokens. */
export function sumsBy(rows: readonly Usage[], nameOf: (row: Usage) => string): (Sums & { name: string })[] {
  return [...Map.groupBy(rows, nameOf)]
    .map(([name, group]) => ({ name, ...total(group) }))
    .sort((a, b) => b.cost - a.cost || b.read + b.written - a.read - a.written)
}

/** Each day, the earliest first, with those on which nothing was used. */
export function byDay(rows: readonly Usage[], days: number, now: Date): (Sums & { time: number })[] {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  const byDate = Map.groupBy(rows, ({ day }) => day)
  return Array.from({ length: days }, (_, index) => {
    const time = today - (days - 1 - index) * DAY_MS
    return { time: time / 1000, ...total(byDate.get(new Date(time).toISOString().slice(0, 10)) ?? []) }
  })
}

/** What the month will have cost in dollars at its end (UTC) if it goes on as it did. @param rows of the month at least */
export function forecastOf(rows: readonly Usage[], now: Date): number {
  const month = now.toISOString().slice(0, 7)
  const begun = Date.UTC(now.getUTCFullYear(), now.getUTCMonth())
  const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)
  const { cost } = total(rows.filter(({ day }) => day.startsWith(month)))
  // A day counts as whole: the first hours of a month would foretell too much.
  const passed = Math.max(now.getTime() - begun, DAY_MS)
  return (cost / passed) * (end - begun)
}
