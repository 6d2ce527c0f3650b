// The key-value store: one value read and written again and again, and a value of its own for each write.
import { load, type Measurement, print } from './load.ts'
import type { BenchPlatform } from './platform.ts'

export async function benchStates({ url, token, userId, call }: BenchPlatform, seconds: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const state = `${url}/states/bench/state`
  const body = JSON.stringify({ value: { n: 1 } })
  await call('POST', '/states', { namespace: 'bench', key: 'state', value: { n: 0 } })
  let key = 0
  const bodyOf = () => JSON.stringify({ namespace: 'bench', key: `state-${key++}`, value: { n: 1 } })

  const rows: Measurement[] = []
  for (const connections of [1, 16]) {
    const common = { connections, seconds, headers }
    rows.push(await load({ ...common, name: 'another REST read: GET /api/v1/users/{id}', url: `${url}/api/v1/users/${userId}` }))
    rows.push(await load({ ...common, name: 'read: GET /states/{ns}/{key}', url: state }))
    rows.push(await load({ ...common, name: 'write of one: PUT /states/{ns}/{key}', url: state, method: 'PUT', body }))
    rows.push(await load({ ...common, name: 'new ones: POST /states', url: `${url}/states`, method: 'POST', bodyOf }))
  }
  print('States', rows)
}
