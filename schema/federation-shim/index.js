import { MapperKind, mapSchema, printSchemaWithDirectives } from '@graphql-tools/utils'

export * from './types.js'

const FEDERATION_FIELDS = new Set(['_entities', '_service'])
const FEDERATION_TYPES = new Set(['_Entity', '_Any', '_Service'])

/** A subgraph's SDL without the machinery that Federation adds to every subgraph. */
export function printSubgraphSchema(schema) {
  const own = mapSchema(schema, {
    [MapperKind.ROOT_FIELD]: (_field, name) => (FEDERATION_FIELDS.has(name) ? null : undefined),
    [MapperKind.TYPE]: (type) => (FEDERATION_TYPES.has(type.name) ? null : undefined),
  })
  return printSchemaWithDirectives(own, { pathToDirectivesInExtensions: ['__none'] })
}
