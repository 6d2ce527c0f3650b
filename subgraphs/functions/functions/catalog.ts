import { type Validator, validatorOf } from '../../../schema/bounded/json-schema.ts'
import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import type { Channel } from '../channel.ts'
import type { JsonSchema, Link } from './function.entity.ts'

/** A function, ready to be called. */
export interface CallableFunction {
  id: string
  /** Its owner. */
  userId: string
  namespace: string
  name: string
  version: number
  code: string
  inputSchema: JsonSchema
  outputSchema: JsonSchema
  enabledNamespaces: string[]
  /** Names of the secrets that its runs may have. */
  secrets: string[]
  /** Seconds; null: the platform's default. */
  timeout: number | null
  isActive: boolean
  authors: readonly Actor[]
  /** Null where the code was saved before links were kept. */
  links: readonly Link[] | null
  readonly input: Validator
  readonly output: Validator
}

/** A function, and the functions that its code calls by name. */
export interface LinkedFunction {
  fn: CallableFunction
  links: readonly Link[]
}

/** A function and all that its code may come to call, by id. What was deleted is not in it. */
export type CallGraph = ReadonlyMap<string, LinkedFunction>

/** Functions that are kept in memory. */
const MAX_KEPT = 5_000

const COLUMNS = `id, user_id AS "userId", namespace, name, version, code, input_schema AS "inputSchema", output_schema AS "outputSchema",
  enabled_namespaces AS "enabledNamespaces", secrets, timeout, is_active AS "isActive", authors, links`
const BY_NAME = `SELECT ${COLUMNS} FROM functions.functions WHERE namespace = $1 AND name = $2`
const BY_ID = `SELECT ${COLUMNS} FROM functions.functions WHERE id = $1`

interface Dependencies {
  database: Database
  channel: Channel
  /** Finds, and keeps, the links of code that was saved before links were kept. */
  findOldLinks(fn: CallableFunction): Promise<readonly Link[]>
}

/**
 * The functions that are called, in memory. A change in any process reaches every other one by the channel;
 * while that is down, each look-up reads the database.
 */
export class Catalog {
  readonly #dependencies: Dependencies
  readonly #functions = new Map<string, CallableFunction>()
  /** By id, as links name them. Both maps hold the same. */
  readonly #ids = new Map<string, CallableFunction>()
  readonly #graphs = new WeakMap<CallableFunction, { generation: number; graph: CallGraph }>()
  /** Counts invalidations: a row that was read before one must not be cached after it. */
  #generation = 0

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    dependencies.channel.on('function', ({ namespace, name }) => this.forget(namespace, name))
    dependencies.channel.onGap(() => this.#forgetAll())
  }

  /** @returns null where there is none; an inactive one is found */
  async find(namespace: string, name: string): Promise<CallableFunction | null> {
    const known = this.#dependencies.channel.isOpen ? this.#functions.get(`${namespace}/${name}`) : undefined
    return known ?? this.#read(BY_NAME, [namespace, name])
  }

  /** The same by id: another function that was made under the name of a deleted one is not found. */
  async findById(id: string): Promise<CallableFunction | null> {
    const known = this.#dependencies.channel.isOpen ? this.#ids.get(id) : undefined
    return known ?? this.#read(BY_ID, [id])
  }

  /** The functions that the code may come to call, by its links and those of what it calls. The caller has not been authorised for any of them. */
  async callGraph(entry: CallableFunction): Promise<CallGraph> {
    const known = this.#graphs.get(entry)
    if (known?.generation === this.#generation && this.#dependencies.channel.isOpen) return known.graph
    const generation = this.#generation
    const graph = await this.#follow(entry)
    this.#graphs.set(entry, { generation, graph })
    return graph
  }

  async #follow(entry: CallableFunction): Promise<CallGraph> {
    const graph = new Map<string, LinkedFunction>([[entry.id, { fn: entry, links: await this.linksOf(entry) }]])
    for (const { links } of graph.values()) {
      for (const { functionId } of links) {
        const fn = graph.has(functionId) ? null : await this.findById(functionId)
        if (fn) graph.set(fn.id, { fn, links: await this.linksOf(fn) })
      }
    }
    return graph
  }

  /** The functions that the function's own code calls by name. */
  async linksOf(fn: CallableFunction): Promise<readonly Link[]> {
    return fn.links ?? this.#dependencies.findOldLinks(fn)
  }

  forget(namespace: string, name: string): void {
    this.#generation++
    const key = `${namespace}/${name}`
    const known = this.#functions.get(key)
    this.#functions.delete(key)
    if (known) this.#ids.delete(known.id)
  }

  async #read(sql: string, values: string[]): Promise<CallableFunction | null> {
    const generation = this.#generation
    const [row] = await this.#dependencies.database.query<Row>(sql, values)
    const found = row ? withValidators(row) : null
    // Missing functions are not cached: their names are unlimited.
    if (found && generation === this.#generation) this.#remember(found)
    return found
  }

  #remember(fn: CallableFunction): void {
    if (this.#functions.size >= MAX_KEPT) this.#forgetAll()
    this.#functions.set(`${fn.namespace}/${fn.name}`, fn)
    this.#ids.set(fn.id, fn)
  }

  #forgetAll(): void {
    this.#generation++
    this.#functions.clear()
    this.#ids.clear()
  }
}

type Row = Omit<CallableFunction, 'input' | 'output'>

/** Validators are made on first use: most functions of a graph are checked by the runner in Python. */
function withValidators(row: Row): CallableFunction {
  let input: Validator | undefined
  let output: Validator | undefined
  return {
    ...row,
    get input() {
      return (input ??= validatorOf(row.inputSchema))
    },
    get output() {
      return (output ??= validatorOf(row.outputSchema))
    },
  }
}
