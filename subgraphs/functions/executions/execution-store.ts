import pg from 'pg'
import { inBatches } from '../../../schema/batches.ts'
import type { Actor } from '../../../schema/caller.ts'
import type { ChangeFeed } from '../../../schema/change-feed.ts'
import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import { type Claim, isStill } from '../../../schema/ownership/owned-rows.ts'
import type { Presence } from '../../../schema/ownership/presence.ts'
import { storableText } from '../../../schema/storable.ts'
import type { ExecutionChange } from './change.ts'
import { errorKey } from './error-key.ts'
import type { ExecutionRow, ExecutionStatus, TriggerType } from './execution.entity.ts'
import { PipelinedConnection } from './pipelined-connection.ts'
import type { LogEntry, RunOutcome, StepRecord } from './run-outcome.ts'

/** A new execution. What is not here is empty. */
export interface NewExecution {
  id: string
  userId: string
  functionId: string
  functionNamespace: string
  functionName: string
  version: number
  triggerType: TriggerType
  triggerId: string
  chatId: string | null
  status: 'PENDING' | 'RUNNING' | 'FAILED'
  inputData: unknown
  error: string | null
  reason: string | null
  request: unknown
  timeout: number
  idempotencyKey: string | null
  apiKeyId: string | null
  shapers: Actor[]
  processId: string | null
  runAt: Date | null
}

const COLUMNS = `id, user_id, function_id, function_namespace, function_name, version, trigger_type, trigger_id, chat_id, status, input_data,
    error, reason, request, timeout, idempotency_key, api_key_id, process_id, shapers, run_at`

const INTO = `INSERT INTO functions.executions (${COLUMNS}, attempts, started_at, completed_at)`

const INSERT = `${INTO}
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    CASE $10 WHEN 'RUNNING' THEN 1 ELSE 0 END, now(), CASE $10 WHEN 'FAILED' THEN now() END)
  ON CONFLICT DO NOTHING RETURNING id`

// Several at once: of schedules that are due at one instant, of webhooks that arrive together.
const INSERT_ALL = `${INTO}
  SELECT g.*, CASE g.status WHEN 'RUNNING' THEN 1 ELSE 0 END, now(), CASE g.status WHEN 'FAILED' THEN now() END
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::json[], $12::text[], $13::text[], $14::json[], $15::int[], $16::text[], $17::uuid[], $18::uuid[], $19::json[], $20::timestamptz[])
    AS g(${COLUMNS})
  ON CONFLICT DO NOTHING RETURNING id`

/** Each attempt of an execution is a claim. */
export const OWNED_TABLE = {
  name: 'functions.executions',
  owner: 'process_id',
  claim: 'attempts',
  isOwned: `status IN ('RUNNING', 'AWAITING_INPUT')`,
}

const FINISH = `UPDATE functions.executions SET status = $4, output_data = $5, error = $6, traceback = $7, reason = $8, input_prompt = $9,
    input_schema = $10, duration_ms = $11, cpu_ms = $12, peak_memory_kb = $13, fingerprint = md5(function_id::text || $14), continue_input = NULL,
    process_id = CASE $4 WHEN 'AWAITING_INPUT' THEN process_id END,
    completed_at = CASE WHEN $4 IN ('COMPLETED', 'FAILED') THEN now() END
  WHERE id = $1 AND status = 'RUNNING' AND ${isStill(OWNED_TABLE, '$2', '$3')} RETURNING user_id AS "userId"`

// Arrays of JSON texts, not one JSON document: PostgreSQL can't unpack a document that holds U+0000, but keeps a text that does.
const ADD_STEPS = `INSERT INTO functions.steps (execution_id, number, parent, depth, function_name, kind, status, input_data, output_data,
    error, duration_ms, started_at)
  SELECT $1, * FROM unnest($2::int[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::json[], $9::json[], $10::text[],
    $11::float8[], $12::timestamptz[])
  ON CONFLICT (execution_id, number) DO UPDATE SET status = excluded.status, depth = excluded.depth, output_data = excluded.output_data, error = excluded.error,
    duration_ms = excluded.duration_ms`

