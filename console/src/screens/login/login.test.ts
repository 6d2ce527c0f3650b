import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the login', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('sends a code, and leads to what was asked for', async () => {
    const page = await console.open('/console/runs?status=FAILED')
    await page.getByLabel('E-mail').fill('newcomer@example.com')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByText('Sent to newcomer@example.com').waitFor()
    await page.getByLabel('Code').fill(console.platform.gateway.otp('newcomer@example.com'))
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('heading', { name: 'Runs' }).waitFor()
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/console/runs?status=FAILED')
  })

  test('says what is wrong with a code, and begins again with another address', async () => {
    const page = await console.open('/')
    await page.getByLabel('E-mail').fill('mistaken@example.com')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByText('Sent to').waitFor()
    const wrong = console.platform.gateway.otp('mistaken@example.com') === '000000' ? '111111' : '000000'
    await page.getByLabel('Code').fill(wrong)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').getByText('Invalid or expired code').waitFor()
    assert.equal(console.faults().length, 1, 'the 400 itself')
    await page.getByRole('button', { name: 'Another address' }).click()
    await page.getByLabel('E-mail').waitFor()
  })

  test('ends by a click, and the way back asks for it again', async () => {
    const page = await console.open('/', console.admin)
    await page.getByRole('button', { name: 'Your account' }).click()
    await page.getByRole('menuitem', { name: 'Log out' }).click()
    await page.getByLabel('E-mail').waitFor()
    await page.goBack()
    await page.getByLabel('E-mail').waitFor()
    console.faults()
  })

  test('leads to no other site', async () => {
    const page = await console.open('/console/login?next=//elsewhere.example/', console.admin)
    await page.getByRole('navigation', { name: 'Screens' }).waitFor()
    assert.equal(new URL(page.url()).origin, console.url)
  })
})
