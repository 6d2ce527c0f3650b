import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { rootType } from './operations.ts'

// GraphQL's convention writes the values of enums in capitals; REST and tools say `sync` where the graph says `SYNC`.
// The word of a value is what the resolvers use inside.

type Values<Word extends string> = Record<Word, { description: string; deprecationReason?: string }>

/** The values of a GraphQL enum whose words are in lower case. */
export function upperCase<Word extends string>(
  values: Values<Word>,
): { [Key in Word as Uppercase<Key>]: { value: Key; description: string; deprecationReason?: string } } {
  const entries = Object.entries(values) as [Word, Values<Word>[Word]][]
  return Object.fromEntries(entries.map(([word, described]) => [word.toUpperCase(), { ...described, value: word }])) as never
}

/** A variable as GraphQL writes it. What is no word stays: the schema refuses it. */
export function wordsToNames(value: unknown, type: GraphQLInputType): unknown {
  if (value === null || value === undefined) return value
  if (isNonNullType(type)) return wordsToNames(value, type.ofType)
  if (isListType(type)) return Array.isArray(value) ? value.map((item) => wordsToNames(item, type.ofType)) : value
  if (isEnumType(type)) return type.getValues().find((known) => known.value === value)?.name ?? value
  if (!isInputObjectType(type) || typeof value !== 'object') return value
  const fields = type.getFields()
  return Object.fromEntries(
    Object.entries(value).map(([name, given]) => [name, fields[name] ? wordsToNames(given, fields[name].type) : given]),
  )
}

/** Where an answer holds enums whose words differ from their names: by the keys of the answer. */
type Places = Map<string, ReadonlyMap<string, string> | Places>

/** @returns what puts the words in place of the names, in the data of this operation; null where it has none */
export function namesToWords(document: DocumentNode, schema: GraphQLSchema): ((data: Record<string, unknown>) => void) | null {
  const operation = document.definitions[0] as OperationDefinitionNode
  const places = placesIn(operation.selectionSet, rootType(schema, operation.operation)!)
  return places ? (data) => rewrite(data, places) : null
}

function placesIn(selections: SelectionSetNode, type: GraphQLObjectType): Places | null {
  const places: Places = new Map()
  for (const selection of selections.selections) {
    if (selection.kind !== Kind.FIELD) continue
    const field = type.getFields()[selection.name.value]
    const inner = field && placeOf(field.type, selection.selectionSet)
    if (inner) places.set(selection.alias?.value ?? selection.name.value, inner)
  }
  return places.size > 0 ? places : null
}

function placeOf(type: GraphQLOutputType, selections: SelectionSetNode | undefined): ReadonlyMap<string, string> | Places | null {
  const named = getNamedType(type)
  if (isObjectType(named) && selections) return placesIn(selections, named)
  if (!isEnumType(named)) return null
  const words = named.getValues().filter(({ name, value }) => name !== value)
  return words.length > 0 ? new Map(words.map(({ name, value }) => [name, String(value)])) : null
}

function rewrite(data: Record<string, unknown>, places: Places): void {
  for (const [key, place] of places) data[key] = rewritten(data[key], place)
}

function rewritten(value: unknown, place: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, place))
  if (typeof value === 'string') return place.get(value) ?? value
  if (value !== null && typeof value === 'object') rewrite(value as Record<string, unknown>, place as Places)
  return value
}
