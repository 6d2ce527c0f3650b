import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { unique } from '../../../../gateway/chats.testing.ts'
import { nextSlot } from '../../../../schema/bounded/cron.ts'
import { until } from '../../../../schema/testing/until.ts'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { makeFunction, skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'
import { RunScheduleDocument } from './generated/schedules.ts'

const ECHO = 'def handler(input, context):\n    return {"echo": input}\n'

describe('the schedules', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  /** Makes a schedule over REST. @returns its id and name */
  const make = async (settings: Record<string, unknown> = {}) => {
    const { namespace, name: target } = await makeFunction(console.admin, ECHO)
    const { id, name } = await console.admin.call('POST', '/api/v1/schedules', {
      name: unique('nightly'),
      schedule_type: 'function',
      target_namespace: namespace,
      target_name: target,
      cron_expression: '30 9 * * 1-5',
      timezone: 'America/New_York',
      ...settings,
    })
    return { id: id as string, name: name as string }
  }

  test('are made with the times told in words and in their zone, paused, resumed and run now', async () => {
    const echo = await makeFunction(console.admin, ECHO)
    const name = unique('report')
    const page = await console.open('/console/schedules', console.admin, { timezoneId: 'Europe/Amsterdam' })
    await page.getByText('No schedule yet').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'New schedule' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('Function', { exact: true }).fill(echo.name)
    await page.getByRole('option', { name: echo.id }).click()
    await page.getByLabel('Cron expression').fill('61 9 * * *')
    await page.getByText(/Invalid value/).waitFor()
    await page.getByLabel('Cron expression').fill('30 9 * * 1-5')
    await page.getByText('At 09:30, Monday through Friday').waitFor()
    await page.getByLabel('Time zone').fill('New_York')
    await page.getByRole('option', { name: 'America/New_York' }).click()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Create the schedule' }).click()

    await page.getByRole('heading', { name }).waitFor()
    const times = page.getByRole('table', { name: 'Next five' })
    await times.getByText('In America/New_York').waitFor()
    await times.getByText('For you, in Europe/Amsterdam').waitFor()
    const told = await times.locator('time').evaluateAll((all) => all.map((each) => each.getAttribute('datetime')))
    assert.equal(told.length, 5)
    let due = new Date()
    for (const each of told) {
      due = nextSlot('30 9 * * 1-5', 'America/New_York', due)!
      assert.equal(each, due.toISOString())
    }
    assert.match((await times.locator('time').first().textContent()) ?? '', /09:30/)
    await checkAccessible(page)

    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('It is paused: nothing starts').waitFor()
    // The answer comes late: after the news that the run has ended.
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes(RunScheduleDocument.id)) return route.continue()
      const response = await route.fetch()
      await until(async () => {
        const runs = await console.admin.call<{ status: string }[]>('GET', `/api/v1/executions?function_name=${echo.name}`)
        return runs.some(({ status }) => status === 'COMPLETED')
      })
      return route.fulfill({ response })
    })
    await page.getByRole('button', { name: 'Run now' }).click()
    const row = page.getByRole('table', { name: 'Slots' }).getByRole('row').filter({ hasText: 'by hand' })
    await row.getByText('Started').waitFor()
    await row.getByText('Completed').waitFor()
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('It is paused: nothing starts').waitFor({ state: 'detached' })

    await row.getByRole('link').click()
    await page.getByRole('heading', { name: echo.id }).waitFor()
  })

  test('show the days of a month on a calendar, and slots on the day on which they were', async () => {
    const { id, name } = await make({ cron_expression: '0 12 * * *', timezone: 'UTC' })
    await console.admin.call('POST', `/api/v1/schedules/${id}/run`)
    const page = await console.open('/console/schedules', console.admin, { timezoneId: 'UTC' })
    await page.getByRole('link', { name: 'Calendar' }).click()
    await page.getByRole('button', { name: 'Next month' }).click()
    await page.getByRole('link', { name }).first().waitFor()
    assert.match(page.url(), /view=calendar&month=\d{4}-\d{2}/)
    await checkAccessible(page)
    await page.getByRole('link', { name }).first().click()
    await page.getByRole('heading', { name }).waitFor()
    await page.getByRole('link', { name: 'Calendar' }).click()
    await page.locator('[aria-current="date"]').getByText('started').waitFor()
    await checkAccessible(page)
  })

  test('are changed and deleted after their name is typed', async () => {
    const { id, name } = await make()
    const page = await console.open(`/console/schedules/${id}/settings`, console.admin)
    await page.getByRole('button', { name: 'Mondays' }).click()
    await page.getByText('At 09:00, only on Monday').waitFor()
    await page.getByLabel('The run before it still goes on').selectOption('QUEUE')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The schedule is saved').waitFor()
    const saved = await console.admin.call('GET', `/api/v1/schedules/${id}`)
    assert.deepEqual([saved.cron_expression, saved.overlap_policy], ['0 9 * * 1', 'queue'])
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByLabel(`Type ${name} to go on`).fill(name)
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the schedule' }).click()
    await page.getByRole('heading', { name: 'Schedules' }).waitFor()
    assert.equal((await console.admin.request('GET', `/api/v1/schedules/${id}`)).status, 404)
  })

  test('of others are not seen by a plain user, who is told what they lack', async () => {
    const { id } = await make()
    const user = await console.userWith(['sinas.schedules.read:own'])
    const page = await console.open('/console/schedules', user)
    await page.getByText('No schedule yet').waitFor()
    await page.getByText('sinas.schedules.create:own').waitFor()
    await checkAccessible(page)
    const other = await console.open(`/console/schedules/${id}`, user)
    await other.getByRole('alert').waitFor()
    console.faults()
  })
})
