// A platform with its console in a real browser: what the tests of screens begin with.
import assert from 'node:assert/strict'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { chromiumPath, logInBrowser, startBrowser } from '../../gateway/browser.testing.ts'
import { type ChatPlatform, openChatPlatform, type TestUser, unique } from '../../gateway/chats.testing.ts'
import { ensureConsole } from '../build/ensure.mjs'

/** Why a test of a screen is skipped: false where it is not. */
export const skip = !chromiumPath && 'no Chromium here: say where it is by CHROMIUM_PATH'

export interface TestConsole extends AsyncDisposable {
  platform: ChatPlatform
  url: string
  admin: TestUser
  /** A user in a group that grants these permissions and no others, but for what each user has. */
  userWith(permissions: readonly string[]): Promise<TestUser>
  /** The console at an address, as who is logged in; without a user, as a stranger. */
  open(path: string, user?: TestUser, options?: BrowserContextOptions): Promise<Page>
  /** What pages did wrong since this was last asked: requests to elsewhere, errors on the console, exceptions. */
  faults(): string[]
}

/** @param environment variables of the platform, as an operator would set them */
export async function startConsole(environment: Record<string, string> = {}): Promise<TestConsole> {
  ensureConsole(process.execPath)
  await using stack = new AsyncDisposableStack()
  const platform = stack.use(await openChatPlatform(environment))
  const browser = stack.use(await startBrowser(platform.gateway.url))
  const owned = stack.move()
  const { url } = platform.gateway
  const { admin } = platform
  return {
    platform,
    url,
    admin,
    async userWith(permissions) {
      const email = `${unique('user')}@example.com`
      const { id } = await admin.call('POST', '/api/v1/users', { email })
      const group = unique('group')
      await admin.call('POST', '/api/v1/groups', { name: group })
      for (const permission_key of permissions)
        await admin.call('POST', `/api/v1/groups/${group}/permissions`, { permission_key, permission_value: true })
      await admin.call('POST', `/api/v1/groups/${group}/members`, { user_id: id })
      const { access_token } = await platform.gateway.login(email)
      return platform.as(access_token, id)
    },
    async open(path, user, options) {
      const page = await browser.open({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options })
      if (user) await logInBrowser(page, platform.gateway, (await user.call('GET', '/api/v1/auth/me')).email)
      await page.goto(`${url}${path}`)
      return page
    },
    faults: () => browser.faults.splice(0).filter((fault) => !fault.includes(STYLE_OF_EDITING)),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** Chromium itself styles the text that a test fills into an editor, and then refuses that by our policy: always by this hash. */
const STYLE_OF_EDITING = 'sha256-BHxlezxf1+eIw0XuokxdDxibBY8cSvOHDIoHedPBQvQ='

/** Makes a function for a test. @returns `namespace/name`, and what runs it */
export async function makeFunction(owner: TestUser, code: string, settings: Record<string, unknown> = {}) {
  const { namespace, name } = await owner.call('POST', '/api/v1/functions', { namespace: 'screens', name: unique('fn'), code, ...settings })
  return {
    id: `${namespace}/${name}`,
    namespace: namespace as string,
    name: name as string,
    /** Runs it and waits. @returns the id of the run */
    async run(input: unknown = {}): Promise<string> {
      const { body } = await owner.request('POST', `/functions/${namespace}/${name}/execute`, { input })
      assert.ok(body.execution_id, JSON.stringify(body))
      return body.execution_id
    },
    /** Queues it. @returns the id of the run */
    async start(input: unknown = {}): Promise<string> {
      return (await owner.call('POST', `/functions/${namespace}/${name}/execute/async`, { input })).execution_id
    },
  }
}
