import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

const SLOW = 'import time\n\n\ndef handler(input, context):\n    time.sleep(120)\n'

describe('the queue', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('shows what runs, and cancels it after a question', async () => {
    const slow = await makeFunction(console.admin, SLOW)
    await slow.start()
    const page = await console.open('/console/queue', console.admin)
    await page.getByRole('link', { name: `Job ${slow.id}` }).click()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await page.getByRole('button', { name: 'Cancel the job' }).click()
    await page.getByText('The job is cancelled').waitFor()
  })

  test('is not offered to a plain user', async () => {
    const user = await console.userWith(['sinas.executions.read:own'])
    const page = await console.open('/console/runs', user)
    await page.getByRole('link', { name: 'Runs' }).first().waitFor()
    assert.equal(await page.getByRole('link', { name: 'Queue' }).count(), 0)
  })
})
