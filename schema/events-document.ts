import { type DocumentNode, GraphQLObjectType, GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

/** What is executed for each event of a subscription: its document, with root fields that take no arguments. */
export interface EventsDocument {
  schema: GraphQLSchema
  document: DocumentNode
}

/**
 * Arguments say which events there are, and have done so when the first one comes: an event is resolved from itself. To read them again
 * for each would cost most where it hurts most: a message is sent with the subscription to its answer, and the answer has many tokens.
 */
export function createEventsDocuments(schema: GraphQLSchema): (document: DocumentNode) => EventsDocument {
  const known = new WeakMap<DocumentNode, EventsDocument>()
  let withoutArguments: GraphQLSchema | undefined
  return (document) => {
    const found = known.get(document)
    if (found) return found
    const made = { schema: (withoutArguments ??= schemaOfEvents(schema)), document: documentOfEvents(document, schema) }
    known.set(document, made)
    return made
  }
}

function schemaOfEvents(schema: GraphQLSchema): GraphQLSchema {
  const subscription = schema.getSubscriptionType()!
  const { fields, ...type } = subscription.toConfig()
  const bare = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, args: {} }]))
  const { types, ...rest } = schema.toConfig()
  return new GraphQLSchema({
    ...rest,
    types: types.filter((other) => other !== subscription),
    subscription: new GraphQLObjectType({ ...type, fields: bare }),
    assumeValid: true,
  })
}

function documentOfEvents(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const info = new TypeInfo(schema)
  const bare = visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => (info.getParentType() === schema.getSubscriptionType() ? { ...node, arguments: [] } : undefined),
    }),
  )
  const used = new Set<string>()
  visit(bare, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) })
  return visit(bare, { VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null) })
}