const ADD_LOGS = `INSERT INTO functions.log_entries (execution_id, number, stream, text, at)
  SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[], $5::timestamptz[]) ON CONFLICT DO NOTHING`

const BEGIN = `UPDATE functions.executions SET status = 'RUNNING', process_id = $2, attempts = attempts + 1, started_at = now(), error = NULL,
    traceback = NULL, reason = NULL
  WHERE id = $1 AND status = 'PENDING' RETURNING attempts, user_id AS "userId"`

const CANCEL = `UPDATE functions.executions SET status = 'CANCELLED', reason = 'cancelled', error = $2, completed_at = now()
  WHERE id = $1 AND status IN ('PENDING', 'RUNNING', 'AWAITING_INPUT') RETURNING process_id AS "processId", user_id AS "userId"`

const CONTINUE = `UPDATE functions.executions SET status = 'RUNNING', continue_input = $2
  WHERE id = $1 AND status = 'AWAITING_INPUT' RETURNING process_id AS "processId", user_id AS "userId"`

const FAIL = `UPDATE functions.executions SET status = 'FAILED', error = $2, reason = $3, fingerprint = md5(function_id::text || $3), completed_at = now(), process_id = NULL
  WHERE id = $1 AND status IN ('PENDING', 'RUNNING', 'AWAITING_INPUT') RETURNING user_id AS "userId"`

const RELEASE = `UPDATE functions.executions SET status = 'PENDING', error = $4, process_id = NULL
  WHERE id = $1 AND status = 'RUNNING' AND ${isStill(OWNED_TABLE, '$2', '$3')} RETURNING user_id AS "userId"`

const REOPEN = `UPDATE functions.executions SET status = 'PENDING', fingerprint = NULL, completed_at = NULL
  WHERE id = $1 AND status = 'FAILED' RETURNING user_id AS "userId"`

const FIND = `SELECT id, user_id AS "userId", function_id AS "functionId", function_namespace AS "functionNamespace",
    function_name AS "functionName", version, trigger_type AS "triggerType", trigger_id AS "triggerId", chat_id AS "chatId", status,
    input_data AS "inputData", output_data AS "outputData", error, traceback, reason, input_prompt AS "inputPrompt",
    input_schema AS "inputSchema", request, timeout, idempotency_key AS "idempotencyKey", api_key_id AS "apiKeyId", shapers,
    continue_input AS "continueInput", process_id AS "processId", attempts, duration_ms AS "durationMs", cpu_ms AS "cpuMs",
    peak_memory_kb AS "peakMemoryKb", created_at AS "createdAt", started_at AS "startedAt", completed_at AS "completedAt"
  FROM functions.executions`

const FIND_BY_ID = `${FIND} WHERE id = $1`
const FIND_BY_KEY = `${FIND} WHERE user_id = $1 AND function_id = $2 AND idempotency_key = $3`

/** The process that runs an execution, or holds it, and the user as whom it runs. */
interface Held extends Record<string, unknown> {
  processId: string | null
  userId: string
}

interface Dependencies {
  database: Database
  databaseUrl: string
  presence: Presence
  /** Told of each change of a status. */
  changes: Pick<ChangeFeed<ExecutionChange>, 'publish'>
  log: Logger
}

/**
 * The rows of executions, by prepared statements: every call of a function writes two.
 *
 * A synchronous run sends its row off before the sandbox hears of it, and does not wait for the answer: the sandbox works meanwhile. Nor
 * does it wait for the disk (`synchronous_commit`): the row is in the write-ahead log at once, and the end of the run, which does
 * wait, flushes it with its own. So an answered execution is on disk whole, and one whose process was killed is there to be
 * found. What others rely on to happen later (a queued run, a run under an idempotency key) waits for the disk before anything else does.
 *
 * Every end is conditional on `RUNNING` and the claim of the attempt: a process that was declared dead, or whose execution was cancelled, changes nothing.
 */
