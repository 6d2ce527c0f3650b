import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  const make = (name: string, permissions: string[], expires_at?: string) =>
    admin.call('POST', '/api/v1/auth/api-keys', {
      name,
      permissions: Object.fromEntries(permissions.map((key) => [key, true])),
      ...(expires_at && { expires_at }),
    })
  const soon = new Date(Date.now() + 30 * 86_400_000).toISOString()
  const { id } = await make(
    'deploys',
    ['sinas.functions.create:own', 'sinas.functions.update:own', 'sinas.functions/shop.execute:own'],
    soon,
  )
  await make('dashboard', ['sinas.executions.read:all', 'sinas.logs.read:all'])
  return [
    { name: 'keys', path: '/console/keys?owner=all' },
    { name: 'key', path: `/console/keys/${id}` },
    {
      name: 'key-new',
      path: '/console/keys/new',
      act: (page) => page.getByRole('radio', { name: /Call functions/ }).check(),
    },
    {
      name: 'key-shown',
      path: '/console/keys/new',
      async act(page) {
        await page.getByLabel('Name', { exact: true }).fill('ci')
        await page.getByRole('radio', { name: /Call functions/ }).check()
        await page.getByRole('button', { name: 'Make the key' }).click()
      },
    },
  ]
}
