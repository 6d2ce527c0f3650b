// The pages that people see, in a real browser: they work, and speak with nobody but us.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { chromiumPath, startBrowser, type TestBrowser } from './browser.testing.ts'
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

  /** Whoever logs in for the first time becomes a member of `Users`. */
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

  test('renews a token that has run out, and says when the session is over', async () => {
    const page = await logIn('renewed@example.com')
    const change = (tokens: object) =>
      page.evaluate((given) => {
        const session = JSON.parse(sessionStorage.getItem('session')!)
        sessionStorage.setItem('session', JSON.stringify({ ...session, ...given }))
      }, tokens)
    await change({ access_token: 'stale' })
    await page.reload()
    await page.getByText('There is no agent yet').waitFor()
    assert.match(await page.evaluate(() => sessionStorage.getItem('session')!), /"access_token":"ey/)
    await change({ access_token: 'stale' })
    await page.reload()
    await page.getByText('There is no agent yet').waitFor()
    await change({ access_token: 'stale', refresh_token: 'stale' })
    await page.reload()
    await page.getByRole('button', { name: 'Send me a code' }).waitFor()
    assert.equal(await page.evaluate(() => sessionStorage.getItem('session')), null)
    // The browser itself reports each 401.
    assert.ok(browser.faults.splice(0).every((fault) => fault.includes('status of 401')))
  })

  test('tells a tab that was duplicated of the tokens that it renews', async () => {
    const page = await logIn('duplicated@example.com')
    const session = (await page.evaluate(() => sessionStorage.getItem('session')))!
    const twin = await page.context().newPage()
    await twin.addInitScript((given) => sessionStorage.setItem('session', given), session)
    await twin.goto(url)
    await twin.locator('#email').getByText('duplicated@example.com').waitFor()
    await page.evaluate(() => {
      const { refresh_token } = JSON.parse(sessionStorage.getItem('session')!)
      sessionStorage.setItem('session', JSON.stringify({ access_token: 'stale', refresh_token }))
    })
    await page.reload()
    await page.locator('#email').getByText('duplicated@example.com').waitFor()
    const renewed = (await page.evaluate(() => sessionStorage.getItem('session')))!
    assert.notEqual(JSON.parse(renewed).refresh_token, JSON.parse(session).refresh_token)
    await twin.waitForFunction((expected) => sessionStorage.getItem('session') === expected, renewed)
    browser.faults.splice(0)
  })

  test('says what is wrong with a code, and logs out for good', async () => {
    const page = await logIn('leaver@example.com')
    const { refresh_token } = JSON.parse((await page.evaluate(() => sessionStorage.getItem('session')))!)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByLabel('E-mail').fill('leaver@example.com')
    assert.equal((await platform.gateway.request('POST', '/api/v1/auth/refresh', { body: { refresh_token } })).status, 401)
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
    ['/docs', 'Sinas Runtime API', 'Chats/Chats'],
    ['/api/v1/docs', 'Sinas Management API', 'Auth/GetMe'],
  ] as const)
    test(`${path} shows a route, and asks it as who is logged in`, async () => {
      const page = await browser.open()
      await page.addInitScript((access_token) => sessionStorage.setItem('session', JSON.stringify({ access_token })), user.token)
      await page.goto(`${url}${path}#/${route}`)
      await page.getByRole('heading', { name: title }).waitFor()
      const operation = page.locator(`#operations-${route.replace('/', '-')}`)
      await operation.getByRole('button', { name: 'Try it out' }).click()
      await operation.getByRole('button', { name: 'Execute' }).click()
      await operation.locator('.live-responses-table .response-col_status').getByText('200').waitFor()
    })
})

describe('GraphiQL', { skip }, () => {
  /** Opens a page, runs what stands there as the user, and @returns where the result is shown. */
  async function run(path: string): Promise<Locator> {
    const page = await browser.open()
    await page.goto(url + path)
    await page.getByRole('button', { name: 'Headers' }).click()
    await page.locator('.graphiql-editor-tool .monaco-editor').last().click()
    await page.keyboard.insertText(JSON.stringify({ Authorization: `Bearer ${user.token}` }))
    await page.getByRole('button', { name: /Execute query/ }).click()
    return page.locator('.graphiql-response')
  }

  test('greets with a query that works', async () => {
    const result = await run('/graphql')
    await result.page().getByText('Welcome to Sinas').waitFor()
    await result.getByText(user.id).waitFor()
  })

  test('runs a subscription, and shows its events as they come', async () => {
    const chat = await platform.chat(user)
    const release = Promise.withResolvers<void>()
    platform.model.script({ text: ['first', 'second'], hold: { before: 2, until: release.promise } })
    const subscription = `subscription { sendAndStream(chatId: "${chat}", content: "Go") { event data } }`
    const result = await run(`/graphql?query=${encodeURIComponent(subscription)}`)
    await result.getByText('first').waitFor()
    release.resolve()
    await result.getByText('completed').waitFor()
  })
})
