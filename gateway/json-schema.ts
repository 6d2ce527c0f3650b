import {
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
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
  type SelectionSetNode,
  typeFromAST,
  type ValueNode,
} from 'graphql'
import { z } from 'zod'
import { type Operation, type OperationVariable, rootType } from '../schema/operations.ts'

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
  JSONObject: {},
}

/** JSON Schema of what a client may send for an argument. */
function inputSchema(type: GraphQLInputType): JsonSchema {
  if (isNonNullType(type)) return inputSchema(type.ofType as GraphQLInputType)
  if (isListType(type)) return { type: 'array', items: inputSchema(type.ofType as GraphQLInputType) }
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ value }) => value) }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
    return {
      type: 'object',
      properties: Object.fromEntries(
        fields.map((field) => [field.name, { ...inputSchema(field.type), ...constraintsOf(field), ...described(field.description) }]),
      ),
      ...withRequired(fields.filter((field) => isNonNullType(field.type) && field.defaultValue === undefined).map((field) => field.name)),
    }
  }
  return { ...SCALARS[type.name] }
}

/** JSON Schema of an operation's answer: the selection's aliases are its names. */
export function resultSchema(operation: Operation, schema: GraphQLSchema): JsonSchema {
  const definition = operation.document.definitions[0] as OperationDefinitionNode
  const root = rootType(schema, operation.kind)!
  const answer = answerSchema(selectionSchema(root, definition.selectionSet))
  // A root field is null only beside an error, which the route answers in its place.
  return Array.isArray(answer.type) ? { ...answer, type: answer.type.find((type) => type !== 'null') } : answer
}

/** As `answerOf` of schema/answer.ts finds the answer in the data. */
function answerSchema(data: JsonSchema): JsonSchema {
  const { properties = {} } = data as { properties?: Record<string, JsonSchema> }
  if (properties.result) return properties.result
  const holder = Object.values(properties).find((property) => (property.properties as JsonSchema | undefined)?.result)
  return holder ? answerSchema(holder) : data
}

function selectionSchema(type: GraphQLOutputType, selections: SelectionSetNode): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  for (const selection of selections.selections) {
    if (selection.kind !== Kind.FIELD || !isObjectType(type)) continue
    const field = type.getFields()[selection.name.value]
    if (!field) continue
    properties[selection.alias?.value ?? field.name] = {
      ...outputSchema(field.type, selection.selectionSet),
      ...described(field.description),
    }
  }
  return { type: 'object', properties, ...withRequired(Object.keys(properties)) }
}

function outputSchema(type: GraphQLOutputType, selections: SelectionSetNode | undefined): JsonSchema {
  if (!isNonNullType(type)) return nullable(outputOf(type, selections))
  return outputOf(type.ofType as GraphQLOutputType, selections)
}

function outputOf(type: GraphQLOutputType, selections: SelectionSetNode | undefined): JsonSchema {
  if (isListType(type)) return { type: 'array', items: outputSchema(type.ofType as GraphQLOutputType, selections) }
  if (isEnumType(type)) return { type: 'string', enum: type.getValues().map(({ value }) => value) }
  if (selections && (isObjectType(type) || isUnionType(type))) return selectionSchema(type, selections)
  return { ...SCALARS[getNamedType(type).name] }
}

function nullable(schema: JsonSchema): JsonSchema {
  if (typeof schema.type !== 'string') return schema
  const withNull = { ...schema, type: [schema.type, 'null'] }
  return Array.isArray(schema.enum) ? { ...withNull, enum: [...schema.enum, null] } : withNull
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
export function variableSchema(operation: Operation, schema: GraphQLSchema, variable: OperationVariable): JsonSchema {
  const argument = argumentOf(operation, schema, variable.name)
  const graphqlType = typeFromAST(schema, variable.type as never) as GraphQLInputType
  const type = inputSchema(graphqlType)
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
