import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  typeFromAST,
  validate,
} from 'graphql'
import { answerOf } from './answer.ts'
import { namesToWords, wordsToNames } from './enum-words.ts'
import { ERRORS, type ErrorCode, SinasError } from './errors.ts'
import type { Operations } from './generated/operations.ts'
import { type Operation, ownerOf } from './operations.ts'
import type { RequestInfo } from './request-info.ts'

export type OperationName = keyof Operations

type NameOf<Kind> = { [Name in OperationName]: Operations[Name]['kind'] extends Kind ? Name : never }[OperationName]

/** What an operation answers, by the aliases of its document. */
export type DataOf<Name extends OperationName> = Operations[Name]['data']

/** What a route of the operation answers: the field named `result`, as `answerOf` finds it. */
export type ResultOf<Name extends OperationName> = ResultIn<DataOf<Name>>

type ResultIn<Data> = Data extends { result: infer Result }
  ? Result
  : Data extends readonly unknown[] | string | number | boolean | null
    ? never
    : { [Key in keyof Data]: ResultIn<NonNullable<Data[Key]>> }[keyof Data]

/** The variables of an operation. */
export type VariablesOf<Name extends OperationName> = Operations[Name]['variables']

/**
 * The graph as seen from inside: named operations of `schema/operations`, run with a caller's identity.
 * This is how one subgraph does something in another: never by its code, never by its tables.
 * Each operation belongs to one subgraph and goes straight to it, past the planner but never past the resolver that authorises it;
 * so it may also use fields and arguments that are `inaccessible` to clients.
 */
export interface Graph {
  /**
   * Runs a query or mutation.
   * @param request whose identity it runs with: a resolver passes its own context
   * @returns the operation's data
   * @throws SinasError the first error of the answer
   */
  execute<Name extends NameOf<'query' | 'mutation'>>(name: Name, variables: VariablesOf<Name>, request: RequestInfo): Promise<DataOf<Name>>
  /** The same, where only what a route of the operation answers is wanted. */
  result<Name extends NameOf<'query' | 'mutation'>>(name: Name, variables: VariablesOf<Name>, request: RequestInfo): Promise<ResultOf<Name>>
  /** Runs a subscription. Ends when `request.signal` is aborted or the consumer returns. */
  subscribe<Name extends NameOf<'subscription'>>(
    name: Name,
    variables: VariablesOf<Name>,
    request: RequestInfo,
  ): AsyncIterableIterator<DataOf<Name>>
  /**
   * Runs the query or mutation of a route or a tool. No type describes its variables: the subgraph validates them.
   * Values of enums are words here, in variables and in the answer: `sync` where the graph says `SYNC`.
   */
  perform(operation: Operation, variables: Variables, request: RequestInfo): Promise<Record<string, unknown>>
  /** The same for a subscription. */
  watch(operation: Operation, variables: Variables, request: RequestInfo): AsyncIterableIterator<Record<string, unknown>>
}

type Variables = Record<string, unknown>

/** Where an operation runs, and what turns its enums from words into names and back. */
interface Route {
  endpoint: SubgraphEndpoint
  toNames(variables: Variables): Variables
  toWords: ReturnType<typeof namesToWords>
}

function toNames({ variables }: Operation, schema: GraphQLSchema): Route['toNames'] {
  const types = variables.map(({ name, type }) => [name, typeFromAST(schema, type as never) as GraphQLInputType] as const)
  return (given) => {
    const names = { ...given }
    for (const [name, type] of types) if (name in given) names[name] = wordsToNames(given[name], type)
    return names
  }
}

/** Where a subgraph is: in this process, or behind a URL. */
export interface SubgraphEndpoint {
  readonly schema: GraphQLSchema
  execute(
    document: DocumentNode,
    variables: Record<string, unknown> | undefined,
    request: RequestInfo,
    operationName?: string,
  ): Promise<ExecutionResult>
  subscribe(
    document: DocumentNode,
    variables: Record<string, unknown> | undefined,
    request: RequestInfo,
    operationName?: string,
  ): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>>
}

/**
 * @param endpoints may be filled after the call: subgraphs get the graph when they start, and are in it once all have started
 * @throws where an operation is not valid against the subgraph that owns it
 */
