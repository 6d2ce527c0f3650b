// The identity subgraph alone: an executor over node:http, as an administrator, without a gateway, a token or an envelope.
import { createServer } from 'node:http'
import { parse } from 'graphql'
import { loadConfig } from '../../schema/config.ts'
import { internalRequest } from '../../schema/context.ts'
import { createGraph } from '../../schema/graph.ts'
import { createLog } from '../../schema/log.ts'
import { createOwnership } from '../../schema/ownership/open.ts'
import { createSealer } from '../../schema/sealing.ts'
import { startSubgraph } from '../../schema/subgraph.ts'
import { answering } from '../../schema/testing/answering.ts'
import { identity } from '../../subgraphs/identity/index.ts'

const [databaseUrl = '', secretKey = ''] = process.argv.slice(2)
const config = loadConfig({})
const log = createLog('silent')
const { listener, presence } = createOwnership(databaseUrl, log)
const running = await startSubgraph(identity, {
  config,
  log,
  listener,
  presence,
  databaseUrl,
  secretKey,
  workerKey: undefined,
  sealer: createSealer(secretKey),
  graph: createGraph(new Map(), new Map()),
  folder: () => '',
})
const caller = { userId: crypto.randomUUID(), email: 'admin@example.com', groupIds: [], permissions: { 'sinas.*:all': true } }

const server = createServer(
  answering(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { query } = JSON.parse(Buffer.concat(chunks).toString())
    const result = await running.execute(parse(query), {}, internalRequest(caller, 'bench'))
    const body = JSON.stringify(result)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
  }),
)
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }))
