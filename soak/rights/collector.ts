import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What an attacker's function says of one of its runs. */
export interface Report {
  /** What it tried for, and who wrote it. */
  kind: string
  author: string
  user: string
  execution: string
  token: string
  /** Each request that it made, and the answer: method, path, status, text. */
  tried: [string, string, number, string][]
}

/** A listener of the attackers', outside of the platform: their functions tell it all that they find. */
export interface Collector extends AsyncDisposable {
  port: number
}

const MAX_BYTES = 8_000_000

/** @param heard is told of each report; the run that sent it goes on when this resolves */
export async function startCollector(heard: (report: Report) => Promise<void>): Promise<Collector> {
  const server = createServer((socket) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      if (text.length > MAX_BYTES) return void socket.destroy()
      if (text.endsWith('\n')) void answer(socket, text)
    })
    // A run that is killed while it reports.
    socket.on('error', () => socket.destroy())
  })
  async function answer(socket: Socket, text: string) {
    await heard(JSON.parse(text)).finally(() => socket.end('.'))
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}
