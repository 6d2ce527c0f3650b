// The platform as an MCP server: what a desktop assistant or an IDE does with one URL and one key.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'

const client = new Client({ name: 'example', version: '1.0.0' })
const transport = new StreamableHTTPClientTransport(new URL(`${process.env.SINAS_BASE_URL}/mcp`), {
  requestInit: { headers: { 'x-api-key': process.env.SINAS_API_KEY! } },
})
await client.connect(transport as Transport)

const { tools } = await client.listTools()
console.log(
  tools.length,
  'tools are offered, among them',
  tools
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', '),
)

const kept = await client.callTool({
  name: 'create_state',
  arguments: { namespace: 'examples', key: `note ${crypto.randomUUID()}`, value: { from: 'an MCP client' } },
})
console.log(kept.isError ? 'refused' : 'kept', (kept.content as { text: string }[])[0]!.text)

await client.close()
