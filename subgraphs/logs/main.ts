// The process of the request log: answers what `request-log-process.ts` asks, and ends with the process that started it.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openClickHouse } from '../../schema/embedded/clickhouse.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Answer, Call, Question, Settings } from './process-messages.ts'
import { createRequestLogTable, type RequestLogTable } from './request-log-table.ts'

let table: RequestLogTable
const inserts = new Set<Promise<unknown>>()
const selects = new Map<number, AbortController>()
const tell = (answer: Answer) => process.connected && process.send!(answer)
const log = { warn: (data: object, text: string) => tell({ warning: { data, text } }) }

process.on('message', ({ id, call }: Question) => {
  if (call[0] === 'open') table = openTable(call[1])
  else if (call[0] === 'abort') selects.get(id)?.abort()
  // `answer` meets its failures itself.
  else void answer(id, call)
})
process.on('disconnect', () => void end())

function openTable({ url, folder, engineArrives, retentionDays }: Settings): RequestLogTable {
  const open = async () => {
    if (!url) await predecessorEnds(folder)
    return openClickHouse({ url, folder, engineArrives, log })
  }
  return createRequestLogTable({ open, retentionDays })
}

const PREDECESSOR_TIMEOUT_MS = 10_000

/** The engine of a platform that was killed may still store rows: until then the folder is its own. */
async function predecessorEnds(folder: string): Promise<void> {
  const [, pid] = /^PID: (\d+)/.exec(await textOf(path.join(folder, 'status'))) ?? []
  const deadline = Date.now() + PREDECESSOR_TIMEOUT_MS
  while (pid && Date.now() < deadline && (await textOf(`/proc/${pid}/cmdline`)).includes(import.meta.filename)) await delay(20)
}

const textOf = (file: string) => readFile(file, 'utf8').catch(() => '')

async function answer(id: number, call: Exclude<Call, ['open', unknown] | ['abort']>): Promise<void> {
  try {
    const value = await (call[0] === 'insert' ? insert(call[1], call[2]) : select(id, call[1], call[2]))
    tell({ id, state: table.state(), value })
  } catch (error) {
    const failure = error instanceof SinasError ? { known: { message: error.message, extensions: { ...error.extensions } } } : { error }
    tell({ id, state: table.state(), ...failure })
  }
}

async function insert(lines: string, batch: string): Promise<number> {
  const inserting = table.insert(lines, batch)
  inserts.add(inserting)
  return inserting.finally(() => inserts.delete(inserting))
}

async function select(id: number, query: string, parameters: Record<string, unknown>): Promise<unknown[]> {
  const controller = new AbortController()
  selects.set(id, controller)
  return table.select(query, parameters, controller.signal).finally(() => selects.delete(id))
}

/** Rows that are being stored are stored, and nobody waits for what is being read: the engine, which can't be interrupted, is not asked. */
async function end(): Promise<void> {
  await Promise.allSettled(inserts)
  if (selects.size === 0) await table.close().catch(() => undefined)
  process.kill(process.pid, 'SIGKILL')
}
