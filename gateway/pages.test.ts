// The pages that people see, in a real browser: they work, and speak with our server only.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { ensureConsole } from '../console/build/ensure.mjs'
import { chromiumPath, logInBrowser, startBrowser, type TestBrowser } from './browser.testing.ts'
import { SEND } from './chat-events.testing.ts'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'

const skip = !chromiumPath && 'no Chromium here: say where it is by CHROMIUM_PATH'

let platform: ChatPlatform
let browser: TestBrowser
let user: TestUser
let url: string

before(async () => {
  if (skip) return
  ensureConsole(process.execPath)
  platform = await openChatPlatform()
  url = platform.gateway.url
  browser = await startBrowser(url)
  user = await platform.user()
})
after(async () => {
  await browser?.[Symbol.asyncDispose]()
  await platform?.[Symbol.asyncDispose]()
})
afterEach(() => {
  if (!skip) assert.deepEqual(browser.faults.splice(0), [])
})

/** A page of a browser in which the user is logged in. */
async function openAs(user: TestUser): Promise<Page> {
  const { email } = await user.call('GET', '/api/v1/auth/me')
  const page = await browser.open()
  await logInBrowser(page, platform.gateway, email)
  return page
}

describe('the pages of the REST API', { skip }, () => {
  for (const [path, title, route] of [
    ['/docs', 'Sinas Runtime API', 'Chats/ListChats'],
    ['/api/v1/docs', 'Sinas Management API', 'Auth/GetMe'],
  ] as const)
    test(`${path} shows a route, and asks it as who is logged in`, async () => {
      const page = await openAs(user)
      await page.goto(`${url}${path}#/${route}`)
      await page.getByRole('heading', { name: title }).waitFor()
      const operation = page.locator(`#operations-${route.replace('/', '-')}`)
      await operation.getByRole('button', { name: 'Try it out' }).click()
      await operation.getByRole('button', { name: 'Execute' }).click()
      await operation.locator('.live-responses-table .response-col_status').getByText('200').waitFor()
    })

  test('an operation can be clicked after less than a second of work, and is found by typing', async () => {
    const page = await browser.open()
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    await page.goto(`${url}/api/v1/docs`, { waitUntil: 'commit' })
    await page.locator('.opblock-summary-control').first().waitFor()
    // The time that the page's thread worked: the time on the clock is that of all tests beside.
    const { metrics } = await session.send('Performance.getMetrics')
    const worked = metrics.find(({ name }) => name === 'ThreadTime')!.value
    assert.ok(worked < 1, `${worked} s`)
    await page.getByLabel('Find an operation').fill('post /pause')
    await page.locator('#operations-Schedules-PauseSchedule').waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.opblock').length === 1)
  })

  const heading = (page: Page, path: string) => page.locator('.opblock-summary-path', { hasText: path.replaceAll('/', '\u200b/') })

  async function publish(owner: TestUser): Promise<string> {
    const name = `hook_${owner.id.slice(0, 8)}`
    const code = 'def handler(input, context):\n    return {}\n'
    await owner.call('POST', '/api/v1/functions', { namespace: 'pages', name, code })
    await owner.call('POST', '/api/v1/webhooks', { path: name, function_namespace: 'pages', function_name: name, requires_auth: false })
    return name
  }

  test('the runtime document is the one of who is logged in, or of the key that they give', async () => {
    const owner = await platform.user()
    const hook = await publish(owner)
    const loaded = (page: Page) => page.getByRole('heading', { name: 'Sinas Runtime API' }).waitFor()
    const stranger = await browser.open()
    await stranger.goto(`${url}/docs`)
    await loaded(stranger)
    assert.equal(await heading(stranger, `/webhooks/${hook}`).count(), 0)

    const session = await openAs(owner)
    await session.goto(`${url}/docs`)
    await heading(session, `/webhooks/${hook}`).waitFor()

    const { key } = await owner.call('POST', '/api/v1/api-keys', { name: 'docs', permissions: { 'sinas.webhooks.read:own': true } })
    await stranger.getByRole('button', { name: 'Authorize' }).click()
    const form = stranger.locator('.auth-container', { hasText: 'apiKey' })
    await form.getByRole('textbox').fill(key)
    await form.getByRole('button', { name: 'Apply credentials' }).click()
    await stranger.getByRole('button', { name: 'Close' }).first().click()
    await heading(stranger, `/webhooks/${hook}`).waitFor()
    // The key is remembered, and once it is no longer valid the page shows what strangers see.
    const { id } = (await owner.call('GET', '/api/v1/api-keys')).find(({ name }: { name: string }) => name === 'docs')
    await owner.call('DELETE', `/api/v1/api-keys/${id}`)
    await stranger.reload()
    await loaded(stranger)
    assert.equal(await heading(stranger, `/webhooks/${hook}`).count(), 0)
    assert.ok(browser.faults.splice(0).every((fault) => fault.includes('status of 401')))
  })
})

