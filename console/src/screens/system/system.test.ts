import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the system', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole({ CORS_ORIGINS: 'https://known.example.com', ANTHROPIC_API_KEY: 'sk-never-shown' })
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('shows its parts, how functions are isolated, and what to do', async () => {
    const page = await console.open('/console/system', console.admin)
    await page.getByText('Everything runs').waitFor()
    const parts = page.getByRole('table', { name: 'Parts of the platform' })
    await parts
      .getByRole('row', { name: /identity/ })
      .getByText('Answers')
      .waitFor()
    await page
      .getByText(/Level \d of 3/)
      .first()
      .waitFor()
    await page.getByText('System calls').waitFor()
    await page.getByText(/ free of /).waitFor()
    await page.getByText('Login codes are written to the log', { exact: true }).waitFor()
    assert.equal(await page.getByText('Pages of every origin may call the API').count(), 0, 'the origins are set')
    await checkAccessible(page)
  })

  test('finds a variable by its meaning, in the address, and hides secrets', async () => {
    const page = await console.open('/console/system', console.admin)
    const rows = page.getByRole('table', { name: 'Variables' }).getByRole('row')
    await rows.filter({ hasText: 'ANTHROPIC_API_KEY' }).getByText('set, hidden').waitFor()
    assert.ok(!(await page.content()).includes('sk-never-shown'))
    await page.getByLabel('Name or meaning').fill('origins whose pages')
    await rows.filter({ hasText: 'https://known.example.com' }).waitFor()
    assert.equal(await rows.count(), 2, 'the head, and the one that fits')
    await page.reload()
    await rows.filter({ hasText: 'https://known.example.com' }).waitFor()
    await page.getByLabel('Name or meaning').fill('')
    await page.getByLabel('Other than the default').check()
    await rows.filter({ hasText: 'FUNCTION_TIMEOUT' }).first().waitFor({ state: 'detached' })
    await rows.filter({ hasText: 'CORS_ORIGINS' }).waitFor()
  })

  test('changes the number of threads, and starts the pool anew after a question', async () => {
    const page = await console.open('/console/system', console.admin)
    const threads = page.getByRole('table', { name: 'Threads of the pool' }).getByRole('row')
    await threads.nth(1).waitFor()
    const wanted = (await threads.count()) === 4 ? 2 : 3
    await page.getByLabel('Threads').last().fill(String(wanted))
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('The pool is changed').waitFor()
    await threads.nth(wanted).waitFor()
    assert.equal(await threads.count(), wanted + 1)
    await page.getByRole('button', { name: 'Start the pool anew' }).click()
    await page.getByText('Every zygote is replaced').waitFor()
    await checkAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Start the pool anew' }).click()
    await page.getByText('The pool is started anew').waitFor()
  })

  test('is not offered to a plain user, who is told why', async () => {
    const page = await console.open('/console/system', await console.userWith([]))
    await page.getByRole('heading', { name: 'For administrators' }).waitFor()
    await page.getByText('sinas.system.read:all').waitFor()
    assert.equal(await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'System' }).count(), 0)
    await checkAccessible(page)
  })
})
