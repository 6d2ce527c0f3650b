import { readdirSync, readFileSync } from 'node:fs'
import type { ClickHouseError } from '@clickhouse/client'
import { type ClickHouseClient, EngineArriving } from '../../schema/embedded/clickhouse.ts'
import { invalid, SinasError } from '../../schema/errors.ts'
import { type RequestLogRow, requestLogRow } from './request-log-row.ts'

/** The table of request logs in ClickHouse. All of it throws SinasError UNAVAILABLE while ClickHouse is away. */
export interface RequestLogTable {
  /**
   * @param lines the rows as JSON, one a line
   * @param batch names the rows: sent again under the same name they are kept once
   * @returns how many are kept; 0 where there will never be a ClickHouse
   * @throws SinasError VALIDATION where one of them is no row
   */
  insert(lines: string, batch: string): Promise<number>
  /** @param parameters bound to `{name:Type}` in the query */
  select<Row>(query: string, parameters: Record<string, unknown>, signal: AbortSignal): Promise<Row[]>
  /** Is there a ClickHouse, as far as is known now? */
  state(): 'open' | 'absent' | 'away' | 'being installed' | 'not opened yet'
  close(): Promise<void>
}

interface RequestLogTableOptions {
  /** Opens ClickHouse; null where there is none on this platform. */
  open(): Promise<ClickHouseClient | null>
  retentionDays: number
}

/** Milliseconds that a query waits for ClickHouse to open. */
const OPEN_TIMEOUT_MS = 5_000
/** Seconds that a query may take; less than the client itself would wait. */
const MAX_SECONDS = 20

/**
 * Opens ClickHouse when it is first needed, not before: its library takes time that the start of the platform should not wait for.
 * Where that fails, the next use tries again.
 */
export function createRequestLogTable({ open, retentionDays }: RequestLogTableOptions): RequestLogTable {
  let opening: Promise<ClickHouseClient | null> | undefined
  let state: ReturnType<RequestLogTable['state']> = 'not opened yet'

  async function prepare(): Promise<ClickHouseClient | null> {
    const client = await open()
    if (!client) {
      state = 'absent'
      return null
    }
    try {
      await migrate(client, retentionDays)
      state = 'open'
      return client
    } catch (error) {
      await client.close()
      throw error
    }
  }

  function forget(failed: typeof opening) {
    if (opening !== failed) return
    opening = undefined
    state = 'away'
    failed?.then((client) => client?.close()).catch(() => undefined)
  }

  async function using<Result>(use: (client: ClickHouseClient) => Promise<Result>, withoutClient: () => Result): Promise<Result> {
    const opened = (opening ??= prepare())
    try {
      const client = await withPatience(opened)
      return client ? await use(client) : withoutClient()
    } catch (error) {
      if (error instanceof SinasError) throw error
      if (isAnswer(error) && !/^UNKNOWN_(TABLE|DATABASE)$/.test(error.type!)) throw translate(error)
      // It is away, or came back without its data: the next use begins anew.
      forget(opened)
      if (error instanceof EngineArriving) {
        state = 'being installed'
        throw unavailable(`${error.message}. Until then the rows wait`, error)
      }
      throw unavailable('it does not answer', error)
    }
  }

  return {
    async insert(lines, batch) {
      const rows = rowsIn(lines)
      return using(
        async (client) => {
          await client.insert({
            table: 'request_logs',
            values: rows.map((row, i) => ({ ...row, row_id: `${batch} ${i}` })),
            format: 'JSONEachRow',
            clickhouse_settings: { insert_deduplication_token: batch, date_time_input_format: 'best_effort' },
          })
          return rows.length
        },
        () => 0,
      )
    },
    select: <Row>(query: string, query_params: Record<string, unknown>, abort_signal: AbortSignal) =>
      using(
        async (client) => {
          const clickhouse_settings = { date_time_output_format: 'iso', max_execution_time: MAX_SECONDS } as const
          try {
            const result = await client.query({ query, query_params, abort_signal, clickhouse_settings, format: 'JSONEachRow' })
            return await result.json<Row>()
          } catch (error) {
            throw abort_signal.aborted ? unavailable('the client has left', error) : error
          }
        },
        () => {
          throw unavailable('there is none on this platform: set CLICKHOUSE_URL')
        },
      ),
    state: () => state,
    async close() {
      const client = await opening?.catch(() => null)
      await client?.close()
    },
  }
}

/** @throws SinasError VALIDATION */
function rowsIn(lines: string): RequestLogRow[] {
  return lines.split('\n').map((line, i) => {
    const { data, error } = requestLogRow.safeParse(parsed(line))
    if (error) throw invalid(['rows', i, ...error.issues[0]!.path.map(String)], error.issues[0]!.message)
    return data
  })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Brings the table up to date: every statement of `migrations` may run again and again. */
async function migrate(client: ClickHouseClient, retentionDays: number): Promise<void> {
  const folder = new URL('./migrations/', import.meta.url)
  for (const file of readdirSync(folder).sort()) await client.command({ query: readFileSync(new URL(file, folder), 'utf8') })
  const result = await client.query({
    query: `SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = 'request_logs'`,
    format: 'JSONEachRow',
  })
  const [table] = await result.json<{ engine_full: string }>()
  // Only where it differs: a new retention makes ClickHouse go through the whole table.
  if (!table?.engine_full.includes(`toIntervalDay(${retentionDays})`))
    await client.command({ query: `ALTER TABLE request_logs MODIFY TTL toDateTime(timestamp) + toIntervalDay(${retentionDays})` })
}

async function withPatience<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('it takes long to open')), OPEN_TIMEOUT_MS)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Did it answer, with an error? By its looks: that of the embedded engine is of another class of the same name. */
function isAnswer(error: unknown): error is ClickHouseError {
  const { code, type } = error as Partial<ClickHouseError>
  return typeof type === 'string' && /^\d+$/.test(code ?? '')
}

function translate(error: ClickHouseError): Error {
  if (error.type === 'TIMEOUT_EXCEEDED') return new SinasError('TIMEOUT', { what: 'The query', seconds: MAX_SECONDS }, error)
  // Sent again they would be refused again.
  if (/^(CANNOT_|INCORRECT_DATA)/.test(error.type!)) return invalid(['rows'], error.message)
  return error
}

const unavailable = (reason: string, cause?: unknown) => new SinasError('UNAVAILABLE', { what: 'ClickHouse', reason }, cause)
