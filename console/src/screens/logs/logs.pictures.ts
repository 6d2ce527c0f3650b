import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  for (let i = 0; i < 40; i++) await admin.request('GET', `/api/v1/${['functions', 'executions', 'users', 'agents', 'nothing'][i % 5]}`)
  const { headers } = await admin.request('POST', '/api/v1/functions', { namespace: 'shop', name: 'price_order', code: 'def handler(:' })
  await new Promise((resolve) => setTimeout(resolve, 3000))
  return [
    { name: 'logs', path: '/console/logs?range=1h' },
    { name: 'logs-failed', path: '/console/logs?status=failed' },
    { name: 'logs-span', path: `/console/logs?from=${Math.floor(Date.now() / 1000) - 120}&to=${Math.floor(Date.now() / 1000)}` },
    { name: 'logs-none', path: '/console/logs?path=nowhere-at-all' },
    { name: 'logs-request', path: `/console/logs/${headers.get('x-request-id')}` },
  ]
}
