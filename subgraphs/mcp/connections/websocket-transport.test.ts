import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { type WebSocket, WebSocketServer } from 'ws'
import { type McpUnderTest, openMcp } from '../mcp.testing.ts'

let fixture: McpUnderTest
let sockets: WebSocketServer
let url: string
const keys: (string | undefined)[] = []

before(async () => {
  fixture = await openMcp()
  sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(sockets, 'listening')
  url = `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}/`
  sockets.on('connection', (socket, request) => {
    keys.push(request.headers.authorization)
    const server = new McpServer({ name: 'socket', version: '1.0.0' })
    server.registerTool('greet', {}, () => ({ content: [{ type: 'text', text: 'hello' }] }))
    server.registerTool('hang-up', {}, () => {
      socket.terminate()
      return { content: [] }
    })
    void server.connect(transportOf(socket))
  })
})
after(async () => {
  await fixture[Symbol.asyncDispose]()
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
})

function transportOf(socket: WebSocket): Transport {
  const transport: Transport = {
    start: async () => undefined,
    send: async (message) => socket.send(JSON.stringify(message)),
    close: async () => socket.close(),
  }
  socket.on('message', (data) => transport.onmessage?.(JSON.parse(String(data))))
  return transport
}

const execute = (server: string, tool: string) => fixture.run('ExecuteMcpServerTool', { server, tool })

test('a server is used over a WebSocket, with its key, and anew after it hung up', async () => {
  const { id, connection_status } = await fixture.register({ protocol: 'websocket', url, api_key: 'secret' })
  assert.equal(connection_status, 'connected')
  assert.equal(keys[0], 'Bearer secret')
  assert.equal((await execute(id, 'greet')).result.content[0].text, 'hello')
  await assert.rejects(execute(id, 'hang-up'), /the connection was closed/)
  assert.equal((await execute(id, 'greet')).result.content[0].text, 'hello')
})
