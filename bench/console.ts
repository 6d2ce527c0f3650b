import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { makeFunction, skip, startConsole } from '../console/testing/console.testing.ts'

const ASSETS = path.join(import.meta.dirname, '../console/dist/assets')
/** How often the way between two screens is gone. */
const STEPS = 30

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const gzipped = (file: string) => {
  const zipped = readdirSync(ASSETS).includes(`${file}.gz`) ? `${file}.gz` : file
  return statSync(path.join(ASSETS, zipped)).size
}

/** What a browser loads before the first screen can be used, how long that takes, and how long the next screen takes. It starts a platform of its own. */
export async function benchConsole(): Promise<void> {
  if (skip) return console.log(`console: ${skip}`)
  await using platform = await startConsole()
  const echo = await makeFunction(platform.admin, 'def handler(input, context):\n    return {}\n')
  for (let i = 0; i < 50; i++) await echo.run()

  const times: number[] = []
  for (let i = 0; i < 5; i++) {
    const page = await platform.open('/version', platform.admin)
    const begun = performance.now()
    await page.goto(platform.url)
    await page.getByRole('heading', { name: 'Failed lately' }).waitFor()
    times.push(performance.now() - begun)
    if (i === 0) {
      const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1)!))
      const scripts = loaded.filter((name) => name.endsWith('.js'))
      console.log(
        `console: first screen ${kilobytes(scripts.reduce((sum, file) => sum + gzipped(file), 0))} of JavaScript (gzip) in ${scripts.length} files`,
      )
    }
    await page.context().close()
  }
  console.log(`console: usable after ${Math.round(times.sort((a, b) => a - b)[2]!)} ms (median of 5, a browser without a cache)`)

  const page = await platform.open('/', platform.admin)
  await page.getByRole('heading', { name: 'Failed lately' }).waitFor()
  const clicks: number[] = []
  for (let i = 0; i < STEPS; i++) {
    for (const [link, heading] of [
      ['Runs', 'Runs'],
      ['Logs', 'Logs'],
      ['System', 'System'],
      ['Home', 'Waits for you'],
    ] as const)
      clicks.push(await page.evaluate(clickUntil, { link, heading }))
  }
  clicks.sort((a, b) => a - b)
  console.log(`console: next screen ${Math.round(clicks[Math.floor(clicks.length * 0.95)]!)} ms after a click (p95 of ${clicks.length})`)
  for (const chunk of ['CodeMirror', 'Plot']) {
    const file = readdirSync(ASSETS).find((name) => name.startsWith(`${chunk}-`) && name.endsWith('.js'))
    if (file) console.log(`console: ${chunk} ${kilobytes(gzipped(file))} (gzip), when it is first shown`)
  }
}

/** In the browser: clicks a link of the sidebar, and waits for a heading. @returns milliseconds until it is drawn */
function clickUntil({ link, heading }: { link: string; heading: string }): Promise<number> {
  const find = () => [...document.querySelectorAll('main h1, main h2')].some(({ textContent }) => textContent?.startsWith(heading))
  const target = [...document.querySelectorAll<HTMLElement>('nav a')].find(({ textContent }) => textContent === link)!
  const begun = performance.now()
  target.click()
  return new Promise((resolve) => {
    const look = () => (find() ? resolve(performance.now() - begun) : requestAnimationFrame(look))
    look()
  })
}
