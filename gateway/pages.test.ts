// The pages that people see, in a real browser: they work, and speak with our server only.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { chromiumPath, startBrowser, type TestBrowser } from './browser.testing.ts'
import { SEND } from './chat-events.testing.ts'
import { type ChatPlatform, openChatPlatform, type TestUser } from './chats.testing.ts'

const skip = !chromiumPath && 'no Chromium here: say where it is by CHROMIUM_PATH'

let platform: ChatPlatform
let browser: TestBrowser
let user: TestUser
let url: string

before(async () => {
  if (skip) return
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
  const [name, value] = (await platform.gateway.openSession(email)).split('=')
  const page = await browser.open()
  await page.context().addCookies([{ name: name!, value: value!, url, httpOnly: true, sameSite: 'Strict' }])
  return page
}

describe('the page at /', { skip }, () => {
  async function logIn(email: string): Promise<Page> {
    const page = await browser.open()
    await page.goto(url)
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByText(`Sent to ${email}`).waitFor()
    await page.getByLabel('Code').fill(platform.gateway.otp(email))
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.locator('#email').getByText(email).waitFor()
    return page
  }

  /** A user who logs in for the first time becomes a member of `Users`. */
  async function member(email: string): Promise<TestUser> {
    const { access_token, user } = await platform.gateway.login(email)
    return platform.as(access_token, user.id)
  }

  const say = async (page: Page, text: string) => {
    await page.getByLabel('Message').fill(text)
    await page.keyboard.press('Enter')
  }

  /** What stands in the chat, once its last line is this. */
  async function linesUntil(page: Page, last: string): Promise<string[]> {
    const lines = page.locator('#messages li')
    await lines.last().getByText(last, { exact: true }).waitFor()
    return lines.allInnerTexts()
  }

  test('tells what runs', async () => {
    const page = await browser.open()
    await page.goto(url)
    await page.locator('#dependencies .ok').nth(6).waitFor()
    assert.match((await page.locator('#dependencies').textContent())!, /^agents [\d.]+ ms.*identity [\d.]+ ms/)
  })

  test('logs in, chats, and shows the whole answer after a reload in its middle', async () => {
    const email = 'chatter@example.com'
    await platform.agent(await member(email))
    const page = await logIn(email)

    const release = Promise.withResolvers<void>()
    platform.model.script({ text: ['One **two**', ' three', ' four'], hold: { before: 2, until: release.promise } })
    await say(page, 'Count')
    assert.deepEqual(await linesUntil(page, 'One two'), ['Count', 'One two'])
    await page.reload()
    assert.deepEqual(await linesUntil(page, 'One two'), ['Count', 'One two'])
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    release.resolve()
    assert.deepEqual(await linesUntil(page, 'One two three four'), ['Count', 'One two three four'])
    await page.getByRole('button', { name: 'Send' }).waitFor()
    await page.reload()
    assert.deepEqual(await linesUntil(page, 'One two three four'), ['Count', 'One two three four'])

    platform.model.script({ text: ['```\ncode', ' <b>\n```\n'] })
    await say(page, '<i>markup</i>')
    await page.locator('#messages pre code').getByText('code <b>').waitFor()
    assert.equal(await page.locator('#messages :is(b, i)').count(), 0, 'markup of others is text')

    await page.getByRole('button', { name: 'New chat' }).click()
    assert.equal(await page.locator('#messages li').count(), 0)
  })

  test('asks before a call that wants approval, and stops an answer when told', async () => {
    const email = 'decider@example.com'
    const decider = await member(email)
    const code = 'def handler(input, context):\n    return {"done": True}\n'
    await decider.call('POST', '/api/v1/functions', { namespace: 'pages', name: 'guarded', code, requires_approval: true })
    await platform.agent(decider, { enabled_functions: ['pages/guarded'] })
    const page = await logIn(email)

    platform.model.script({ text: ['Let me see.'], calls: [{ name: 'pages__guarded', arguments: ['{}'] }] }, { text: ['It is done.'] })
    await say(page, 'Do it')
    await page.getByRole('button', { name: 'Reject' }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Approve' }).click()
    const [, thought, decided] = await linesUntil(page, 'It is done.')
    assert.deepEqual([thought, decided], ['Let me see.', 'pages/guarded: approved'])

    platform.model.script({ text: ['Endless'], hold: { before: 2, until: new Promise(() => undefined) } })
    await say(page, 'Again')
    await linesUntil(page, 'Endless')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Send' }).waitFor()
  })

  test('says when the session is over, and keeps nothing that a script could read', async () => {
    const page = await logIn('ended@example.com')
    await page.reload()
    await page.locator('#email').getByText('ended@example.com').waitFor()
    const readable = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]))
    assert.equal(readable, '["",{"isLoggedIn":"yes"},{}]')
    await page.context().clearCookies()
    await page.reload()
    await page.getByRole('button', { name: 'Send me a code' }).waitFor()
    // The browser itself reports the 401.
    assert.ok(browser.faults.splice(0).every((fault) => fault.includes('status of 401')))
  })

  test('is logged in, and out, in all tabs', async () => {
    const page = await logIn('tabs@example.com')
    const twin = await page.context().newPage()
    await twin.goto(url)
    await twin.locator('#email').getByText('tabs@example.com').waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await twin.getByRole('button', { name: 'Send me a code' }).waitFor()
    await twin.goto(`${url}/graphql`)
    await twin.getByRole('link', { name: 'Log in first' }).waitFor()
    assert.ok(browser.faults.splice(0).every((fault) => fault.includes('status of 401')))
  })

  test('says what is wrong with a code, and logs out for good', async () => {
    const page = await logIn('leaver@example.com')
    const [{ name, value } = { name: '', value: '' }] = await page.context().cookies()
    const ask = () => platform.gateway.request('GET', '/session', { headers: { cookie: `${name}=${value}` } })
    assert.equal((await ask()).status, 200)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByLabel('E-mail').fill('leaver@example.com')
    assert.equal((await ask()).status, 401)
    assert.deepEqual(await page.context().cookies(), [])
    await page.getByRole('button', { name: 'Send me a code' }).click()
    const wrong = platform.gateway.otp('leaver@example.com') === '000000' ? '111111' : '000000'
    await page.getByLabel('Code').fill(wrong)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').getByText('Invalid or expired code').waitFor()
    assert.equal(browser.faults.splice(0).length, 1, 'the 400 itself')
  })
})

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
