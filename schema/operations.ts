import { readdirSync, readFileSync } from 'node:fs'
import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql'

export type Place = 'path' | 'query' | 'body' | 'whole_body' | 'header'

/** A variable of an operation: a field of its REST route. */
export interface OperationVariable {
  name: string
  type: TypeNode
  place: Place
  /** Its name as a field of the REST route, where that is another. */
  restName: string
  required: boolean
  defaultValue?: unknown
}

/** How an operation is offered over REST: `@rest` of `schema/operations/directives.graphql`. */
interface RestRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** All paths, the canonical one first, in `:name` spelling. */
  paths: string[]
  status: number
  message?: string
  tag?: string
}

/** A named operation: one document, offered through several doors. */
export interface Operation {
  name: string
  kind: OperationTypeNode
  /** Comment above the operation: its documentation. */
  description: string
  /** The operation alone, without the directives that are ours. */
  document: DocumentNode
  /** Root field names, in order. */
  rootFields: string[]
  variables: OperationVariable[]
  rest?: RestRoute
  tool?: { description?: string }
}

const OURS = new Set(['rest', 'tool', 'in'])

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/**
 * Reads every operation of a folder of `.graphql` files. A fragment of one file may be used in all of them; each use is replaced by
 * the fragment's fields, so the documents have no fragments.
 * @throws where two operations, or two fragments, have the same name
 */
export function loadOperations(folder: URL = new URL('./operations/', import.meta.url)): Map<string, Operation> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql') && file !== 'directives.graphql')
  const sources = files.sort().map((file) => ({ file, source: readFileSync(new URL(file, folder), 'utf8') }))
  const definitions = sources.flatMap(({ file, source }) => parse(source).definitions.map((definition) => ({ file, source, definition })))
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const { file, definition } of definitions) {
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue
    add(fragments, definition.name.value, definition, file)
  }
  const operations = new Map<string, Operation>()
  for (const { file, source, definition } of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) continue
    if (definition.kind !== Kind.OPERATION_DEFINITION || !definition.name)
      throw new Error(`${file}: this file may hold named operations and fragments only`)
    add(operations, definition.name.value, read(definition, source, fragments), file)
  }
  return operations
}

function add<Value>(values: Map<string, Value>, name: string, value: Value, file: string): void {
  if (values.has(name)) throw new Error(`${file}: the name ${name} is taken`)
  values.set(name, value)
}

function read(definition: OperationDefinitionNode, source: string, fragments: Fragments): Operation {
  const rest = argumentsOf(definition.directives, 'rest')
  const tool = argumentsOf(definition.directives, 'tool')
  const paths = rest ? [rest.path as string, ...((rest.aliases as string[] | undefined) ?? [])] : []
  const inPath = new Set(paths.flatMap((path) => [...path.matchAll(/[:*](\w+)/g)].map((found) => found[1])))
  const fromQuery = rest?.method === 'GET' || rest?.method === 'DELETE'
  const variables = (definition.variableDefinitions ?? []).map((variable): OperationVariable => {
    const name = variable.variable.name.value
    const { place, name: restName = name } = (argumentsOf(variable.directives, 'in') ?? {}) as { place?: string; name?: string }
    return {
      name,
      type: variable.type,
      place: inPath.has(name) ? 'path' : ((place?.toLowerCase() as Place | undefined) ?? (fromQuery ? 'query' : 'body')),
      restName,
      required: variable.type.kind === Kind.NON_NULL_TYPE && !variable.defaultValue,
      ...(variable.defaultValue && { defaultValue: valueFromASTUntyped(variable.defaultValue) }),
    }
  })
  return {
    name: definition.name!.value,
    kind: definition.operation,
    description: commentAbove(definition, source),
    document: { kind: Kind.DOCUMENT, definitions: [withFragmentsInPlace(withoutOurs(definition), fragments)] },
    rootFields: definition.selectionSet.selections.map((selection) => {
      if (selection.kind !== Kind.FIELD)
        throw new Error(`${definition.name!.value}: a root field must be written out, not spread from a fragment`)
      return selection.name.value
    }),
    variables,
    ...(rest && {
      rest: {
        method: rest.method as RestRoute['method'],
        paths,
        status: (rest.status as number | undefined) ?? 200,
        ...(rest.message !== undefined && { message: rest.message as string }),
        ...(rest.tag !== undefined && { tag: rest.tag as string }),
      },
    }),
    ...(tool && { tool }),
  }
}

function argumentsOf(directives: readonly DirectiveNode[] | undefined, name: string): Record<string, unknown> | undefined {
  const directive = directives?.find((candidate) => candidate.name.value === name)
  return (
    directive &&
    Object.fromEntries((directive.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]))
  )
}

function withoutOurs(definition: OperationDefinitionNode): OperationDefinitionNode {
  const keep = <D extends DirectiveNode>(directives: readonly D[] | undefined) =>
    directives?.filter((directive) => !OURS.has(directive.name.value)) ?? []
  return {
    ...definition,
    directives: keep(definition.directives),
    variableDefinitions: (definition.variableDefinitions ?? []).map((variable) => ({ ...variable, directives: keep(variable.directives) })),
  }
}

function withFragmentsInPlace(definition: OperationDefinitionNode, fragments: Fragments): OperationDefinitionNode {
  const fieldsOf = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) return [selection]
    const fragment = fragments.get(selection.name.value)
    if (!fragment) throw new Error(`${definition.name!.value}: there is no fragment named ${selection.name.value}`)
    return fragment.selectionSet.selections.flatMap(fieldsOf)
  }
  const expand = (set: SelectionSetNode): SelectionSetNode => {
    const selections = set.selections
      .flatMap(fieldsOf)
      .map((selection) =>
        'selectionSet' in selection && selection.selectionSet ? { ...selection, selectionSet: expand(selection.selectionSet) } : selection,
      ) as SelectionNode[]
    const expanded = { ...set, selections }
    const [only, ...others] = set.selections
    if (only?.kind === Kind.FRAGMENT_SPREAD && others.length === 0) fragmentNames.set(expanded, only.name.value)
    return expanded
  }
  return { ...definition, selectionSet: expand(definition.selectionSet) }
}

const fragmentNames = new WeakMap<SelectionSetNode, string>()

/** The fragment in whose place these fields stand, where they are that fragment and nothing else: the name of their shape. */
export const fragmentOf = (selections: SelectionSetNode): string | undefined => fragmentNames.get(selections)

/** GraphQL 16 has no descriptions on operations: the `#` lines right above one are its documentation. */
function commentAbove(definition: OperationDefinitionNode, source: string): string {
  const lines = source.slice(0, definition.loc!.start).trimEnd().split('\n')
  const comment: string[] = []
  while (lines.at(-1)?.trimStart().startsWith('#')) comment.unshift(lines.pop()!.trim().replace(/^#\s?/, ''))
  return comment.join('\n').trim()
}

/** The subgraph that has all root fields of the operation, or undefined where they are spread over several. */
export function ownerOf<Name extends string>(operation: Operation, schemas: Iterable<readonly [Name, GraphQLSchema]>): Name | undefined {
  for (const [name, schema] of schemas) {
    const fields = rootType(schema, operation.kind)?.getFields()
    if (fields && operation.rootFields.every((field) => field in fields)) return name
  }
  return undefined
}

export function rootType(schema: GraphQLSchema, kind: OperationTypeNode) {
  return kind === 'query' ? schema.getQueryType() : kind === 'mutation' ? schema.getMutationType() : schema.getSubscriptionType()
}
