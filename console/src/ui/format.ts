const LOCALE = navigator.language

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'narrow' })
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'long' })
const clock = new Intl.DateTimeFormat(LOCALE, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hour12: false,
})
const whole = new Intl.NumberFormat(LOCALE)
const short = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 })

/** The zone in which times are shown. */
export const timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** `2 min ago` */
export function formatRelative(time: Date, now: number): string {
  const seconds = (time.getTime() - now) / 1000
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1]
  if (unit === 'second' && Math.abs(seconds) < 5) return relative.format(0, 'second')
  return relative.format(Math.round(seconds / size), unit)
}

/** `30 Nov 2026, 23:10:04 UTC (Europe/Amsterdam)`: with the zone told. */
export const formatExact = (time: Date): string => `${exact.format(time)} (${timeZone})`

/** `23:10:04.125` */
export const formatClock = (time: Date): string => clock.format(time)

export const formatNumber = (value: number): string => whole.format(value)
export const formatShort = (value: number): string => short.format(value)
export const formatPercent = (part: number): string => percent.format(part)

/** `312 ms`, `4.21 s`, `3 min 12 s` */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return '<1 ms'
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 60) return `${minutes} min ${Math.round((milliseconds % 60_000) / 1000)} s`
  if (minutes < 2880) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return `${Math.floor(minutes / 1440)} d ${Math.floor((minutes % 1440) / 60)} h`
}

/** `812 B`, `1.4 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const power = Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`
}

/** US dollars; of small sums as many digits as say something. */
export function formatMoney(dollars: number): string {
  const digits = dollars === 0 || Math.abs(dollars) >= 1 ? 2 : 4
  return new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits === 4 ? 2 : digits,
    maximumFractionDigits: digits,
  }).format(dollars)
}
