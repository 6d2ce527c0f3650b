import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { unique } from '../../../../gateway/chats.testing.ts'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('the states', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  const make = async (namespace: string, key: string, value: unknown, more: object = {}) =>
    (await console.admin.call('POST', '/states', { namespace, key, value, ...more })).id as string

  const put = (namespace: string, key: string, value: unknown) =>
    console.admin.call('PUT', `/states/${encodeURIComponent(namespace)}/${key}`, { value })

  const type = async (page: Page, text: string) => {
    const editor = page.getByRole('textbox', { name: 'Value' })
    await editor.click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(text)
  }

  test('are made, changed and deleted; what is no JSON is told at the value', async () => {
    const namespace = unique('shop')
    const page = await console.open('/console/states', console.admin)
    await page.getByText('No state yet').waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'New state' }).click()
    await page.getByLabel('Namespace', { exact: true }).fill(`${namespace}/settings`)
    await page.getByLabel('Key', { exact: true }).fill('prices')
    await type(page, '{"lamp": ')
    await page.getByRole('button', { name: 'Create the state' }).click()
    await page.getByText('It is not valid JSON').waitFor()
    await checkAccessible(page)
    await type(page, '{"lamp": 39.5}')
    await page.getByRole('button', { name: 'Create the state' }).click()
    await page.getByRole('heading', { name: 'prices' }).waitFor()
    await page.getByRole('link', { name: 'settings 1' }).waitFor()
    await checkAccessible(page)

    await type(page, '{"lamp": 42}')
    await page.keyboard.press('ControlOrMeta+Enter')
    await page.getByText('The state is saved').waitFor()
    const saved = await console.admin.call('GET', `/states/${encodeURIComponent(`${namespace}/settings`)}/prices`)
    assert.deepEqual([saved.value, saved.version], [{ lamp: 42 }, 2])
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete the state' }).click()
    await page.getByText('The state is deleted').waitFor()
    await page.getByRole('link', { name: 'settings 1' }).waitFor({ state: 'detached' })
  })

  test('change before one’s eyes, in the list and in the editor; what one has typed is not lost by it', async () => {
    const namespace = unique('live')
    const id = await make(namespace, 'counter', { count: 1 })
    const list = await console.open(`/console/states?namespace=${namespace}`, console.admin)
    await list.getByText('Live', { exact: true }).waitFor()
    await make(namespace, 'second', 2)
    await list.getByRole('link', { name: 'State second' }).waitFor()
    await checkAccessible(list)

    const page = await console.open(`/console/states/${id}`, console.admin)
    await page.getByText('Live', { exact: true }).waitFor()
    await put(namespace, 'counter', { count: 7 })
    await page.getByText('"count": 7').waitFor()
    await type(page, '{"count": 100}')
    await put(namespace, 'counter', { count: 8 })
    await page.getByText('version 3 is there now').waitFor()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Go on with mine' }).click()
    await page.getByText('"count": 100').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The state is saved').waitFor()
    const saved = await console.admin.call('GET', `/states/${namespace}/counter`)
    assert.deepEqual([saved.value, saved.version], [{ count: 100 }, 4])
  })

  test('are found by a search and shown to a plain user as far as they may read them', async () => {
    const namespace = unique('open')
    await make(namespace, 'news', { text: 'hello' }, { visibility: 'public', description: 'What is new' })
    const hidden = await make(namespace, 'hidden', 1)
    const user = await console.userWith(['sinas.states.read:own', 'sinas.states.create:own'])
    const page = await console.open('/console/states?search=what+is', user)
    await page.getByRole('link', { name: 'State news' }).click()
    await page.getByText('You may read it').waitFor()
    await page.getByText('"hello"').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Save' }).count(), 0)
    await checkAccessible(page)
    const other = await console.open(`/console/states/${hidden}`, user)
    await other.getByRole('alert').waitFor()
    console.faults()
  })
})
