import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin, platform }) => {
  await admin.call('POST', '/api/v1/functions', {
    namespace: 'shop',
    name: 'refund',
    code: 'def handler(input, context):\n    return {}\n',
    requires_approval: true,
  })
  await admin.call('POST', '/api/v1/agents', { namespace: 'shop', name: 'cashier', enabled_functions: ['shop/refund'] })
  const { id } = await admin.call('POST', '/agents/shop/cashier/chats', { title: 'Alan wants his money back' })
  platform.model.script({ calls: [{ id: 'r1', name: 'shop__refund', arguments: ['{"order": 1187, "amount": 240, "currency": "EUR"}'] }] })
  await admin.request('POST', `/chats/${id}/messages`, { content: 'Give Alan his money back.' })
  return [
    { name: 'inbox', path: '/console/inbox' },
    {
      name: 'inbox-question',
      path: '/console/inbox',
      act: (page) => page.keyboard.press('j'),
    },
  ]
}
