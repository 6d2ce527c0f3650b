import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from 'graphql'
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js'
import type { KnownOperation } from './known-documents.ts'
import type { Gathered } from './run-plan.ts'

type Data = Record<string, unknown>
type Fields = ReadonlyMap<string, readonly FieldNode[]>
type Path = readonly (string | number)[]

/** Stands for a null where none may be: what holds it becomes null. */
const NONE = Symbol('a null where none may be')

/** Makes the answer to an operation of what the subgraphs said: what was asked for, in the order in which it was, with nulls as the schema allows them. */
export class Completion {
  readonly #schema: GraphQLSchema
  readonly #values: Record<string, unknown>
  readonly #fragments: Record<string, FragmentDefinitionNode> = {}
  /** Of objects in one place of the document, what is asked of them. */
  readonly #fields = new Map<readonly FieldNode[], Fields>()
  readonly #errors: GraphQLError[] = []

  constructor(schema: GraphQLSchema, document: KnownOperation['document'], values: Record<string, unknown>) {
    this.#schema = schema
    this.#values = values
    for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) this.#fragments[node.name.value] = node
  }

  answer(
    { operation, selectionSet }: KnownOperation['definition'],
    { data, errors }: Gathered,
  ): { data: Data | null; errors?: GraphQLError[] } {
    const root = this.#schema.getRootType(operation)!
    const fields = collectFields(this.#schema, this.#fragments, this.#values, root, selectionSet)
    const completed = this.#object(root, fields, data, [])
    // A null is told once: by who said why.
    const own = this.#errors.filter(({ path }) => !errors.some((known) => isAlong(known.path!, path!)))
    const all = [...errors, ...own]
    return { ...(all.length > 0 && { errors: all }), data: completed === NONE ? null : completed }
  }

  #object(type: GraphQLObjectType, fields: Fields, source: Data, path: Path): Data | typeof NONE {
    const completed: Data = {}
    for (const [key, nodes] of fields) {
      const name = nodes[0]!.name.value
      if (name === '__typename') {
        completed[key] = type.name
        continue
      }
      const value = this.#value(type.getFields()[name]!.type, source[key], { nodes, path: [...path, key], name: `${type.name}.${name}` })
      if (value === NONE) return NONE
      completed[key] = value
    }
    return completed
  }

  #value(type: GraphQLOutputType, source: unknown, place: { nodes: readonly FieldNode[]; path: Path; name: string }): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, source, place) ?? this.#none(source, place)
    if (source === null || source === undefined) return null
    const value = this.#present(type, source, place)
    return value === NONE ? null : value
  }

  #present(type: GraphQLOutputType, source: unknown, place: { nodes: readonly FieldNode[]; path: Path; name: string }): unknown {
    if (isListType(type)) {
      const items: unknown[] = []
      for (const [i, item] of (source as unknown[]).entries()) {
        const value = this.#value(type.ofType, item, { ...place, path: [...place.path, i] })
        if (value === NONE) return NONE
        items.push(value)
      }
      return items
    }
    if (isObjectType(type)) return this.#object(type, this.#fieldsOf(type, place.nodes), source as Data, place.path)
    // A value that clients don't know.
    if (isEnumType(type) && !type.getValue(String(source))) return NONE
    return source
  }

  /** The first null on the way is told, not those that come of it. */
  #none(source: unknown, { path, name }: { path: Path; name: string }): typeof NONE {
    if (source === null || source === undefined)
      this.#errors.push(new GraphQLError(`Cannot return null for non-nullable field ${name}.`, { path }))
    return NONE
  }

  #fieldsOf(type: GraphQLObjectType, nodes: readonly FieldNode[]): Fields {
    let fields = this.#fields.get(nodes)
    if (!fields) this.#fields.set(nodes, (fields = collectSubfields(this.#schema, this.#fragments, this.#values, type, nodes)))
    return fields
  }
}

/** Is one path the beginning of the other? */
const isAlong = (one: Path, other: Path): boolean => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.every((key, i) => key === long[i])
}
