import SchemaBuilder from '@pothos/core'
import DataloaderPlugin from '@pothos/plugin-dataloader'
import DirectivePlugin from '@pothos/plugin-directives'
import FederationPlugin from '@pothos/plugin-federation'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import ValidationPlugin from '@pothos/plugin-validation'
import { type GraphQLSchema, valueFromASTUntyped } from 'graphql'
import type { Caller, Context } from './context.ts'
import { DefaultValues } from './default-values.ts'
import { type Issue, SinasError } from './errors.ts'
import { IdFormat } from './id-format.ts'
import { LateValidation } from './late-validation.ts'
import { parseBigInt, parseDateTime, serializeDateTime } from './scalars.ts'
import { SeparateMutations } from './separate-mutations.ts'

/** What a field may ask of its caller. Exactly one way in is needed; a subgraph with a root field that asks nothing does not build. */
export interface AuthScopes {
  /** Every client. No credential is read, so that a stale one doesn't keep a user from logging in. */
  public: boolean
  /** Every client; logged-in users may see more. */
  optional: boolean
  /** Every logged-in user; the resolver shows only what they may see. */
  authenticated: boolean
  /** Holders of the permission in any scope: `schedules.create`, `functions/ns/name.execute`. */
  can: string
  /** Holders of the permission for every row. */
  canAll: string
}

interface Types<Services> {
  Context: Context<Services>
  AuthContexts: {
    authenticated: Context<Services> & { caller: Caller }
    can: Context<Services> & { caller: Caller }
    canAll: Context<Services> & { caller: Caller }
  }
  AuthScopes: AuthScopes
  DefaultFieldNullability: false
  DefaultEdgesNullability: false
  DefaultNodeNullability: false
  Connection: { totalCount(): Promise<number> }
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
    JSON: { Input: unknown; Output: unknown }
    JSONObject: { Input: never; Output: Record<string, unknown> }
    BigInt: { Input: number; Output: number }
    /** Between subgraphs alone: identity defines it. */
    Caller: { Input: never; Output: Caller }
    /** Between subgraphs alone: triggers define it. */
    HttpHeaders: { Input: Record<string, string>; Output: Record<string, string | string[]> }
  }
}

/**
 * Pothos, set up the way every subgraph uses it: federation, authorisation on the field, validation by zod schemas,
 * and the scalars that are shared by all.
 */
export function createBuilder<Services = unknown>() {
  const builder = new SchemaBuilder<Types<Services>>({
    // The first plugin is the outermost: a caller who may not use a field learns nothing from its validation.
    plugins: [
      ...([SeparateMutations, DefaultValues, ScopeAuthPlugin, LateValidation, IdFormat, ValidationPlugin] as const),
      ...([RelayPlugin, DataloaderPlugin, DirectivePlugin, FederationPlugin] as const),
    ],
    defaultFieldNullability: false,
    scopeAuth: {
      // Authorise when the subscription begins, not at its first event.
      authorizeOnSubscribe: true,
      authScopes: (context) => ({
        public: true,
        optional: true,
        authenticated: context.caller !== null,
        can: (action: string) => context.caller !== null && context.reach(action) !== null,
        canAll: (action: string) => context.may(`sinas.${action}:all`),
      }),
      unauthorizedError: (_parent, context) => {
        return context.caller ? context.forbidden() : new SinasError('UNAUTHENTICATED')
      },
    },
    relay: RELAY,
    validation: { validationError: (failure) => new SinasError('VALIDATION', { issues: failure.issues.map(toIssue) }) },
  })
  builder.queryType({ description: 'What can be read.' })
  defineOnFirstUse(builder, ['mutationField', 'mutationFields'], () => builder.mutationType({ description: 'What can be done.' }))
  defineOnFirstUse(builder, ['subscriptionField', 'subscriptionFields'], () =>
    builder.subscriptionType({ description: 'What can be watched.' }),
  )
  builder.scalarType('DateTime', {
    description: 'An instant in ISO 8601, in UTC, ending in `Z`.',
    specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
    parseValue: parseDateTime,
    serialize: serializeDateTime,
  })
  builder.scalarType('JSON', {
    description: 'Any JSON value.',
    specifiedByURL: RFC_8259,
    serialize: (value) => value,
    parseValue: (value) => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  })
  builder.scalarType('JSONObject', { description: 'A JSON object.', specifiedByURL: RFC_8259, serialize: (value) => value })
  builder.scalarType('BigInt', {
    description: 'A whole number that may exceed 32 bits, as a JSON number of up to 53.',
    specifiedByURL: RFC_8259,
    parseValue: parseBigInt,
    serialize: (value) => Number(value),
  })
  builder.globalConnectionField('totalCount', (t) =>
    t.int({
      description: 'How many there are on all pages. Counted when it is asked for.',
      resolve: (connection) => connection.totalCount(),
    }),
  )
  const orderDirection = builder.enumType('OrderDirection', {
    description: 'Which end of an order comes first.',
    values: {
      ASC: { value: 'asc', description: 'The least, or the oldest.' },
      DESC: { value: 'desc', description: 'The greatest, or the latest.' },
    } as const,
  })
  const qualifiedName = builder.inputType('QualifiedName', {
    description: 'A name, and the namespace in which it is unique.',
    fields: (t) => ({
      namespace: t.string({ required: true, description: 'What groups it with others.' }),
      name: t.string({ required: true, description: 'Unique in its namespace.' }),
    }),
  })
  return Object.assign(builder, { orderDirection, qualifiedName })
}

