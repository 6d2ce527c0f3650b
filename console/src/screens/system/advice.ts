import { system } from '../../texts/en/system.ts'
import { formatBytes, formatNumber } from '../../ui/format.ts'
import type { Part } from './data.ts'
import type { ConfigurationQuery, StorageQuery, SystemQuery } from './generated/system.ts'

export interface Advice {
  /** `bad`: something does not work. `warn`: a risk. `idle`: good to know. */
  tone: 'bad' | 'warn' | 'idle'
  title: string
  text: string
  href?: string
}

interface Known {
  parts: Record<string, Part> | undefined
  facts: SystemQuery | undefined
  storage: StorageQuery['storage'] | undefined
  configuration: ConfigurationQuery['configuration'] | undefined
}

const texts = system.advice
/** Of the disk. */
const LITTLE = 0.1

const advice = (tone: Advice['tone'], [title, text]: readonly string[], href?: string): Advice => ({
  tone,
  title: title!,
  text: text!,
  ...(href && { href }),
})

/** What an operator should do about what is known, the worst first. */
export function adviceOn({ parts = {}, facts, storage, configuration }: Known): Advice[] {
  const found = [
    ...Object.entries(parts).flatMap(([name, { status }]) => (status === 'ok' ? [] : [advice('bad', texts.away(name))])),
    ...(facts ? onPool(facts) : []),
    ...(storage && storage.freeBytes < storage.totalBytes * LITTLE ? [advice('warn', texts.disk(formatBytes(storage.freeBytes)))] : []),
    ...(configuration ? onConfiguration(configuration) : []),
    ...(storage?.isDatabaseEmbedded ? [advice('idle', texts.embedded)] : []),
  ]
  const ranks = { bad: 0, warn: 1, idle: 2 }
  return found.sort((a, b) => ranks[a.tone] - ranks[b.tone])
}

function onPool({ sandboxPool: pool, queueStats: { deadLetters } }: SystemQuery): Advice[] {
  return [
    ...pool.workers.filter(({ status }) => status === 'FAILED').map(({ name }) => advice('bad', texts.thread(name))),
    ...(pool.level < 3 ? [advice('warn', texts.weak(pool.level))] : []),
    ...(pool.queued > 0 ? [advice('idle', texts.full)] : []),
    ...(deadLetters.size > 0 ? [advice('warn', texts.dead(formatNumber(deadLetters.size)), '/console/queue')] : []),
  ]
}

function onConfiguration(variables: ConfigurationQuery['configuration']): Advice[] {
  const value = (name: string) => variables.find((each) => each.name === name)?.value ?? null
  return [
    ...(value('NODE_ENV') === 'production' ? [] : [advice('idle', texts.development)]),
    ...(value('SMTP_HOST') === null ? [advice('warn', texts.mail)] : []),
    ...(value('CORS_ORIGINS') === '*' ? [advice('idle', texts.cors)] : []),
    ...(value('PUBLIC_URL')?.startsWith('https:') ? [] : [advice('idle', texts.plain)]),
  ]
}
