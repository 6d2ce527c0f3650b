import assert from 'node:assert/strict'
import { AsyncLocalStorage } from 'node:async_hooks'
import { Client } from 'pg'

const counters = new AsyncLocalStorage<{ statements: string[] }>()

const { query } = Client.prototype as unknown as { query(...args: unknown[]): unknown }

Object.assign(Client.prototype, {
  query(this: Client, ...args: unknown[]) {
    const [statement] = args as [string | { text: string }]
    counters.getStore()?.statements.push(typeof statement === 'string' ? statement : statement.text)
    return query.apply(this, args)
  },
})

/** How many statements PostgreSQL is sent by what runs here, in this process and whichever pool. Housekeeping that runs beside it does not count. */
export async function countStatements<Result>(
  run: () => Promise<Result>,
): Promise<{ result: Result; statements: number; texts: readonly string[] }> {
  const counter = { statements: [] as string[] }
  const result = await counters.run(counter, run)
  return { result, statements: counter.statements.length, texts: counter.statements }
}

/**
 * Batches of one moment may miss each other by the time that a statement took, so that a few more are sent; one for each parent is never sent.
 * @param few what few parents took @param many what ten times as many took
 */
export function assertNotMore(few: { statements: number }, many: { statements: number }): void {
  assert.ok(many.statements <= few.statements + MISSED_BATCHES, `${many.statements} statements for many, ${few.statements} for few`)
}

const MISSED_BATCHES = 4
