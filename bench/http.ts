// The door: what a request costs on its way in and out, beside bare node:http and beside what one would write by hand.
import { load, type Measurement, print } from './load.ts'
import { type BenchPlatform, SECRET_KEY, startServer } from './platform.ts'

/** The hand-written route that ours are compared with. */
const YARDSTICK = 'yardstick: node:http + jose + pg'

export async function benchHttp(platform: BenchPlatform, seconds: number): Promise<void> {
  const { url, token, userId } = platform
  const bare = await startServer('bare.ts')
  const yardstick = await startServer('yardstick.ts', [platform.databaseUrl, SECRET_KEY])
  const subgraph = await startServer('subgraph.ts', [platform.databaseUrl, SECRET_KEY])
  const headers = { authorization: `Bearer ${token}` }
  const query = JSON.stringify({ query: `{ user(by: {id: "${userId}"}) { id email lastLoginAt createdAt groups { nodes { name } } } }` })
  const states = `${url}/states`
  let key = 0
  await platform.call('POST', '/states', { namespace: 'bench', key: 'read', value: { n: 1 } })

  const rows: Measurement[] = []
  for (const connections of [1, 16]) {
    const common = { connections, seconds }
    rows.push(await load({ ...common, name: 'bare node:http', url: bare.url }))
    rows.push(await load({ ...common, name: YARDSTICK, url: `${yardstick.url}/api/v1/users/${userId}`, headers }))
    rows.push(await load({ ...common, name: 'REST read: GET /api/v1/users/{id}', url: `${url}/api/v1/users/${userId}`, headers }))
    rows.push(await load({ ...common, name: 'REST read: GET /states/{ns}/{key}', url: `${states}/bench/read`, headers }))
    rows.push(
      await load({
        ...common,
        name: 'REST write: POST /states',
        url: states,
        headers,
        method: 'POST',
        bodyOf: () => JSON.stringify({ namespace: 'bench', key: `k${key++}`, value: { n: 1 } }),
      }),
    )
    rows.push(await load({ ...common, name: 'gateway: POST /graphql', url: `${url}/graphql`, headers, method: 'POST', body: query }))
    rows.push(await load({ ...common, name: 'a subgraph alone, over HTTP', url: subgraph.url, method: 'POST', body: query }))
  }
  for (const server of [bare, yardstick, subgraph]) server.stop()
  for (const connections of [1, 16])
    print(
      `The door, ${connections} in flight`,
      rows.filter((row) => row.connections === connections),
      YARDSTICK,
    )
}
