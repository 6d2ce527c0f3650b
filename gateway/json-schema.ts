import {
  type GraphQLEnumType,
  type GraphQLInputType,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLUnionType,
  getNamedType,
  type InputValueDefinitionNode,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
  type ValueNode,
} from 'graphql'
import { z } from 'zod'
import { FIELDS } from '../schema/operations/examples.ts'
import { fragmentOf, type Operation, type OperationVariable, rootType } from '../schema/operations.ts'
import type { Components } from './components.ts'
import { resultField } from './result-field.ts'

export type JsonSchema = Record<string, unknown>

const SCALARS: Record<string, JsonSchema> = {
  String: { type: 'string' },
  ID: { type: 'string', format: 'uuid' },
  Int: { type: 'integer', format: 'int32' },
  BigInt: { type: 'integer', format: 'int64' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  DateTime: { type: 'string', format: 'date-time' },
  JSON: {},
  JSONObject: { type: 'object', additionalProperties: true },
}

/** JSON Schema of what a client may send for an argument. @param components takes what has a name; without them all is written out */
function inputSchema(type: GraphQLInputType, components?: Components): JsonSchema {
  if (isNonNullType(type)) return inputSchema(type.ofType as GraphQLInputType, components)
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType as GraphQLInputType, components) }
  if (isEnumType(type)) return enumSchema(type, components)
  if (!isInputObjectType(type)) return { ...SCALARS[type.name] }
  const fields = Object.values(type.getFields())
  const schema = {
    type: 'object',
    ...(components && described(type.description)),
    properties: Object.fromEntries(
      fields.map((field) => [
        field.name,
        { ...inputSchema(field.type, components), ...constraintsOf(field), ...described(field.description) },
      ]),
    ),
    ...withRequired(fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined).map((field) => field.name)),
  }
  return components ? components.add(type.name, schema) : schema
}

function enumSchema(type: GraphQLEnumType, components?: Components): JsonSchema {
  const values = type.getValues()
  // A client says the word of a value, which is not always its name.
  const words = values.map(({ value }) => value as string)
  if (!components) return { type: 'string', enum: words }
  const explained = values.filter(({ description }) => description).map(({ value, description }) => `- \`${value}\`: ${description}`)
  const description = [type.description, explained.join('\n')].filter(Boolean).join('\n\n')
  return components.add(type.name, { type: 'string', enum: words, ...described(description) })
}

/** JSON Schema of an operation's answer: the selection's aliases are its names. */
export function resultSchema(operation: Operation, schema: GraphQLSchema, components: Components): JsonSchema {
  const found = resultField(operation, schema)
  if (!found) return wholeSchema(operation, schema, components)
  // A root field is null only beside an error, which the route answers in its place.
  const result = outputSchema(isNonNullType(found.type) ? found.type : new GraphQLNonNull(found.type), found.selections, components)
  if (found.beside.includes('warnings')) return { allOf: [result, components.add('Warned', WARNED)] }
  // A shape has a description of its own, and the documentation of an operation says which errors it has.
  return result.$ref ? result : { ...result, ...described(found.description?.replace(/ ?Errors: .*$/s, '')) }
}

function wholeSchema(operation: Operation, schema: GraphQLSchema, components: Components): JsonSchema {
  const definition = operation.document.definitions[0] as OperationDefinitionNode
  const properties = propertiesOf(rootType(schema, operation.kind)!, definition.selectionSet, components)
  return { type: 'object', properties, ...withRequired(Object.keys(properties)) }
}

const WARNED: JsonSchema = {
  type: 'object',
  description: 'What was saved, but will not work as it is.',
  properties: { warnings: { type: 'array', items: { type: 'string' }, description: 'Absent where there is nothing to warn of.' } },
}

function propertiesOf(type: GraphQLObjectType, { selections }: SelectionSetNode, components: Components): Record<string, JsonSchema> {
  const properties: Record<string, JsonSchema> = {}
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) Object.assign(properties, propertiesOf(type, selection.selectionSet, components))
    if (selection.kind !== Kind.FIELD) continue
    const name = selection.alias?.value ?? selection.name.value
    if (selection.name.value === '__typename') properties[name] = { const: type.name }
    const field = type.getFields()[selection.name.value]
    if (!field) continue
    const example = FIELDS[`${type.name}.${name}`] ?? FIELDS[name]
    properties[name] = {
      ...outputSchema(field.type, selection.selectionSet, components),
      ...described(field.description),
      ...(example !== undefined && { examples: [example] }),
    }
  }
  return properties
}

/** A shape is named after its fragment, or else after its type. */
function objectSchema(type: GraphQLObjectType, selections: SelectionSetNode, components: Components): JsonSchema {
  const properties = propertiesOf(type, selections, components)
  const schema = { type: 'object', ...described(type.description), properties, ...withRequired(Object.keys(properties)) }
  return components.add(fragmentOf(selections) ?? type.name, schema)
}

