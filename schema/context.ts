import type { Caller, Decision } from './caller.ts'
import type { Database, EntityManager } from './database.ts'
import { SinasError } from './errors.ts'
import type { Graph } from './graph.ts'
import type { Logger } from './log.ts'
import { forEveryRow, holds, may, mayActOn, reach, reachOf, type Scope } from './permissions.ts'
import type { RequestInfo } from './request-info.ts'

export type { Caller, Decision } from './caller.ts'
export { internalRequest, type RequestInfo } from './request-info.ts'

/** What a resolver is given. @typeParam Services what the subgraph's `start` returned */
export interface Context<Services = unknown> extends RequestInfo {
  /** Opened on first use: a path that goes under the ORM does not pay for it. */
  readonly em: EntityManager
  readonly database: Database
  readonly services: Services
  readonly log: Logger
  readonly graph: Graph
  /** Forgets the rows of `em`: what a mutation that was refused had prepared is not written by the next one of the request. */
  startAnew(): void
  /** The same request as another caller, for what runs on a user's behalf. */
  as(caller: Caller): Context<Services>
  /** May the caller do this? Remembered for the request log. @param permission whole: `sinas.groups.update:all` */
  may(permission: string): boolean
  /** The widest scope in which the caller may do `action` (`groups.read`), or null. Remembered for the request log. */
  reach(action: string): Scope | null
  /**
   * Refuses what the caller, or a party that shaped their run, may not do to a thing of `ownerId`. Remembered for the request log.
   * @param action without service and scope: `functions/ns/name.execute`
   * @throws SinasError FORBIDDEN
   */
  requireOn(action: string, ownerId: string): void
  /** The error for the last denied permission, with a message that says which party lacks it. */
  forbidden(): SinasError
}

/** What all requests of one subgraph share. */
export interface SubgraphDependencies<Services = unknown> {
  database: Database
  services: Services
  graph: Graph
  log: Logger
}

export class RequestContext<Services> implements Context<Services> {
  caller: Caller | null
  readonly requestId: string
  readonly traceparent: string | undefined
  readonly ip: string | undefined
  readonly userAgent: string | undefined
  readonly signal: AbortSignal
  readonly decisions: Decision[]
  readonly database: Database
  readonly services: Services
  readonly graph: Graph
  readonly #log: Logger
  #requestLog: Logger | undefined
  #em: EntityManager | undefined

  constructor(request: RequestInfo, dependencies: SubgraphDependencies<Services>) {
    this.caller = request.caller
    this.requestId = request.requestId
    this.traceparent = request.traceparent
    this.ip = request.ip
    this.userAgent = request.userAgent
    this.signal = request.signal
    this.decisions = request.decisions
    this.database = dependencies.database
    this.services = dependencies.services
    this.graph = dependencies.graph
    this.#log = dependencies.log
  }

  get em(): EntityManager {
    return (this.#em ??= this.database.fork())
  }

  startAnew(): void {
    this.#em = undefined
  }

  get log(): Logger {
    return (this.#requestLog ??= this.#log.child({ requestId: this.requestId }))
  }

  as(caller: Caller): Context<Services> {
    return new RequestContext(
      { ...this.#info(), caller },
      { database: this.database, services: this.services, graph: this.graph, log: this.#log },
    )
  }

  may(permission: string): boolean {
    return this.#decide(permission, may(this.caller, permission))
  }

  reach(action: string): Scope | null {
    const scope = reach(this.caller, action)
    this.#decide(`sinas.${action}:${scope ?? 'own'}`, scope !== null)
    return scope
  }

  requireOn(action: string, ownerId: string): void {
    const isOwn = ownerId === this.caller?.userId
    const scope = isOwn ? (reachOf(this.caller!, action) ?? 'own') : 'all'
    if (!this.#decide(`sinas.${action}:${scope}`, mayActOn(this.caller, action, ownerId))) throw this.forbidden()
  }

  forbidden(): SinasError {
    const denied = this.decisions.findLast((decision) => !decision.granted)
    if (!denied) return new SinasError('FORBIDDEN', { permission: 'a permission' })
    const { permission, deniedByShaper } = denied
    if (!deniedByShaper) return new SinasError('FORBIDDEN', { permission })
    return new SinasError('FORBIDDEN', { permission: `${forEveryRow(permission)}, held by everyone who shaped this run,` })
  }

  #decide(permission: string, granted: boolean): boolean {
    const deniedByShaper = !granted && this.caller !== null && holds(this.caller, permission)
    this.decisions.push({ permission, granted, ...(deniedByShaper && { deniedByShaper }) })
    return granted
  }

  #info(): RequestInfo {
    return {
      caller: this.caller,
      requestId: this.requestId,
      traceparent: this.traceparent,
      ip: this.ip,
      userAgent: this.userAgent,
      signal: this.signal,
      decisions: this.decisions,
    }
  }
}
