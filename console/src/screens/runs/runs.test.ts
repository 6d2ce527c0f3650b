import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

const ECHO = 'def handler(input, context):\n    print("hello", input.get("name"))\n    return {"echo": input}\n'
const SLOW = `import time


def handler(input, context):
    for i in range(600):
        print("tick", i)
        time.sleep(0.2)
`
const ASKS = 'def handler(input_data, context):\n    return {"answer": input("Go on?")}\n'
const LONG = 'def handler(input, context):\n    print("\\n".join("here" if i == 25_000 else "-" for i in range(50_000)))\n    return {}\n'

describe('the runs', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('appear as they happen, and are filtered by the address', async () => {
    const page = await console.open('/console/runs', console.admin)
    await page.getByText('Nothing has run yet').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    const echo = await makeFunction(console.admin, ECHO)
    await echo.run({ name: 'Ada' })
    // The first row came while the list was empty: it was read anew.
    const failing = await makeFunction(console.admin, 'def handler(input, context):\n    raise ValueError("no")\n')
    await failing.run()
    const rows = page.getByRole('table', { name: 'Runs of functions' }).getByRole('row')
    await rows.filter({ hasText: failing.id }).getByText('Failed').waitFor()
    await rows.filter({ hasText: echo.id }).getByText('Completed').waitFor()
    await checkAccessible(page)

    await page.getByLabel('Every status').selectOption('FAILED')
    await rows.filter({ hasText: echo.id }).waitFor({ state: 'detached' })
    assert.equal(new URL(page.url()).search, '?status=FAILED')
    await page.reload()
    await rows.filter({ hasText: failing.id }).waitFor()
    assert.equal(await rows.count(), 2, 'the head, and the one that failed')
  })

  test('are gone through and opened by the keyboard', async () => {
    const echo = await makeFunction(console.admin, ECHO)
    await echo.run({ name: 'Grace' })
    const page = await console.open(`/console/runs?function=${encodeURIComponent(echo.id)}`, console.admin)
    await page.getByRole('link', { name: echo.id }).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: echo.id }).waitFor()
    await page.getByText('hello Grace').waitFor()
    await checkAccessible(page)
  })

  test('are followed live, and cancelled after a question', async () => {
    const slow = await makeFunction(console.admin, SLOW)
    const page = await console.open(`/console/runs/${await slow.start()}`, console.admin)
    await page.getByText('tick 3').waitFor()
    await page.getByRole('button', { name: 'Cancel the run' }).click()
    await page.getByText('It is killed at once').waitFor()
    await checkAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click()
    await page.getByText('The run is cancelled').waitFor()
    await page.getByRole('heading', { name: slow.id }).locator('..').getByText('Cancelled').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Cancel the run' }).count(), 0)
  })

  test('are run again with another input, and lead to each other', async () => {
    const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
    const echo = await makeFunction(console.admin, ECHO, { input_schema: schema })
    const first = await echo.run({ name: 'Ada' })
    const page = await console.open(`/console/runs/${first}`, console.admin)
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByLabel('name').fill('Barbara')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('hello Barbara').waitFor()
    assert.notEqual(page.url().split('/').at(-1), first)
    await page.getByRole('link', { name: `…${first.slice(-8)}` }).click()
    await page.getByText('hello Ada').waitFor()
    await page.getByRole('heading', { name: 'Reruns' }).waitFor()
  })

  test('that fail alike are one row of the errors, lead to the code of the version that ran, and are all run again and compared', async () => {
    const code = 'def handler(input, context):\n    return {"left": 10 / input["n"]}\n'
    const divides = await makeFunction(console.admin, code)
    for (let n = 0; n < 2; n++) await divides.run({ n: 0 })
    await console.admin.call('PUT', `/api/v1/functions/${divides.id}`, { code: code.replace('10 /', '11 //') })
    const page = await console.open('/console/runs/errors', console.admin)
    const row = page.getByRole('table', { name: 'Errors' }).getByRole('row').filter({ hasText: divides.id })
    await row.getByText('ZeroDivisionError').waitFor()
    await row.getByText('2', { exact: true }).waitFor()
    await checkAccessible(page)
    await row.getByRole('link').click()
    const rows = page.getByRole('table', { name: 'Runs of functions' }).getByRole('row').filter({ hasText: divides.id })
    await rows.nth(1).waitFor()
    assert.equal(await rows.count(), 2)
    await page.getByText('Runs that failed alike').waitFor()

    await page.getByRole('button', { name: 'Run all again' }).click()
    await page.getByRole('dialog').getByText('Run 2 again').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Run all again' }).click()
    await page.getByText('2 are queued').waitFor()

    await rows.first().getByRole('link').click()
    await page.getByRole('link', { name: `Code of ${divides.id}, line 2` }).click()
    await page.getByRole('textbox', { name: 'Code of version 1' }).getByText('10 / input').waitFor()
    await checkAccessible(page)

    await page.goBack()
    await page.getByRole('heading', { name: 'Reruns' }).locator('xpath=ancestor::section').getByRole('link').first().click()
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByRole('region', { name: 'Output' }).getByText('integer division or modulo by zero').first().waitFor()
    await checkAccessible(page)
  })

  test('show their steps while they run', async () => {
    const slow = await makeFunction(
      console.admin,
      'import time\ndef tick(n):\n    return n\ndef handler(input, context):\n    for n in range(100):\n        tick(n)\n        time.sleep(0.3)\n',
    )
    const page = await console.open(`/console/runs/${await slow.start()}`, console.admin)
    const steps = page.getByRole('list', { name: 'Steps' }).getByRole('listitem')
    await steps.nth(4).waitFor()
    await page.getByRole('heading', { name: slow.id }).locator('..').getByText('Running').waitFor()
    await page.getByRole('button', { name: 'Cancel the run' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click()
    await page.getByText('The run is cancelled').waitFor()
  })

  test('go on with an answer, which is kept over a reload until it is given', async () => {
    const asks = await makeFunction(console.admin, ASKS)
    const page = await console.open(`/console/runs/${await asks.start()}`, console.admin)
    await page.getByText('Go on?').waitFor()
    await page.getByLabel('Answer').fill('yes')
    await page.reload()
    await page.getByText('Go on?').waitFor()
    assert.equal(await page.getByLabel('Answer').inputValue(), 'yes')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Answer' }).click()
    await page.getByText('"answer"').or(page.getByText('answer: ')).first().waitFor()
  })

  test('show a log of 50,000 lines by the few in sight, and a line by its address', async () => {
    const long = await makeFunction(console.admin, LONG)
    const id = await long.run()
    const page = await console.open(`/console/runs/${id}?line=25000`, console.admin)
    await page.getByText('50,000 lines').waitFor()
    await page.getByText('here', { exact: true }).waitFor()
    assert.ok((await page.getByRole('log').locator('[data-index]').count()) < 120)
  })

  test('of others are not seen by a plain user, who is told so', async () => {
    const echo = await makeFunction(console.admin, ECHO)
    const id = await echo.run()
    const user = await console.userWith(['sinas.executions.read:own'])
    const list = await console.open('/console/runs', user)
    await list.getByText('Nothing has run yet').waitFor()
    const page = await console.open(`/console/runs/${id}`, user)
    await page.getByRole('alert').waitFor()
    await checkAccessible(page)
    console.faults()
  })
})