/** One shape for each type that is asked for; the field that is `__typename` tells them apart. */
function unionSchema(type: GraphQLUnionType, selections: SelectionSetNode, components: Components): JsonSchema {
  const isFor = (member: GraphQLObjectType) => (selection: SelectionNode) =>
    selection.kind !== Kind.INLINE_FRAGMENT || selection.typeCondition?.name.value === member.name
  const members = type.getTypes().map((member) => ({
    member,
    schema: objectSchema(member, { ...selections, selections: selections.selections.filter(isFor(member)) }, components),
  }))
  const tag = selections.selections.find((selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename')
  const propertyName = tag?.kind === Kind.FIELD ? (tag.alias?.value ?? '__typename') : undefined
  const mapping = Object.fromEntries(members.map(({ member, schema }) => [member.name, schema.$ref]))
  return components.add(fragmentOf(selections) ?? type.name, {
    ...described(type.description),
    oneOf: members.map(({ schema }) => schema),
    ...(propertyName && { discriminator: { propertyName, mapping } }),
  })
}

function outputSchema(type: GraphQLOutputType, selections: SelectionSetNode | undefined, components: Components): JsonSchema {
  if (!isNonNullType(type)) return nullable(outputOf(type, selections, components))
  return outputOf(type.ofType as GraphQLOutputType, selections, components)
}

function outputOf(type: GraphQLOutputType, selections: SelectionSetNode | undefined, components: Components): JsonSchema {
  if (isListType(type)) return { type: 'array', items: outputSchema(type.ofType as GraphQLOutputType, selections, components) }
  if (isEnumType(type)) return enumSchema(type, components)
  if (selections && isObjectType(type)) return objectSchema(type, selections, components)
  if (selections && isUnionType(type)) return unionSchema(type, selections, components)
  return { ...SCALARS[getNamedType(type).name] }
}

function nullable(schema: JsonSchema): JsonSchema {
  if (schema.$ref) return { anyOf: [schema, { type: 'null' }] }
  return typeof schema.type === 'string' ? { ...schema, type: [schema.type, 'null'] } : schema
}

interface Argument {
  type: GraphQLInputType
  description?: string | null
  defaultValue?: unknown
  extensions: Readonly<Record<string, unknown>>
  astNode?: InputValueDefinitionNode | null
}

/** The argument or input field that a variable fills: its description and constraints are the variable's. */
export function argumentOf(operation: Operation, schema: GraphQLSchema, variable: string): Argument | undefined {
  const definition = operation.document.definitions[0] as OperationDefinitionNode
  for (const selection of definition.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) continue
    const field = rootType(schema, operation.kind)?.getFields()[selection.name.value]
    for (const given of selection.arguments ?? []) {
      const argument = field?.args.find((candidate) => candidate.name === given.name.value)
      const found = argument && findVariable(given.value, argument as unknown as Argument, variable)
      if (found) return found
    }
  }
  return undefined
}

function findVariable(value: ValueNode, argument: Argument, variable: string): Argument | undefined {
  if (value.kind === Kind.VARIABLE) return value.name.value === variable ? argument : undefined
  if (value.kind !== Kind.OBJECT) return undefined
  const type = getNamedType(argument.type)
  if (!isInputObjectType(type)) return undefined
  for (const field of value.fields) {
    const inner = type.getFields()[field.name.value]
    const found = inner && findVariable(field.value, inner as unknown as Argument, variable)
    if (found) return found
  }
  return undefined
}

/** What the zod schemas of an argument demand, in JSON Schema's words. */
function constraintsOf({ extensions }: { extensions: Readonly<Record<string, unknown>> }): JsonSchema {
  const { schemas = [] } = (extensions['@pothos/plugin-validation'] ?? {}) as { schemas?: z.ZodType[] }
  const constraints: JsonSchema = {}
  for (const schema of schemas) {
    const { $schema: _, type: _type, ...words } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema
    Object.assign(constraints, words)
  }
  return constraints
}

/** JSON Schema of a variable: its type, what the argument that it fills demands, and its default. */
export function variableSchema(
  operation: Operation,
  schema: GraphQLSchema,
  variable: OperationVariable,
  components?: Components,
): JsonSchema {
  const argument = argumentOf(operation, schema, variable.name)
  const graphqlType = typeFromAST(schema, variable.type as never) as GraphQLInputType
  const type = inputSchema(graphqlType, components)
  const fallback = variable.defaultValue === undefined ? argument?.defaultValue : wordOf(variable.defaultValue, graphqlType)
  return { ...type, ...(argument && constraintsOf(argument)), ...(fallback !== undefined && { default: fallback }) }
}

/** A document writes the default of an enum by its name, a client by its word. */
function wordOf(value: unknown, type: GraphQLInputType): unknown {
  const named = getNamedType(type)
  return (isEnumType(named) && named.getValue(String(value))?.value) || value
}

export const described = (description: string | null | undefined): JsonSchema => (description ? { description } : {})

const withRequired = (required: string[]): JsonSchema => (required.length > 0 ? { required } : {})
