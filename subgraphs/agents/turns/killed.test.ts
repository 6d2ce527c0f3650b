import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type AgentsUnderTest, openAgents, type SeenEvent, textOf } from '../agents.testing.ts'

const words = Array.from({ length: 60 }, (_, i) => `${i} “é😀\n" `)

suite('a turn whose process is killed', () => {
  let fixture: AgentsUnderTest
  let folder: string
  before(async () => {
    fixture = await openAgents()
    folder = await mkdtemp(path.join(tmpdir(), 'sinas-killed-'))
  })
  after(async () => {
    await fixture[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  /** Another process sends a message, and is killed once it has seen a word. @returns what it saw */
  async function sendAndDie(chat: string, word: string): Promise<SeenEvent[]> {
    const script = fileURLToPath(new URL('./doomed.testing.ts', import.meta.url))
    const doomed = spawn(process.execPath, [script, fixture.platform.databaseUrl, fixture.user.userId, chat], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: folder },
    })
    const exited = once(doomed, 'exit')
    const seen: SeenEvent[] = []
    for await (const line of createInterface(doomed.stdout)) {
      seen.push(JSON.parse(line))
      if (textOf(seen).includes(word)) doomed.kill('SIGKILL')
    }
    assert.deepEqual(await exited, [null, 'SIGKILL'])
    return seen
  }

  test('ends with an error that says so; nothing that was seen is lost, and the chat goes on', { timeout: 60_000 }, async () => {
    const chats = [await fixture.chat(), await fixture.chat()] as const
    fixture.model.script(
      { text: words, pace: 3, hold: { before: 40, until: new Promise(() => {}) } },
      { text: words, hold: { before: 2, until: new Promise(() => {}) } },
    )
    const seen = await sendAndDie(chats[0], words[30]!)
    const little = await sendAndDie(chats[1], words[0]!)
    for (const [chat, before] of [
      [chats[0], seen],
      [chats[1], little],
    ] as const) {
      const rest = await Array.fromAsync(fixture.stream('WatchChat', { id: chat, last_event_id: before.at(-1)!.id }))
      assert.equal(rest.at(-1)!.event, 'error')
      assert.match(rest.at(-1)!.data.error, /server that ran this turn stopped/)
      // The process may have stored more than it had time to show.
      const kept = (await fixture.messages(chat)).at(-1).content
      assert.equal(kept, textOf([...before, ...rest]))
      assert.equal(textOf(await fixture.send(chat, 'Go on')), 'ok')
    }
  })
})
