import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { logInBrowser } from '../../../../gateway/browser.testing.ts'
import { unique } from '../../../../gateway/chats.testing.ts'
import { checkAccessible } from '../../../testing/accessible.testing.ts'
import { skip, startConsole, type TestConsole } from '../../../testing/console.testing.ts'

describe('people', { skip }, () => {
  let console: TestConsole
  before(async () => {
    console = await startConsole()
  })
  after(() => console[Symbol.asyncDispose]())
  afterEach(() => assert.deepEqual(console.faults(), []))

  const newGroup = async (permissions: readonly string[] = []) => {
    const name = unique('team')
    const { id } = await console.admin.call('POST', '/api/v1/groups', { name, description: 'A team' })
    for (const permission_key of permissions)
      await console.admin.call('POST', `/api/v1/groups/${name}/permissions`, { permission_key, permission_value: true })
    return { id: id as string, name }
  }
  const newUser = async () => {
    const email = `${unique('user')}@example.com`
    const { id } = await console.admin.call('POST', '/api/v1/users', { email })
    return { id: id as string, email }
  }

  test('are invited into a group, given a right there, and seen to have it', async () => {
    const group = await newGroup()
    const email = `${unique('ada')}@example.com`
    const page = await console.open('/console/people', console.admin)
    await page.getByRole('link', { name: 'Invite a user' }).click()
    await page.getByRole('heading', { name: 'Invite a user' }).waitFor()
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Group').selectOption({ label: group.name })
    await page.reload()
    await page.getByRole('heading', { name: 'Invite a user' }).waitFor()
    assert.equal(await page.getByLabel('E-mail address').inputValue(), email, 'the draft survives a reload')
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Invite' }).click()
    await page.getByRole('heading', { name: email, exact: true }).waitFor()

    await page.getByRole('list', { name: 'Groups' }).getByRole('link', { name: group.name }).click()
    await page.getByRole('list', { name: 'Members' }).getByRole('link', { name: email }).waitFor()
    await page.getByLabel('What', { exact: true }).selectOption('functions')
    await page.getByLabel('Action').selectOption('execute')
    await page.getByText('Run functions: their own').waitFor()
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Grant it' }).click()
    await page.getByRole('list', { name: 'What it grants' }).getByText('sinas.functions.execute:own').waitFor()

    await page.getByRole('list', { name: 'Members' }).getByRole('link', { name: email }).click()
    const rights = page.getByRole('list', { name: 'What they may do' })
    await rights.getByRole('listitem').filter({ hasText: 'sinas.functions.execute:own' }).getByRole('link', { name: group.name }).waitFor()
    await checkAccessible(page)

    // What they themselves are told.
    const theirs = await console.open('/console/login')
    await logInBrowser(theirs, console.platform.gateway, email)
    await theirs.goto(`${console.url}/console/account`)
    await theirs.getByRole('list', { name: 'What you may do' }).getByText('sinas.functions.execute:own').waitFor()
    await checkAccessible(theirs)
  })

  test('may or may not, and it is said why', async () => {
    const group = await newGroup(['sinas.functions/billing.execute:own', 'sinas.states.read:own'])
    const other = await newGroup(['sinas.functions.execute:all'])
    const user = await newUser()
    await console.admin.call('POST', `/api/v1/groups/${group.name}/members`, { user_id: user.id })
    const at = (permission: string) => `/console/people/check?user=${user.id}&permission=${encodeURIComponent(permission)}`

    const page = await console.open(at('sinas.functions/billing/charge.execute:own'), console.admin)
    await page.getByRole('heading', { name: 'Yes, they may' }).waitFor()
    await page.getByRole('list', { name: 'Granted by' }).getByText('sinas.functions/billing.execute:own').waitFor()
    await checkAccessible(page)

    await page.getByLabel('Namespace or namespace/name').fill('shop')
    await page.getByRole('heading', { name: 'No, they may not' }).waitFor()
    const near = page.getByRole('list', { name: 'Comes near, and does not do' })
    await near.getByText('is for another namespace or name').waitFor()
    await page.getByRole('list', { name: 'Groups that grant it' }).getByRole('link', { name: other.name }).waitFor()
    await checkAccessible(page)

    await page.goto(`${console.url}${at('sinas.states.read:all')}`)
    await near.getByText('reaches less far').waitFor()
    const { result } = await console.admin.call('POST', '/api/v1/auth/check-permissions', {
      permissions: ['sinas.states.read:all'],
      logic: 'AND',
    })
    assert.equal(result, true, 'the asker is an administrator: the answer was about the other user')
  })

  test('are switched off and on again, put into groups and taken out, and deleted after a question', async () => {
    const user = await newUser()
    const group = await newGroup(['sinas.states.read:own'])
    const page = await console.open(`/console/people/users/${user.id}`, console.admin)
    await page.getByRole('button', { name: 'Switch off' }).click()
    await page.getByText('They can’t log in, and their tokens').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Switch off' }).waitFor()

    await page.getByLabel('Add to a group').fill(group.name)
    await page.getByRole('option', { name: group.name }).click()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const groups = page.getByRole('list', { name: 'Groups' })
    await groups.getByRole('link', { name: group.name }).waitFor()
    await page.getByText('sinas.states.read:own').waitFor()
    await page.getByRole('button', { name: `Take out of ${group.name}` }).click()
    await groups.getByRole('link', { name: group.name }).waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Delete the user' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(user.email)
    await checkAccessible(page)
    await dialog.getByRole('button', { name: 'Delete the user' }).click()
    await page.getByRole('heading', { name: 'People' }).waitFor()
    assert.equal((await console.admin.request('GET', `/api/v1/users/${user.id}`)).status, 404)
  })

  test('are found by the address, and what groups grant is seen at a look', async () => {
    const user = await newUser()
    await newGroup(['sinas.functions/billing.execute:own', 'sinas.webhooks.*:group'])
    const page = await console.open(`/console/people?search=${encodeURIComponent(user.email)}`, console.admin)
    const rows = page.getByRole('table', { name: 'Users' }).getByRole('row')
    await rows.filter({ hasText: user.email }).waitFor()
    assert.equal(await rows.count(), 2, 'the head, and the user')
    await checkAccessible(page)
    await page.getByRole('navigation', { name: 'Parts of People' }).getByRole('link', { name: 'Rights' }).click()
    const row = page.getByRole('row', { name: /^manage_members|^manage members/ })
    await row.getByRole('link', { name: 'All' }).waitFor()
    await page.getByRole('link', { name: 'some names' }).first().waitFor()
    await checkAccessible(page)
  })

  test('make groups, whose rights are switched and taken away with a way back', async () => {
    const name = unique('crew')
    const page = await console.open('/console/people/groups', console.admin)
    await page.getByRole('table', { name: 'Groups' }).waitFor()
    await checkAccessible(page)
    await page.getByRole('link', { name: 'New group' }).click()
    await page.getByLabel('Name', { exact: true }).fill(name)
    await checkAccessible(page)
    await page.getByRole('button', { name: 'Make the group' }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
    await page.getByLabel('As it is written').fill('sinas.functoins.read:own')
    await page.getByRole('button', { name: 'Grant it' }).click()
    await page.getByRole('alert').filter({ hasText: 'Did you mean' }).waitFor()
    console.faults()
    await page.getByLabel('As it is written').fill('sinas.logs.read:all')
    await page.getByRole('button', { name: 'Grant it' }).click()
    const grants = page.getByRole('list', { name: 'What it grants' })
    await grants.getByText('sinas.logs.read:all').waitFor()
    await page.getByRole('button', { name: 'Take sinas.logs.read:all away' }).click()
    await grants.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await grants.getByText('sinas.logs.read:all').waitFor()
    await page.getByRole('switch', { name: 'Grant sinas.logs.read:all' }).click()
    await page.waitForFunction(() => !(document.querySelector('[role=switch]') as HTMLInputElement).checked)
    const { permissions } = await console.admin.call('GET', `/api/v1/groups/${name}/permissions`).then((list) => ({ permissions: list }))
    assert.equal(JSON.stringify(permissions).includes('"permission_value":false'), true)
  })

  test('are not shown to a plain user, who is told which right it takes', async () => {
    const user = await console.userWith([])
    const page = await console.open('/console/people', user)
    await page.getByRole('heading', { name: 'You may not see this' }).waitFor()
    await page.getByText('sinas.users.read:all').waitFor()
    assert.equal(await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'People' }).count(), 0)
    await checkAccessible(page)
    console.faults()
  })
})
