import {
  coerceInputValue,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  typeFromAST,
  type ValueNode,
} from 'graphql'
import { readJson } from '../schema/bounded/json.ts'
import { MAX_ISSUES } from '../schema/bounded/limits.ts'
import { wordsToNames } from '../schema/enum-words.ts'
import { type Issue, SinasError } from '../schema/errors.ts'
import type { Operation, OperationVariable, Place } from '../schema/operations.ts'
import { isUuid } from '../schema/scalars.ts'

/** The inputs of a request, by their place: path, query, headers, body. */
interface RestInput {
  params: Record<string, string | undefined>
  query: Record<string, string | string[] | undefined>
  headers: Record<string, string | string[] | undefined>
  body: unknown
}

interface Field extends OperationVariable {
  inputType: GraphQLInputType
  header: string
}

/** Turns requests of one route into the variables of its operation. */
export interface InputReader {
  /** @throws SinasError VALIDATION with every fault in REST's words */
  read(input: RestInput): Record<string, unknown>
  /** The same issues where REST's names stand in place of GraphQL's: `["input", "cronExpression"]` is `["body", "cron_expression"]`. */
  locate(issues: Issue[]): Issue[]
}

export function createInputReader(operation: Operation, schema: GraphQLSchema): InputReader {
  const fields = operation.variables.map((variable): Field => {
    const inputType = typeFromAST(schema, variable.type as never) as GraphQLInputType | undefined
    if (!inputType) throw new Error(`${operation.name}: the type of $${variable.name} is not in the schema`)
    return { ...variable, inputType, header: variable.name.replaceAll('_', '-') }
  })
  const needsBody = fields.some((field) => field.place === 'body' || field.place === 'whole_body')
  const places = variablePaths(operation)

  return {
    read(input) {
      const issues: Issue[] = []
      const body = needsBody ? bodyOf(input.body, fields, issues) : {}
      const variables: Record<string, unknown> = {}
      for (const field of fields) {
        const given = givenFor(field, input, body)
        // The contract has no way to set a value to null: null counts as absent.
        if (given === undefined || (given === null && field.place === 'body')) {
          if (field.required)
            issues.push({ type: 'missing', loc: locOf(field), msg: 'Field required', ...(field.place === 'body' && { input: body }) })
          continue
        }
        const sent = field.place === 'body' || field.place === 'whole_body' ? given : fromText(given as string | string[], field.inputType)
        const value = wordsToNames(sent, field.inputType)
        const faultsBefore = issues.length
        coerceInputValue(value, field.inputType, (path, invalid, error) => {
          issues.push(toIssue([...locOf(field), ...path], invalid, error.message, typeAt(field.inputType, path)))
          if (issues.length >= MAX_ISSUES) throw new SinasError('VALIDATION', { issues })
        })
        for (const [i, id] of idsIn(value, field.inputType).entries())
          if (!isUuid(id)) issues.push(toIssue([...locOf(field), ...(Array.isArray(value) ? [i] : [])], id, '', GraphQLID))
        if (issues.length === faultsBefore) variables[field.name] = value
      }
      if (issues.length > 0) throw new SinasError('VALIDATION', { issues })
      return variables
    },
    locate: (issues) => issues.map((issue) => ({ ...issue, loc: relocate(issue.loc, places, fields) })),
  }
}

/** The ids that a variable holds: itself, or the items of its list. */
function idsIn(value: unknown, type: GraphQLInputType): unknown[] {
  const named = getNamedType(type)
  return named.name === GraphQLID.name ? [value].flat() : []
}

const locOf = (field: Field): string[] =>
  field.place === 'whole_body' ? ['body'] : [placeName(field.place), field.place === 'header' ? field.header : field.restName]

const placeName = (place: Place) => (place === 'whole_body' ? 'body' : place)

function bodyOf(body: unknown, fields: Field[], issues: Issue[]): Record<string, unknown> {
  const whole = fields.some((field) => field.place === 'whole_body')
  if (whole) return {}
  if (body === undefined || body === null) return {}
  if (typeof body === 'object' && !Array.isArray(body)) return body as Record<string, unknown>
  issues.push({
    type: 'model_attributes_type',
    loc: ['body'],
    msg: 'Input should be a valid dictionary or object to extract fields from',
    input: body,
  })
  return {}
}

function givenFor(field: Field, input: RestInput, body: Record<string, unknown>): unknown {
  switch (field.place) {
    case 'path':
      return input.params[field.name]
    case 'query':
      return input.query[field.name] === '' && !isTextType(field.inputType) ? undefined : input.query[field.name]
    case 'header':
      return input.headers[field.header]
    case 'whole_body':
      return input.body
    case 'body':
      return Object.hasOwn(body, field.restName) ? body[field.restName] : Object.hasOwn(body, field.name) ? body[field.name] : undefined
  }
}

