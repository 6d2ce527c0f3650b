// All that entities lead to: a query of every field of a type, and the rows that its answer shows.
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql'

/** Asked of each trigger, one after the other, and of other subgraphs: no row of theirs is in it. */
const SLOW = new Set(['fault', 'warnings'])

const isConnection = ({ name }: GraphQLNamedType) => name.endsWith('Connection')

const fieldsOf = (type: GraphQLNamedType): GraphQLField<unknown, unknown>[] =>
  isObjectType(type) ? Object.values(type.getFields()).filter(({ args, name }) => !args.some(isRequiredArgument) && !SLOW.has(name)) : []

/** Types of which the subgraph resolves references, or to which it adds fields. */
export function entityTypes(schema: GraphQLSchema): string[] {
  const union = schema.getType('_Entity')
  return isUnionType(union) ? union.getTypes().map(({ name }) => name) : []
}

/** Every field of a type, and of what these lead to. @param steps how many relations in a row are followed */
export function selectionOf(schema: GraphQLSchema, name: string, steps: number): string {
  const select = (type: GraphQLNamedType, left: number): string => {
    const fields = fieldsOf(type).flatMap((field) => {
      const target = getNamedType(field.type)
      if (isLeafType(target)) return [field.name]
      if (!isObjectType(target) || left === 0) return []
      if (!isConnection(target)) return [`${field.name} { ${select(target, left - 1)} }`]
      const node = getNamedType(target.getFields().nodes!.type)
      return [`${field.name} { totalCount edges { cursor node { __typename } } nodes { ${select(node, left - 1)} } }`]
    })
    return ['__typename', ...fields].join(' ')
  }
  return select(schema.getType(name)!, steps)
}

/** Connections that are fields of a type that is no connection itself: `User.states`. */
export function connectionFields(schema: GraphQLSchema): string[] {
  const roots: (GraphQLNamedType | null | undefined)[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    roots.includes(type)
      ? []
      : fieldsOf(type).flatMap((field) => (isConnection(getNamedType(field.type)) ? [`${type.name}.${field.name}`] : [])),
  )
}

/** The connections of an answer that show or count rows, as `User.states`. */
export function filledConnections(answer: unknown): Set<string> {
  const filled = new Set<string>()
  const visit = (value: unknown): void => {
    if (!value || typeof value !== 'object') return
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
      return
    }
    const { __typename: type, ...fields } = value as Record<string, any>
    for (const [name, field] of Object.entries(fields)) {
      if (field?.totalCount > 0 || field?.nodes?.length > 0 || field?.edges?.length > 0) filled.add(`${type}.${name}`)
      visit(field)
    }
  }
  visit(answer)
  return filled
}

/** Every `id` of an answer. */
export function idsIn(answer: unknown): string[] {
  const ids = new Set<string>()
  JSON.stringify(answer, (name, value) => {
    if (name === 'id' && typeof value === 'string') ids.add(value)
    return value
  })
  return [...ids]
}
