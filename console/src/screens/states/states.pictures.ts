import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  const make = async (namespace: string, key: string, value: unknown, more: object = {}) =>
    (await admin.call('POST', '/states', { namespace, key, value, ...more })).id as string
  const prices = { currency: 'EUR', vat: 0.21, discounts: [{ from: 100, percent: 5 }], shipping: { free_from: 250, express: 12.5 } }
  const id = await make('shop/settings', 'prices', prices, { description: 'What price_order reckons with', tags: ['shop', 'prices'] })
  await make('shop/settings', 'opening-hours', { monday: '9-18' }, { visibility: 'public' })
  for (const customer of ['ada', 'grace', 'alan', 'edsger']) await make('shop/carts', customer, { items: 2 })
  await make('agents/memory', 'preferences', { tone: 'calm' }, { encrypted: true })
  await make('sync', 'cursor', 20_481, { expires_at: new Date(Date.now() + 86_400_000).toISOString() })
  return [
    { name: 'states', path: '/console/states' },
    { name: 'states-namespace', path: '/console/states?namespace=shop%2Fcarts' },
    { name: 'state', path: `/console/states/${id}` },
    { name: 'state-new', path: '/console/states/new?namespace=shop%2Fcarts' },
  ]
}