describe('a page that a user wrote', { skip }, () => {
  let hook: string
  before(async () => {
    const author = await platform.user()
    const pages = {
      html: '<body>written by a user<script>try { document.title = document.cookie } catch (error) { document.title = error.name }</script></body>',
      js: "document.documentElement.dataset.taken = 'yes'; self.onfetch = () => undefined",
    }
    hook = `page_${author.id.slice(0, 8)}`
    const code = `PAGES = ${JSON.stringify(pages)}
def handler(input, context):
    kind = input.get("kind", "html")
    types = {"html": "text/html", "js": "text/javascript"}
    return {"$response": {"headers": {"content-type": types[kind], "service-worker-allowed": "/", "set-cookie": "taken=yes; path=/"}, "body": PAGES[kind]}}
`
    await author.call('POST', '/api/v1/functions', { namespace: 'pages', name: hook, code })
    const target = { function_namespace: 'pages', function_name: hook, requires_auth: false, http_method: 'GET' }
    await author.call('POST', '/api/v1/webhooks', { path: hook, ...target })
  })

  test('has nothing of who is logged in, and sets no cookie', async () => {
    const page = await openAs(user)
    const before = await page.context().cookies()
    await page.goto(url)
    await page.goto(`${url}/webhooks/${hook}`)
    await page.getByText('written by a user').waitFor()
    assert.equal(await page.title(), 'SecurityError')
    assert.deepEqual(await page.context().cookies(), before)
    // Its icon is for the platform's own pages.
    assert.ok(browser.faults.splice(0).every((fault) => fault.includes('ERR_BLOCKED_BY_RESPONSE')))
  })

  test('is not run, and not framed, by the pages of the platform', async () => {
    for (const path of ['/', '/docs', '/graphql']) {
      const page = await browser.open()
      await page.goto(url + path)
      const taken = await page.evaluate(async (source) => {
        const script = document.createElement('script')
        try {
          script.src = source
        } catch {
          return 'no script may be named'
        }
        const over = new Promise((resolve) => {
          script.onload = () => resolve('it ran')
          script.onerror = () => resolve('it was refused')
        })
        document.body.append(script)
        await over
        return document.documentElement.dataset.taken
      }, `/webhooks/${hook}?kind=js`)
      assert.notEqual(taken, 'yes', path)
      const worker = await page.evaluate(
        (source) =>
          navigator.serviceWorker.register(source, { scope: '/webhooks/' }).then(
            () => 'registered',
            (error) => error.name,
          ),
        `/webhooks/${hook}?kind=js`,
      )
      assert.notEqual(worker, 'registered', path)
    }
    // Each refusal is said by the browser.
    assert.ok(browser.faults.splice(0).length > 0)
  })
})

