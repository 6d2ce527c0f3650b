import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the secrets', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('are made, used by a function, replaced, taken back and deleted, and never shown', async () => {
    const page = await console.open('/console/secrets', console.admin)
    await page.getByText('No secret yet').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'New secret' }).click()
    await page.getByLabel('Name', { exact: true }).fill('STRIPE_KEY')
    await page.getByLabel('Value', { exact: true }).fill('sk-live-first-value')
    await page.getByLabel('What it is for').fill('Charges customers')
    await page.getByLabel('For whom').selectOption('SHARED')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Save the secret' }).click()
    await page.getByRole('heading', { name: 'STRIPE_KEY', exact: true }).waitFor()
    await page.getByText('Nowhere yet').waitFor()
    await checkAccessible(page)

    const code = 'def handler(input, context):\n    return {"length": len(context["secrets"]["STRIPE_KEY"])}\n'
    const fn = await makeFunction(console.admin, code)
    const lengthOf = async (id: string) => (await console.admin.call('POST', `/functions/${id}/execute`, {})).result.length
    const [namespace, name] = fn.id.split('/')
    const settings = await console.open(`/console/functions/${namespace}/${name}?tab=settings`, console.admin)
    await settings.getByLabel('Secrets').fill('STRIPE_KEY')
    await settings.keyboard.press('Enter')
    await settings.getByRole('button', { name: 'Save the settings' }).click()
    await settings.getByText('The settings are saved').waitFor()
    assert.equal(await lengthOf(fn.id), 'sk-live-first-value'.length)

    await page.reload()
    await page.getByRole('link', { name: `Function ${fn.id}` }).waitFor()
    await page.getByLabel('Value', { exact: true }).fill('sk-live-second-value!')
    await page.getByRole('button', { name: 'Replace it' }).click()
    await page.getByText('Version 2 is in use').waitFor()
    assert.equal(await lengthOf(fn.id), 'sk-live-second-value!'.length)
    await page.getByRole('button', { name: 'Use version 1 again' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Use it again' }).click()
    await page.getByText('Version 3 is in use').waitFor()
    assert.equal(await lengthOf(fn.id), 'sk-live-first-value'.length)
    assert.doesNotMatch(await page.content(), /sk-live-/)

    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('STRIPE_KEY')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the secret' }).click()
    await page.getByText('No secret yet').waitFor()
  })

  test('that is not named well is refused at its field', async () => {
    const page = await console.open('/console/secrets/new', console.admin)
    await page.getByLabel('Name', { exact: true }).fill('not a name')
    await page.getByLabel('Value', { exact: true }).fill('something')
    await page.getByRole('button', { name: 'Save the secret' }).click()
    await page.getByText('must begin with a letter or _').waitFor()
    assert.equal(console.faults().length, 1, 'the 422 itself')
    await checkAccessible(page)
  })

  test('of others are not seen by a plain user, who makes private ones', async () => {
    await console.admin.call('POST', '/api/v1/secrets', { name: 'OF_ADMIN', value: 'of the admin' })
    const user = await console.userWith(['sinas.secrets.*:own'])
    const page = await console.open('/console/secrets', user)
    await page.getByText('No secret yet').waitFor()
    await page.getByRole('link', { name: 'New secret' }).click()
    await page.getByLabel('Name', { exact: true }).fill('MINE')
    assert.equal(await page.getByLabel('For whom').locator('option').count(), 1)
    await page.getByLabel('Value', { exact: true }).fill('of mine alone')
    await page.getByRole('button', { name: 'Save the secret' }).click()
    await page.getByRole('heading', { name: 'MINE', exact: true }).waitFor()
    await checkAccessible(page)
  })
})
