// The floor: what node:http alone does on this machine.
import { createServer } from 'node:http'

const body = JSON.stringify({ status: 'healthy' })
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body)
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }))
