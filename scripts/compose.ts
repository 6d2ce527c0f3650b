// Writes schema/supergraph.graphql, so that a change of the API is a diff to read:  npm run compose
import { writeFile } from 'node:fs/promises'
import { supergraphText } from '../gateway/supergraph.ts'

const file = new URL('../schema/supergraph.graphql', import.meta.url)
await writeFile(file, supergraphText())
console.log('written: schema/supergraph.graphql')
