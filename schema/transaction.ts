import type { PoolClient } from 'pg'
import type { Database } from './database.ts'

/** Does all of the work, or nothing of it where it throws. @param work uses the client that it is given, and keeps it no longer */
export async function inTransaction<Result>(
  { pool }: Pick<Database, 'pool'>,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  let fault: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
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
