import { buildSubgraph } from '../../schema/builder.ts'
import type { Subgraph } from '../../schema/subgraph.ts'
import { builder } from './builder.ts'
import { Connections } from './connections/connections.ts'
import { startRetrying } from './connections/retry.ts'
import { McpServerEntity } from './servers/server.entity.ts'
import type { Services } from './services.ts'
import './servers/authorize.ts'
import './servers/change-servers.ts'
import './servers/reseal-secrets.ts'
import './servers/server.ts'
import './tools/call-tool.ts'
import './tools/contents.ts'
import './tools/tool.ts'

/** Servers of the Model Context Protocol that agents may use: which there are, how they are reached, what they offer. */
export const mcp: Subgraph<Services> = {
  name: 'mcp',
  schema: buildSubgraph(builder),
  entities: [McpServerEntity],
  migrations: new URL('./migrations/', import.meta.url),
  async start({ config, log, sealer }, database) {
    const connections = new Connections({ config, database, log, sealer })
    const stopRetrying = startRetrying(connections, database, log)
    return {
      services: { config, database, log, sealer, connections },
      async stop() {
        await stopRetrying()
        await connections.close()
      },
    }
  },
}
