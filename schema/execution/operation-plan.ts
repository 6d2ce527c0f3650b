import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeNameMetaFieldDef,
  visit,
} from 'graphql'
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js'
import { rootType } from '../operations.ts'

type FieldDefinition = GraphQLField<unknown, unknown>
type AbstractType = Extract<GraphQLOutputType, { resolveType: unknown }>

/** What a field returns, as its values are completed. */
export type Shape = { isNonNull: boolean } & (
  | { kind: 'leaf'; type: GraphQLLeafType }
  | { kind: 'list'; items: Shape }
  | { kind: 'object'; type: GraphQLObjectType }
  | { kind: 'abstract'; type: AbstractType }
)

/** A field of an operation on one type of object. */
export interface PlannedField {
  /** Its name in the answer. */
  key: string
  nodes: readonly FieldNode[]
  definition: FieldDefinition
  parentType: GraphQLObjectType
  shape: Shape
  /** It is one value of the object, read as it is: it has neither a resolver nor arguments. */
  isProperty: boolean
  /** What is selected of an object that it returns, by the object's type. */
  selections?: Map<GraphQLObjectType, Selection>
}

/** The fields that are selected of an object. */
export interface Selection {
  fields: readonly PlannedField[]
  /** The answer before it is filled: its fields in their order. */
  blank: Readonly<Record<string, null>>
}

/** An operation of which the fields are found once for each type, not once for each object and call. */
export class OperationPlan {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Record<string, FragmentDefinitionNode>
  readonly rootFields: Selection
  readonly #nodes: number
  #fields = 0

  /** @returns undefined for what is not planned: what selects by the values of variables, introspects, or is a subscription */
  static of(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): OperationPlan | undefined {
    if (operation.operation === 'subscription') return undefined
    const nodes = plannableNodes(document)
    const root = rootType(schema, operation.operation)
    return nodes && root ? new OperationPlan(schema, document, { operation, nodes, root }) : undefined
  }

  private constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    { operation, nodes, root }: { operation: OperationDefinitionNode; nodes: number; root: GraphQLObjectType },
  ) {
    this.#nodes = nodes
    this.schema = schema
    this.operation = operation
    this.fragments = Object.create(null)
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments[definition.name.value] = definition
    this.rootFields = this.#selectionOf(root, collectFields(schema, this.fragments, {}, root, operation.selectionSet))
  }

  /** Fragments that are used in many places make much of a short document: what is kept with one is to be in proportion to it. */
  get isTooLarge(): boolean {
    return this.#fields > this.#nodes
  }

  /** What is selected of an object of the type that the field returned. */
  selection(field: PlannedField, type: GraphQLObjectType): Selection {
    field.selections ??= new Map()
    let found = field.selections.get(type)
    if (!found) {
      found = this.#selectionOf(type, collectSubfields(this.schema, this.fragments, {}, type, field.nodes))
      field.selections.set(type, found)
    }
    return found
  }

  #selectionOf(type: GraphQLObjectType, nodesByKey: ReadonlyMap<string, readonly FieldNode[]>): Selection {
    const selection = selectionOf(type, nodesByKey)
    this.#fields += selection.fields.length
    return selection
  }
}

const BY_VARIABLES = new Set(['skip', 'include'])
/** Fields of introspection, and a name that a plain object can't have. */
const UNPLANNED_NAMES = new Set(['__schema', '__type', '__proto__'])

/** @returns how many nodes the document has, or 0 where it can't be planned */
function plannableNodes(document: DocumentNode): number {
  let nodes = 0
  let isPlain = true
  visit(document, {
    enter(node) {
      nodes++
      if (node.kind === Kind.DIRECTIVE && BY_VARIABLES.has(node.name.value)) isPlain = false
      if (node.kind === Kind.FIELD && (UNPLANNED_NAMES.has(node.name.value) || UNPLANNED_NAMES.has(node.alias?.value ?? '')))
        isPlain = false
    },
  })
  return isPlain ? nodes : 0
}

function selectionOf(parentType: GraphQLObjectType, nodesByKey: ReadonlyMap<string, readonly FieldNode[]>): Selection {
  const fields = [...nodesByKey].flatMap(([key, nodes]): PlannedField[] => {
    const name = nodes[0]!.name.value
    const definition = name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : parentType.getFields()[name]
    if (!definition) return []
    const shape = shapeOf(definition.type)
    const isProperty = shape.kind === 'leaf' && !definition.resolve && definition.args.length === 0
    return [{ key, nodes, definition, parentType, shape, isProperty }]
  })
  return { fields, blank: Object.fromEntries(fields.map(({ key }) => [key, null])) }
}

function shapeOf(type: GraphQLOutputType): Shape {
  if (isNonNullType(type)) return { ...shapeOf(type.ofType), isNonNull: true }
  if (isListType(type)) return { kind: 'list', isNonNull: false, items: shapeOf(type.ofType) }
  if (isLeafType(type)) return { kind: 'leaf', isNonNull: false, type }
  if (isAbstractType(type)) return { kind: 'abstract', isNonNull: false, type }
  return { kind: 'object', isNonNull: false, type }
}
