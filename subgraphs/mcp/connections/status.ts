import type { Database } from '../../../schema/database.ts'
import type { ServerRow } from '../servers/server.entity.ts'
import type { ListedTool } from '../tools/listed-tool.ts'

// Nothing is written of a server that was changed meanwhile: it is no longer the one that was tried.
const CONNECTED = `
  update mcp.servers set connection_status = 'connected', error_message = null, failures = 0, retry_at = null, last_connected = now(),
    authorization_url = null, authorization_state = null, tools = $3, tools_listed_at = now()
  where id = $1 and version = $2`

// 5 s, 10 s, 20 s, ... 10 minutes; a third of it by chance, so that processes and servers don't come back in step.
const ERROR = `
  update mcp.servers set connection_status = 'error', error_message = $3, failures = failures + 1,
    retry_at = case when $4 then now() + least(5 * power(2, least(failures, 10)), 600) * (1 + random() / 3) * interval '1 second' end
  where id = $1 and version = $2`

const LOST = `
  update mcp.servers set connection_status = 'disconnected', error_message = $3, retry_at = now() + interval '1 second'
  where id = $1 and version = $2 and connection_status = 'connected'`

export async function markConnected(database: Database, { id, version }: ServerRow, tools: ListedTool[]): Promise<void> {
  await database.query(CONNECTED, [id, version, JSON.stringify(tools)])
}

/** @param mayRetry whether trying again can succeed without a change by an administrator */
export async function markError(database: Database, { id, version }: ServerRow, reason: string, mayRetry: boolean): Promise<void> {
  await database.query(ERROR, [id, version, reason, mayRetry])
}

/** The server was connected and is lost: the next caller, or the next round of retries, connects at once. */
export async function markLost(database: Database, { id, version }: ServerRow, reason: string): Promise<void> {
  await database.query(LOST, [id, version, reason])
}

export async function writeTools(database: Database, id: string, tools: ListedTool[]): Promise<void> {
  await database.query('update mcp.servers set tools = $2, tools_listed_at = now() where id = $1', [id, JSON.stringify(tools)])
}
