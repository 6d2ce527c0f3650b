// npm run console:pictures [-- runs]: a picture of every screen, in light, in dark and on a phone, into console/pictures. Look at them.
import { globSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { startConsole, type TestConsole } from './console.testing.ts'
import { seed } from './seed.testing.ts'

/** What a screen is shown as: an address, and what to do there before the picture is taken. */
export interface Picture {
  name: string
  path: string
  act?(page: Page): Promise<unknown>
  /** Nobody is logged in. */
  isStranger?: boolean
}

/** What `<screen>.pictures.ts` exports: it makes what it shows. */
export type Pictures = (console: TestConsole) => Promise<Picture[]>

const FOLDER = path.join(import.meta.dirname, '../pictures')
const LOOKS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light', viewport: { width: 1360, height: 860 } },
  dark: { colorScheme: 'dark', viewport: { width: 1360, height: 860 } },
  phone: { colorScheme: 'light', viewport: { width: 400, height: 860 }, hasTouch: true, isMobile: true },
}
/** For what comes by a subscription, and for chunks of editors and charts. */
const SETTLE_MS = 1200

const [wanted] = process.argv.slice(2)
mkdirSync(FOLDER, { recursive: true })
await using platform = await startConsole({ MCP_ALLOWED_HOSTS: '127.0.0.1' })
await seed(platform)
for (const file of globSync('../src/screens/*/*.pictures.ts', { cwd: import.meta.dirname }).sort()) {
  if (wanted && !file.includes(`/${wanted}/`)) continue
  const { pictures } = (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as { pictures: Pictures }
  for (const picture of await pictures(platform)) await take(picture)
}
for (const fault of platform.faults()) console.log(`fault: ${fault}`)

async function take({ name, path: address, act, isStranger }: Picture): Promise<void> {
  for (const [look, options] of Object.entries(LOOKS)) {
    const page = await platform.open(address, isStranger ? undefined : platform.admin, options)
    await page.waitForTimeout(SETTLE_MS)
    await act?.(page)
    await page.waitForTimeout(act ? SETTLE_MS : 0)
    await page.screenshot({ path: path.join(FOLDER, `${name}-${look}.png`) })
    await page.context().close()
  }
  console.log(name)
}
