import { makeFunction } from '../../../testing/console.testing.ts'
import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  const put = async (name: string, description: string, visibility = 'shared') =>
    (await admin.call('POST', '/api/v1/secrets', { name, description, visibility, value: crypto.randomUUID() })).id as string
  await put('SLACK_WEBHOOK', 'Where the on-call people are told')
  await put('DATABASE_URL', 'The reporting database, read-only')
  await put('MAIL_PASSWORD', 'My own mailbox', 'private')
  const id = await put('STRIPE_KEY', 'Charges customers of the shop')
  await put('STRIPE_KEY', 'Charges customers of the shop')
  const code = 'def handler(input, context):\n    print(context["secrets"]["STRIPE_KEY"])\n    return {}\n'
  const charge = await makeFunction(admin, code, { secrets: ['STRIPE_KEY'] })
  for (let n = 0; n < 3; n++) await charge.run({})
  return [
    { name: 'secrets', path: '/console/secrets' },
    { name: 'secret', path: `/console/secrets/${id}` },
    { name: 'secret-new', path: '/console/secrets/new' },
  ]
}
