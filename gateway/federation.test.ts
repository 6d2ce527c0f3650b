// What the gateway relies on: keys by which one subgraph's objects are found in another, and a composition that another composer makes as well.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type ConstDirectiveNode, Kind, type ObjectTypeDefinitionNode, type ObjectTypeExtensionNode, parse } from 'graphql'
import type { Subgraph } from '../schema/subgraph.ts'
import { subgraphs } from '../subgraphs/index.ts'
import { printSubgraph } from './compose.ts'
import { installComposer, secondComposer } from './second-composer.testing.ts'

const sdls = Object.fromEntries(
  Object.values(subgraphs as Record<string, Subgraph>).map(({ name, schema }) => [name, printSubgraph(name, schema)]),
)

interface Key {
  subgraph: string
  type: string
  /** Names of fields, in one order. */
  fields: string
  isResolvable: boolean
  /** The subgraph knows nothing of the type but its keys. */
  isStub: boolean
  hasResolver: boolean
}

const argument = ({ arguments: given }: ConstDirectiveNode, name: string) => given?.find((node) => node.name.value === name)?.value

function keysOf(subgraph: string, node: ObjectTypeDefinitionNode | ObjectTypeExtensionNode): Key[] {
  const type = node.name.value
  const keys = (node.directives ?? []).filter(({ name }) => name.value === 'key')
  const names = keys.map((key) => {
    const fields = argument(key, 'fields')
    assert.ok(fields?.kind === Kind.STRING)
    return fields.value.trim().split(/\s+/).toSorted()
  })
  const isStub = (node.fields ?? []).every(({ name }) => names.flat().includes(name.value))
  const { extensions } = (subgraphs as Record<string, Subgraph>)[subgraph]!.schema.getType(type)!
  const { subgraph: federation } = (extensions.apollo ?? {}) as { subgraph?: { resolveReference?: unknown } }
  return keys.map((key, i) => {
    const resolvable = argument(key, 'resolvable')
    return {
      ...{ subgraph, type, isStub, fields: names[i]!.join(' '), hasResolver: federation?.resolveReference !== undefined },
      isResolvable: !(resolvable?.kind === Kind.BOOLEAN && !resolvable.value),
    }
  })
}

const keys = Object.entries(sdls).flatMap(([name, sdl]) =>
  parse(sdl).definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION ? keysOf(name, node) : [],
  ),
)

test('a subgraph that knows only the key of an object does not say that it can resolve it', () => {
  assert.ok(keys.some(({ isStub }) => isStub))
  assert.deepEqual(
    keys.filter(({ isStub, isResolvable }) => isStub === isResolvable).map(({ subgraph, type }) => `${subgraph}: ${type}`),
    [],
  )
})

test('each object has a subgraph that finds it by its key; others, which add fields, may take the key for the object', () => {
  const owned = new Set(keys.filter(({ isResolvable, hasResolver }) => isResolvable && hasResolver).map(({ type }) => type))
  assert.deepEqual(new Set(keys.map(({ type }) => type)), owned)
})

test('each key of a stub is one by which another subgraph finds the object', () => {
  const found = (stub: Key) =>
    keys.some((key) => key.isResolvable && key.hasResolver && key.type === stub.type && key.fields === stub.fields)
  const lost = keys.filter((key) => !key.isResolvable && !found(key))
  assert.deepEqual(
    lost.map(({ subgraph, type, fields }) => `${subgraph}: ${type} by ${fields}`),
    [],
  )
})

test('another composer makes the same API of the subgraphs, without an error or a hint', async (t) => {
  const home = await installComposer().catch((error: Error) => t.skip(`no package registry: ${error.message}`))
  if (!home) return
  // It does not know this directive yet, which says something about inputs alone.
  const withoutOneOf = (sdl: string) => sdl.replaceAll(' @oneOf', '')
  const known = Object.fromEntries(Object.entries(sdls).map(([name, sdl]) => [name, withoutOneOf(sdl)]))
  const { errors, hints, schema } = secondComposer(home)(known)
  assert.deepEqual([errors, hints], [[], []])
  const committed = readFileSync(new URL('../schema/schema.graphql', import.meta.url), 'utf8').replace(/^#.*\n/, '')
  assert.equal(schema.trim(), withoutOneOf(committed).trim())
})
