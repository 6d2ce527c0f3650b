import { PostgresJobRepository } from '@agendajs/postgres-backend'
import type { JobRepository } from 'agenda'
import pg from 'pg'
import type { Logger } from 'pino'
import { inBatches } from '../../schema/batches.ts'
import { storableJson } from '../../schema/storable.ts'
import type { Claim, JobCounts, JobFilter, JobOutcome, JobRecord, JobStatus, ListedJob, NewJob, NewSchedule } from './job.ts'
import { migrate, SCHEMA, TABLE } from './postgres-schema.ts'
import type { JobStore, StoreOptions } from './store.ts'

const POOL_SIZE = 6
const COLUMNS = `id, job_id, name, status, data, attempts, max_attempts, fail_reason, result, created_at, next_run_at, last_run_at,
  last_finished_at, lock_token, schedule, job_group`
const FREE = `lock_token = NULL, locked_at = NULL, owner = NULL`
/**
 * The table is empty at one moment and has a hundred thousand rows the next, while statistics lag by a minute: plans must not
 * depend on them. Every hot statement has an index that finds its rows in order.
 */
const SETTINGS = `SET search_path TO ${SCHEMA}; SET enable_seqscan TO off; SET enable_bitmapscan TO off; SET enable_sort TO off`

/** Back to the queue, unless a user asked to cancel the job meanwhile. */
const QUEUED_OR_CANCELLED = (runAt: string) => `status = CASE WHEN cancel_requested THEN 'cancelled' ELSE 'queued' END,
  next_run_at = CASE WHEN cancel_requested THEN NULL ELSE ${runAt}::timestamptz END,
  last_finished_at = CASE WHEN cancel_requested THEN clock_timestamp() END`

interface Row {
  id: string
  job_id: string
  name: string
  status: JobStatus
  data: unknown
  attempts: number
  max_attempts: number
  fail_reason: string | null
  result: unknown
  created_at: Date
  next_run_at: Date | null
  last_run_at: Date | null
  last_finished_at: Date | null
  lock_token: string
  schedule: string | null
  job_group: string
}

/** Jobs in PostgreSQL: one row each, in Agenda's table. The statements of the hot path are named, that is prepared once a connection. */
export class PostgresStore implements JobStore {
  readonly name = 'PostgreSQL'
  readonly repository: JobRepository
  readonly #options: StoreOptions
  readonly #durable: pg.Pool
  /** For claims, which lose nothing in a crash of the server: the job is then simply still queued. Spares them the wait for the disk. */
  readonly #relaxed: pg.Pool
  readonly #insert = inBatches((jobs: NewJob[]) => this.#insertAll(jobs))

  private constructor(options: StoreOptions, durable: pg.Pool, relaxed: pg.Pool) {
    this.#options = options
    this.#durable = durable
    this.#relaxed = relaxed
    this.repository = new PostgresJobRepository({ pool: durable, tableName: TABLE, ensureSchema: false })
  }

  static async open(options: StoreOptions, log: Logger): Promise<PostgresStore> {
    const durable = openPool(options.url, SETTINGS, log)
    const relaxed = openPool(options.url, `${SETTINGS}; SET synchronous_commit TO off`, log)
    try {
      await migrate(durable)
    } catch (error) {
      await Promise.all([durable.end(), relaxed.end()])
      throw error
    }
    return new PostgresStore(options, durable, relaxed)
  }

  async insert(job: NewJob): Promise<JobRecord> {
    const row = await this.#insert(job)
    if (row) return toRecord(row)
    const existing = await this.get(job.id)
    // Between the two statements the job that was in the way can only have been pruned.
    return existing ?? this.insert(job)
  }

