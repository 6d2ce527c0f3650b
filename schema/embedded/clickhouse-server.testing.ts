// A ClickHouse server for tests where none can be installed: the real engine, in a process of its own, behind the part of the
// HTTP interface that @clickhouse/client speaks.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Session } from './clickhouse-engine/session.testing.ts'

/** @param folder where the server keeps its data */
export async function startClickHouseServer(folder: string): Promise<{ url: string } & AsyncDisposable> {
  const server = fork(fileURLToPath(import.meta.url), [folder])
  const [port] = await once(server, 'message')
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const ended = once(server, 'exit')
      server.disconnect()
      await ended
    },
  }
}

async function serve(folder: string) {
  const session = new Session(folder)
  // One at a time: USE and SET hold for the whole session.
  let last: Promise<unknown> = Promise.resolve()
  const server = createServer((request, response) => {
    last = last.then(() => answer(session, request, response))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  process.send!((server.address() as AddressInfo).port)
  // The test that forked us has let go of us, or has died.
  await once(process, 'disconnect')
  server.closeAllConnections()
  await last
  session.close()
  process.exit()
}

/** Parameters of the URL that are not settings. */
const OTHER = ['query', 'query_id', 'database', 'session_id', 'session_timeout', 'role', 'default_format', 'enable_http_compression']

async function answer(session: Session, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
  if (pathname === '/ping') return response.end('Ok.\n')
  const body = Buffer.concat(await Array.fromAsync(request))
  const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString()
  const bound = Object.fromEntries([...searchParams].flatMap(([key, value]) => (key.startsWith('param_') ? [[key.slice(6), value]] : [])))
  const settings = [...searchParams].filter(([key]) => !OTHER.includes(key) && !key.startsWith('param_'))
  const statements = [
    `USE ${searchParams.get('database') ?? 'default'}`,
    ...settings.map(([name, value]) => `SET ${name} = '${value.replaceAll("'", "''")}'`),
    [searchParams.get('query'), text].filter(Boolean).join('\n'),
  ]
  response.setHeader('x-clickhouse-query-id', searchParams.get('query_id') ?? '')
  try {
    response.end(Buffer.from((await session.queryBindAsync(statements.join('; '), bound)).bytes()))
  } catch (error) {
    const { message } = error as Error
    response.writeHead(500, { 'x-clickhouse-exception-code': /Code: (\d+)/.exec(message)?.[1] ?? '1002' }).end(message)
  }
}

if (import.meta.main) await serve(process.argv[2]!)
