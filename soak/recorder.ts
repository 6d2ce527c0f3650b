import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/** Each run of a function reports here that it began: so executions that ran twice are found, independently of the platform's rows. */
export interface Recorder extends AsyncDisposable {
  port: number
  /** Executions that reported, by the number of the call that they belong to. */
  runs: Map<number, string[]>
}

/** Python that reports a run, and waits until it was heard. */
export const REPORT = `
import socket
def report(input, context):
    with socket.create_connection(("127.0.0.1", input["recorder"]), 5) as connection:
        connection.sendall(f"{input['n']} {context['execution_id']}\\n".encode())
        connection.recv(1)
`

export async function startRecorder(): Promise<Recorder> {
  const runs = new Map<number, string[]>()
  const server = createServer((socket) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      if (!text.endsWith('\n')) return
      const [number, id] = text.trim().split(' ')
      runs.set(Number(number), [...(runs.get(Number(number)) ?? []), id!])
      socket.end('.')
    })
    // A run that is killed while it reports.
    socket.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    runs,
    async [Symbol.asyncDispose]() {
      server.close()
      await once(server, 'close')
    },
  }
}
