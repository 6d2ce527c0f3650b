import { makeFunction } from '../../../testing/console.testing.ts'
import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  const slow = await makeFunction(admin, 'import time\ndef handler(input, context):\n    time.sleep(600)\n', { timeout: 900 })
  for (let n = 0; n < 3; n++) await slow.start()
  const path = `/functions/${slow.id}/execute/async`
  for (const delay_seconds of [60, 3600]) await admin.call('POST', path, { input: {}, delay_seconds })
  return [{ name: 'queue', path: '/console/queue' }]
}
