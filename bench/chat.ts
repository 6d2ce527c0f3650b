// What the platform adds to a model's stream: to its first token, and to each one. The model sends 100 tokens a second to every chat.
import { benchChats } from './chat-streams.ts'
import type { BenchPlatform } from './platform.ts'

export async function benchChat(platform: BenchPlatform): Promise<void> {
  const rows = []
  for (const chats of [1, 50]) rows.push(await benchChats(platform, chats))

  console.log('\nChats: milliseconds added to the stream of the model alone\n')
  const head = ['first p50', 'first p99', 'token p50', 'token p99', 'tokens/s', 'model alone']
  const line = (cells: unknown[]) => console.log(cells.map((cell) => String(cell).padStart(13)).join(''))
  line(['at once', ...head])
  for (const { chats, firstTokenAdded: first, tokenAdded: token, tokensPerSecond, upstreamTokensPerSecond } of rows)
    line([chats, first.p50, first.p99, token.p50, token.p99, tokensPerSecond, upstreamTokensPerSecond])
}
