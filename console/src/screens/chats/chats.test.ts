import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

const MAIL = 'def handler(input, context):\n    return {"sent_to": input.get("to")}\n'
const MANY = 500

describe('the chats', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  /** Writes a message. */
  const say = async (page: Awaited<ReturnType<TestConsole['open']>>, text: string) => {
    await page.getByLabel('Write a message').fill(text)
    await page.keyboard.press('Enter')
  }

  test('begin with an agent and a message, and are found again by their title', async () => {
    const { platform, admin } = console
    const agent = await platform.agent(admin)
    platform.model.script({ text: ['It is **twelve**.\n\n', '| a | b |\n|---|---|\n| 1 | 2 |\n\n', '<script>alert(1)</script>'] })
    const page = await console.open('/console/chats', admin)
    await page.getByText('No chat yet').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'New chat' }).first().click()
    await page.getByLabel('Agent', { exact: true }).click()
    await page.getByRole('option', { name: agent }).click()
    await page.getByLabel('First message').fill('What time is it?')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Start the chat' }).click()
    await page.getByRole('log').getByText('What time is it?').waitFor()
    await page.locator('strong', { hasText: 'twelve' }).waitFor()
    assert.equal(await page.getByRole('log').getByRole('table').count(), 1)
    await page.getByText('<script>alert(1)</script>').waitFor()
    await checkAccessible(page)

    await page.goto(`${console.url}/console/chats`)
    await page.getByRole('link', { name: 'Chat What time is it?' }).waitFor()
    await page.getByLabel('Title').fill('nothing of that')
    await page.getByText('No chat is called so').waitFor()
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await page.getByRole('link', { name: 'Chat What time is it?' }).click()
    await page.locator('strong', { hasText: 'twelve' }).waitFor()
  })

  test('are followed as the agent writes, in a second window, and after a reload', async () => {
    const { platform, admin } = console
    const chat = await platform.chat(admin)
    const { promise, resolve } = Promise.withResolvers<void>()
    platform.model.script({ text: ['One', ' two', ' three'], hold: { before: 2, until: promise } })
    const page = await console.open(`/console/chats/${chat}`, admin)
    const other = await console.open(`/console/chats/${chat}`, admin)
    await other.getByText('Nothing has been said yet').waitFor()
    await say(page, 'Count')
    await page.getByText('One', { exact: true }).waitFor()
    await other.getByText('One', { exact: true }).waitFor()
    await page.reload()
    await page.getByText('One', { exact: true }).waitFor()
    await checkAccessible(page)
    resolve()
    for (const each of [page, other]) {
      await each.getByText('One two three').waitFor()
      await each.getByRole('button', { name: 'Send' }).waitFor()
      assert.equal(await each.getByText('One two three').count(), 1)
      assert.equal(await each.getByRole('log').getByText('Count', { exact: true }).count(), 1)
    }
  })

  test('are stopped, and what was said stays', async () => {
    const { platform, admin } = console
    const chat = await platform.chat(admin)
    const { promise, resolve } = Promise.withResolvers<void>()
    platform.model.script({ text: ['Once', ' upon'], hold: { before: 2, until: promise } })
    const page = await console.open(`/console/chats/${chat}`, admin)
    await say(page, 'Tell me a story')
    await page.getByText('Once', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Send' }).waitFor()
    await page.getByText('Once', { exact: true }).waitFor()
    resolve()
  })

  test('show a call with its arguments, its result and its run, and wait for an approval', async () => {
    const { platform, admin } = console
    const mail = await makeFunction(admin, MAIL, { requires_approval: true })
    const chat = await platform.chat(admin, { enabled_functions: [mail.id] })
    const tool = mail.id.replace('/', '__')
    platform.model.script(
      { text: ['Let me see. '], calls: [{ id: 'c1', name: tool, arguments: ['{"to": "ada"}'] }], usage: { prompt: 120, completion: 7 } },
      { text: ['The letter is sent.'], usage: { prompt: 150, completion: 9 } },
    )
    const page = await console.open(`/console/chats/${chat}`, admin)
    await say(page, 'Write to Ada')
    await page.getByText('wants your approval').waitFor()
    await page.getByText('"ada"').waitFor()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByRole('textbox', { name: 'Arguments' }).click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText('{"to": ')
    await page.getByText('The arguments are a JSON object').waitFor()
    await checkAccessible(page)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText('{"to": "grace"}')
    await page.getByRole('button', { name: 'Approve as edited' }).click()
    await page.getByText('The letter is sent.').waitFor()
    const card = page.getByRole('region', { name: `Call of ${mail.id}` })
    await card.getByText('Done').waitFor()
    await card.getByRole('button', { name: mail.id }).click()
    await card.getByText('sent_to').waitFor()
    await card.getByText('"grace"').first().waitFor()
    // What it took stands beside it.
    await page.getByText('270 → 16').waitFor()
    await checkAccessible(page)
    await card.getByRole('link', { name: 'Its run' }).click()
    await page.getByRole('heading', { name: mail.id }).waitFor()
  })

  test('are renamed, put away and back, and deleted after a question', async () => {
    const { platform, admin } = console
    const chat = await platform.chat(admin)
    const page = await console.open(`/console/chats/${chat}`, admin)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByLabel('Title').fill('About nothing')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'About nothing' }).waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Archive' }).click()
    await page.getByText('The chat is in the archive').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Delete the chat' }).click()
    await checkAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the chat' }).click()
    await page.getByRole('table', { name: 'Your chats' }).waitFor()
    assert.equal((await admin.request('GET', `/chats/${chat}`)).status, 404)
  })

  test('of a thousand messages are read by the few in sight, and what was typed survives a reload', async () => {
    const { platform, admin } = console
    const chat = await platform.chat(admin)
    for (let i = 0; i < MANY; i++) await admin.call('POST', `/chats/${chat}/messages`, { content: `question ${i}` })
    const page = await console.open(`/console/chats/${chat}`, admin)
    const log = page.getByRole('log')
    await log.getByText(`question ${MANY - 1}`, { exact: true }).waitFor()
    assert.ok((await log.locator('[data-index]').count()) < 60)
    // To the first, page by page, as somebody would who scrolls.
    await page.getByText('Earlier messages').waitFor({ state: 'attached' })
    const isAtFirst = async () => {
      await log.evaluate((element: { scrollTop: number }) => {
        element.scrollTop = 0
      })
      await page.waitForTimeout(100)
      return log.getByText('question 0', { exact: true }).isVisible()
    }
    // Twice, as a page that has just come moves what is in sight.
    const deadline = Date.now() + 90_000
    while (!((await isAtFirst()) && (await isAtFirst()))) assert.ok(Date.now() < deadline, 'the first message does not come')
    assert.ok((await log.locator('[data-index]').count()) < 60)
    await page.getByLabel('Write a message').fill('not yet sent')
    await page.reload()
    await log.getByText(`question ${MANY - 1}`, { exact: true }).waitFor()
    assert.equal(await page.getByLabel('Write a message').inputValue(), 'not yet sent')
  })

  test('of others are not seen by a plain user', async () => {
    const chat = await console.platform.chat(console.admin)
    const user = await console.userWith(['sinas.chats.read:own', 'sinas.chats.create:own'])
    const list = await console.open('/console/chats', user)
    await list.getByText('No chat yet').waitFor()
    await list.getByRole('link', { name: 'New chat' }).first().click()
    await list.getByText('No agent is offered to you').waitFor()
    await checkAccessible(list)
    const page = await console.open(`/console/chats/${chat}`, user)
    await page.getByRole('alert').waitFor()
    await checkAccessible(page)
    console.faults()
  })
})
