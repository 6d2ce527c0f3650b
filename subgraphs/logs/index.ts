import { buildSubgraph } from '../../schema/builder.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import { builder, type Services } from './builder.ts'
import { createRequestLogProcess } from './request-log-process.ts'
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
    const settings = {
      url: config.clickhouseUrl,
      folder: folder('clickhouse'),
      engineArrives: config.CLICKHOUSE_ENGINE_ARRIVES,
      retentionDays: config.CLICKHOUSE_RETENTION_DAYS,
    }
    const requestLogs = createRequestLogProcess(settings, log)
    return {
      services: { requestLogs },
      stop: () => requestLogs.close(),
      // Requests are served without it: rows wait in memory, so its absence is told but makes nothing unready.
      ready: async () => ({ clickhouse: requestLogs.state() }),
    }
  },
}
