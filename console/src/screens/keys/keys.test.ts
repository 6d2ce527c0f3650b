import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { unique } from '../../../../gateway/chats.testing.ts'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('keys', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  const asKey = (key: string, path: string) => fetch(`${console.url}${path}`, { headers: { 'x-api-key': key } })

  test('are made from a template, shown once, used, and revoked', async () => {
    const user = await console.platform.user()
    const name = unique('ci')
    const page = await console.open('/console/keys', user)
    await page.getByRole('heading', { name: 'You have no key' }).waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'New key' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('radio', { name: /Call functions/ }).check()
    const rights = page.getByRole('list', { name: 'Rights' })
    await rights.getByText('sinas.functions.execute:own').waitFor()
    await page.getByRole('button', { name: 'Remove sinas.executions.update:own' }).click()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByRole('heading', { name: `The key ${name}` }).waitFor()
    await page.getByRole('button', { name: 'curl' }).click()
    const snippet = (await page.locator('pre').textContent()) ?? ''
    const [, key = ''] = /SINAS_API_KEY=(\S+)/.exec(snippet) ?? []
    assert.equal((await asKey(key, '/api/v1/auth/me')).status, 200)
    assert.equal((await asKey(key, '/api/v1/functions')).status, 200)
    await checkAccessible(page)

    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
    await page.getByRole('list', { name: 'What it grants' }).getByText('sinas.functions.execute:own').waitFor()
    assert.equal((await page.content()).includes(key), false, 'it was shown once')
    assert.equal(await page.getByText('sinas.executions.update:own').count(), 0)
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Revoke' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('Revoked').first().waitFor()
    assert.equal((await asKey(key, '/api/v1/auth/me')).status, 401)
  })

  test('of everybody are seen by an administrator, by the address', async () => {
    const user = await console.platform.user()
    const name = unique('theirs')
    await user.call('POST', '/api/v1/auth/api-keys', { name, permissions: { 'sinas.states.read:own': true } })
    const page = await console.open('/console/keys', console.admin)
    await page.getByRole('heading', { name: 'You have no key' }).waitFor()
    await page.getByLabel('Mine').selectOption('all')
    await page.getByRole('row').filter({ hasText: name }).waitFor()
    assert.equal(new URL(page.url()).search, '?owner=all')
    await checkAccessible(page)
    await page.getByRole('link', { name: `Key ${name}` }).click()
    await page.getByText('See states: their own').waitFor()
  })

  test('are not offered to who may make none', async () => {
    const user = await console.userWith(['sinas.api_keys.read:own'])
    const page = await console.open('/console/keys', user)
    await page.getByText('sinas.api_keys.create:own').waitFor()
    assert.equal(await page.getByRole('link', { name: 'New key' }).count(), 0)
    await checkAccessible(page)
  })
})
