import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { makeFunction, skip, startConsole, type TestConsole } from '../console/testing/console.testing.ts'
import { openDataFolder } from '../schema/embedded/data-folder.ts'
import { startPostgres } from '../schema/embedded/postgres.ts'

const RUNS = 100_000
const LOG_LINES = 50_000
const MESSAGES = 1_000
/** Milliseconds that a list is scrolled through. */
const SCROLL_MS = 6_000
/** Seconds that a live screen is watched. */
const LIVE_SECONDS = Number(process.env.BENCH_CONSOLE_LIVE_SECONDS ?? 20)

const ADD_RUNS = `insert into functions.executions (id, user_id, function_id, function_namespace, function_name, version, trigger_type, trigger_id, status,
    input_data, output_data, timeout, attempts, duration_ms, created_at, started_at, completed_at)
  select gen_random_uuid(), e.user_id, e.function_id, e.function_namespace, e.function_name, e.version, 'API', '', 'COMPLETED',
    '{}', '{}', e.timeout, 1, 3 + n % 50, now() - n * interval '1 second', now() - n * interval '1 second', now() - n * interval '1 second'
  from functions.executions e, generate_series(1, $2) as n where e.id = $1`

const ADD_MESSAGES = `insert into agents.messages (id, chat_id, role, content, created_at)
  select gen_random_uuid(), $1, case n % 2 when 1 then 'user' else 'assistant' end,
    case n % 2 when 1 then 'Question ' || n else '**Answer** ' || n || E'\\n\\n- one\\n- two\\n\\n\`\`\`python\\nprint(' || n || E')\\n\`\`\`\\n' end, now()
  from generate_series(1, $2) as n`

interface Frames {
  count: number
  p50: number
  p95: number
  p99: number
  /** Share of frames that came late: after more than one and a half of a sixtieth of a second. */
  late: number
}

/** How smoothly long lists scroll, and what a screen that is watched for long keeps in memory. It starts a platform of its own. */
export async function benchConsoleLists(): Promise<void> {
  if (skip) return console.log(`console: ${skip}`)
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(path.join(tmpdir(), 'sinas-bench-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const dataFolder = await openDataFolder(folder)
  stack.defer(() => dataFolder.close())
  const postgres = await startPostgres(dataFolder)
  stack.defer(() => postgres.stop())
  const platform = stack.use(await startConsole({ DATABASE_URL: postgres.url }))
  const database = new pg.Client(postgres.url)
  await database.connect()
  stack.defer(() => database.end())

  const echo = await makeFunction(platform.admin, 'def handler(input, context):\n    return {}\n')
  await database.query(ADD_RUNS, [await echo.run(), RUNS])
  await database.query('analyze functions.executions')
  const prints = await makeFunction(
    platform.admin,
    `def handler(input, context):\n    print("\\n".join(str(n % 10) for n in range(${LOG_LINES})))\n    return {}\n`,
  )
  const printed = await prints.run()
  const chat = await platform.platform.chat(platform.admin)
  await database.query(ADD_MESSAGES, [chat, MESSAGES])

  console.log('\nscrolling for 6 s, a screenful in half a second   frames   p50 ms   p95 ms   p99 ms    late')
  const page = await platform.open('/version', platform.admin)
  await page.setContent(
    `<main style="height: 700px; overflow: auto">${'<p style="height: 36px">a row of plain text</p>'.repeat(2000)}</main>`,
  )
  print('a plain page', await scroll(page))
  for (const [what, address, ready] of [
    [`${RUNS} runs`, '/console/runs', 'Runs of functions'],
    [`a log of ${LOG_LINES} lines`, `/console/runs/${printed}`, '50,000 lines'],
    [`a chat of ${MESSAGES} messages`, `/console/chats/${chat}`, `Answer ${MESSAGES}`],
  ] as const) {
    await page.goto(`${platform.url}${address}`)
    await page
      .getByText(ready)
      .or(page.getByRole('table', { name: ready }))
      .first()
      .waitFor()
    print(what, await scroll(page, what.startsWith('a chat') ? -1 : 1))
  }
  await benchMemory(platform, echo)
}

function print(what: string, { count, p50, p95, p99, late }: Frames): void {
  const numbers = [count, p50.toFixed(1), p95.toFixed(1), p99.toFixed(1)].map((text) => String(text).padStart(9))
  console.log(`${what.padEnd(47)}${numbers.join('')}${`${(late * 100).toFixed(1)} %`.padStart(8)}`)
}

/** @param direction 1: down; -1: up */
const scroll = (page: Page, direction = 1): Promise<Frames> => page.evaluate(scrollThrough, { ms: SCROLL_MS, direction })

/** In the browser: scrolls what scrolls most, frame by frame. */
function scrollThrough({ ms, direction }: { ms: number; direction: number }): Promise<Frames> {
  const distance = (element: Element) => element.scrollHeight - element.clientHeight
  const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowY) || element === document.scrollingElement
  const [list] = [...document.querySelectorAll('*')].filter(scrolls).sort((a, b) => distance(b) - distance(a))
  const times: number[] = []
  const began = performance.now()
  return new Promise((resolve) => {
    let before = began
    const step = (now: number) => {
      times.push(now - before)
      list!.scrollTop += direction * (now - before) * 1.4
      before = now
      if (now - began < ms) return requestAnimationFrame(step)
      const sorted = times.slice(1).sort((a, b) => a - b)
      const at = (share: number) => sorted[Math.floor(sorted.length * share)]!
      resolve({
        count: sorted.length,
        p50: at(0.5),
        p95: at(0.95),
        p99: at(0.99),
        late: sorted.filter((time) => time > 25).length / sorted.length,
      })
    }
    requestAnimationFrame(step)
  })
}

/** What a live list of runs keeps, while runs come all the time. */
async function benchMemory(platform: TestConsole, echo: { run(): Promise<string> }): Promise<void> {
  const page = await platform.open('/console/runs', platform.admin)
  await page.getByText('Live', { exact: true }).waitFor()
  const devtools = await page.context().newCDPSession(page)
  const heap = async () => {
    await devtools.send('HeapProfiler.collectGarbage')
    return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6
  }
  const runFor = async (seconds: number) => {
    let runs = 0
    for (const end = performance.now() + seconds * 1000; performance.now() < end; runs++) await echo.run()
    return runs
  }
  await runFor(LIVE_SECONDS / 4)
  const before = await heap()
  const first = await runFor(LIVE_SECONDS / 2)
  const middle = await heap()
  const second = await runFor(LIVE_SECONDS / 2)
  const after = await heap()
  const change = (from: number, to: number, runs: number) => `${(to - from).toFixed(2)} MB in ${runs} runs`
  console.log(
    `\na live list of runs: ${before.toFixed(1)} MB of heap, then ${change(before, middle, first)}, then ${change(middle, after, second)}`,
  )
}
