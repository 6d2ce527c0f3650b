import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { unique } from '../../../../gateway/chats.testing.ts'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

const ECHO = 'def handler(input, context):\n    return {"echo": input}\n'
const FAILS_ONCE = 'def handler(input, context):\n    if input.get("bad"):\n        raise ValueError("a bad order")\n    return {}\n'

describe('the webhooks', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  /** Makes a webhook over REST. @returns its id */
  const make = async (functionId: string, settings: Record<string, unknown> = {}) => {
    const [function_namespace, function_name] = functionId.split('/')
    const path = unique('hook')
    const { id } = await console.admin.call('POST', '/api/v1/webhooks', {
      path,
      function_namespace,
      function_name,
      requires_auth: false,
      ...settings,
    })
    return { id: id as string, path }
  }

  const send = (path: string, body: unknown) =>
    fetch(`${console.url}/webhooks/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('are made with a secret that is shown once; a signed event is tried, and its delivery is replayed', async () => {
    const echo = await makeFunction(console.admin, ECHO)
    const path = unique('orders')
    const page = await console.open('/console/webhooks', console.admin)
    await page.getByText('No webhook yet').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'New webhook' }).click()
    await page.getByLabel('Path', { exact: true }).fill(path)
    await page.reload()
    await page.getByLabel('Path', { exact: true }).waitFor()
    assert.equal(await page.getByLabel('Path', { exact: true }).inputValue(), path, 'a draft survives a reload')
    await page.getByLabel('Function', { exact: true }).fill(echo.name)
    await page.getByRole('option', { name: echo.id }).click()
    await page.getByText('Callers must log in').click()
    await page.getByLabel('Signature', { exact: true }).selectOption('STANDARD_WEBHOOKS')
    await page.getByLabel('Secret', { exact: true }).fill('not a secret')
    await page.getByRole('button', { name: 'Create the webhook' }).click()
    await page.getByText('base64 of at least 16 bytes').waitFor()
    assert.deepEqual(
      console.faults().map((fault) => fault.includes('422')),
      [true],
      'the browser tells of the answer',
    )
    await page.getByRole('button', { name: 'Make one' }).click()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Create the webhook' }).click()

    await page.getByText('The secret, shown this once').waitFor()
    const secret = await shownSecret(page)
    assert.equal(await page.evaluate(() => JSON.stringify({ ...sessionStorage })).then((kept) => kept.includes(secret)), false)
    await checkAccessible(page)

    await page.getByRole('link', { name: 'Send a test event' }).click()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('success: ').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Deliveries', exact: true }).click()
    await page.getByRole('link', { name: 'Delivery, Succeeded' }).click()
    await page.getByText('hello: ').first().waitFor()
    await checkAccessible(page)
    const first = page.url()
    await page.getByRole('button', { name: 'Replay', exact: true }).click()
    await page.getByText('Replay of').waitFor()
    assert.notEqual(page.url(), first)
    await page.getByRole('definition').getByText('Succeeded').waitFor()

    await page.reload()
    await page.getByText('Replay of').waitFor()
    assert.equal(await page.getByText('The secret, shown this once').count(), 0, 'once')

    // What is told to the sender is run as it stands there.
    await page.getByRole('link', { name: 'For the sender' }).click()
    await checkAccessible(page)
    for (const [language, command] of [
      ['curl', ['bash']],
      ['TypeScript', [process.execPath, '--input-type=module-typescript']],
      ['Python', ['python3']],
    ] as const) {
      await page.getByRole('button', { name: language, exact: true }).click()
      const [program, ...flags] = command
      const script = (await page.locator('pre').first().textContent()) ?? ''
      const printed = await runScript(program, flags, script, secret)
      assert.match(printed, /"success": ?true/, `${language}: ${script}`)
    }
    await page.getByRole('button', { name: 'Go', exact: true }).waitFor()

    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('button', { name: 'New secret' }).click()
    await page.getByText('The old secret stops').waitFor()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Replace it' }).click()
    await page.getByText('The secret, shown this once').waitFor()
    assert.notEqual(await shownSecret(page), secret)
    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByText('The secret, shown this once').waitFor({ state: 'detached' })
  })

  test('show deliveries as they come, and replay those that failed together', async () => {
    const { id, path } = await make((await makeFunction(console.admin, FAILS_ONCE)).id)
    const page = await console.open(`/console/webhooks/${id}`, console.admin)
    await page.getByText('Nothing was delivered yet').waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await send(path, { bad: 1 })
    const rows = page.getByRole('table', { name: 'Deliveries' }).getByRole('row')
    await rows.filter({ hasText: 'Failed' }).waitFor()
    await send(path, { bad: 2 })
    await send(path, { good: 1 })
    await rows.filter({ hasText: 'Succeeded' }).waitFor()
    assert.equal(await rows.count(), 4, 'the head and three')
    await page.getByRole('button', { name: 'Choose those that failed' }).click()
    await page.getByText('2 chosen').waitFor()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Replay them' }).click()
    await rows.nth(5).waitFor()
    await page.getByLabel('Every status').selectOption('FAILED')
    await rows.filter({ hasText: 'Succeeded' }).waitFor({ state: 'detached' })
    assert.equal(new URL(page.url()).search, '?status=FAILED')
  })

  test('are changed, switched off and on, and deleted after their path is typed', async () => {
    const { id, path } = await make((await makeFunction(console.admin, ECHO)).id)
    const page = await console.open(`/console/webhooks/${id}/settings`, console.admin)
    await page.getByLabel('Description').fill('Paid orders')
    await page.getByLabel('Requests at most').fill('30')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The webhook is saved').waitFor()
    const saved = await console.admin.call('GET', `/api/v1/webhooks/${id}`)
    assert.equal(saved.description, 'Paid orders')
    assert.equal(saved.rate_limit.requests, 30)
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByText('It is switched off').waitFor()
    assert.equal((await send(path, {})).status, 404)
    await page.getByRole('button', { name: 'Switch on' }).click()
    await page.getByText('It is switched off').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByLabel(`Type ${path} to go on`).fill(path)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the webhook' }).click()
    await page.getByRole('heading', { name: 'Webhooks' }).waitFor()
    assert.equal((await send(path, {})).status, 404)
  })

  test('of others are not seen by a plain user, who is offered what they may do', async () => {
    const { id } = await make((await makeFunction(console.admin, ECHO)).id)
    const user = await console.userWith(['sinas.webhooks.read:own'])
    const page = await console.open('/console/webhooks', user)
    await page.getByText('No webhook yet').waitFor()
    await page.getByText('sinas.webhooks.create:own').waitFor()
    assert.equal(await page.getByRole('link', { name: 'New webhook' }).count(), 0)
    await checkAccessible(page)
    const other = await console.open(`/console/webhooks/${id}`, user)
    await other.getByRole('alert').waitFor()
    console.faults()
  })
})

async function shownSecret(page: Page): Promise<string> {
  const title = await page.getByRole('button', { name: /whsec_/ }).getAttribute('title')
  return title!.replace('Copy: ', '')
}

/** Runs a script as its standard input says it. @returns what it prints, errors too */
async function runScript(program: string, flags: readonly string[], script: string, secret: string): Promise<string> {
  const child = spawn(program, flags, { env: { ...process.env, WEBHOOK_SECRET: secret }, timeout: 30_000 })
  child.stdin.end(script)
  const [printed, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  return printed + errors
}
