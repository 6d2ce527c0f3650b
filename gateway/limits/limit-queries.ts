import type { GatewayPlugin } from '@graphql-hive/gateway-runtime'
import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  getOperationAST,
  Lexer,
  type ParseOptions,
  parse,
  Source,
  TokenKind,
} from 'graphql'
import type { Config } from '../../schema/config.ts'
import { type ErrorCode, SinasError } from '../../schema/errors.ts'
import { type AnswerSize, answerSize } from './answer-size.ts'
import { shapeOf } from './query-shape.ts'

export type QueryLimits = Pick<
  Config,
  'GRAPHQL_MAX_TOKENS' | 'GRAPHQL_MAX_DEPTH' | 'GRAPHQL_MAX_ALIASES' | 'GRAPHQL_MAX_DIRECTIVES' | 'GRAPHQL_MAX_NODES' | 'GRAPHQL_MAX_COST'
>

/**
 * Refuses queries that are larger than the operator wants them, as early as each limit can be known: tokens while the document is parsed, its depth and
 * what it repeats before it is validated, and how much it may return once its variables are there. docs/graphql.md documents each.
 */
export function limitQueries(limits: QueryLimits): GatewayPlugin {
  const sizes = new WeakMap<object, AnswerSize>()
  const limit = (args: ExecutionArgs, stop: (result: { errors: GraphQLError[] }) => void): void => {
    try {
      const size = sizeWithin(args, limits)
      if (size) sizes.set(args.contextValue as object, size)
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      stop({ errors: [error] })
    }
  }
  return {
    onParse({ setParseFn }) {
      setParseFn((source, options) => parseWithin(source, options, limits))
    },
    onExecute: ({ args, setResultAndStopExecution }) => limit(args, setResultAndStopExecution),
    onSubscribe: ({ args, setResultAndStopExecution }) => limit(args, setResultAndStopExecution),
    onExecutionResult({ result, context }) {
      if (!result || Symbol.asyncIterator in result) return
      const size = sizes.get(context)
      if (size && wantsCost((context as { params?: { extensions?: unknown } }).params))
        result.extensions = { ...result.extensions, cost: costReport(size, limits) }
    },
  }
}

/** The client asks for it by `"extensions": { "cost": true }` in its request. */
export const wantsCost = (parameters: { extensions?: unknown } | undefined): boolean =>
  (parameters?.extensions as { cost?: unknown } | null | undefined)?.cost === true

export const costReport = ({ nodes, cost }: AnswerSize, limits: QueryLimits) => ({
  nodes,
  maxNodes: limits.GRAPHQL_MAX_NODES,
  cost,
  maxCost: limits.GRAPHQL_MAX_COST,
})

/** @throws SinasError with the code of a limit @throws GraphQLError where the document can't be parsed */
export function parseWithin(source: string | Source, options: ParseOptions | undefined, limits: QueryLimits): DocumentNode {
  const text = typeof source === 'string' ? new Source(source) : source
  const tokens = countTokens(text, limits.GRAPHQL_MAX_TOKENS)
  demand(tokens, 'tokens', 'GRAPHQL_MAX_TOKENS', limits)
  const document = parse(text, options)
  const { depth, aliases, directives } = shapeOf(document)
  demand(depth, 'levels of fields', 'GRAPHQL_MAX_DEPTH', limits)
  demand(aliases, 'aliases', 'GRAPHQL_MAX_ALIASES', limits)
  demand(directives, 'directives', 'GRAPHQL_MAX_DIRECTIVES', limits)
  return document
}

/** Tokens up to the first fault, which is the parser's to tell, and no further than where it is clear that they are far too many. */
function countTokens(source: Source, limit: number): number {
  const lexer = new Lexer(source)
  try {
    let tokens = 0
    while (tokens <= limit * COUNTED_BEYOND && lexer.advance().kind !== TokenKind.EOF) tokens++
    return tokens
  } catch {
    return 0
  }
}

/** The number that a refusal tells is exact up to so many times the limit. */
const COUNTED_BEYOND = 10

/** @returns how much the operation may return @throws SinasError where that is too much */
export function sizeWithin(
  { schema, document, operationName, variableValues }: ExecutionArgs,
  limits: QueryLimits,
): AnswerSize | undefined {
  const operation = getOperationAST(document, operationName)
  if (!operation) return undefined
  const size = answerSize(schema, document, operation, variableValues ?? {})
  demand(size.nodes, 'nodes in its answer', 'GRAPHQL_MAX_NODES', limits)
  demand(size.cost, 'values in its answer', 'GRAPHQL_MAX_COST', limits)
  return size
}

const CODES: Record<keyof QueryLimits, ErrorCode> = {
  GRAPHQL_MAX_TOKENS: 'QUERY_TOO_LONG',
  GRAPHQL_MAX_DEPTH: 'QUERY_TOO_DEEP',
  GRAPHQL_MAX_ALIASES: 'TOO_MANY_ALIASES',
  GRAPHQL_MAX_DIRECTIVES: 'TOO_MANY_DIRECTIVES',
  GRAPHQL_MAX_NODES: 'QUERY_TOO_COMPLEX',
  GRAPHQL_MAX_COST: 'QUERY_TOO_COMPLEX',
}

function demand(reached: number, what: string, variable: keyof QueryLimits, limits: QueryLimits): void {
  if (reached > limits[variable]) throw new SinasError(CODES[variable], { reached, what, limit: limits[variable], variable })
}
