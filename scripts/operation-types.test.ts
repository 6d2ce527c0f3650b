import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { operationFaults, operationTypes } from './operation-types.ts'

const read = (name: string) => readFile(new URL(`../schema/${name}`, import.meta.url), 'utf8')

test('the types of the operations are up to date', async () => {
  const types = await operationTypes(await read('supergraph.graphql'))
  assert.equal(types === (await read('generated/operations.ts')), true, 'run npm run compose')
})

test('a scalar without a TypeScript type is refused', async () => {
  const supergraph = (await read('supergraph.graphql')).replaceAll(/\bDateTime\b/g, 'Moment')
  await assert.rejects(operationTypes(supergraph), /Moment/)
})

test('an operation that asks for a field that no subgraph has is named', async () => {
  const supergraph = await read('supergraph.graphql')
  assert.deepEqual(operationFaults(supergraph), [])
  const faults = operationFaults(supergraph.replaceAll(/\bdeleteSkill\b/g, 'removeSkill'))
  assert.equal(faults.length, 1)
  assert.match(faults[0]!, /^DeleteSkill: .*deleteSkill/)
})
