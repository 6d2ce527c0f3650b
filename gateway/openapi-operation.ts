import { type GraphQLSchema, getNamedType } from 'graphql'
import { fixedScopes } from '../schema/auth-scopes.ts'
import { BODIES, OWN_PARAMETERS, PARAMETERS } from '../schema/operations/examples.ts'
import { ALIASES } from '../schema/operations/headings.ts'
import type { Operation, OperationVariable } from '../schema/operations.ts'
import type { Components } from './components.ts'
import { argumentOf, described, type JsonSchema, resultSchema, variableSchema } from './json-schema.ts'
import { declaredErrors, errorsOf } from './openapi-answers.ts'
import { byParameters, fieldsOf, firstSentence, headerName, headingOf, operationIdOf, parametersIn, template } from './openapi-names.ts'
import { type DescribedRoute, requestBody, SECURITY } from './openapi-parts.ts'
import { streamContent } from './openapi-streams.ts'
import type { Route } from './rest.ts'
import { resultField } from './result-field.ts'

/** Every path of every route. A further path that names its object in another way is an operation of its own, any other one a deprecated alias. */
export function describeRoutes(routes: Route[], components: Components): DescribedRoute[] {
  return routes.flatMap((route) => describeRoute(route, components))
}

function describeRoute(route: Route, components: Components): DescribedRoute[] {
  const { operation, schema } = route
  const { method, paths, tag: given } = operation.rest!
  const [canonical, ...others] = paths.map(template) as [string, ...string[]]
  const heading = headingOf(canonical, given)
  const id = operationIdOf(operation, schema)
  const describe = (path: string, operationId: string, tag = heading): DescribedRoute => {
    const item = { operationId, 'x-operation': operation.name, tags: [tag], ...contentOf(route, path, heading, components) }
    return { operation: operation.name, path, method: method.toLowerCase(), tag, item }
  }
  const seen = [canonical]
  const further = others.map((path, i) => {
    const parameters = parametersIn(path)
    const isAlias = seen.some((known) => parametersIn(known).join() === parameters.join())
    seen.push(path)
    if (!isAlias) return describe(path, id + byParameters(parameters))
    const alias = describe(path, `${id}Alias${i === 0 ? '' : i + 1}`, ALIASES.name)
    return { ...alias, item: { ...alias.item, deprecated: true, 'x-alias-of': id } }
  })
  return [describe(canonical, id), ...further]
}

function contentOf({ operation, schema, credential }: Route, path: string, heading: string, components: Components): JsonSchema {
  const inPath = parametersIn(path)
  const variables = operation.variables.filter(({ name, place }) => place !== 'path' || inPath.includes(name))
  const has = (...places: OperationVariable['place'][]) => variables.some(({ place }) => places.includes(place))
  const errors = errorsOf({
    credential,
    hasInput: variables.length > 0,
    hasBody: has('body', 'whole_body'),
    hasPath: has('path'),
    isStream: operation.kind === 'subscription',
    declared: declaredErrors(operation, schema),
  })
  return {
    summary: firstSentence(operation.description),
    description: [operation.description, accessOf(operation, schema), slashNote(operation)].filter(Boolean).join('\n\n'),
    ...parametersOf(operation, schema, variables, heading, components),
    ...bodyOf(operation, schema, variables, components),
    responses: { [operation.rest!.status]: successOf(operation, schema, components), ...errors },
    security: SECURITY[credential],
  }
}

/** What an operation asks of its caller, where that does not depend on what is asked for. */
function accessOf(operation: Operation, schema: GraphQLSchema): string {
  const needed = fixedScopes(operation, schema).map((scope) => {
    if (scope?.public) return 'No login is needed.'
    if (scope?.optional) return 'A login is not needed, but looked at.'
    if (scope?.canAll !== undefined) return `The caller needs the permission \`sinas.${scope.canAll}:all\`.`
    if (scope?.can !== undefined)
      return `The caller needs the permission \`sinas.${scope.can}\`, which reaches their own (\`:own\`), those of their groups (\`:group\`) or all (\`:all\`).`
    return 'The caller needs a login; what they may see or do depends on the object.'
  })
  return [...new Set(needed)].join(' ')
}

const slashNote = (operation: Operation): string => {
  const rest = /\*(\w+)$/.exec(operation.rest!.paths[0]!)?.[1]
  return rest ? `\`${rest}\` may hold slashes: write them as \`%2F\`.` : ''
}

function parametersOf(
  operation: Operation,
  schema: GraphQLSchema,
  variables: OperationVariable[],
  heading: string,
  components: Components,
): JsonSchema {
  const parameters = variables
    .filter(({ place }) => place === 'path' || place === 'query' || place === 'header')
    .map((variable) => {
      const required = variable.place === 'path' || variable.required
      const example = { ...PARAMETERS[heading], ...OWN_PARAMETERS[operation.name] }[variable.name]
      return {
        name: variable.place === 'header' ? headerName(variable.name) : variable.name,
        in: variable.place,
        required,
        ...described(argumentOf(operation, schema, variable.name)?.description),
        schema: variableSchema(operation, schema, variable, components),
        // The page fills examples in: one for what may be absent would narrow what it asks for.
        ...(required && example !== undefined && { example }),
      }
    })
  return parameters.length > 0 ? { parameters } : {}
}

function bodyOf(operation: Operation, schema: GraphQLSchema, variables: OperationVariable[], components: Components): JsonSchema {
  const example = BODIES[operation.name]
  const whole = variables.find(({ place }) => place === 'whole_body')
  if (whole) return requestBody(variableSchema(operation, schema, whole, components), whole.required, example)
  const fields = variables.filter(({ place }) => place === 'body')
  if (fields.length === 0) return {}
  const required = fields.filter((field) => field.required).map(({ restName }) => restName)
  const properties = Object.fromEntries(
    fields.map((field) => [
      field.restName,
      {
        ...variableSchema(operation, schema, field, components),
        ...described(argumentOf(operation, schema, field.name)?.description),
      },
    ]),
  )
  const body = { type: 'object', properties, ...(required.length > 0 && { required }) }
  return requestBody(components.addOnce(`${operation.name}Input`, body), required.length > 0, example)
}

const NEXT_CURSOR = {
  'X-Next-Cursor': { description: 'The `cursor` that asks for what follows; absent at the end.', schema: { type: 'string' } },
}

function successOf(operation: Operation, schema: GraphQLSchema, components: Components): JsonSchema {
  const { status, message } = operation.rest!
  if (status === 204) return { description: 'Done; no body.' }
  const [field] = fieldsOf(operation, schema)
  if (operation.kind === 'subscription') {
    return { description: 'A stream of server-sent events.', content: streamContent(getNamedType(field!.type).name, components) }
  }
  if (message !== undefined) {
    const schema = components.add('Confirmation', { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] })
    return { description: 'Done.', content: { 'application/json': { schema, example: { message } } } }
  }
  const description = status === 201 ? 'Created.' : status === 202 ? 'Accepted: it is not finished yet.' : 'Done.'
  const isPaged = resultField(operation, schema)?.beside.includes('pageInfo')
  return {
    description,
    ...(isPaged && { headers: NEXT_CURSOR }),
    content: { 'application/json': { schema: resultSchema(operation, schema, components) } },
  }
}
