import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the first steps', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
    await console.admin.call('DELETE', '/api/v1/llm-providers/scripted')
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  /** Presses Tab until what has the focus is named so: fails where the keyboard does not get there. */
  async function tabTo(page: Page, name: string): Promise<void> {
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement
        return element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent
      })
      if (focused?.trim() === name) return
    }
    throw new Error(`Tab does not get to ${name}`)
  }

  test('lead from an empty platform to the first answer of an agent, by the keyboard alone', async () => {
    console.platform.model.script({ status: 401, error: 'no such key' }, { text: ['Hello, I can help you.'] })
    const page = await console.open('/', console.admin)
    await page.getByRole('heading', { name: 'Start here' }).waitFor()
    await tabTo(page, 'Make a first agent')
    await page.keyboard.press('Enter')

    await page.getByRole('heading', { name: 'Connect a model' }).waitFor()
    await page.getByText('OPENAI_API_KEY=sk-… npm start').waitFor()
    await checkAccessible(page)
    await tabTo(page, 'API key')
    await page.keyboard.type('sk-test')
    await tabTo(page, 'Model')
    await page.keyboard.type('scripted')
    await tabTo(page, 'Base URLoptional')
    await page.keyboard.type(console.platform.model.url('openai'))
    await page.keyboard.press('Enter')

    await page.getByText('openai answers agents, with scripted.').waitFor()
    await checkAccessible(page)
    await tabTo(page, 'Name')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('first')
    await page.keyboard.press('Control+Enter')

    await page.getByText('default/first is there.').waitFor()
    await tabTo(page, 'Your question')
    await page.keyboard.press('Control+Enter')
    await page.getByText('No answer yet.', { exact: false }).waitFor()
    await checkAccessible(page)
    await tabTo(page, 'Ask')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'The first answer' }).getByText('Hello, I can help you.').waitFor()
    await checkAccessible(page)
    assert.match(console.faults().join(), /^[^,]*502 \(Bad Gateway\)$/, 'the question that had no answer')
    const chats = await console.admin.call('GET', '/chats')
    assert.ok(chats.length > 0)
  })

  test('show the same by curl, without the key', async () => {
    const page = await console.open('/console/first-steps', console.admin)
    await page.getByText('openai answers agents').waitFor()
    await page.getByRole('button', { name: 'Change it' }).first().click()
    await page.getByLabel('API key').fill('sk-secret')
    await page.getByText('The same by a program', { exact: true }).click()
    await page.getByText('"api_key":"\'"$PROVIDER_KEY"\'"').waitFor()
    assert.equal(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }).includes('sk-secret')), false)
  })

  test('lead to a first function, its first run, and its address, over a reload', async () => {
    const page = await console.open('/console/first-steps/function', console.admin)
    await page.getByLabel('Name').fill('hello')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Save it' }).click()
    await page.getByText('default/hello is there.').waitFor()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('region', { name: 'The first result' }).getByText('Hello Ada!').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByText('/webhooks/hello answers.').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await console.admin.call('POST', '/webhooks/hello', { name: 'Grace' })
    await page.getByRole('region', { name: 'What comes of a call' }).getByText('The run, with its log').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'The run, with its log and times' }).last().click()
    await page.getByText('somebody is here: Grace').waitFor()
  })

  test('tell a plain user what only an administrator does', async () => {
    const user = await console.userWith(['sinas.agents.create:own', 'sinas.agents.read:own', 'sinas.agents.chat:own'])
    const page = await console.open('/console/first-steps', user)
    await page.getByText('Only an administrator connects models.', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Make it' }).waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'A first function' }).click()
    await page.getByText('sinas.functions.create:own').waitFor()
    await checkAccessible(page)
  })
})
