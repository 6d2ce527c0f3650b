import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  const group = async (name: string, description: string, permissions: string[]) => {
    const { id } = await admin.call('POST', '/api/v1/groups', { name, description })
    for (const permission_key of permissions)
      await admin.call('POST', `/api/v1/groups/${name}/permissions`, { permission_key, permission_value: true })
    return id as string
  }
  const support = await group('Support', 'Answers customers', [
    'sinas.agents.chat:group',
    'sinas.chats.read:group',
    'sinas.functions/shop.execute:all',
    'sinas.executions.read:all',
    'sinas.states.read:group',
    'sinas.executions.read:own',
  ])
  await group('Engineering', 'Writes functions and agents', ['sinas.functions.*:all', 'sinas.agents.*:all', 'sinas.logs.read:all'])
  const people = ['ada', 'grace', 'alan', 'barbara', 'edsger', 'donald'].map((name) => `${name}@example.com`)
  const ids: string[] = []
  for (const email of people) ids.push((await admin.call('POST', '/api/v1/users', { email })).id)
  for (const [index, user_id] of ids.entries())
    await admin.call('POST', `/api/v1/groups/${index % 2 ? 'Engineering' : 'Support'}/members`, { user_id })
  await admin.call('POST', '/api/v1/groups/Users/members', { user_id: ids[0] })
  await admin.call('PATCH', `/api/v1/users/${ids[5]}`, { is_active: false })
  const check = (permission: string) => `/console/people/check?user=${ids[0]}&permission=${encodeURIComponent(permission)}`
  return [
    { name: 'people', path: '/console/people' },
    { name: 'people-invite', path: '/console/people/users/new' },
    { name: 'people-user', path: `/console/people/users/${ids[0]}` },
    { name: 'people-groups', path: '/console/people/groups' },
    { name: 'people-group', path: `/console/people/groups/${support}` },
    { name: 'people-rights', path: '/console/people/rights' },
    { name: 'people-may', path: check('sinas.functions/shop/price_order.execute:all') },
    { name: 'people-may-not', path: check('sinas.functions/reports/weekly.execute:all') },
  ]
}
