import { internalRequest } from '../schema/context.ts'
import { asSinasError, type Graph } from '../schema/graph.ts'
import type { Logger } from '../schema/log.ts'
import type { NewRequestLogRow } from '../subgraphs/logs/index.ts'

/** Buffers rows, so that requests don't wait for the log, and sends them to the logs subgraph in batches. */
export interface RequestLog {
  /** Returns at once and never throws. */
  record(row: NewRequestLogRow): void
  /** Sends the buffered rows. Resolves when they are stored, or could not be sent. */
  flush(): Promise<void>
  /** Sends the buffered rows within CLOSE_TIMEOUT_MS. Later rows are dropped. */
  close(): Promise<void>
  /** Rows that were dropped since the start, because they could not be sent and the buffer was full. */
  readonly dropped: number
}

interface RequestLogOptions {
  graph: Pick<Graph, 'execute'>
  log: Logger
  /** Rows that may wait. */
  maxRows?: number
  /** Characters of their texts that may wait. */
  maxCharacters?: number
}

/** The more rows ClickHouse is given at once, the less each costs it: it makes a part of each batch, and merges parts afterwards. */
const BATCH_ROWS = 5_000
const BATCH_CHARACTERS = 4_000_000
/** Milliseconds that a row waits for others. */
const BATCH_DELAY_MS = 1_000
/** Milliseconds before a failed batch is sent again: the first time and at most. */
const RETRY_MS = { first: 500, most: 30_000 }
/** Milliseconds that closing may take. */
const CLOSE_TIMEOUT_MS = 5_000

/** Rows that are being sent, under one name: sent again, they are still kept only once. */
interface Batch {
  id: string
  lines: string[]
}

export function createRequestLog({ graph, log, maxRows = 10_000, maxCharacters = 16_000_000 }: RequestLogOptions): RequestLog {
  /** Rows as JSON: written one by one, so that no batch holds up the requests of a moment. */
  const waiting: string[] = []
  let batch: Batch | undefined
  let characters = 0
  let dropped = 0
  let failures = 0
  let overflowing = false
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let sending: Promise<void> | undefined

  const backlog = () => waiting.length + (batch?.lines.length ?? 0)

  function drop(lines: string[]) {
    dropped += lines.length
    forget(lines)
  }

  function forget(lines: string[]) {
    for (const line of lines) characters -= line.length
  }

  /** While the logs can't be stored, the newest rows are kept: an operator will ask for those. */
  function makeRoom() {
    if (backlog() <= maxRows && characters <= maxCharacters) return
    if (!overflowing)
      log.error({ waiting: backlog() }, 'the buffer of request logs is full: the oldest rows are dropped until they can be stored again')
    overflowing = true
    // A tenth at a time: to move an array for each row would be slow.
    drop(waiting.splice(0, Math.ceil(waiting.length / 10)))
  }

  function schedule(delay: number) {
    if (timer || closed) return
    // `send` meets its failures itself.
    timer = setTimeout(() => void start(), delay).unref()
  }

  function start(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    sending ??= send().finally(() => {
      sending = undefined
      if (waiting.length > 0 && failures === 0) schedule(BATCH_DELAY_MS)
    })
    return sending
  }

  /** Sends the rows that are buffered now: rows that arrive meanwhile wait for the next batch. */
  async function send(): Promise<void> {
    for (let left = backlog(); left > 0 && backlog() > 0; ) {
      batch ??= { id: crypto.randomUUID(), lines: waiting.splice(0, BATCH_ROWS) }
      left -= batch.lines.length
      try {
        await graph.execute('RecordRequests', { rows: batch.lines.join('\n'), batch: batch.id }, internalRequest(null, batch.id))
        recovered()
      } catch (error) {
        if (!isRefusal(error)) return wait(error)
        // This batch would be refused each time: drop it, so that the rows behind it are sent.
        log.error({ err: error, rows: batch.lines.length }, 'the logs subgraph refused a batch of request logs: the batch is dropped')
        dropped += batch.lines.length
      }
      forget(batch.lines)
      batch = undefined
    }
  }

  function recovered() {
    if (failures > 0) log.info({ dropped }, 'request logs are stored again')
    failures = 0
    overflowing = false
  }

  function wait(error: unknown) {
    if (failures++ === 0)
      log.warn(
        { err: error, waiting: backlog() },
        'request logs could not be stored: the gateway buffers them in memory and sends them again',
      )
    schedule(Math.min(RETRY_MS.first * 2 ** (failures - 1), RETRY_MS.most))
  }

  async function flush() {
    await sending
    await start()
  }

  return {
    record(row) {
      if (closed) return void dropped++
      const line = JSON.stringify(row)
      waiting.push(line)
      characters += line.length
      makeRoom()
      if (failures > 0 || sending) return
      if (waiting.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) void start()
      else schedule(BATCH_DELAY_MS)
    },
    flush,
    async close() {
      closed = true
      clearTimeout(timer)
      const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_TIMEOUT_MS).unref())
      await Promise.race([flush(), late])
      if (backlog() > 0) log.error({ rows: backlog() }, 'request logs were lost: they could not be stored before the gateway stopped')
      dropped += backlog()
    },
    get dropped() {
      return dropped
    },
  }
}

const isRefusal = (error: unknown) => asSinasError(error).code === 'VALIDATION'
