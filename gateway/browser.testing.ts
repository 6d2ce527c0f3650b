// A real browser for tests of the pages, which tells where it went and what went wrong.
import { existsSync } from 'node:fs'
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { TestGateway } from './gateway.testing.ts'

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => `/usr/bin/${name}`),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Where Chromium is: the machine's own, else the one that a package brings; undefined where that is for another machine. */
export const chromiumPath = CANDIDATES.find((file) => file && existsSync(file)) ?? (await packedChromium())

async function packedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const { default: packed } = await import('@sparticuz/chromium')
  return packed.executablePath()
}

/** Nothing that the browser does on its own account. */
const ARGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

export interface TestBrowser extends AsyncDisposable {
  /** A page of a user who was never here. */
  open(options?: BrowserContextOptions): Promise<Page>
  /** Requests that went elsewhere, errors on the console, and exceptions, of all pages. */
  faults: string[]
}

/** Gives a page the session of a user, past the form: what the browser holds after a login. */
export async function logInBrowser(page: Page, gateway: TestGateway, email: string): Promise<void> {
  const [name, value] = (await gateway.openSession(email)).split('=')
  await page.context().addCookies([{ name: name!, value: value!, url: gateway.url, httpOnly: true, sameSite: 'Strict' }])
  // What the console notes of it; a page of the test may log out meanwhile.
  await page.goto(`${gateway.url}/version`)
  await page.evaluate(() => localStorage.setItem('isLoggedIn', 'yes'))
}

/** @param origin the only place that pages may speak with */
export async function startBrowser(origin: string): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: chromiumPath!, args: ARGS })
  const faults: string[] = []
  const watch = (context: BrowserContext) => {
    context.on('request', (request) => {
      const { protocol, origin: target } = new URL(request.url())
      if (target !== origin && protocol !== 'data:' && protocol !== 'blob:') faults.push(`a request to ${request.url()}`)
    })
    context.on('console', (message) => {
      if (message.type() === 'error') faults.push(`${message.page()?.url()} says: ${message.text()}`)
    })
    context.on('weberror', (error) => faults.push(`${error.page()?.url()} throws: ${error.error().stack}`))
  }
  return {
    faults,
    async open(options) {
      const context = await browser.newContext(options)
      context.setDefaultTimeout(20_000)
      watch(context)
      return context.newPage()
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
