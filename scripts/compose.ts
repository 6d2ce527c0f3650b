// Writes schema/supergraph.graphql, so that a change of the API is a diff to read:  npm run compose
import { writeFile } from 'node:fs/promises'
import { supergraphText } from '../gateway/compose.ts'
import type { Subgraph } from '../schema/subgraph.ts'
import { subgraphs } from '../subgraphs/index.ts'

const file = new URL('../schema/supergraph.graphql', import.meta.url)
await writeFile(file, supergraphText(subgraphs as Record<string, Subgraph>))
console.log('written: schema/supergraph.graphql')