  /** @returns undefined where there is a job with the id */
  async #insertAll(jobs: NewJob[]): Promise<(Row | undefined)[]> {
    const { rows } = await this.#durable.query<Row>({
      name: 'queue insert',
      text: `INSERT INTO ${TABLE} (job_id, name, data, next_run_at, max_attempts, job_group, turn)
       SELECT new.job_id, new.name, new.data, COALESCE(new.run_at, clock_timestamp()), new.max_attempts, new.job_group,
         ${NEXT_TURN('new.name', 'new.job_group')} + row_number() OVER (PARTITION BY new.name, new.job_group ORDER BY n) - 1
       FROM unnest($1::text[], $2::text[], $3::jsonb[], $4::timestamptz[], $5::int[], $6::text[]) WITH ORDINALITY
         AS new(job_id, name, data, run_at, max_attempts, job_group, n)
       ORDER BY n
       ON CONFLICT (job_id) DO NOTHING RETURNING ${COLUMNS}`,
      values: [
        jobs.map(({ id }) => id),
        jobs.map((job) => job.job),
        jobs.map(({ data }) => storableJson(data)),
        jobs.map(({ runAt }) => runAt),
        jobs.map(({ maxAttempts }) => maxAttempts),
        jobs.map(({ group }) => group),
      ],
    })
    const inserted = new Map(rows.map((row) => [row.job_id, row]))
    return jobs.map(({ id }) => inserted.get(id))
  }

  async schedule(schedule: NewSchedule): Promise<void> {
    await this.#durable.query(
      `INSERT INTO ${TABLE} (job_id, name, data, next_run_at, max_attempts, schedule) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (job_id) DO UPDATE SET name = $2, data = $3, next_run_at = $4, max_attempts = $5, created_at = now(),
         status = 'queued', cancel_requested = FALSE, last_finished_at = NULL, ${FREE}`,
      [pendingId(schedule.key), schedule.job, storableJson(schedule.data), schedule.runAt, schedule.maxAttempts, schedule.key],
    )
  }

  async unschedule(key: string): Promise<boolean> {
    const { rowCount } = await this.#durable.query(`DELETE FROM ${TABLE} WHERE schedule = $1 AND status = 'queued'`, [key])
    return rowCount !== 0
  }

  async claim(job: string, horizon: Date, limit: number, without: string[]): Promise<Claim[]> {
    const { rows } = await this.#relaxed.query<Row>({
      name: 'queue claim',
      text: `UPDATE ${TABLE} SET lock_token = gen_random_uuid(), locked_at = clock_timestamp(), owner = $1
       WHERE id = ANY (ARRAY(
         SELECT id FROM ${TABLE}
         WHERE name = $2 AND status = 'queued'
           AND next_run_at <= GREATEST(now(), $3) AND next_run_at <= CASE WHEN schedule IS NULL THEN now() ELSE $3 END
           AND lock_token IS NULL AND job_group <> ALL ($5::text[])
         ORDER BY turn, next_run_at LIMIT $4 FOR UPDATE SKIP LOCKED))
       RETURNING ${COLUMNS}`,
      values: [this.#options.processId, job, horizon, limit, without],
    })
    return rows.map(toClaim)
  }

  async begin(claim: Claim): Promise<boolean> {
    // A scheduled job that begins gives up the id that stood for "the pending one of its key".
    const { rowCount } = await this.#relaxed.query({
      name: 'queue begin',
      text: `UPDATE ${TABLE} SET status = 'running', attempts = LEAST(attempts + 1, max_attempts), last_run_at = clock_timestamp(),
         job_id = CASE WHEN schedule IS NULL THEN job_id ELSE 'schedule:' || schedule || '#' || lock_token END
       WHERE id = $1 AND lock_token = $2 AND status = 'queued'`,
      values: [claim.key, claim.token],
    })
    return rowCount === 1
  }

  async settle(claim: Claim, outcome: JobOutcome): Promise<boolean> {
    if (outcome.status === 'queued') return this.#requeue(claim, outcome)
    if (outcome.status === 'completed' && claim.schedule !== null) return this.#remove(claim)
    const { rowCount } = await this.#durable.query({
      name: 'queue settle',
      text: `UPDATE ${TABLE} SET status = $3, result = $4, fail_reason = $5, next_run_at = NULL, last_finished_at = clock_timestamp(), ${FREE}
       WHERE id = $1 AND lock_token = $2`,
      values: [
        claim.key,
        claim.token,
        outcome.status,
        outcome.status === 'completed' ? storableJson(outcome.result) : null,
        outcome.status === 'completed' ? null : outcome.error,
      ],
    })
    return rowCount === 1
  }

  async #requeue(claim: Claim, outcome: Extract<JobOutcome, { status: 'queued' }>): Promise<boolean> {
    const { rowCount } = await this.#durable.query(
      `UPDATE ${TABLE} SET fail_reason = $4, attempts = $5, ${FREE}, ${QUEUED_OR_CANCELLED('$3')} WHERE id = $1 AND lock_token = $2`,
      [claim.key, claim.token, outcome.runAt, outcome.error, outcome.attempts],
    )
    return rowCount === 1
  }

  async #remove(claim: Claim): Promise<boolean> {
    const { rowCount } = await this.#durable.query(`DELETE FROM ${TABLE} WHERE id = $1 AND lock_token = $2`, [claim.key, claim.token])
    return rowCount === 1
  }

  async held(tokens: string[]): Promise<Map<string, { cancelled: boolean }>> {
    const { rows } = await this.#relaxed.query<{ lock_token: string; cancel_requested: boolean }>(
      `SELECT lock_token, cancel_requested FROM ${TABLE} WHERE lock_token = ANY($1)`,
      [tokens],
    )
    return new Map(rows.map((row) => [row.lock_token, { cancelled: row.cancel_requested }]))
  }

  async owners(): Promise<string[]> {
    const { rows } = await this.#relaxed.query<{ owner: string }>(`SELECT DISTINCT owner FROM ${TABLE} WHERE owner IS NOT NULL`)
    return rows.map(({ owner }) => owner)
  }

  async takeFrom(processIds: readonly string[]): Promise<string[]> {
    const begun = await this.#durable.query<Row>(
      `UPDATE ${TABLE} SET ${FREE}, ${QUEUED_OR_CANCELLED('clock_timestamp()')},
         fail_reason = 'The process that ran it stopped responding in attempt ' || attempts || ' of ' || max_attempts
       WHERE owner = ANY($1) AND status = 'running' RETURNING name`,
      [processIds],
    )
    const claimed = await this.#durable.query<Row>(
      `UPDATE ${TABLE} SET ${FREE} WHERE owner = ANY($1) AND status = 'queued' RETURNING name`,
      [processIds],
    )
    return [...new Set([...begun.rows, ...claimed.rows].map(({ name }) => name))]
  }

  async get(id: string): Promise<JobRecord | null> {
    const { rows } = await this.#durable.query<Row>(`SELECT ${COLUMNS} FROM ${TABLE} WHERE job_id = $1`, [id])
    return rows[0] ? toRecord(rows[0]) : null
  }

  async cancel(id: string): Promise<JobRecord | null> {
    const { rows } = await this.#durable.query<Row>(
      `UPDATE ${TABLE} SET cancel_requested = TRUE,
         status = CASE status WHEN 'queued' THEN 'cancelled' ELSE status END,
         next_run_at = CASE status WHEN 'queued' THEN NULL ELSE next_run_at END,
         last_finished_at = CASE status WHEN 'queued' THEN clock_timestamp() ELSE last_finished_at END,
         lock_token = CASE status WHEN 'queued' THEN NULL ELSE lock_token END
       WHERE job_id = $1 AND status IN ('queued', 'running') RETURNING ${COLUMNS}`,
      [id],
    )
    return rows[0] ? toRecord(rows[0]) : null
  }

  async list({ job, status, after, before, backwards, limit, offset }: JobFilter): Promise<ListedJob[]> {
    const [order, beyond, back] = backwards ? ['', '>', '<'] : ['DESC', '<', '>']
    const [from, to] = backwards ? [before, after] : [after, before]
    const { rows } = await this.#durable.query<Row & { instant: string; key: string }>(
      `SELECT ${COLUMNS}, created_at::text AS instant, id::text AS key FROM ${TABLE}
       WHERE ($1::text IS NULL OR name = $1) AND ($2::text IS NULL OR status = $2)
         AND ($5::timestamptz IS NULL OR (created_at, id) ${beyond} ($5, $6))
         AND ($7::timestamptz IS NULL OR (created_at, id) ${back} ($7, $8))
       ORDER BY created_at ${order}, id ${order} LIMIT $3 OFFSET $4`,
      [job ?? null, status ?? null, limit, offset, from?.[0] ?? null, from?.[1] ?? null, to?.[0] ?? null, to?.[1] ?? null],
    )
    return rows.map(({ instant, key, ...row }) => ({ ...toRecord(row as Row), place: [instant, key] }))
  }

  async count({ job, status }: Pick<JobFilter, 'job' | 'status'>): Promise<number> {
    const { rows } = await this.#durable.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM ${TABLE} WHERE ($1::text IS NULL OR name = $1) AND ($2::text IS NULL OR status = $2)`,
      [job ?? null, status ?? null],
    )
    return rows[0]!.total
  }

  async counts(): Promise<Record<string, JobCounts>> {
    const { rows } = await this.#durable.query<{ name: string; status: JobStatus; total: number; oldest: Date | null }>(
      `SELECT name, status, count(*)::int AS total, min(next_run_at) FILTER (WHERE status = 'queued' AND next_run_at <= now()) AS oldest
       FROM ${TABLE} GROUP BY name, status`,
    )
    const counts: Record<string, JobCounts> = {}
    for (const row of rows) {
      const job = (counts[row.name] ??= { queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0, oldestDueAt: null })
      job[row.status] = row.total
      job.oldestDueAt ??= row.oldest
    }
    return counts
  }

  async retry(id: string): Promise<JobRecord | null> {
    const { rows } = await this.#durable.query<Row>(
      `UPDATE ${TABLE} SET status = 'queued', attempts = 0, next_run_at = clock_timestamp(), last_finished_at = NULL, cancel_requested = FALSE
       WHERE job_id = $1 AND status = 'failed' RETURNING ${COLUMNS}`,
      [id],
    )
    return rows[0] ? toRecord(rows[0]) : null
  }

  async removeDeadLetters(id?: string): Promise<number> {
    const { rowCount } = await this.#durable.query(`DELETE FROM ${TABLE} WHERE status = 'failed' AND ($1::text IS NULL OR job_id = $1)`, [
      id ?? null,
    ])
    return rowCount ?? 0
  }

  async prune(before: Date): Promise<number> {
    const { rowCount } = await this.#relaxed.query(
      `DELETE FROM ${TABLE} WHERE status IN ('completed', 'cancelled') AND last_finished_at < $1`,
      [before],
    )
    return rowCount ?? 0
  }

  async close(): Promise<void> {
    await Promise.all([this.#durable.end(), this.#relaxed.end()])
  }
}

/**
 * A new job's place in line. Each group counts its own jobs up; a group that was idle starts where the line stands now.
 * The lowest turn is served first, so that groups alternate however many jobs one of them has waiting.
 */
const NEXT_TURN = (job: string, group: string) => `GREATEST(
  (SELECT turn + 1 FROM ${TABLE} WHERE name = ${job} AND job_group = ${group} AND status = 'queued' ORDER BY turn DESC LIMIT 1),
  (SELECT turn FROM ${TABLE} WHERE name = ${job} AND status = 'queued' AND next_run_at <= now() ORDER BY turn LIMIT 1),
  0)`

const pendingId = (key: string) => `schedule:${key}`

function openPool(url: string, setup: string, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    application_name: 'sinas queue',
    // The pool waits for what this returns, and gives out no connection where it fails: its types say less.
    onConnect: (client): unknown => client.query(setup),
  })
  // Without a listener, a connection that breaks while idle would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'the queue lost a connection to PostgreSQL'))
  return pool
}

function toRecord(row: Row): JobRecord {
  return {
    id: row.job_id,
    job: row.name,
    status: row.status,
    data: row.data,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    error: row.fail_reason,
    result: row.result,
    createdAt: row.created_at,
    runAt: row.next_run_at,
    startedAt: row.last_run_at,
    finishedAt: row.last_finished_at,
  }
}

function toClaim(row: Row): Claim {
  return {
    token: row.lock_token,
    key: row.id,
    id: row.job_id,
    job: row.name,
    data: row.data,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    error: row.fail_reason,
    runAt: row.next_run_at!,
    schedule: row.schedule,
    group: row.job_group,
  }
}
