import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

const BROKEN = 'def handler(input, context):\n    print("divides")\n    return {"half": input["amount"] / 0}\n'
const MENDED = 'def handler(input, context):\n    print("divides")\n    return {"half": input["amount"] / 2}\n'

describe('the functions', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole({ ALLOW_PACKAGE_INSTALLATION: 'false' })
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  test('are written, run, seen to fail, mended and rolled back', async () => {
    const page = await console.open('/console/functions', console.admin)
    await page.getByText('No function yet').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'New function' }).click()
    await page.getByLabel('Namespace').fill('walk')
    await page.getByLabel('Name', { exact: true }).fill('halve')
    const code = page.getByRole('textbox', { name: 'Code' })
    await code.fill('def handler(input, context:\n    pass\n')
    await page.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('alert').getByText('(line 1').waitFor()
    assert.match(console.faults().join(), /^[^,]*422 \(Unprocessable Entity\)$/)
    await checkAccessible(page)
    await code.fill(BROKEN)
    await page.reload()
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'halve', 'the draft survives a reload')
    await page.getByRole('button', { name: 'Create' }).click()

    await page.getByRole('heading', { name: 'walk/halve' }).waitFor()
    await page.getByRole('textbox', { name: 'Input', exact: true }).fill('{"amount": 12}')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Failed', { exact: true }).first().waitFor()
    await page.getByRole('log').getByText('divides').waitFor()
    await page.getByRole('button', { name: 'Go to line 3' }).click()
    assert.equal(new URL(page.url()).searchParams.get('line'), '3')
    await checkAccessible(page)

    await page.getByRole('textbox', { name: 'Code of the function' }).fill(MENDED)
    await page.keyboard.press('Control+Enter')
    await page.getByText('Saved as version 2').waitFor()
    await page.getByText('Completed', { exact: true }).first().waitFor()
    await page.getByText('half').first().waitFor()

    await page.getByRole('link', { name: 'Versions' }).click()
    await page.getByText('Version 2runs now').waitFor()
    await page.getByRole('region', { name: 'From version 1 to 2' }).waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Version 1' }).click()
    await page.getByRole('button', { name: 'Roll back to this' }).click()
    await page.getByText('Version 3 has the code of version 1').waitFor()
    await page.getByText('as version 1 was').waitFor()
    const now = await console.admin.call('GET', '/api/v1/functions/walk/halve')
    assert.equal(now.code, BROKEN)
  })

  test('take up a failed run with its input', async () => {
    const failing = await makeFunction(console.admin, BROKEN)
    const run = await failing.run({ amount: 7 })
    await failing.run({ amount: 8 })
    const page = await console.open(`/console/functions/${failing.id}?run=${run}`, console.admin)
    await page.getByRole('textbox', { name: 'Input', exact: true }).getByText('7').waitFor()
    await page.getByRole('button', { name: 'Go to line 3' }).waitFor()
    await page.getByRole('link', { name: 'Failed' }).first().click()
    await page.getByRole('textbox', { name: 'Input', exact: true }).getByText('8').waitFor()
  })

  test('get a schema from a sample, and a form from the schema', async () => {
    const fn = await makeFunction(console.admin, MENDED)
    const page = await console.open(`/console/functions/${fn.id}`, console.admin)
    await page.getByRole('textbox', { name: 'Input', exact: true }).fill('{"amount": 12, "note": "a"}')
    await page.getByText('Schema of the input').click()
    await page.getByRole('button', { name: 'Take the input beside' }).click()
    await page.getByLabel('amount').fill('40')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Save and run' }).click()
    await page.getByText('Completed', { exact: true }).first().waitFor()
    const { input_schema } = await console.admin.call('GET', `/api/v1/functions/${fn.id}`)
    assert.deepEqual(input_schema.properties, { amount: { type: 'integer' }, note: { type: 'string' } })
    await page.getByRole('link', { name: 'Statistics' }).click()
    await page.getByText('Half are done within').waitFor()
    await checkAccessible(page)
  })

  test('say who calls them, are changed, turned off and deleted', async () => {
    const fn = await makeFunction(console.admin, MENDED)
    const hook = `hook-${fn.name}`
    await console.admin.call('POST', '/api/v1/webhooks', { path: hook, function_namespace: fn.namespace, function_name: fn.name })
    const page = await console.open(`/console/functions/${fn.id}?tab=callers`, console.admin)
    await page.getByText(hook).waitFor()
    await page.getByText('No agent that you may see').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('What it does').fill('Halves an amount')
    await page.getByRole('button', { name: 'Save the settings' }).click()
    await page.getByText('The settings are saved').waitFor()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Turn off' }).click()
    await page.getByRole('button', { name: 'Turn on' }).waitFor()
    await page.getByRole('button', { name: 'Delete the function' }).click()
    await page.getByLabel(`Type ${fn.name} to go on`).fill(fn.name)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the function' }).click()
    await page.waitForURL('**/console/functions')
    assert.equal((await console.admin.request('GET', `/api/v1/functions/${fn.id}`)).status, 404)
  })

  test('of others are read by who may, and not changed', async () => {
    const fn = await makeFunction(console.admin, MENDED)
    const user = await console.userWith(['sinas.functions.read:all'])
    const page = await console.open('/console/functions', user)
    await page.getByRole('link', { name: `Function ${fn.id}` }).click()
    await page.getByText(`sinas.functions/${fn.id}.update:all`).first().waitFor()
    assert.equal(await page.getByRole('button', { name: 'Save' }).count(), 0)
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByText(`sinas.functions/${fn.id}.delete:all`).waitFor()
    await checkAccessible(page)
  })
})
