// The tables, as they were and as they are: what is the victim's, and who there is. Every difference must be explained by something that the
// victim did, or by a grant that an attacker holds.
import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { OPS } from './estate.ts'
import { type Change, type Explanation, explanations, type Row } from './explanations.ts'
import type { World } from './world.ts'

interface Table {
  name: string
  /** Which of its rows are kept an eye on; `$1`: ids of users who are no attackers. */
  where: string
  /** Columns that change by being used, or by themselves. */
  ignored: string[]
  explain?: Explanation
}

const OWNED = 'user_id = any($1)'
const TIMES = ['updated_at', 'created_at']

const TABLES: Table[] = [
  { name: 'identity.users', where: 'true', ignored: ['last_login_at'] },
  { name: 'identity.groups', where: 'true', ignored: [] },
  { name: 'identity.group_permissions', where: 'true', ignored: [], explain: explanations.grant },
  { name: 'identity.members', where: 'true', ignored: [] },
  { name: 'identity.api_keys', where: OWNED, ignored: ['last_used_at'] },
  { name: 'identity.refresh_tokens', where: OWNED, ignored: ['last_used_at'] },
  { name: 'functions.functions', where: OWNED, ignored: TIMES, explain: explanations.function },
  // Without an owner: for all users.
  { name: 'functions.packages', where: 'owner_id = any($1) or owner_id not in (select id from identity.users)', ignored: [] },
  { name: 'triggers.webhooks', where: OWNED, ignored: [...TIMES, 'version'], explain: explanations.webhook },
  { name: 'triggers.schedules', where: OWNED, ignored: [...TIMES, 'last_run', 'next_run'], explain: explanations.schedule },
  { name: 'agents.agents', where: OWNED, ignored: TIMES, explain: explanations.agent },
  { name: 'agents.skills', where: OWNED, ignored: [] },
  { name: 'agents.llm_providers', where: 'true', ignored: [] },
  { name: 'agents.budgets', where: 'true', ignored: [] },
  {
    name: 'agents.chats',
    where: OWNED,
    ignored: [...TIMES, 'last_message_at', 'shapers', 'archived', 'session_key'],
    explain: explanations.chat,
  },
  { name: 'states.states', where: OWNED, ignored: [], explain: explanations.state },
  {
    name: 'mcp.servers',
    where: 'true',
    ignored: [
      'connection_status',
      'error_message',
      'last_connected',
      'failures',
      'retry_at',
      'tools',
      'tools_listed_at',
      'updated_at',
      'version',
    ],
  },
]

type Rows = Map<string, Row>

export class Ledger {
  readonly #world: World
  readonly #guarded: string[]
  #before = new Map<string, Rows>()

  private constructor(world: World) {
    const { stage, victim, bystander } = world.cast
    this.#world = world
    this.#guarded = [stage.id, victim.id, bystander.id]
  }

  /** Remembers how things are. */
  static async open(world: World): Promise<Ledger> {
    const ledger = new Ledger(world)
    for (const table of TABLES) ledger.#before.set(table.name, await ledger.#read(table))
    return ledger
  }

  /** Compares with how things were: what is not explained is a finding. */
  async check(): Promise<void> {
    for (const table of TABLES) {
      const before = this.#before.get(table.name)!
      const after = await this.#read(table)
      for (const change of differences(before, after)) {
        if (await table.explain?.(change, this.#world)) continue
        this.#world.findings.add(`${table.name} ${change.kind}: ${describe(change)}`, change)
      }
    }
    await this.#checkRuns()
  }

  /** The functions that the victim shares with no user never ran, and no function of the victim's ran for a stranger who may not execute it. */
  async #checkRuns(): Promise<void> {
    const { platform, cast, findings } = this.#world
    const strangers = cast.attackers.filter(({ person }) => person.id !== cast.victim.id).map(({ person }) => person.id)
    const runs = await platform.sql<Row>(RUNS, [cast.victim.id, cast.keyId, strangers])
    for (const run of runs) findings.add(`a run of ${run.function_namespace}/${run.function_name}`, run)
  }

  /**
   * What the victim wrote does all that the victim may, however much goes on around it. One that failed may have been changed by one who may
   * change all users', which is not in its versions.
   * @returns how often each of their functions went well
   */
  async ownCodeWorks(): Promise<Record<string, number>> {
    const { platform, cast, estate } = this.#world
    const counts: Record<string, number> = {}
    for (const [name, expected] of Object.entries(OWN_OUTPUT)) {
      const runs = await platform.sql<Row>(OWN_RUNS, [cast.victim.id, name, estate.code[`${OPS}/${name}`]])
      for (const { id, output } of runs) assert.deepEqual(output, { ...output, ...expected }, `run ${id} of ${name}`)
      counts[name] = runs.length
    }
    return counts
  }

  async #read({ name, where, ignored }: Table): Promise<Rows> {
    // As text: what attackers store may hold a NUL, which jsonb does not.
    const sql = `select row_to_json(t)::text as text from ${name} t where ($1::uuid[] is null or ${where})`
    const found = await this.#world.platform.sql<{ text: string }>(sql, [where.includes('$1') ? this.#guarded : null])
    const rows = found.map(({ text }) => JSON.parse(text) as Row)
    const kept = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !ignored.includes(column))) as Row)
    return new Map(kept.map((row) => [String(row.id), row]))
  }
}

/** What the victim's own functions give when their code is the victim's, and they are called with three items. */
const OWN_OUTPUT = { report: { n: 3, first: 1, half: 1 }, note: { status: 200 }, packed: { version: '1.0' } }

/** Runs that the victim asked for themselves, of versions that they alone wrote. */
const OWN_RUNS = `
  select e.id, e.output_data as output
    from functions.executions e join functions.versions v on v.function_id = e.function_id and v.version = e.version
   where e.status = 'COMPLETED' and e.user_id = $1 and e.function_namespace = 'ops' and e.function_name = $2 and v.code = any($3) and json_array_length(v.authors) = 1
     and e.trigger_type = 'API' and e.api_key_id is null and json_array_length(e.shapers) = 0 and e.input_data::text like '%items%'`

/** Executions of the victim's functions whose cause had no right to them. */
const RUNS = `
  select e.id, e.user_id, e.function_namespace, e.function_name, e.trigger_type, e.shapers, e.api_key_id, e.started_at
    from functions.executions e join functions.functions f on f.id = e.function_id and f.user_id = $1
   where f.namespace = 'vault' and f.name = 'launch'
      or e.user_id = any($3)
      or exists (select from json_array_elements(e.shapers) s where (s->>'userId')::uuid = any($3))
      or (f.namespace <> 'lab' and (e.api_key_id = $2 or exists (select from json_array_elements(e.shapers) s where s->>'apiKeyId' = $2::text)))`

function* differences(before: Rows, after: Rows): Generator<Change> {
  for (const [id, row] of after) {
    const was = before.get(id)
    if (!was) yield { kind: 'added', row, columns: Object.keys(row) }
    else if (!isDeepStrictEqual(was, row))
      yield { kind: 'changed', row, was, columns: Object.keys(row).filter((column) => !isDeepStrictEqual(row[column], was[column])) }
  }
  for (const [id, was] of before) if (!after.has(id)) yield { kind: 'removed', row: was, was, columns: [] }
}

const describe = ({ row, columns, kind }: Change) =>
  `${row.path ?? row.permission_key ?? ([row.namespace, row.name ?? row.key].filter(Boolean).join('/') || row.id)}${kind === 'changed' ? ` (${columns.join(', ')})` : ''}`
