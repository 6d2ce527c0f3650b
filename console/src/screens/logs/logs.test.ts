import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

const CHART = 'Requests and errors over time'

describe('the log of requests', { skip }, () => {
  let console: TestConsole
  let made: Awaited<ReturnType<typeof makeFunction>>
  let runId: string
  before(async () => {
    console = await startConsole()
    made = await makeFunction(console.admin, 'def handler(input, context):\n    return {}\n')
    runId = await made.run({ answer: 42 })
    await console.admin.request('GET', '/api/v1/functions/nowhere/nothing')
    await console.admin.call('GET', `/executions/${runId}`)
    await stored(`/executions/${runId}`)
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  /** Rows are stored a moment after the answer. */
  async function stored(path: string): Promise<void> {
    for (let i = 0; i < 100; i++) {
      if ((await console.admin.call('GET', `/api/v1/request-logs?path_pattern=${encodeURIComponent(path)}`)).length > 0) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`${path} is not in the log`)
  }

  const rows = (page: Page) => page.getByRole('table', { name: 'Requests' }).getByRole('row')

  /** Drags over a part of a chart: 0 is its left end. */
  async function brush(page: Page, from: number, to: number): Promise<void> {
    const plot = page.getByRole('figure', { name: CHART }).locator('.u-over')
    await plot.waitFor()
    const { x, y, width, height } = (await plot.boundingBox())!
    const clamp = (part: number) => x + Math.min(width - 1, Math.max(1, part * width))
    await page.mouse.move(clamp(from), y + height / 2)
    await page.mouse.down()
    await page.mouse.move(clamp((from + to) / 2), y + height / 2)
    await page.mouse.move(clamp(to), y + height / 2)
    await page.mouse.up()
  }

  test('is filtered by a brush on its chart, which is an address', async () => {
    const page = await console.open(`/console/logs?range=1h&path=${made.name}`, console.admin)
    await rows(page).filter({ hasText: made.name }).first().waitFor()
    await checkAccessible(page)

    await brush(page, 0.1, 0.5)
    await page.getByRole('heading', { name: 'No request is like this' }).waitFor()
    const early = new URL(page.url()).searchParams
    assert.ok(Number(early.get('from')) < Number(early.get('to')), page.url())
    await checkAccessible(page)

    await page.getByRole('button', { name: 'Back to the last hour' }).click()
    await rows(page).filter({ hasText: made.name }).first().waitFor()
    await brush(page, 0.8, 1)
    await page.getByLabel('From').waitFor()
    await rows(page).filter({ hasText: made.name }).first().waitFor()
    await page.reload()
    await rows(page).filter({ hasText: made.name }).first().waitFor()
  })

  test('leads from a request that failed to all of it', async () => {
    const page = await console.open('/console/logs', console.admin)
    await page.getByLabel('Every status').selectOption('failed')
    await rows(page).filter({ hasText: 'nowhere/nothing' }).first().waitFor()
    assert.equal(
      await rows(page)
        .filter({ hasText: `/functions/${made.id}/execute` })
        .count(),
      0,
    )
    await page.getByRole('link', { name: 'GET /api/v1/functions/nowhere/nothing, answered with 404' }).first().click()
    await page.getByRole('heading', { name: 'GET /api/v1/functions/nowhere/nothing' }).waitFor()
    await page.getByText('NOT_FOUND').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'Requests around that time' }).click()
    await page.getByLabel('Path', { exact: true }).fill(made.name)
    await rows(page).filter({ hasText: made.name }).first().waitFor()
  })

  test('leads to the run, and shows the body that was sent', async () => {
    const page = await console.open(`/console/logs?path=${encodeURIComponent(made.name)}&method=POST`, console.admin)
    await page.getByRole('link', { name: `POST /functions/${made.id}/execute`, exact: false }).click()
    await page.getByRole('heading', { name: 'Body' }).waitFor()
    await page.getByText('42', { exact: true }).waitFor()
    await page.getByRole('link', { name: `Runs of ${made.id}` }).click()
    await page.getByRole('table', { name: 'Runs of functions' }).getByRole('link').click()
    await page.getByRole('heading', { name: made.id }).waitFor()

    const direct = await console.open(`/console/logs?path=${encodeURIComponent(`/executions/${runId}`)}`, console.admin)
    await rows(direct).getByRole('link').first().click()
    await direct.getByRole('link', { name: 'The run' }).click()
    await direct.getByRole('heading', { name: made.id }).waitFor()
  })

  test('says where a request is gone, and how to go back', async () => {
    const page = await console.open('/console/logs/no-such-request', console.admin)
    await page.getByRole('heading', { name: 'No such request' }).waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'To the log' }).click()
    await page.getByRole('heading', { name: 'Logs' }).waitFor()
  })

  test('shows a plain user their own requests, and says so', async () => {
    const user = await console.userWith(['sinas.logs.read:own'])
    const page = await console.open('/console/logs', user)
    await page.getByText('You see your own requests').waitFor()
    await page.getByText('sinas.logs.read:all').waitFor()
    await page.getByRole('figure', { name: CHART }).locator('.u-over').waitFor()
    assert.equal(await rows(page).filter({ hasText: made.name }).count(), 0)
    await checkAccessible(page)
  })
})
