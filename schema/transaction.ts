import type { QueryResult, QueryResultRow } from 'pg'
import type { Database } from './database.ts'
import { rowTypes } from './row-types.ts'

/** The statements of a transaction. */
export interface Transaction {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<QueryResult<Row>>
}

/** Does all of the work, or nothing of it where it throws. @param work uses the transaction that it is given, and keeps it no longer */
export async function inTransaction<Result>(
  { pool }: Pick<Database, 'pool'>,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let fault: Error | undefined
  try {
    await client.query('begin')
    const result = await work({ query: (text, values = []) => client.query({ text, values, types: rowTypes }) })
    await client.query('commit')
    return result
  } catch (error) {
    // A connection that can't roll back is of no more use.
    await client.query('rollback').catch((failure: Error) => (fault = failure))
    throw error
  } finally {
    client.release(fault)
  }
}
