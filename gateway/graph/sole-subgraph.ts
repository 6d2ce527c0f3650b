import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  Kind,
  TypeInfo,
  type TypeNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { SubgraphEndpoint } from '../../schema/graph.ts'

/** Names of the subgraphs that have a type, and of those that resolve each field of it. */
interface Resolvers {
  type: ReadonlySet<string>
  fields: ReadonlyMap<string, ReadonlySet<string>>
}

/** Finds the subgraph that can answer a document alone: its executor then needs no plan, and its answer no merging. */
export class SoleSubgraph {
  readonly #schema: GraphQLSchema
  readonly #endpoints: ReadonlyMap<string, SubgraphEndpoint>
  readonly #resolvers: ReadonlyMap<string, Resolvers>
  /** Subgraphs by `Type.field`. */
  readonly #known = new Map<string, ReadonlySet<string>>()

  /** @param schema what clients see */
  constructor(supergraph: DocumentNode, schema: GraphQLSchema, endpoints: ReadonlyMap<string, SubgraphEndpoint>) {
    this.#schema = schema
    this.#endpoints = endpoints
    this.#resolvers = resolversOf(supergraph)
  }

  /** @param document valid against what clients see @returns undefined where it takes several, or introspects */
  of(document: DocumentNode): string | undefined {
    let candidates: Iterable<string> = this.#endpoints.keys()
    const keep = (able: ReadonlySet<string> | undefined) => void (candidates = [...candidates].filter((name) => able?.has(name)))
    const keepType = (condition: TypeNode | undefined) => {
      if (condition?.kind === Kind.NAMED_TYPE) keep(this.#resolvers.get(condition.name.value)?.type)
    }
    const types = new TypeInfo(this.#schema)
    const fields = {
      Field: () => {
        const [parent, field] = [types.getParentType(), types.getFieldDef()]
        if (field?.name !== '__typename') keep(parent && field ? this.#resolving(parent.name, field) : undefined)
      },
      InlineFragment: ({ typeCondition }: { typeCondition?: TypeNode }) => keepType(typeCondition),
      FragmentDefinition: ({ typeCondition }: { typeCondition: TypeNode }) => keepType(typeCondition),
    }
    visit(document, visitWithTypeInfo(types, fields))
    return [...candidates][0]
  }

  #resolving(type: string, field: GraphQLField<unknown, unknown>): ReadonlySet<string> {
    const key = `${type}.${field.name}`
    let found = this.#known.get(key)
    if (!found) {
      const resolving = [...(this.#resolvers.get(type)?.fields.get(field.name) ?? [])]
      this.#known.set(key, (found = new Set(resolving.filter((name) => this.#looksTheSame(name, type, field)))))
    }
    return found
  }

  /** Where a subgraph may answer what clients don't see, a value of an enum for example, or null where they don't, the gateway must look at its answers. */
  #looksTheSame(subgraph: string, typeName: string, field: GraphQLField<unknown, unknown>): boolean {
    const { schema } = this.#endpoints.get(subgraph)!
    const type = schema.getType(typeName)
    const inside = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name] : undefined
    if (!inside || String(inside.type) !== String(field.type)) return false
    return possibilities(schema, inside) === possibilities(this.#schema, field)
  }
}

/** What a field may be of: the values of an enum, the types of an interface or a union. */
function possibilities(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type)
  const all = isEnumType(type) ? type.getValues() : isAbstractType(type) ? schema.getPossibleTypes(type) : []
  return all
    .map(({ name }) => name)
    .sort()
    .join(' ')
}

/** Reads the directives of the specification "join", version 0.3, by which a supergraph says where each field comes from. */
function resolversOf(supergraph: DocumentNode): ReadonlyMap<string, Resolvers> {
  const names = new Map<string, string>()
  const resolvers = new Map<string, Resolvers>()
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph')
      for (const { name, directives } of definition.values ?? []) names.set(name.value, argumentsOf(directives, 'join__graph')[0]!.name!)
  }
  const graphs = (uses: Record<string, string>[]) => new Set(uses.map(({ graph }) => names.get(graph!)!))
  for (const definition of supergraph.definitions) {
    if (!('directives' in definition) || !('name' in definition) || !definition.name) continue
    const type = graphs(argumentsOf(definition.directives as readonly ConstDirectiveNode[], 'join__type'))
    const fields =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION ? definition.fields : []
    resolvers.set(definition.name.value, {
      type,
      fields: new Map(
        fields?.map(({ name, directives }) => {
          const uses = argumentsOf(directives, 'join__field')
          return [name.value, uses.length === 0 ? type : graphs(uses.filter(isPlain))]
        }),
      ),
    })
  }
  return resolvers
}

/** The subgraph resolves the field by itself, in whichever way it was reached. */
const isPlain = ({ graph, external, requires, usedOverridden }: Record<string, string>) =>
  graph !== undefined && external === undefined && requires === undefined && usedOverridden === undefined

/** Of each use of a directive, its arguments. */
function argumentsOf(directives: readonly ConstDirectiveNode[] = [], name: string): Record<string, string>[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map((directive) =>
      Object.fromEntries(directive.arguments?.map(({ name, value }) => [name.value, 'value' in value ? String(value.value) : '']) ?? []),
    )
}
