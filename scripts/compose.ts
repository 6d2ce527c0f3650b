// Writes schema/supergraph.graphql, schema/schema.graphql and the types of the operations, so that a change of the API is a diff to read:  npm run compose
import { writeFile } from 'node:fs/promises'
import { schemaTexts } from '../gateway/compose.ts'
import type { Subgraph } from '../schema/subgraph.ts'
import { subgraphs } from '../subgraphs/index.ts'
import { operationFaults, operationTypes } from './operation-types.ts'

const { supergraph, schema } = schemaTexts(subgraphs as Record<string, Subgraph>)
const faults = operationFaults(supergraph)
if (faults.length > 0) {
  console.error(`Nothing is written: schema/operations does not fit the subgraphs.\n${faults.join('\n')}`)
  console.error('Does the subgraph’s index.ts import the file that defines the field?')
  process.exit(1)
}
await writeFile(new URL('../schema/supergraph.graphql', import.meta.url), supergraph)
await writeFile(new URL('../schema/schema.graphql', import.meta.url), schema)
await writeFile(new URL('../schema/generated/operations.ts', import.meta.url), await operationTypes(supergraph))
console.log('written: schema/supergraph.graphql, schema/schema.graphql, schema/generated/operations.ts')
