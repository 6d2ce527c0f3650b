import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the account', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('says what a user may do, keeps their theme, and logs them out', async () => {
    const user = await console.userWith(['sinas.states.read:group', 'sinas.functions.execute:own'])
    const page = await console.open('/console/account', user)
    const rights = page.getByRole('list', { name: 'What you may do' })
    await rights.getByText('sinas.states.read:group').waitFor()
    assert.equal(await rights.getByText('sinas.states.read:own').count(), 0, 'the widest alone')
    assert.equal(await rights.getByText('sinas.users.delete:all').count(), 0)
    await checkAccessible(page)
    await page.getByRole('radio', { name: 'Dark' }).check()
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'dark')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByLabel('E-mail', { exact: true }).waitFor()
    await page.goto(`${console.url}/console/account`)
    await page.getByLabel('E-mail', { exact: true }).waitFor()
  })
})
