import { EventEmitter, on } from 'node:events'
import type { Channel } from '../channel.ts'
import { parseRequirement } from './requirement.ts'

/** What pip prints about a package, in any process. @param userId the user who installs; null: any user */
export async function* pipLines(channel: Channel, packageName: string, userId: string | null, signal: AbortSignal): AsyncGenerator<string> {
  const wanted = parseRequirement(packageName)?.name
  const lines = new EventEmitter()
  const stop = channel.on('pip', (message) => {
    if (message.packageName === wanted && (userId === null || message.userId === userId)) lines.emit('line', message.text)
  })
  try {
    for await (const [line] of on(lines, 'line', { signal })) yield line as string
  } finally {
    stop()
  }
}
