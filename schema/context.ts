import type { Database, EntityManager } from './database.ts'
import type { Graph } from './graph.ts'
import type { Logger } from './log.ts'
import { type Grants, may, type Permissions, reach, type Scope } from './permissions.ts'

/** Who asks: found once at the door, then handed on. */
export interface Caller extends Grants {
  userId: string
  email: string
  /** Groups in which the caller is an active member: what the scope `group` means. */
  groupIds: string[]
  permissions: Permissions
  /** Set where the caller used an API key: what the key does not grant, its owner can't do with it. */
  apiKey?: { id: string; permissions: Permissions }
}

/** A permission that was asked for, and the answer: it goes to the request log. */
export interface Decision {
  permission: string
  granted: boolean
}

/** What a request carries from room to room. */
export interface RequestInfo {
  caller: Caller | null
  /** One id through gateway, subgraphs and logs. */
  requestId: string
  /** W3C Trace Context, passed on where a request leaves the process. */
  traceparent?: string | undefined
  ip?: string | undefined
  userAgent?: string | undefined
  /** Aborted when the client leaves. */
  signal: AbortSignal
  /** Filled while the request runs. */
  decisions: Decision[]
}

/** What a resolver is given. @typeParam Services what the subgraph's `start` returned */
export interface Context<Services = unknown> extends RequestInfo {
  /** Opened on first use: a path that goes under the ORM does not pay for it. */
  readonly em: EntityManager
  readonly database: Database
  readonly services: Services
  readonly log: Logger
  readonly graph: Graph
  /** The same request as somebody else, for what runs on a user's behalf. */
  as(caller: Caller): Context<Services>
  /** May the caller do this? Remembered for the request log. @param permission whole: `sinas.groups.update:all` */
  may(permission: string): boolean
  /** The widest scope in which the caller may do `action` (`groups.read`), or null. Remembered for the request log. */
  reach(action: string): Scope | null
}

/** What all requests of one subgraph share. */
export interface Room<Services = unknown> {
  database: Database
  services: Services
  graph: Graph
  log: Logger
}

/** A request that no client made: a cron tick, a queued run. */
export function internalRequest(caller: Caller | null, requestId: string, signal = new AbortController().signal): RequestInfo {
  return { caller, requestId, signal, decisions: [] }
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

  constructor(request: RequestInfo, room: Room<Services>) {
    this.caller = request.caller
    this.requestId = request.requestId
    this.traceparent = request.traceparent
    this.ip = request.ip
    this.userAgent = request.userAgent
    this.signal = request.signal
    this.decisions = request.decisions
    this.database = room.database
    this.services = room.services
    this.graph = room.graph
    this.#log = room.log
  }

  get em(): EntityManager {
    return (this.#em ??= this.database.fork())
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
    const granted = may(this.caller, permission)
    this.decisions.push({ permission, granted })
    return granted
  }

  reach(action: string): Scope | null {
    const scope = reach(this.caller, action)
    this.decisions.push({ permission: `sinas.${action}:${scope ?? 'own'}`, granted: scope !== null })
    return scope
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
