import type { GraphQLSchema } from 'graphql'
import type { AuthScopes } from '../schema/builder.ts'
import type { RequestInfo } from '../schema/context.ts'
import type { SinasError } from '../schema/errors.ts'
import { asSinasError, type Graph } from '../schema/graph.ts'
import { type Operation, rootType } from '../schema/operations.ts'
import { may, reach } from '../schema/permissions.ts'
import { argumentOf, described, type JsonSchema, variableSchema } from './json-schema.ts'
import type { McpTool, McpToolSource } from './mcp-tool.ts'
import type { Route } from './rest.ts'
import { createInputReader } from './rest-input.ts'

/** Every operation that is marked `@tool`, as far as the caller holds the permission that it asks for. */
export function operationTools(routes: readonly Route[], graph: Graph): McpToolSource {
  const tools = routes
    .filter(({ operation }) => operation.tool)
    .map(({ operation, schema }) => ({ tool: toTool(operation, schema, graph), scopes: scopesOf(operation, schema) }))
  return async (request) => tools.filter(({ scopes }) => scopes.every((scope) => mayTry(request, scope))).map(({ tool }) => tool)
}

/** `ListFunctions` is `list_functions`. */
const nameOf = (operation: Operation) => operation.name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase()

function toTool(operation: Operation, schema: GraphQLSchema, graph: Graph): McpTool {
  // A tool has no path, query and headers: all its arguments come in one object.
  const flat: Operation = { ...operation, variables: operation.variables.map((variable) => ({ ...variable, place: 'body' })) }
  const reader = createInputReader(flat, schema)
  return {
    definition: {
      name: nameOf(operation),
      description: operation.tool?.description ?? operation.description,
      inputSchema: argumentsSchema(flat, schema),
      annotations: {
        readOnlyHint: operation.kind === 'query',
        destructiveHint: /^(Delete|Remove|Cancel)/.test(operation.name),
        openWorldHint: false,
      },
    },
    async call(args, { request }) {
      try {
        const data = await graph.execute(operation.name, reader.read({ params: {}, query: {}, headers: {}, body: args }), request)
        return 'result' in data ? data.result : data
      } catch (error) {
        throw inWordsOfTheTool(asSinasError(error), reader.locate)
      }
    },
  }
}

function inWordsOfTheTool(error: SinasError, locate: ReturnType<typeof createInputReader>['locate']): SinasError {
  const { issues } = error.extensions as { issues?: Parameters<typeof locate>[0] }
  if (issues) error.extensions.issues = locate(issues)
  return error
}

function argumentsSchema(operation: Operation, schema: GraphQLSchema): JsonSchema & { type: 'object' } {
  const required = operation.variables.filter((variable) => variable.required).map(({ name }) => name)
  const properties = operation.variables.map((variable) => [
    variable.name,
    { ...variableSchema(operation, schema, variable), ...described(argumentOf(operation, schema, variable.name)?.description) },
  ])
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) }
}

/** What the operation's fields ask of their caller, where that does not depend on the arguments. */
function scopesOf(operation: Operation, schema: GraphQLSchema): Partial<AuthScopes>[] {
  const fields = rootType(schema, operation.kind)?.getFields()
  return operation.rootFields.flatMap((name) => {
    const { authScopes } = (fields?.[name]?.extensions.pothosOptions ?? {}) as { authScopes?: unknown }
    return typeof authScopes === 'object' && authScopes !== null ? [authScopes as Partial<AuthScopes>] : []
  })
}

/** Only what is offered depends on it: the resolver decides. */
function mayTry({ caller }: RequestInfo, { can, canAll }: Partial<AuthScopes>): boolean {
  if (canAll !== undefined && !may(caller, `sinas.${canAll}:all`)) return false
  return can === undefined || reach(caller, can) !== null
}
