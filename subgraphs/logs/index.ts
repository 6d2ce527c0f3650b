import { buildSubgraph } from '../../schema/builder.ts'
import { openClickHouse } from '../../schema/embedded/clickhouse.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import { builder, type Services } from './builder.ts'
import { createRequestLogTable } from './request-log-table.ts'
import './request-log.ts'
import './request-log-stats.ts'
import './record-requests.ts'

export type { NewRequestLogRow } from './request-log-row.ts'

/** What was asked of the platform, and how it went. The only user of ClickHouse. */
export const logs: Subgraph<Services> = {
  name: 'logs',
  schema: buildSubgraph(builder),
  entities: [],
  migrations: new URL('./migrations/', import.meta.url),
  async start({ config, log, folder }) {
    const requestLogs = createRequestLogTable({
      open: () =>
        openClickHouse({
          url: config.clickhouseUrl,
          folder: folder('clickhouse'),
          engineArrives: config.CLICKHOUSE_ENGINE_ARRIVES,
          log,
        }),
      retentionDays: config.CLICKHOUSE_RETENTION_DAYS,
    })
    return {
      services: { requestLogs },
      stop: () => requestLogs.close(),
      // Requests are served without it: rows wait in memory, so its absence is told but makes nothing unready.
      ready: async () => ({ clickhouse: requestLogs.state() }),
    }
  },
}
