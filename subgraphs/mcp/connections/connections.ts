import { SseError } from '@modelcontextprotocol/sdk/client/sse.js'
import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Config } from '../../../schema/config.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import { openSecrets } from '../servers/secrets.ts'
import type { Protocol, ServerRow } from '../servers/server.entity.ts'
import type { ListedTool } from '../tools/listed-tool.ts'
import { Connection, isSessionLost } from './connection.ts'
import { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts'
import { ServerLogin } from './oauth.ts'
import { isUnreachable, needsLogin, reasonOf } from './reason.ts'
import { markConnected, markError, markLost, writeTools } from './status.ts'
import { transportTo } from './transport.ts'

interface Dependencies {
  config: Config
  database: Database
  log: Logger
  sealer: Sealer
}

/** This process's connections to MCP servers. Each is opened when it is first needed, and again when it was lost. */
export class Connections {
  readonly #dependencies: Dependencies
  readonly guard: GuardedFetch
  readonly #open = new Map<string, Promise<Connection>>()
  #closed = false

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    this.guard = createGuardedFetch(dependencies.config.MCP_ALLOWED_HOSTS)
  }

  /**
   * Does something with a connection to the server.
   * @throws SinasError UNAVAILABLE at once where the server could not be reached a moment ago: callers do not wait for a dead server twice
   */
  async use<Result>(server: ServerRow, work: (connection: Connection) => Promise<Result>, mayRepeat = true): Promise<Result> {
    const connection = await this.#connectionTo(server)
    try {
      return await connection.use(work)
    } catch (error) {
      if (isSessionLost(error) && mayRepeat) {
        await connection.retire()
        return this.use(server, work, false)
      }
      if (isUnreachable(error)) await this.#lost(server, connection, error)
      if (needsLogin(error)) await this.#lockedOut(server, connection, error)
      if (error instanceof SinasError) throw error
      throw new SinasError('UNAVAILABLE', { what: `The MCP server ${server.name}`, reason: reasonOf(error) }, error)
    }
  }

  /** Connects now, also where it is connected or failed before. @throws SinasError UNAVAILABLE, with the reason that its row then has */
  connect(server: ServerRow): Promise<Connection> {
    // In the map before anything is waited for: of many who need a connection, one opens it.
    const opening = this.#replace(this.#open.get(server.id), server)
    this.#open.set(server.id, opening)
    opening.catch(() => this.#open.get(server.id) === opening && this.#open.delete(server.id))
    return opening
  }

  async drop(id: string): Promise<void> {
    const opening = this.#open.get(id)
    this.#open.delete(id)
    const connection = await opening?.catch(() => undefined)
    await connection?.close()
  }

  /** Servers that this process is connected to. */
  get ids(): string[] {
    return [...this.#open.keys()]
  }

  /** Closes those of `ids` that are not what they were. @param current versions of the servers that are active */
  async keep(current: ReadonlyMap<string, number>, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const connection = await this.#open.get(id)?.catch(() => undefined)
      // A newer version than was read is one that was opened meanwhile.
      if (connection && connection.version > (current.get(id) ?? Number.POSITIVE_INFINITY)) continue
      if (connection && connection.version !== current.get(id)) await this.drop(id)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#open.keys()].map((id) => this.drop(id)))
    await this.guard.close()
  }

  /** What the server needs to log in, where no key was given. */
  loginOf(server: ServerRow): ServerLogin | undefined {
    const secrets = openSecrets(this.#dependencies.sealer, server)
    const hasKey = secrets.apiKey || Object.keys(secrets.headers ?? {}).some((name) => name.toLowerCase() === 'authorization')
    return hasKey
      ? undefined
      : new ServerLogin({ ...this.#dependencies, publicUrl: this.#dependencies.config.publicUrl }, server.id, secrets)
  }

  async #connectionTo(server: ServerRow): Promise<Connection> {
    if (!server.isActive) throw new SinasError('UNAVAILABLE', { what: `The MCP server ${server.name}`, reason: 'it is not active' })
    const opening = this.#open.get(server.id)
    if (opening) {
      const connection = await opening
      if (connection.isOpen && connection.version >= server.version) return connection
      if ((this.#open.get(server.id) ?? opening) !== opening) return this.#connectionTo(server)
    } else if (server.connectionStatus === 'error' && (!server.retryAt || server.retryAt > new Date())) {
      throw new SinasError('UNAVAILABLE', {
        what: `The MCP server ${server.name}`,
        reason: server.errorMessage ?? 'it could not be reached',
      })
    }
    return this.connect(server)
  }

  async #replace(before: Promise<Connection> | undefined, server: ServerRow): Promise<Connection> {
    const connection = await before?.catch(() => undefined)
    await connection?.retire()
    if (this.#closed) throw new SinasError('UNAVAILABLE', { what: 'The platform', reason: 'it is shutting down' })
    return this.#connect(server)
  }

  async #connect(server: ServerRow): Promise<Connection> {
    const { database, log } = this.#dependencies
    try {
      const connection = await this.#openAny(server)
      const tools = await connection.listTools().catch(async (error) => {
        await connection.close()
        throw error
      })
      this.#watch(server, connection)
      await markConnected(database, server, tools)
      log.info({ server: server.name, tools: tools.length }, 'the platform connected to an MCP server')
      return connection
    } catch (error) {
      const reason = reasonOf(error)
      await markError(database, server, reason, !needsLogin(error))
      log.warn({ server: server.name, reason }, 'the platform could not connect to an MCP server')
      throw new SinasError('UNAVAILABLE', { what: `The MCP server ${server.name}`, reason }, error)
    }
  }

  /** Streamable HTTP, and where the server is too old for it, SSE. */
  async #openAny(server: ServerRow): Promise<Connection> {
    try {
      return await this.#openOne(server, server.protocol)
    } catch (error) {
      if (server.protocol !== 'http' || !isTooOld(error)) throw error
      return await this.#openOne(server, 'sse').catch((second) => {
        // That it speaks neither says less than what it answered to the protocol of today.
        throw second instanceof SseError ? error : second
      })
    }
  }

  #openOne(server: ServerRow, protocol: Protocol): Promise<Connection> {
    const { config, log, sealer } = this.#dependencies
    const transport = transportTo(server, protocol, {
      guard: this.guard,
      secrets: openSecrets(sealer, server),
      login: this.loginOf(server),
      allowStdio: config.MCP_ALLOW_STDIO,
      onLog: (text) => log.debug({ server: server.name, text }, 'an MCP server wrote to its standard error'),
    })
    return Connection.open(transport, server.name, server.version)
  }

  #watch(server: ServerRow, connection: Connection): void {
    const { database, log } = this.#dependencies
    connection.onToolsChanged(() => {
      connection
        .listTools()
        .then((tools: ListedTool[]) => writeTools(database, server.id, tools))
        .catch((error) => log.warn({ err: error, server: server.name }, 'an MCP server did not list its tools: the earlier list stays'))
    })
    connection.client.onerror = (error) => log.debug({ err: error, server: server.name }, 'an MCP connection reported an error')
    connection.client.onclose = () => {
      if (!connection.isOpen) return
      connection.isOpen = false
      this.#lost(server, connection, new Error('The server closed the connection')).catch((error) =>
        log.error({ err: error, server: server.name }, 'the status of a closed MCP connection could not be written'),
      )
    }
  }

  /** A token that can't be refreshed, or that does not reach far enough: a person has to log in again. */
  async #lockedOut(server: ServerRow, connection: Connection, error: unknown): Promise<void> {
    await this.#forget(server.id, connection)
    await markError(this.#dependencies.database, server, reasonOf(error), false)
  }

  async #lost(server: ServerRow, connection: Connection, error: unknown): Promise<void> {
    await this.#forget(server.id, connection)
    await markLost(this.#dependencies.database, server, reasonOf(error))
  }

  /** Unless another has taken its place already. */
  async #forget(id: string, connection: Connection): Promise<void> {
    await connection.retire()
    const opening = this.#open.get(id)
    const current = await opening?.catch(() => undefined)
    if (current === connection && this.#open.get(id) === opening) this.#open.delete(id)
  }
}

/** What a server of 2024 answers to the POST of today's protocol. */
const isTooOld = (error: unknown) => error instanceof StreamableHTTPError && [400, 404, 405, 406, 415, 501].includes(error.code ?? 0)
