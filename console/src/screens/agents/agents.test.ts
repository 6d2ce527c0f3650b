import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { unique } from '../../../../gateway/chats.testing.ts'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

const MAIL = 'def handler(input, context):\n    return {"sent_to": input.get("to")}\n'

describe('the agents', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('are made by a form, with a tool that asks first, and the call is approved from the inbox in another window', async () => {
    const { platform, admin } = console
    const mail = await makeFunction(admin, MAIL, { requires_approval: true })
    const name = unique('clerk')
    const page = await console.open('/console/agents', admin)
    await page.getByRole('link', { name: 'New agent' }).click()
    await page.getByRole('heading', { name: 'New agent' }).waitFor()
    await page.getByLabel('Namespace').fill('office')
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('System prompt').fill('You write letters.')
    await page.getByLabel('Functions', { exact: false }).first().fill(mail.name)
    await page.getByRole('option', { name: mail.id }).click()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Make the agent' }).click()
    await page.getByRole('heading', { name: `office/${name}` }).waitFor()
    await checkAccessible(page)

    platform.model.script(
      { calls: [{ id: 'c1', name: mail.id.replace('/', '__'), arguments: ['{"to": "grace"}'] }] },
      { text: ['Grace has her letter.'] },
    )
    const inbox = await console.open('/console/inbox', admin)
    await inbox.getByText('Nothing waits for you').waitFor()
    await inbox.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Start a chat' }).click()
    await page.getByLabel('Write a message').fill('Write to Grace')
    await page.keyboard.press('Enter')
    await page.getByText('wants your approval').waitFor()
    await inbox.getByText(`${mail.id} wants to run`).waitFor()
    await inbox.getByText('"grace"').waitFor()
    await checkAccessible(inbox)
    await inbox.keyboard.press('a')
    await page.getByText('Grace has her letter.').waitFor()
    await inbox.getByText('Nothing waits for you').waitFor()
    await checkAccessible(page)
  })

  test('are changed beside a chat: what is wrong stands at its field, and a draft survives a reload', async () => {
    const { platform, admin } = console
    const agent = await platform.agent(admin)
    const page = await console.open(`/console/agents/${agent}`, admin)
    await page.getByLabel('System prompt').fill('Hello {{ guest | nothing }}')
    await page.reload()
    assert.equal(await page.getByLabel('System prompt').inputValue(), 'Hello {{ guest | nothing }}')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/Jinja2 can read/).waitFor()
    // The browser tells its console that the server refuses it.
    assert.equal(console.faults().length, 1)
    await checkAccessible(page)
    await page.getByLabel('System prompt').fill('Hello {{ guest | upper }}')
    await page.getByLabel('Temperature').fill('0.2')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The agent is saved').waitFor()
    const { system_prompt, temperature } = await admin.call('GET', `/api/v1/agents/${agent}`)
    assert.deepEqual([system_prompt, temperature], ['Hello {{ guest | upper }}', 0.2])
  })

  test('show what a template becomes with an input', async () => {
    const { platform, admin } = console
    const agent = await platform.agent(admin, {
      system_prompt: 'Serve {{ guest | upper }}.',
      input_schema: { type: 'object', properties: { guest: { type: 'string' } } },
    })
    const page = await console.open(`/console/agents/${agent}`, admin)
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByText(/'guest' is undefined/).waitFor()
    await preview.getByLabel('guest').fill('ada')
    await preview.getByText('Serve ADA.').waitFor()
    await checkAccessible(page)
  })

  test('are deleted after a question', async () => {
    const { platform, admin } = console
    const agent = await platform.agent(admin)
    const page = await console.open(`/console/agents/${agent}`, admin)
    await page.getByRole('button', { name: 'Delete the agent' }).click()
    await page.getByText('Nobody can talk with it any more').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the agent' }).click()
    await page.getByText('The agent is deleted').waitFor()
    assert.equal((await admin.request('GET', `/api/v1/agents/${agent}`)).status, 404)
  })

  test('have budgets', async () => {
    const { platform, admin } = console
    const agent = await platform.agent(admin)
    const page = await console.open(`/console/agents/${agent}`, admin)
    await page.getByText('Nothing limits what it may spend').waitFor()
    await page.getByLabel('US dollars').fill('5')
    await page.getByRole('button', { name: 'Add a limit' }).click()
    await page.getByText(/\$5.* in a month, all users together/).waitFor()
    await page.getByRole('button', { name: 'Remove the limit' }).click()
    await page.getByText('Nothing limits what it may spend').waitFor()
  })

  test('of others are looked at, and not changed, by a plain user', async () => {
    const { platform, admin } = console
    const agent = await platform.agent(admin, { is_shared: true })
    const user = await console.userWith(['sinas.agents.read:all', 'sinas.agents.chat:all', 'sinas.chats.read:own'])
    const page = await console.open('/console/agents', user)
    await page.getByText('sinas.agents.create:own').waitFor()
    await page.getByRole('link', { name: `Agent ${agent}` }).click()
    await page.getByText('You may look at this agent').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Save' }).count(), 0)
    assert.equal(await page.getByRole('button', { name: 'Take out of use' }).count(), 0)
    await checkAccessible(page)
  })
})
