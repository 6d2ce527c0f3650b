// A list of 10,000 rows that is read by pages while others insert and delete: what was there throughout comes exactly once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { ADMIN, startTestGateway, type TestGateway } from './gateway.testing.ts'

let platform: TestGateway
let database: pg.Pool
let token: string
const ROWS = 10_000
const PAGE = 197

before(async () => {
  platform = await startTestGateway()
  database = new pg.Pool({ connectionString: platform.gateway.process.platform.databaseUrl, max: 2 })
  token = (await platform.login(ADMIN)).access_token
})
after(async () => {
  await database.end()
  await platform.close()
})

/** Executions of a function that was deleted since. Those of a statement are ordered within a second, and many at the same instant. */
async function add(name: string, count: number): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `insert into functions.executions (id, user_id, function_id, function_namespace, function_name, version, trigger_type, trigger_id, status,
       input_data, timeout, attempts, created_at, started_at)
     select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'pages', $1, 1, 'API', 'test', 'PENDING', '{}', 9, 1,
       date_trunc('milliseconds', now()) - (n % 500) * interval '1 microsecond', now()
     from generate_series(1, $2) as n returning id`,
    [name, count],
  )
  return rows.map(({ id }) => id)
}

/** Others begin, end and go, new ones come, and those that stay begin to run, while `read` reads. */
async function whileOthersChange(stable: string[], leaving: string[], read: () => Promise<string[]>): Promise<string[]> {
  let isReading = true
  const change = async () => {
    for (let i = 0; isReading; i++) {
      await add('coming', 5)
      await database.query('delete from functions.executions where id = any($1)', [leaving.splice(0, 20)])
      await database.query(`update functions.executions set status = 'RUNNING', started_at = now() where id = any($1)`, [
        stable.slice((i * 50) % stable.length, ((i * 50) % stable.length) + 50),
      ])
    }
  }
  const changing = change()
  try {
    return await read()
  } finally {
    isReading = false
    await changing
  }
}

async function overGraphql(): Promise<string[]> {
  const query = `query ($after: String) { executions(first: ${PAGE}, after: $after, filter: { functionNamespace: "pages" }) {
    nodes { id } pageInfo { hasNextPage endCursor }
  } }`
  const seen: string[] = []
  for (let cursor: string | undefined, more = true; more; ) {
    const { data, errors } = await platform.graphql(query, { after: cursor }, token)
    assert.equal(errors, undefined, JSON.stringify(errors))
    seen.push(...data.executions.nodes.map(({ id }: { id: string }) => id))
    ;({ hasNextPage: more, endCursor: cursor } = data.executions.pageInfo)
  }
  return seen
}

async function overRest(): Promise<string[]> {
  const seen: string[] = []
  for (let cursor: string | null = '', first = true; first || cursor; first = false) {
    const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const path = `/api/v1/executions?function_namespace=pages&limit=${PAGE}${after}`
    const { status, body, headers } = await platform.request('GET', path, { token })
    assert.equal(status, 200, JSON.stringify(body))
    seen.push(...body.map(({ id }: { id: string }) => id))
    cursor = headers.get('x-next-cursor')
  }
  return seen
}

for (const [door, read] of Object.entries({ GraphQL: overGraphql, REST: overRest })) {
  test(`over ${door} each execution that was there throughout comes exactly once`, async () => {
    const leaving = await add('leaving', 3_000)
    const stable = await add('staying', ROWS)
    leaving.push(...(await add('leaving', 3_000)))
    const seen = await whileOthersChange(stable, leaving.toReversed(), read)
    const times = new Map(stable.map((id) => [id, 0]))
    for (const id of seen) if (times.has(id)) times.set(id, times.get(id)! + 1)
    assert.deepEqual(
      [...times].filter(([, count]) => count !== 1),
      [],
    )
    assert.equal(new Set(seen).size, seen.length)
    await database.query(`delete from functions.executions where function_namespace = 'pages'`)
  })
}
