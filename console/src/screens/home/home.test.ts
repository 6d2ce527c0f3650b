import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the home page', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('says what to do on an empty platform', async () => {
    const page = await console.open('/', console.admin)
    await page.getByRole('heading', { name: 'Start here' }).waitFor()
    await page.getByText('Everything runs').waitFor()
    await checkAccessible(page)
  })

  test('shows a failure as it happens, and leads to it', async () => {
    const page = await console.open('/', console.admin)
    await page.getByText('Live', { exact: true }).waitFor()
    const failing = await makeFunction(console.admin, 'def handler(input, context):\n    raise ValueError("no stock left")\n')
    await failing.run()
    const failed = page.locator('section', { has: page.getByRole('heading', { name: 'Failed lately' }) })
    await failed.getByRole('link', { name: failing.id }).click()
    await page.getByRole('heading', { name: failing.id }).waitFor()
    await page.getByText('ValueError: no stock left').first().waitFor()
  })

  test('goes anywhere by the palette and by letters, and back by the palette', async () => {
    const page = await console.open('/', console.admin)
    await page.getByRole('navigation', { name: 'Screens' }).waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.getByRole('heading', { name: 'Runs', exact: true }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Go to' }).fill('home')
    await checkAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Waits for you' }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await checkAccessible(page)
  })

  test('offers a user without rights nothing that is not theirs', async () => {
    const page = await console.open('/', await console.userWith([]))
    await page.getByText('Nothing waits for you').waitFor()
    await page.getByText('Everything runs').waitFor()
    await checkAccessible(page)
  })

  test('keeps the theme that was chosen', async () => {
    const page = await console.open('/', console.admin)
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
    const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    assert.equal(await scheme(), 'dark')
    await page.reload()
    await page.getByRole('button', { name: 'Your account' }).waitFor()
    assert.equal(await scheme(), 'dark')
  })

  test('is what an address without a thing leads to', async () => {
    const page = await console.open('/no-such-thing', console.admin)
    await page.getByRole('heading', { name: 'Nothing has this address' }).waitFor()
    assert.equal(console.faults().length, 1, 'the 404 itself')
    await page.getByRole('link', { name: 'To the home page' }).click()
    await page.getByRole('heading', { name: 'Waits for you' }).waitFor()
  })
})
