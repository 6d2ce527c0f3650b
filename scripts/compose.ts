// Writes schema/supergraph.graphql and the types of the operations, so that a change of the API is a diff to read:  npm run compose
import { writeFile } from 'node:fs/promises'
import { supergraphText } from '../gateway/compose.ts'
import type { Subgraph } from '../schema/subgraph.ts'
import { subgraphs } from '../subgraphs/index.ts'
import { operationTypes } from './operation-types.ts'

const supergraph = supergraphText(subgraphs as Record<string, Subgraph>)
await writeFile(new URL('../schema/supergraph.graphql', import.meta.url), supergraph)
await writeFile(new URL('../schema/generated/operations.ts', import.meta.url), await operationTypes(supergraph))
console.log('written: schema/supergraph.graphql, schema/generated/operations.ts')
