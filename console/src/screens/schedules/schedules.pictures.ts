import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  const make = (name: string, cron_expression: string, more: object = {}) =>
    admin.call('POST', '/api/v1/schedules', {
      name,
      cron_expression,
      schedule_type: 'function',
      target_namespace: 'shop',
      target_name: 'price_order',
      input_data: { customer: 'Ada', items: [{ name: 'lamp', price: 39.5, count: 1 }] },
      ...more,
    })
  const { id } = await make('price the open orders', '30 9 * * 1-5', { timezone: 'America/New_York', description: 'Before the shop opens' })
  await make('monthly invoice', '0 6 1 * *', { timezone: 'Europe/Amsterdam' })
  await make('catalogue', '*/10 * * * *', { is_active: false })
  const failing = await make('stock', '15 7 * * 1', { target_namespace: 'reports', target_name: 'weekly' })
  for (let run = 0; run < 3; run += 1) await admin.call('POST', `/api/v1/schedules/${id}/run`)
  await admin.call('POST', `/api/v1/schedules/${failing.id}/run`)
  return [
    { name: 'schedules', path: '/console/schedules' },
    { name: 'schedules-calendar', path: '/console/schedules?view=calendar' },
    { name: 'schedule', path: `/console/schedules/${id}` },
    { name: 'schedule-calendar', path: `/console/schedules/${id}/calendar` },
    { name: 'schedule-settings', path: `/console/schedules/${id}/settings` },
    { name: 'schedule-new', path: '/console/schedules/new' },
  ]
}
