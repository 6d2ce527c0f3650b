import type { FastifyRequest } from 'fastify'
import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLSchema, getVariableValues } from 'graphql'
import type { Config } from '../../schema/config.ts'
import type { RequestInfo } from '../../schema/context.ts'
import type { SubgraphEndpoint } from '../../schema/graph.ts'
import type { Logger } from '../../schema/log.ts'
import type { DocumentParameters, PersistedDocuments } from '../documents/persisted-documents.ts'
import { mayIntrospect, withoutSuggestions } from '../introspection.ts'
import type { AnswerSize } from '../limits/answer-size.ts'
import { costReport, sizeWithin, wantsCost } from '../limits/limit-queries.ts'
import { noteFirstError, notesOf } from '../request-notes.ts'
import { Completion } from './complete.ts'
import { failedAnswer } from './failed-answer.ts'
import { type HttpAnswer, httpAnswer } from './http-answer.ts'
import { KnownDocuments, type KnownOperation } from './known-documents.ts'
import type { LazyRuntime } from './lazy-runtime.ts'
import { type Mask, maskErrors } from './mask-errors.ts'
import { jsonTypeFor } from './media-type.ts'
import { Planner } from './planner.ts'
import { runPlan } from './run-plan.ts'
import { SILENT } from './runtime-log.ts'
import { SoleSubgraph } from './sole-subgraph.ts'

/** As much of a request as is looked at here. */
type PlainRequest = Pick<FastifyRequest, 'method' | 'url' | 'headers' | 'body' | 'info'>

interface Parameters extends DocumentParameters {
  operationName?: unknown
  variables?: unknown
}

interface Dependencies {
  /** What clients see. */
  schema: GraphQLSchema
  /** It plans what the planner can't. */
  runtime: LazyRuntime
  endpoints: ReadonlyMap<string, SubgraphEndpoint>
  config: Config
  persisted: PersistedDocuments
  documents: KnownDocuments
  planner: Planner
  mask: Mask
}

/** @param supergraph of all subgraphs together */
export function createStraightPath(
  supergraph: DocumentNode,
  {
    schema,
    runtime,
    endpoints,
    config,
    log,
    persisted,
  }: Pick<Dependencies, 'schema' | 'runtime' | 'endpoints' | 'config' | 'persisted'> & {
    log: Logger
  },
): StraightPath {
  const soleSubgraph = new SoleSubgraph(supergraph, schema, endpoints)
  const documents = new KnownDocuments({ schema, limits: config, soleSubgraph })
  const planner = new Planner(supergraph, schema, log)
  return new StraightPath({ schema, runtime, endpoints, config, persisted, documents, planner, mask: maskErrors(log) })
}

/** What is to be run, and found to be in order. */
interface Plain {
  operation: KnownOperation
  text: string
  variables: Record<string, unknown> | undefined
  /** The variables as the graph understands them, with the defaults of those that are absent. */
  values: Record<string, unknown>
  size: AnswerSize
}

/**
 * The way of plain requests: a query or mutation by POST that is valid, within the limits, and wants one answer in JSON. It is run without the runtime's
 * plugins, streams and objects of the fetch standard, which take longer than the subgraph. All else is the runtime's: what is special, and what
 * is refused, so that each refusal is worded in one place.
 */
export class StraightPath {
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** @returns undefined where the request is the runtime's */
  async answer(request: PlainRequest): Promise<HttpAnswer | undefined> {
    const { info, headers } = request
    const type = jsonTypeFor(headers.accept)
    if (!type || request.method !== 'POST' || request.url.includes('?') || !IS_JSON.test(headers['content-type'] ?? '')) return undefined
    const parameters = request.body as Parameters
    const plain = this.#plain(parameters, info)
    if (!plain) return undefined
    const { operation, text, size } = plain
    const notes = notesOf(info)
    notes.graphql = { operationName: parameters.operationName as string | null | undefined, query: text, variables: parameters.variables }
    notes.operation = { kind: operation.kind, name: operation.name }
    const result = this.#told(await this.#run(plain, info), info)
    noteFirstError(info, result.errors)
    if (wantsCost(parameters)) result.extensions = { cost: costReport(size, this.#dependencies.config) }
    return httpAnswer(result, type)
  }

  #plain(parameters: Parameters, { caller }: RequestInfo): Plain | undefined {
    const { schema, config, persisted, documents } = this.#dependencies
    const { documentId, operationName } = parameters
    if (!hasKnownMembers(parameters)) return undefined
    try {
      const text = persisted.textOf(parameters, documentId)
      if (typeof text !== 'string') return undefined
      const operation = documents.find(text, operationName as string | undefined, { isStranger: caller === null })
      if (!operation) return undefined
      const given = (parameters.variables ?? undefined) as Plain['variables']
      const { document, definition } = operation
      const { coerced: values } = getVariableValues(schema, definition.variableDefinitions ?? [], given ?? {})
      const size = operation.size ?? sizeWithin({ schema, document, variableValues: given }, config)
      return values && size && { operation, text, variables: given, values, size }
    } catch (error) {
      if (error instanceof GraphQLError) return undefined
      throw error
    }
  }

  async #run(plain: Plain, info: RequestInfo): Promise<ExecutionResult> {
    const { schema, endpoints } = this.#dependencies
    const { operation, variables, values } = plain
    const { subgraph, document } = operation
    if (subgraph === undefined) return this.#runOnSeveral(plain, info)
    const failed = (cause: unknown) => failedAnswer(schema, operation, { cause, values })
    try {
      const result = await endpoints.get(subgraph)!.execute(document, variables, info)
      return result.data === undefined ? failed(result.errors?.[0]) : result
    } catch (error) {
      return failed(error)
    }
  }

  async #runOnSeveral({ operation, variables, values }: Plain, info: RequestInfo): Promise<ExecutionResult> {
    const { schema, runtime, endpoints, planner } = this.#dependencies
    const { document, definition } = operation
    const plan = await (operation.plan ??= planner.plan(document))
    if (plan) return new Completion(schema, document, values).answer(definition, await runPlan(plan, { endpoints, info, values }))
    return execute({
      schema: await runtime.schema(),
      document,
      variableValues: variables,
      contextValue: { requestInfo: info, log: SILENT },
    })
  }

  #told({ data = null, errors }: ExecutionResult, { caller }: RequestInfo): ExecutionResult {
    const { config, mask } = this.#dependencies
    if (!errors) return { data }
    const masked = errors.map((error) => mask(error))
    return { errors: mayIntrospect(config, caller) ? masked : withoutSuggestions(masked), data }
  }
}

const IS_JSON = /^application\/json\s*(;|$)/i

const MEMBERS: Record<string, 'string' | 'object'> = {
  query: 'string',
  operationName: 'string',
  documentId: 'string',
  variables: 'object',
  extensions: 'object',
}

/** Of a request that is one, and not a batch. What is null is absent. */
function hasKnownMembers(parameters: object): boolean {
  return Object.entries(parameters).every(
    ([name, value]) => value === null || (Object.hasOwn(MEMBERS, name) && typeof value === MEMBERS[name] && !Array.isArray(value)),
  )
}
