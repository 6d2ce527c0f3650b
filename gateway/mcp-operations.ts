import type { GraphQLSchema } from 'graphql'
import { answerOf } from '../schema/answer.ts'
import { admissionOf, fixedScopes } from '../schema/auth-scopes.ts'
import type { SinasError } from '../schema/errors.ts'
import { asSinasError } from '../schema/graph.ts'
import type { Operation } from '../schema/operations.ts'
import type { ObjectSchema } from '../schema/tools/tool.ts'
import { argumentOf, described, variableSchema } from './json-schema.ts'
import type { McpCall, McpTool, McpToolSource } from './mcp-tool.ts'
import type { Route } from './rest.ts'
import { createInputReader } from './rest-input.ts'

/** Every operation that is marked `@tool`, as far as the caller holds the permission that it asks for. */
export function operationTools(routes: readonly Route[]): McpToolSource {
  const tools = routes
    .filter(({ operation }) => operation.tool)
    .map(({ operation, schema }) => ({ toTool: toolOf(operation, schema), scopes: fixedScopes(operation, schema) }))
  // A tool whose permission depends on its arguments is offered to every caller: the resolver decides at the call.
  return async (call) =>
    tools
      .filter(({ scopes }) => scopes.every((scope) => !scope || admissionOf(scope, call.request.caller) !== 'no'))
      .map(({ toTool }) => toTool(call))
}

/** `ListFunctions` is `list_functions`. */
export const toolName = (operation: Operation) => operation.name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase()

function toolOf(operation: Operation, schema: GraphQLSchema): (call: McpCall) => McpTool {
  // A tool has no path, query and headers: all its arguments come in one object.
  const flat: Operation = {
    ...operation,
    variables: operation.variables.map((variable) => ({ ...variable, place: 'body', restName: variable.name })),
  }
  const reader = createInputReader(flat, schema)
  const told = {
    name: toolName(operation),
    description: operation.tool?.description ?? operation.description,
    parameters: argumentsSchema(flat, schema),
    annotations: {
      readOnlyHint: operation.kind === 'query',
      destructiveHint: /^(Delete|Remove|Cancel)/.test(operation.name),
      openWorldHint: false,
    },
  }
  return ({ graph, request }) => ({
    ...told,
    async call(args) {
      try {
        const data = await graph.perform(operation, reader.read({ params: {}, query: {}, headers: {}, body: args }), request)
        return answerOf(data).result
      } catch (error) {
        throw inWordsOfTheTool(asSinasError(error), reader.locate)
      }
    },
  })
}

/** The reader says `body.name`, and a tool knows no body. */
function inWordsOfTheTool(error: SinasError, locate: ReturnType<typeof createInputReader>['locate']): SinasError {
  const { issues } = error.extensions as { issues?: Parameters<typeof locate>[0] }
  if (issues) error.extensions.issues = locate(issues).map((issue) => ({ ...issue, loc: issue.loc.slice(1) }))
  return error
}

function argumentsSchema(operation: Operation, schema: GraphQLSchema): ObjectSchema {
  const required = operation.variables.filter((variable) => variable.required).map(({ name }) => name)
  const properties = operation.variables.map((variable) => [
    variable.name,
    { ...variableSchema(operation, schema, variable), ...described(argumentOf(operation, schema, variable.name)?.description) },
  ])
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 && { required }) }
}