export type Builder<Services> = ReturnType<typeof createBuilder<Services>>

const RFC_8259 = 'https://www.rfc-editor.org/rfc/rfc8259'

/** Connections, edges and payloads in the words of the API's readers: https://relay.dev/graphql/connections.htm */
const RELAY = {
  clientMutationId: 'omit',
  relayMutationFieldOptions: { nullable: true },
  cursorType: 'String',
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  edgesFieldOptions: { description: 'The rows of the page, each with its cursor.' },
  nodesOnConnection: { description: 'The rows of the page.' },
  pageInfoFieldOptions: { description: 'Where the page stands in the list.' },
  cursorFieldOptions: { description: 'Its place in the list: for `after` and `before`.' },
  nodeFieldOptions: { description: 'The row.' },
  pageInfoTypeOptions: { shareable: true, description: 'Where a page stands in its list.' },
  hasNextPageFieldOptions: { description: 'Is there more after this page?' },
  hasPreviousPageFieldOptions: { description: 'Is there more before this page?' },
  startCursorFieldOptions: { description: 'Of the first row: for `before`. Null on an empty page.' },
  endCursorFieldOptions: { description: 'Of the last row: for `after`. Null on an empty page.' },
  defaultConnectionTypeOptions: { description: 'A page of a list.' },
  defaultEdgeTypeOptions: { description: 'A row of a page, and its place in the list.' },
  defaultPayloadTypeOptions: { description: 'What a mutation answers.' },
  defaultMutationInputTypeOptions: { description: 'What a mutation takes.' },
  mutationInputArgOptions: { description: 'What it takes.' },
} as const

/** A root type without fields is not valid GraphQL, so one is defined only where a subgraph gives it fields. */
function defineOnFirstUse<Builder extends object>(builder: Builder, methods: (keyof Builder)[], define: () => void): void {
  let defined = false
  for (const method of methods) {
    const original = (builder[method] as (...args: unknown[]) => unknown).bind(builder)
    builder[method] = ((...args: unknown[]) => {
      if (!defined) define()
      defined = true
      return original(...args)
    }) as Builder[typeof method]
  }
}

/**
 * The subgraph's schema, once all its fields are defined.
 * @throws where a root field does not say which callers may use it; `inaccessible` ones are for the platform's own operations alone
 */
export function buildSubgraph(builder: Pick<ReturnType<typeof createBuilder>, 'toSubGraphSchema'>): GraphQLSchema {
  const schema = builder.toSubGraphSchema({ linkUrl: 'https://specs.apollo.dev/federation/v2.6' })
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      if (field.name.startsWith('_')) continue
      const options = field.extensions.pothosOptions as { authScopes?: unknown; inaccessible?: boolean } | undefined
      if (!options?.authScopes && !options?.inaccessible)
        throw new Error(`${type!.name}.${field.name} does not say which callers may use it: give it authScopes`)
    }
  }
  return schema
}

interface ZodIssue {
  message: string
  path?: readonly (PropertyKey | { key: PropertyKey })[]
  code?: string
  origin?: string
  format?: string
  minimum?: number
  maximum?: number
  input?: unknown
}

/** A zod issue in the words of the REST API's 422 answer. */
function toIssue(raw: unknown): Issue {
  const issue = raw as ZodIssue
  const loc = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part) as string | number)
  const text = issue.origin === 'string'
  const ctx = {
    ...(issue.minimum !== undefined && { minimum: issue.minimum }),
    ...(issue.maximum !== undefined && { maximum: issue.maximum }),
  }
  const type =
    issue.code === 'too_small'
      ? text
        ? 'string_too_short'
        : 'greater_than_equal'
      : issue.code === 'too_big'
        ? text
          ? 'string_too_long'
          : 'less_than_equal'
        : issue.code === 'invalid_format' && issue.format === 'regex'
          ? 'string_pattern_mismatch'
          : 'value_error'
  const msg = type === 'value_error' ? `Value error, ${issue.message}` : issue.message
  return { type, loc, msg, ...(Object.keys(ctx).length > 0 && { ctx }) }
}
