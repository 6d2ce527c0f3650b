import {
  type DocumentNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  separateOperations,
  validate,
  visit,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { introspects } from '../introspection.ts'
import type { AnswerSize } from '../limits/answer-size.ts'
import { parseWithin, type QueryLimits, sizeWithin } from '../limits/limit-queries.ts'
import type { Step } from './plan.ts'
import type { SoleSubgraph } from './sole-subgraph.ts'

/** A valid query or mutation, and what was found out about it once. */
export interface KnownOperation {
  kind: 'query' | 'mutation'
  name: string | undefined
  definition: OperationDefinitionNode
  /** The operation with its fragments, and nothing that belongs to other operations. */
  document: DocumentNode
  /** The subgraph that answers it alone. */
  subgraph: string | undefined
  /** What is asked of several subgraphs, once it was planned. */
  plan?: Promise<Step | undefined>
  /** How much it may return, where that depends on no variable. */
  size: AnswerSize | undefined
}

/** The operations of a document by their names; one without a name is under the empty one. */
type KnownDocument = ReadonlyMap<string, KnownOperation>

/** Bytes of documents that are kept parsed, by who sent them: strangers can't push out what users ask for. */
const KEPT_BYTES = { ofUsers: 32 * 1024 * 1024, ofStrangers: 4 * 1024 * 1024 }
/** Bytes that a node of a parsed document is taken for, an estimate: 125 of its own, and 135 of what its subgraph finds out about it (`OperationPlan`). */
const NODE_BYTES = 300

interface Dependencies {
  /** What clients see. */
  schema: GraphQLSchema
  limits: QueryLimits
  soleSubgraph: SoleSubgraph
}

/** Documents that were sent before, parsed and validated once. Those that are used least are forgotten. */
export class KnownDocuments {
  readonly #dependencies: Dependencies
  readonly #ofUsers = keep(KEPT_BYTES.ofUsers)
  readonly #ofStrangers = keep(KEPT_BYTES.ofStrangers)

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** @returns undefined for what the runtime must look at: it is not valid, over a limit, introspects, or is a subscription */
  find(text: string, operationName: string | undefined, { isStranger }: { isStranger: boolean }): KnownOperation | undefined {
    let known = this.#ofUsers.get(text) ?? this.#ofStrangers.get(text)
    if (!known) {
      known = this.#read(text)
      const cache = isStranger ? this.#ofStrangers : this.#ofUsers
      cache.set(text, known)
    }
    if (operationName) return known.get(operationName)
    return known.size === 1 ? known.values().next().value : undefined
  }

  #read(text: string): KnownDocument {
    const { schema, limits } = this.#dependencies
    try {
      const document = parseWithin(text, { noLocation: true }, limits)
      if (introspects(document) || validate(schema, document).length > 0) return NOTHING
      return new Map(
        Object.entries(separateOperations(document)).flatMap(([name, own]) => {
          const operation = this.#operation(own)
          return operation ? [[name, operation]] : []
        }),
      )
    } catch {
      return NOTHING
    }
  }

  #operation(document: DocumentNode): KnownOperation | undefined {
    const { schema, limits, soleSubgraph } = this.#dependencies
    const definition = getOperationAST(document)!
    const { operation: kind, name, variableDefinitions = [] } = definition
    if (kind === 'subscription') return undefined
    return {
      kind,
      name: name?.value,
      definition,
      document,
      subgraph: soleSubgraph.of(document),
      size: variableDefinitions.length === 0 ? sizeWithin({ schema, document }, limits) : undefined,
    }
  }
}

const NOTHING: KnownDocument = new Map()

const keep = (maxSize: number) => new LRUCache<string, KnownDocument>({ maxSize, sizeCalculation: bytesOf })

function bytesOf(document: KnownDocument, text: string): number {
  let nodes = 1
  for (const { document: own } of document.values()) visit(own, { enter: () => void nodes++ })
  return 2 * text.length + nodes * NODE_BYTES
}