function isTextType(type: GraphQLInputType): boolean {
  const named = isNonNullType(type) ? type.ofType : type
  return isScalarType(named) && named.name === 'String'
}

/** Path, query and headers are text: numbers and booleans are parsed from it; other text stays text and fails the validation. */
function fromText(text: string | string[], type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return fromText(text, type.ofType as GraphQLInputType)
  if (isListType(type)) {
    const items = Array.isArray(text) ? text : text.split(',').filter((item) => item !== '')
    return items.map((item) => fromText(item, type.ofType as GraphQLInputType))
  }
  const single = Array.isArray(text) ? (text.at(-1) ?? '') : text
  if (isEnumType(type)) return single
  switch (type.name) {
    case 'Int':
    case 'BigInt':
      return /^[+-]?\d+$/.test(single.trim()) ? Number(single) : single
    case 'Float':
      return single.trim() !== '' && Number.isFinite(Number(single)) ? Number(single) : single
    case 'Boolean':
      return /^(true|1|yes|on)$/i.test(single) ? true : /^(false|0|no|off)$/i.test(single) ? false : single
    case 'JSON':
      try {
        return readJson(single)
      } catch {
        return single
      }
    default:
      return single
  }
}

function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType | undefined {
  let current: GraphQLInputType | undefined = type
  for (const part of path) {
    while (current && isNonNullType(current)) current = current.ofType as GraphQLInputType
    if (!current) return undefined
    if (isListType(current)) current = current.ofType as GraphQLInputType
    else if ('getFields' in current) current = current.getFields()[part]?.type
    else return undefined
  }
  return current
}

const TYPE_ISSUES: Record<string, [type: string, msg: string]> = {
  String: ['string_type', 'Input should be a valid string'],
  Int: ['int_type', 'Input should be a valid integer'],
  Float: ['float_type', 'Input should be a valid number'],
  Boolean: ['bool_type', 'Input should be a valid boolean'],
  ID: ['uuid_parsing', 'Input should be a valid UUID'],
  DateTime: ['datetime_from_date_parsing', 'Input should be a valid datetime'],
}

function toIssue(loc: (string | number)[], input: unknown, message: string, type: GraphQLInputType | undefined): Issue {
  const named = type && isNonNullType(type) ? type.ofType : type
  if (/was not provided/.test(message)) {
    const field = /^Field "(\w+)"/.exec(message)?.[1]
    return { type: 'missing', loc: field ? [...loc, field] : loc, msg: 'Field required', input }
  }
  if (named && isEnumType(named)) {
    const values = named.getValues().map(({ value }) => value as string)
    return { type: 'enum', loc, msg: `Input should be ${values.map((value) => `'${value}'`).join(', ')}`, input, ctx: { expected: values } }
  }
  const known = named && 'name' in named ? TYPE_ISSUES[named.name] : undefined
  if (known && !isListType(named))
    return {
      type:
        typeof input === 'string' && known[0].endsWith('_type') && known[0] !== 'string_type'
          ? known[0].replace('_type', '_parsing')
          : known[0],
      loc,
      msg: known[1],
      input,
    }
  return { type: 'value_error', loc, msg: `Value error, ${message}`, input }
}

/** Where each variable stands in the operation's arguments: `$cron_expression` at `["input", "cronExpression"]`. */
function variablePaths(operation: Operation): { path: string[]; variable: string }[] {
  const found: { path: string[]; variable: string }[] = []
  const visit = (value: ValueNode, path: string[]) => {
    if (value.kind === Kind.VARIABLE) found.push({ path, variable: value.name.value })
    else if (value.kind === Kind.OBJECT) for (const field of value.fields) visit(field.value, [...path, field.name.value])
  }
  for (const definition of operation.document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD) continue
      for (const argument of selection.arguments ?? []) visit(argument.value, [argument.name.value])
    }
  }
  return found
}

function relocate(loc: (string | number)[], places: { path: string[]; variable: string }[], fields: Field[]): (string | number)[] {
  for (const { path, variable } of places) {
    if (!path.every((part, i) => part === loc[i])) continue
    const field = fields.find((candidate) => candidate.name === variable)
    if (field) return [...locOf(field), ...loc.slice(path.length)]
  }
  return loc[0] === 'body' || loc[0] === 'query' || loc[0] === 'path' ? loc : ['body', ...loc.slice(loc[0] === 'input' ? 1 : 0)]
}
