// A webhook's way to Python and back, beside the call of its function alone.
import { load, type Measurement, print } from './load.ts'
import type { BenchPlatform } from './platform.ts'

const CODE = 'def handler(input, context):\n    return {"n": input.get("n")}\n'

export async function benchWebhooks({ url, token, call }: BenchPlatform, seconds: number): Promise<void> {
  await call('POST', '/api/v1/functions', { name: 'bench_webhook', code: CODE })
  const webhook = (path: string, over: object) => call('POST', '/api/v1/webhooks', { path, function_name: 'bench_webhook', ...over })
  await webhook('bench-sync', { requires_auth: false })
  await webhook('bench-login', { requires_auth: true })
  await webhook('bench-async', { requires_auth: false, response_mode: 'async' })

  const rows: Measurement[] = []
  const headers = { authorization: `Bearer ${token}` }
  const common = { method: 'POST', body: '{"n": 1}', seconds } as const
  for (const connections of [1, 16, 64]) {
    const execute = `${url}/functions/default/bench_webhook/execute`
    rows.push(await load({ ...common, connections, name: 'function alone', url: execute, headers, body: '{"input": {"n": 1}}' }))
    rows.push(await load({ ...common, connections, name: 'webhook, public', url: `${url}/webhooks/bench-sync` }))
    rows.push(await load({ ...common, connections, name: 'webhook, logged in', url: `${url}/webhooks/bench-login`, headers }))
    rows.push(await load({ ...common, connections, name: 'webhook, async', url: `${url}/webhooks/bench-async` }))
  }
  print('Webhook -> Python -> answer', rows)
}
