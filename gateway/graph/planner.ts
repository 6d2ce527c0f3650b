import type { QueryPlanner } from '@graphql-hive/router-query-planner'
import { type DocumentNode, type GraphQLSchema, getNamedType, isAbstractType, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { Logger } from '../../schema/log.ts'
import { type Step, stepsOf } from './plan.ts'

/** The planner of Hive Router, which is written in Rust. It is loaded when the first operation needs several subgraphs. */
export class Planner {
  readonly #supergraph: DocumentNode
  readonly #schema: GraphQLSchema
  readonly #log: Logger
  #native: Promise<QueryPlanner | undefined> | undefined

  /** @param schema what clients see */
  constructor(supergraph: DocumentNode, schema: GraphQLSchema, log: Logger) {
    this.#supergraph = supergraph
    this.#schema = schema
    this.#log = log
  }

  /** @param document of one operation @returns undefined where the runtime must plan */
  async plan(document: DocumentNode): Promise<Step | undefined> {
    if (!this.#isHandled(document)) return undefined
    const native = await (this.#native ??= this.#load())
    const { node } = (await native?.planAsync(print(document), undefined, new Set(), 0)) ?? {}
    return node && stepsOf(node)
  }

  /** There is none for Windows, nor for Linux with musl. */
  async #load(): Promise<QueryPlanner | undefined> {
    try {
      const { QueryPlanner } = await import('@graphql-hive/router-query-planner')
      return new QueryPlanner(print(this.#supergraph))
    } catch (error) {
      this.#log.info({ err: error }, 'no planner for this machine: queries over several subgraphs take the slower one of the runtime')
      return undefined
    }
  }

  /** Not where objects are of several types, nor where an alias takes the place of a key. */
  #isHandled(document: DocumentNode): boolean {
    const types = new TypeInfo(this.#schema)
    let isHandled = true
    visit(
      document,
      visitWithTypeInfo(types, {
        Field: ({ name, alias }) => {
          const type = types.getType()
          if (type && isAbstractType(getNamedType(type))) isHandled = false
          if (alias && alias.value !== name.value && KEYS.has(alias.value)) isHandled = false
        },
      }),
    )
    return isHandled
  }
}

/** Fields that name entities. */
const KEYS = new Set(['__typename', 'id', 'namespace', 'name'])
