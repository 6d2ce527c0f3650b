import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin, url }) => {
  const make = (path: string, more: object) =>
    admin.call('POST', '/api/v1/webhooks', { path, function_namespace: 'shop', function_name: 'price_order', ...more })
  const send = (path: string, body: object) =>
    fetch(`${url}/webhooks/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const { id } = await make('shop/orders', { requires_auth: false, description: 'Orders of the shop' })
  await make('billing/stripe', { requires_auth: false, signature: { scheme: 'stripe', secret: 'a secret of stripe' } })
  const signed = await make('repository/pushed', {
    requires_auth: false,
    signature: { scheme: 'standard_webhooks', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  })
  await make('internal/reindex', { response_mode: 'async', is_active: false })
  await send('repository/pushed', {})
  for (const name of ['lamp', 'desk', 'chair']) await send('shop/orders', { customer: 'Ada', items: [{ name, price: 40, count: 2 }] })
  for (const customer of ['Grace', 'Alan']) await send('shop/orders', { customer, items: [] })
  await send('shop/orders', { customer: 'Edsger', items: [{ name: 'lamp', price: 39.5, count: 1 }] })
  const deliveries = await admin.call('GET', `/api/v1/webhooks/${id}/deliveries`)
  const of = (status: string) => deliveries.find((each: { status: string }) => each.status.toLowerCase() === status).id as string
  return [
    { name: 'webhooks', path: '/console/webhooks' },
    { name: 'webhook', path: `/console/webhooks/${id}` },
    {
      name: 'webhook-chosen',
      path: `/console/webhooks/${id}`,
      act: (page) => page.getByRole('button', { name: 'Choose those that failed' }).click(),
    },
    { name: 'webhook-delivery', path: `/console/webhooks/${id}/deliveries/${of('succeeded')}` },
    { name: 'webhook-failed', path: `/console/webhooks/${id}/deliveries/${of('failed')}` },
    {
      name: 'webhook-test',
      path: `/console/webhooks/${id}/test`,
      act: (page) => page.getByRole('button', { name: 'Send', exact: true }).click(),
    },
    { name: 'webhook-sender', path: `/console/webhooks/${signed.id}/sender` },
    { name: 'webhook-settings', path: `/console/webhooks/${signed.id}/settings` },
    {
      name: 'webhook-new',
      path: '/console/webhooks/new',
      act: (page) => page.getByLabel('Signature').selectOption('CUSTOM'),
    },
  ]
}
