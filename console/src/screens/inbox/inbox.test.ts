import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

const ECHO = 'def handler(input, context):\n    return input\n'
const ASKS = 'def handler(input_data, context):\n    return {"answer": input("Go on?")}\n'
const FAILS = 'def handler(input, context):\n    raise ValueError("no luck")\n'

describe('the inbox', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('shows what a run asks as it asks, and takes the answer', async () => {
    const { admin } = console
    const page = await console.open('/console/inbox', admin)
    await page.getByText('Nothing waits for you').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await checkAccessible(page)
    const asks = await makeFunction(admin, ASKS)
    const id = await asks.start()
    await page.getByText(`${asks.id} asks`).waitFor()
    await checkAccessible(page)
    await page.getByLabel('Go on?').fill('yes')
    await page.getByRole('button', { name: 'Answer' }).click()
    await page.getByText('Nothing waits for you').waitFor()
    await page.goto(`${console.url}/console/runs/${id}`)
    await page.getByText('"yes"').first().waitFor()
  })

  test('shows what failed until it is dismissed, which can be undone', async () => {
    const fails = await makeFunction(console.admin, FAILS)
    await fails.run()
    const page = await console.open('/console/inbox', console.admin)
    await page.getByText(`${fails.id} failed`).waitFor()
    await page.getByText('no luck').first().waitFor()
    await checkAccessible(page)
    await page.keyboard.press('e')
    await page.getByText('Nothing waits for you').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText(`${fails.id} failed`).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: fails.id }).waitFor()
  })

  test('rejects a call by one key, and the agent goes on', async () => {
    const { platform, admin } = console
    const guarded = await makeFunction(admin, ECHO, { requires_approval: true })
    const chat = await platform.chat(admin, { enabled_functions: [guarded.id] })
    platform.model.script(
      { calls: [{ id: 'c1', name: guarded.id.replace('/', '__'), arguments: ['{"n": 1}'] }] },
      { text: ['As you wish.'] },
    )
    await admin.request('POST', `/chats/${chat}/messages`, { content: 'Do it' })
    const page = await console.open('/console/inbox', admin)
    await page.getByText(`${guarded.id} wants to run`).waitFor()
    await page.keyboard.press('x')
    await page.getByText(`${guarded.id} is rejected`).waitFor()
    const other = await console.open(`/console/chats/${chat}`, admin)
    await other.getByText('As you wish.').waitFor()
  })

  test('of a plain user has nothing of others', async () => {
    const fails = await makeFunction(console.admin, FAILS)
    await fails.run()
    const page = await console.open('/console/inbox', await console.userWith(['sinas.chats.read:own']))
    await page.getByText('Nothing waits for you').waitFor()
    await checkAccessible(page)
  })
})
