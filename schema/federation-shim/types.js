// The subgraph protocol's own types: https://www.apollographql.com/docs/federation/subgraph-spec
import { GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLScalarType, GraphQLString, GraphQLUnionType } from 'graphql'

const typeNames = new WeakMap()

function rememberType(value, typeName) {
  if (value !== null && typeof value === 'object') typeNames.set(value, typeName)
  return value
}

export const AnyType = new GraphQLScalarType({ name: '_Any', serialize: (value) => value })

export const EntityType = new GraphQLUnionType({ name: '_Entity', types: [], resolveType: (value) => typeNames.get(value) })

export const ServiceType = new GraphQLObjectType({ name: '_Service', fields: { sdl: { type: GraphQLString } } })

export const serviceField = { type: new GraphQLNonNull(ServiceType) }

export const entitiesField = {
  type: new GraphQLNonNull(new GraphQLList(EntityType)),
  args: { representations: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(AnyType))) } },
  resolve: (_root, { representations }, context, info) =>
    representations.map((reference) => {
      const type = info.schema.getType(reference.__typename)
      const resolveReference = type?.extensions?.apollo?.subgraph?.resolveReference
      const entity = resolveReference ? resolveReference(reference, context, info) : reference
      return typeof entity?.then === 'function'
        ? entity.then((value) => rememberType(value, reference.__typename))
        : rememberType(entity, reference.__typename)
    }),
}
