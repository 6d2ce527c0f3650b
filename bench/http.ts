// The door: what a request costs on its way in and out, beside bare node:http and beside what one would write by hand.
import { load, type Measurement, print, round } from './load.ts'
import { type BenchPlatform, SECRET_KEY, startServer } from './platform.ts'

const READ = 'REST read: GET /api/v1/users/{id}'
const YARDSTICK_LIST = 'yardstick: the same 20 rows'
const LIST = 'REST list: GET /api/v1/functions, 20 rows'
const OVER_TWO = 'POST /graphql: 20 functions with their owners'
/** What a client of REST sends for the same rows, one request after the other. */
const BY_REST = 'the same rows by REST: the list, then the user'

/** The hand-written route that ours are compared with. */
const YARDSTICK = 'yardstick: node:http + jose + pg'

export async function benchHttp(platform: BenchPlatform, seconds: number): Promise<void> {
  const { url, token, userId } = platform
  const bare = await startServer('bare.ts')
  const yardstick = await startServer('yardstick.ts', [platform.databaseUrl, SECRET_KEY])
  const subgraph = await startServer('subgraph.ts', [platform.databaseUrl, SECRET_KEY])
  const headers = { authorization: `Bearer ${token}` }
  const query = JSON.stringify({ query: `{ user(by: {id: "${userId}"}) { id email lastLoginAt createdAt groups { nodes { name } } } }` })
  const overTwo = JSON.stringify({ query: '{ functions(first: 20) { nodes { id namespace name description owner { id email } } } }' })
  for (let i = 0; i < 20; i++)
    await platform.call('POST', '/api/v1/functions', { name: `bench_${i}`, code: 'def handler(input, context):\n    return 1\n' })
  const states = `${url}/states`
  let key = 0
  await platform.call('POST', '/states', { namespace: 'bench', key: 'read', value: { n: 1 } })

  const rows: Measurement[] = []
  for (const connections of [1, 16]) {
    const common = { connections, seconds }
    rows.push(await load({ ...common, name: 'bare node:http', url: bare.url }))
    rows.push(await load({ ...common, name: YARDSTICK, url: `${yardstick.url}/api/v1/users/${userId}`, headers }))
    rows.push(await load({ ...common, name: READ, url: `${url}/api/v1/users/${userId}`, headers }))
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
    rows.push(await load({ ...common, name: YARDSTICK_LIST, url: `${yardstick.url}/api/v1/functions`, headers }))
    rows.push(await load({ ...common, name: LIST, url: `${url}/api/v1/functions?limit=20`, headers }))
    rows.push(await load({ ...common, name: OVER_TWO, url: `${url}/graphql`, headers, method: 'POST', body: overTwo }))
    rows.push(await load({ ...common, name: 'a subgraph alone, over HTTP', url: subgraph.url, method: 'POST', body: query }))
  }
  for (const server of [bare, yardstick, subgraph]) server.stop()
  for (const connections of [1, 16]) {
    const own = rows.filter((row) => row.connections === connections)
    print(`The door, ${connections} in flight`, own, YARDSTICK)
    const named = (name: string) => own.find((row) => row.name === name)!
    print(`Two subgraphs, ${connections} in flight`, [oneAfterOther(named(LIST), named(READ)), named(OVER_TWO)], BY_REST, 'of REST')
  }
}

function oneAfterOther(first: Measurement, second: Measurement): Measurement {
  return {
    name: BY_REST,
    connections: first.connections,
    perSecond: Math.round(1 / (1 / first.perSecond + 1 / second.perSecond)),
    p50: round(first.p50 + second.p50),
    p99: round(first.p99 + second.p99),
    errors: first.errors + second.errors,
    cpuMs: round(first.cpuMs! + second.cpuMs!),
  }
}