export class ExecutionStore {
  readonly #database: Database
  readonly #relaxed: pg.Pool
  readonly #begins: PipelinedConnection
  readonly #changes: Dependencies['changes']
  readonly #processId: string
  /** Tells of a row whether it was written. */
  readonly #insert = inBatches(
    (rows: unknown[][]) => this.#insertAll(rows),
    (row) => row.reduce<number>((characters, value) => characters + (typeof value === 'string' ? value.length : 0), 0),
  )

  constructor({ database, databaseUrl, presence, changes, log }: Dependencies) {
    this.#database = database
    this.#changes = changes
    this.#processId = presence.processId
    const relaxed = { connectionString: databaseUrl, application_name: 'sinas:functions begin', options: '-c synchronous_commit=off' }
    this.#relaxed = new pg.Pool({ ...relaxed, max: 4 })
    this.#begins = new PipelinedConnection(relaxed, log)
    // Without a listener, a connection that breaks while idle would end the process.
    this.#relaxed.on('error', (error) => log.warn({ err: error }, 'a connection to PostgreSQL was lost: it is opened again when needed'))
  }

  /** Writes a row to disk. @returns false where the id or the idempotency key is taken */
  async insert(row: NewExecution): Promise<boolean> {
    if (!(await this.#insert(valuesOf(row)))) return false
    this.#changes.publish({ id: row.id, userId: row.userId, status: row.status })
    return true
  }

  async #insertAll(rows: unknown[][]): Promise<boolean[]> {
    // The driver goes through each character of an array's texts, and an input may have ten million.
    if (rows.length === 1) return [(await this.#database.query(INSERT, rows[0])).length === 1]
    const columns = rows[0]!.map((_, column) => rows.map((row) => row[column]))
    const inserted = new Set((await this.#database.query<{ id: string }>(INSERT_ALL, columns)).map(({ id }) => id))
    // Of two with one id, the first was written.
    return rows.map(([id]) => inserted.delete(id as string))
  }

  /**
   * Sends a row off: once this resolves, the database gets it, even if this process dies.
   * @returns what to wait for before the execution ends; it fails where the row could not be written
   */
  async sendOff(row: NewExecution): Promise<{ inserted: Promise<unknown> }> {
    const { answer } = await this.#begins.send({ name: 'insert', text: INSERT, values: valuesOf(row) })
    const tell = () => this.#changes.publish({ id: row.id, userId: row.userId, status: row.status })
    answer.then(tell, () => undefined)
    return { inserted: answer }
  }

  /** Takes back a row whose run was refused before it began. */
  async remove(id: string): Promise<void> {
    await this.#relaxed.query({ name: 'remove', text: 'DELETE FROM functions.executions WHERE id = $1', values: [id] })
  }

  /** Makes a queued execution this process's. @returns the number of its attempt; undefined where it is not waiting to run */
  async begin(id: string): Promise<number | undefined> {
    const begun = (await this.#database.query<{ attempts: number; userId: string }>(BEGIN, [id, this.#processId]))[0]
    return this.#told(id, 'RUNNING', begun)?.attempts
  }

  /**
   * Writes how a run ended, or paused, with its steps and the logs that were not written yet.
   * @returns false where it is no longer ours: cancelled, or this process was taken for dead
   */
  async finish({ id, claim }: Claim, outcome: RunOutcome, logs: LogEntry[]): Promise<boolean> {
    // Steps and logs are written first, so that a reader who sees the end sees all of them. Without the row they are harmless.
    if (outcome.steps.length > 0) await this.addSteps(id, outcome.steps)
    if (logs.length > 0) await this.addLogs(id, logs)
    const { status, output, error, usage } = outcome
    const [finished] = await this.#database.query<{ userId: string }>(FINISH, [
      id,
      this.#processId,
      claim,
      status,
      output === undefined ? null : json(output),
      text(error?.message ?? null),
      text(error?.traceback ?? null),
      error?.reason ?? null,
      text(outcome.prompt ?? null),
      json(outcome.schema ?? null),
      usage.durationMs,
      usage.cpuMs,
      usage.peakMemoryKb,
      status === 'FAILED' && error ? text(errorKey(error)) : null,
    ])
    return this.#told(id, status, finished) !== undefined
  }

  /** Logs of a run that goes on. */
  async addLogs(id: string, entries: LogEntry[]): Promise<void> {
    const values = [
      id,
      entries.map((entry) => entry.number),
      entries.map((entry) => entry.stream),
      entries.map((entry) => text(entry.text)),
      entries.map((entry) => entry.at),
    ]
    await this.#relaxed.query({ name: 'logs', text: ADD_LOGS, values })
  }

  /** @returns the process that runs it, or undefined where it has already ended */
  async cancel(id: string, reason: string): Promise<{ processId: string | null } | undefined> {
    return this.#told(id, 'CANCELLED', (await this.#database.query<Held>(CANCEL, [id, reason]))[0])
  }

  /** Hands input to a paused execution, once. @returns the process that holds it, or undefined where it does not wait */
  async continue(id: string, input: unknown): Promise<{ processId: string | null } | undefined> {
    return this.#told(id, 'RUNNING', (await this.#database.query<Held>(CONTINUE, [id, json(input)]))[0])
  }

  /** Gives an execution that did not begin back to the queue. */
  async release({ id, claim }: Claim, error: string): Promise<void> {
    this.#told(id, 'PENDING', (await this.#database.query<{ userId: string }>(RELEASE, [id, this.#processId, claim, text(error)]))[0])
  }

  /** Ends an execution whose process can't end it any more. @returns false where it has already ended */
  async fail(id: string, error: string, reason: string): Promise<boolean> {
    const [failed] = await this.#database.query<{ userId: string }>(FAIL, [id, text(error), reason])
    return this.#told(id, 'FAILED', failed) !== undefined
  }

  /** Makes a failed execution wait to run again. */
  async reopen(id: string): Promise<void> {
    this.#told(id, 'PENDING', (await this.#database.query<{ userId: string }>(REOPEN, [id]))[0])
  }

  async find(id: string): Promise<ExecutionRow | undefined> {
    return (await this.#database.query<ExecutionRow>(FIND_BY_ID, [id]))[0]
  }

  async findByKey(userId: string, functionId: string, key: string): Promise<ExecutionRow | undefined> {
    return (await this.#database.query<ExecutionRow>(FIND_BY_KEY, [userId, functionId, key]))[0]
  }

  /** The number that the next log entry of an execution gets. */
  async countLogs(id: string): Promise<number> {
    const [row] = await this.#database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM functions.log_entries WHERE execution_id = $1',
      [id],
    )
    return row!.count
  }

  /** Tells of a change that was written. @param row what it returned; undefined where nothing was changed @returns the same */
  #told<Row extends { userId: string }>(id: string, status: ExecutionStatus, row: Row | undefined): Row | undefined {
    if (row) this.#changes.publish({ id, userId: row.userId, status })
    return row
  }

  async close(): Promise<void> {
    await Promise.all([this.#relaxed.end(), this.#begins.close()])
  }

  /** Writes steps, or what has become of them. */
  async addSteps(id: string, steps: readonly StepRecord[]): Promise<void> {
    const values = [
      id,
      steps.map((step) => step.number),
      steps.map((step) => step.parent),
      steps.map((step) => step.depth),
      steps.map((step) => text(step.functionName)),
      steps.map((step) => step.kind),
      steps.map((step) => step.status),
      steps.map((step) => json(step.input)),
      steps.map((step) => json(step.output)),
      steps.map((step) => text(step.error)),
      steps.map((step) => step.durationMs),
      steps.map((step) => step.startedAt),
    ]
    await this.#relaxed.query({ name: 'steps', text: ADD_STEPS, values })
  }
}

const valuesOf = (row: NewExecution) => [
  row.id,
  row.userId,
  row.functionId,
  row.functionNamespace,
  row.functionName,
  row.version,
  row.triggerType,
  row.triggerId,
  row.chatId,
  row.status,
  json(row.inputData),
  text(row.error),
  row.reason,
  json(row.request),
  row.timeout,
  row.idempotencyKey,
  row.apiKeyId,
  row.processId,
  JSON.stringify(row.shapers),
  row.runAt,
]

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

const text = (value: string | null) => (value === null ? null : storableText(value))

/** Did PostgreSQL refuse the data, which it will again? Anything else may pass: a connection that broke, a server that restarts. */
export function isRefusal(error: unknown): boolean {
  return /^(22|23|54)/.test((error as { code?: string }).code ?? '')
}
