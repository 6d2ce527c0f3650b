import type { Database } from '../../../schema/database.ts'
import type { Channel } from '../channel.ts'
import { compileSchema, type Validator } from '../json-schema/validator.ts'
import type { JsonSchema } from './function.entity.ts'

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
  /** Seconds; null: the platform's default. */
  timeout: number | null
  isActive: boolean
  /** Words of its code: what it may mean by name. */
  readonly words: ReadonlySet<string>
  readonly input: Validator
  readonly output: Validator
}

/** Functions that are kept in memory. */
const MAX_KEPT = 5_000

const COLUMNS = `id, user_id AS "userId", namespace, name, version, code, input_schema AS "inputSchema", output_schema AS "outputSchema",
  enabled_namespaces AS "enabledNamespaces", timeout, is_active AS "isActive"`
const ONE = `SELECT ${COLUMNS} FROM functions.functions WHERE namespace = $1 AND name = $2`
const NAMESPACE = `SELECT ${COLUMNS} FROM functions.functions WHERE namespace = $1 AND is_active ORDER BY name`

/**
 * The functions that are called, in memory. A change in any process reaches every other one by the channel;
 * while that is down, each look-up reads the database.
 */
export class Catalog {
  readonly #database: Database
  readonly #channel: Channel
  readonly #functions = new Map<string, CallableFunction>()
  readonly #namespaces = new Map<string, CallableFunction[]>()
  readonly #callees = new WeakMap<CallableFunction, { generation: number; functions: CallableFunction[] }>()
  /** Counts what was forgotten: what was read before must not be remembered after. */
  #generation = 0

  constructor(database: Database, channel: Channel) {
    this.#database = database
    this.#channel = channel
    channel.on('function', ({ namespace, name }) => this.forget(namespace, name))
    channel.onOpened(() => this.#forgetAll())
  }

  /** @returns null where there is none; an inactive one is found */
  async find(namespace: string, name: string): Promise<CallableFunction | null> {
    const key = `${namespace}/${name}`
    const known = this.#channel.isOpen ? this.#functions.get(key) : undefined
    if (known !== undefined) return known
    const generation = this.#generation
    const [row] = await this.#database.query<Row>(ONE, [namespace, name])
    const found = row ? toCallable(row) : null
    // Names that don't exist are not remembered: there is no end of them.
    if (found && generation === this.#generation) {
      if (this.#functions.size >= MAX_KEPT) this.#functions.clear()
      this.#functions.set(key, found)
    }
    return found
  }

  /**
   * The function, and those that its code may call: functions of its own namespace that it names, those of enabled namespaces
   * that it names, and what these may call in turn. Only what is named travels to the sandbox.
   */
  async withCallees(entry: CallableFunction): Promise<CallableFunction[]> {
    const known = this.#callees.get(entry)
    if (known?.generation === this.#generation && this.#channel.isOpen) return known.functions
    const generation = this.#generation
    const functions = await this.#findCallees(entry)
    this.#callees.set(entry, { generation, functions })
    return functions
  }

  async #findCallees(entry: CallableFunction): Promise<CallableFunction[]> {
    const found = new Map<string, CallableFunction>([[entry.id, entry]])
    for (const caller of found.values()) {
      for (const namespace of new Set([caller.namespace, ...caller.enabledNamespaces])) {
        if (namespace !== caller.namespace && !caller.words.has(namespace)) continue
        for (const callee of await this.#inNamespace(namespace)) {
          if (caller.words.has(callee.name) && !found.has(callee.id)) found.set(callee.id, callee)
        }
      }
    }
    return [...found.values()]
  }

  forget(namespace: string, name: string): void {
    this.#generation++
    this.#functions.delete(`${namespace}/${name}`)
    this.#namespaces.delete(namespace)
  }

  async #inNamespace(namespace: string): Promise<CallableFunction[]> {
    const known = this.#channel.isOpen ? this.#namespaces.get(namespace) : undefined
    if (known) return known
    const generation = this.#generation
    const functions = (await this.#database.query<Row>(NAMESPACE, [namespace])).map(toCallable)
    if (generation === this.#generation) this.#namespaces.set(namespace, functions)
    return functions
  }

  #forgetAll(): void {
    this.#generation++
    this.#functions.clear()
    this.#namespaces.clear()
  }
}

type Row = Omit<CallableFunction, 'words' | 'input' | 'output'>

/** Validators and words are made on first use: most functions of a namespace are never called by another. */
function toCallable(row: Row): CallableFunction {
  let words: Set<string> | undefined
  let input: Validator | undefined
  let output: Validator | undefined
  return {
    ...row,
    get words() {
      return (words ??= new Set(row.code.match(/[A-Za-z_]\w*/g)))
    },
    get input() {
      return (input ??= compileSchema(row.inputSchema))
    },
    get output() {
      return (output ??= compileSchema(row.outputSchema))
    },
  }
}
