import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { wheelIndex } from '../../../../subgraphs/functions/packages/wheels.testing.ts'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the packages', { skip }, () => {
  const index = wheelIndex()
  let console: TestConsole
  before(async () => {
    index.add({ name: 'greeting' }, { name: 'greeting', version: '2.0' }, { name: 'outer' })
    console = await startConsole(index.environment)
  })
  after(async () => {
    await console[Symbol.asyncDispose]()
    await index[Symbol.asyncDispose]()
  })
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('are installed with their log, seen to be needed, and removed', async () => {
    const page = await console.open('/console/packages', console.admin)
    await page.getByText('No package yet').waitFor()
    await checkAccessible(page)
    await page.getByLabel('Package', { exact: true }).fill('greeting')
    await page.getByLabel('Version').fill('1.0')
    await page.getByRole('button', { name: 'Install', exact: true }).click()
    await page.getByText('greeting 1.0 is installed').waitFor()
    await page.getByRole('log', { name: 'What pip prints' }).getByText('greeting').first().waitFor()
    const row = page.getByRole('table', { name: 'Installed packages' }).getByRole('row').filter({ hasText: 'greeting' })
    await row.getByText('Everyone').waitFor()
    await checkAccessible(page)

    const fn = await makeFunction(console.admin, 'def handler(input, context):\n    return {}\n', { requirements: ['outer'] })
    await page.reload()
    const needing = page.getByRole('row').filter({ hasText: 'outer' })
    await needing.getByRole('link', { name: fn.id }).waitFor()
    await page.getByRole('button', { name: 'Remove greeting' }).click()
    await page.getByRole('dialog').getByText('Functions can’t import it').waitFor()
    await checkAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.getByText('greeting is removed').waitFor()
    await row.waitFor({ state: 'detached' })
  })

  test('that pip does not know are refused in its words', async () => {
    const page = await console.open('/console/packages', console.admin)
    await page.getByLabel('Package', { exact: true }).fill('no-such-package')
    await page.getByRole('button', { name: 'Install', exact: true }).click()
    await page.getByRole('alert').getByText('no-such-package').waitFor()
    assert.equal(console.faults().length, 1, 'the 400 itself')
    await checkAccessible(page)
  })

  test('are seen by who may install none, and not offered to be changed', async () => {
    const user = await console.userWith(['sinas.packages.read:own'])
    const page = await console.open('/console/packages', user)
    await page.getByText('sinas.packages.create:own').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Install', exact: true }).count(), 0)
    await checkAccessible(page)
  })
})