describe('a page of another site', { skip }, () => {
  test('frames none of ours', async () => {
    const page = await browser.open()
    // At another origin: the same port by another name.
    const elsewhere = url.replace('127.0.0.1', 'localhost')
    await page.route('**/elsewhere', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: ['/', '/docs', '/graphql'].map((path) => `<iframe src="${url}${path}"></iframe>`).join(''),
      }),
    )
    await page.goto(`${elsewhere}/elsewhere`)
    await page.locator('iframe').nth(2).waitFor()
    for (const frame of page.frames().slice(1)) {
      await frame.waitForLoadState()
      assert.equal(await frame.locator('nav, header, #root').count(), 0, frame.url())
    }
    browser.faults.splice(0)
  })
})

describe('GraphiQL', { skip }, () => {
  async function openAsUser(path: string): Promise<Page> {
    const page = await openAs(user)
    await page.goto(url + path)
    return page
  }

  const result = (page: Page): Locator => page.locator('.graphiql-response')
  const execute = (page: Page) => page.getByRole('button', { name: /Execute query/ }).click()

  test('asks as who is logged in, and knows the schema', async () => {
    const page = await openAsUser('/graphql')
    await page.getByText('Welcome to Sinas').waitFor()
    await execute(page)
    await result(page).getByText(user.id).waitFor()
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.getByText('root types').waitFor()
    assert.equal(await page.getByRole('link', { name: 'Log in first' }).isVisible(), false)
  })

  test('sends strangers to the login, and takes an API key in its headers', async () => {
    const page = await browser.open()
    await page.goto(`${url}/graphql`)
    await page.getByRole('link', { name: 'Log in first' }).waitFor()
    await result(page).getByText('The schema is shown to callers who are logged in').waitFor()
    const { key } = await user.call('POST', '/api/v1/api-keys', { name: 'graphiql', permissions: { 'sinas.users.read:own': true } })
    await page.getByRole('button', { name: 'Headers' }).click()
    await page.locator('.graphiql-editor-tool .monaco-editor').last().click()
    await page.keyboard.insertText(JSON.stringify({ 'X-API-Key': key }))
    await execute(page)
    await result(page).getByText(user.id).waitFor()
    await page.getByRole('link', { name: 'Log in first' }).click()
    await page.getByLabel('E-mail').waitFor()
    assert.ok(browser.faults.splice(0).every((fault) => fault.includes('status of 401')))
  })

  test('runs a subscription, and shows all of its events as they come', async () => {
    const chat = await platform.chat(user)
    const release = Promise.withResolvers<void>()
    platform.model.script({ text: ['first', 'second'], hold: { before: 2, until: release.promise } })
    await user.call('POST', '/graphql', { query: SEND, variables: { chat, content: 'Go' } })
    const subscription = `subscription { chatEvents(chatId: "${chat}") { ... on MessageDelta { content } ... on TurnDone { status } } }`
    const page = await openAsUser(`/graphql?query=${encodeURIComponent(subscription)}`)
    // Its editor writes only the lines that are in sight.
    await page.setViewportSize({ width: 1200, height: 4000 })
    await execute(page)
    await result(page).getByText('"first"').waitFor()
    release.resolve()
    await result(page).getByText('COMPLETED').waitFor()
    for (const text of ['"first"', '"second"']) assert.ok(await result(page).getByText(text).isVisible(), text)
  })

  test('stops a subscription when told', async () => {
    const chat = await platform.chat(user)
    platform.model.script({ text: ['endless'], hold: { before: 2, until: new Promise(() => undefined) } })
    await user.call('POST', '/graphql', { query: SEND, variables: { chat, content: 'Go' } })
    const subscription = `subscription { chatEvents(chatId: "${chat}") { ... on MessageDelta { content } ... on TurnDone { status } } }`
    const page = await openAsUser(`/graphql?query=${encodeURIComponent(subscription)}`)
    await execute(page)
    await result(page).getByText('endless').waitFor()
    const ended = page.waitForEvent('requestfailed')
    await page.getByRole('button', { name: /Stop query/ }).click()
    assert.ok((await ended).url().endsWith('/graphql'))
  })
})
