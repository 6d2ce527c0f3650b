import type { Database } from '../../../schema/database.ts'
import type { Logger } from '../../../schema/log.ts'
import { repeat } from '../../../schema/repeat.ts'
import { McpServerEntity, type ServerRow } from '../servers/server.entity.ts'
import type { Connections } from './connections.ts'

const EVERY_MS = 2_000

// Claimed for a minute, so that one process tries and the others don't.
const CLAIM = `
  update mcp.servers set retry_at = now() + interval '1 minute' where id in (
    select id from mcp.servers where is_active and connection_status <> 'connected' and retry_at <= now()
    order by retry_at for update skip locked limit 5)
  returning id`

const CURRENT = 'select id, version from mcp.servers where is_active and id = any($1::uuid[])'

/**
 * Looks after connections: servers that could not be reached, or were lost, are tried again when their time has come, and what another
 * process changed or deleted is closed here. @returns what stops it
 */
export function startRetrying(connections: Connections, database: Database, log: Logger): () => Promise<void> {
  async function retry(): Promise<void> {
    const claimed = await database.query<{ id: string }>(CLAIM)
    const servers = claimed.length > 0 ? await database.fork().find(McpServerEntity, { id: { $in: claimed.map(({ id }) => id) } }) : []
    await Promise.all(servers.map((server: ServerRow) => connections.connect(server).catch(() => undefined)))
  }

  async function closeStale(): Promise<void> {
    const open = connections.ids
    if (open.length === 0) return
    const rows = await database.query<{ id: string; version: number }>(CURRENT, [open])
    await connections.keep(new Map(rows.map(({ id, version }) => [id, version])), open)
  }

  const round = () => Promise.all([retry(), closeStale()])
  return repeat(round, {
    everyMs: EVERY_MS,
    log,
    failure: 'MCP connections could not be checked: this process tries again at the next round',
  })
}
