import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { buildASTSchema, buildSchema, concatAST, extendSchema, type GraphQLObjectType, parse, validate } from 'graphql'
import { loadOperations, ownerOf } from '../schema/operations.ts'
import type { Subgraph } from '../schema/subgraph.ts'
import { subgraphs } from '../subgraphs/index.ts'
import { schemaTexts } from './compose.ts'

test('the committed schemas are what the subgraphs compose to', () => {
  for (const [name, text] of Object.entries(schemaTexts(subgraphs as Record<string, Subgraph>))) {
    const committed = readFileSync(new URL(`../schema/${name}.graphql`, import.meta.url), 'utf8')
    assert.ok(committed === text, `schema/${name}.graphql is out of date: run npm run compose`)
  }
})

test('the schema for clients has nothing that is not for them', () => {
  const { schema } = schemaTexts(subgraphs as Record<string, Subgraph>)
  const { Query, Mutation } = buildSchema(schema).getTypeMap() as Record<string, GraphQLObjectType>
  assert.ok(Query!.getFields().me?.description)
  assert.equal(Query!.getFields().authenticate, undefined)
  assert.equal(Mutation!.getFields().recordRequests, undefined)
  assert.doesNotMatch(schema, /join__|@link|@inaccessible|_entities|_service/)
})

test('every operation belongs to one subgraph and is valid there', () => {
  const schemas = Object.entries(subgraphs).map(([name, { schema }]) => [name, schema] as const)
  for (const operation of loadOperations().values()) {
    const owner = ownerOf(operation, schemas)
    assert.ok(owner, `${operation.name}: no subgraph has ${operation.rootFields.join(', ')}`)
    const faults = validate(subgraphs[owner as keyof typeof subgraphs]!.schema, operation.document)
    assert.deepEqual(
      faults.map((fault) => fault.message),
      [],
      operation.name,
    )
  }
})

test('what stands in the operations’ files is used, and is of the type that it says', () => {
  const folder = new URL('../schema/operations/', import.meta.url)
  const read = (file: string) => parse(readFileSync(new URL(file, folder), 'utf8'))
  const supergraph = buildASTSchema(read('../supergraph.graphql'), { assumeValid: true })
  const schema = extendSchema(supergraph, read('directives.graphql'), { assumeValid: true })
  const documents = readdirSync(folder).filter((file) => file.endsWith('.graphql') && file !== 'directives.graphql')
  const faults = validate(schema, concatAST(documents.map(read)), undefined, { maxErrors: 10 })
  assert.deepEqual(
    faults.map((fault) => fault.message),
    [],
  )
})

test('no two operations have the same method and path', () => {
  const taken = new Map<string, string>()
  for (const { name, rest } of loadOperations().values()) {
    for (const path of rest?.paths ?? []) {
      const key = `${rest!.method} ${path.replace(/[:*]\w+/g, ':')}`
      assert.equal(taken.get(key), undefined, `${key} is ${taken.get(key)} and ${name}`)
      taken.set(key, name)
    }
  }
})

test('every root field and type is described', () => {
  const types = Object.values(subgraphs).flatMap(({ schema }) => Object.values(schema.getTypeMap()))
  // An entity is described by the subgraph that owns it, not by those that add fields to it.
  for (const [name, parts] of Map.groupBy(types, (type) => type.name)) {
    if (name.startsWith('_') || ['String', 'Int', 'Float', 'Boolean', 'ID', 'Query', 'Mutation', 'Subscription'].includes(name)) continue
    assert.ok(
      parts.some(({ description }) => description),
      `${name} has no description`,
    )
  }
  for (const { name, schema } of Object.values(subgraphs)) {
    for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
      for (const field of Object.values(root?.getFields() ?? {})) {
        assert.ok(field.name.startsWith('_') || field.description, `${name}: ${root!.name}.${field.name} has no description`)
      }
    }
  }
})