export function createGraph(operations: ReadonlyMap<string, Operation>, endpoints: ReadonlyMap<string, SubgraphEndpoint>): Graph {
  const routes = new Map<string, Route>()

  function named(name: string): Operation {
    const operation = operations.get(name)
    if (!operation) throw new Error(`there is no operation named ${name}`)
    return operation
  }

  function route(operation: Operation): Route {
    const known = routes.get(operation.name)
    if (known) return known
    const { name, document, rootFields } = operation
    const owner = ownerOf(
      operation,
      [...endpoints].map(([subgraph, endpoint]) => [subgraph, endpoint.schema] as const),
    )
    if (!owner) throw new Error(`no running subgraph has the fields of ${name}: ${rootFields.join(', ')}`)
    const endpoint = endpoints.get(owner)!
    const faults = validate(endpoint.schema, document)
    if (faults.length > 0)
      throw new AggregateError(faults, `${name} does not fit the ${owner} subgraph: ${faults.map((fault) => fault.message).join('; ')}`)
    const { schema } = endpoint
    const found = { endpoint, toNames: toNames(operation, schema), toWords: namesToWords(document, schema) }
    routes.set(name, found)
    return found
  }

  async function execute<Data>(operation: Operation, variables: Variables, request: RequestInfo): Promise<Data> {
    return dataOf<Data>(await route(operation).endpoint.execute(operation.document, variables, request))
  }

  async function perform(operation: Operation, variables: Variables, request: RequestInfo): Promise<Variables> {
    const { toNames, toWords } = route(operation)
    const data = await execute<Variables>(operation, toNames(variables), request)
    toWords?.(data)
    return data
  }

  async function* watch(operation: Operation, variables: Variables, request: RequestInfo): AsyncGenerator<Variables> {
    const { toNames, toWords } = route(operation)
    for await (const data of subscribe<Variables>(operation, toNames(variables), request)) {
      toWords?.(data)
      yield data
    }
  }

  async function* subscribe<Event>(operation: Operation, variables: Variables, request: RequestInfo): AsyncGenerator<Event> {
    const source = await route(operation).endpoint.subscribe(operation.document, variables, request)
    if (!(Symbol.asyncIterator in source)) {
      dataOf(source)
      return
    }
    const stop = () => void source.return?.()
    request.signal.addEventListener('abort', stop, { once: true })
    try {
      for await (const event of source) yield dataOf<Event>(event)
    } finally {
      request.signal.removeEventListener('abort', stop)
    }
  }

  return {
    execute: async (name, variables, request) => execute(named(name), variables, request),
    result: async (name, variables, request) => answerOf(await execute(named(name), variables, request)).result as never,
    subscribe: (name, variables, request) => subscribe(named(name), variables, request),
    perform,
    watch,
  }
}

/** @throws SinasError the first error, as it was thrown where it happened, also when that was in another process */
export function dataOf<Data>(result: ExecutionResult): Data {
  const [error] = result.errors ?? []
  if (!error) return result.data as Data
  throw asSinasError(error)
}

/** PostgreSQL's word for a value that it can't keep: text with a NUL, half a surrogate pair in JSON, a date or number out of range. */
const UNSTORABLE = new Set(['22003', '22007', '22008', '22021', '22P02', '22P05'])

/** The error as one of ours. One that was not foreseen becomes INTERNAL and keeps its cause, for the log alone. */
export function asSinasError(error: unknown): SinasError {
  if (error instanceof SinasError) return error
  if (!(error instanceof GraphQLError)) return unforeseen(error)
  if (error.originalError instanceof SinasError) return error.originalError
  const code = error.extensions?.code
  if (typeof code === 'string' && code in ERRORS) {
    const translated = new SinasError(code as ErrorCode, { ...error.extensions })
    translated.message = error.message
    return translated
  }
  // An error without a path is one of the request: a syntax error, an unknown field, a variable that its scalar refused.
  if (!error.path && (!error.originalError || error.originalError instanceof GraphQLError))
    return new SinasError('BAD_REQUEST', { reason: error.message })
  return unforeseen(error.originalError ?? error)
}

function unforeseen(cause: unknown): SinasError {
  if (!isUnstorable(cause)) return new SinasError('INTERNAL', {}, cause)
  return new SinasError('BAD_REQUEST', { reason: 'A value holds a character, date or number that can’t be stored' }, cause)
}

function isUnstorable(cause: unknown): boolean {
  const { code = '', message = '' } = (cause ?? {}) as { code?: string; message?: string }
  // The ORM writes values into the statement, where a NUL ends the text of the statement.
  return UNSTORABLE.has(code) || (code === '08P01' && message.includes('invalid message format'))
}

/** What of an error may leave a subgraph: where it happened, its code and its message. No stack, no SQL. */
export function publicError(error: GraphQLError, onUnforeseen: (cause: unknown) => void): GraphQLError {
  const known = asSinasError(error)
  if (known.code === 'INTERNAL') onUnforeseen(known.originalError ?? error)
  return new GraphQLError(known.message, { nodes: error.nodes ?? null, path: error.path ?? null, extensions: { ...known.extensions } })
}
