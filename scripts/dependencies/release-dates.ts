import type { Dependency } from './lock-file.ts'

const AT_A_TIME = 8

/** A release that is younger may be a stolen account's, which is found out within days. */
const YOUNG_DAYS = 7
/** What has had no release for so long may have no maintainer either. */
const OLD_DAYS = 5 * 365

/**
 * When each version was released, as the registry says. Folders of this repository have none.
 * @param registry its URL
 * @returns dates by `name@version`
 */
export async function releaseDates(dependencies: Dependency[], registry: string): Promise<Map<string, Date>> {
  const dates = new Map<string, Date>()
  const names = [...new Set(dependencies.filter(({ integrity }) => integrity).map(({ name }) => name))]
  const next = names.values()
  async function work(): Promise<void> {
    for (const name of next) {
      const times = await releasesOf(name, registry)
      for (const dependency of dependencies) {
        const time = times[dependency.version]
        if (dependency.name === name && time) dates.set(`${name}@${dependency.version}`, new Date(time))
      }
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work))
  return dates
}

async function releasesOf(name: string, registry: string): Promise<Record<string, string>> {
  const response = await fetch(new URL(name.replace('/', '%2f'), registry.endsWith('/') ? registry : `${registry}/`))
  if (!response.ok) throw new Error(`The registry answers ${response.status} to ${name}.`)
  return ((await response.json()) as { time?: Record<string, string> }).time ?? {}
}

/** `2026-03-01`, and what is remarkable about it. */
export function ageOf(released: Date | undefined, now = new Date()): string {
  if (!released) return 'unknown'
  const days = (now.getTime() - released.getTime()) / 86_400_000
  const remark = days < YOUNG_DAYS ? ' (young)' : days > OLD_DAYS ? ' (old)' : ''
  return `${released.toISOString().slice(0, 10)}${remark}`
}
