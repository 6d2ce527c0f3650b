import type { FetchNode, FlattenNodePathSegment, PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner'
import { type DocumentNode, parse } from 'graphql'

/** What is to be asked of the subgraphs for an operation, and in which order. */
export type Step =
  | { kind: 'sequence' | 'parallel'; steps: Step[] }
  | { kind: 'condition'; variable: string; yes: Step | undefined; no: Step | undefined }
  | Fetch

/** A request to a subgraph. */
export interface Fetch {
  kind: 'fetch'
  subgraph: string
  document: DocumentNode
  /** Names of the operation's variables that it uses. */
  variables: readonly string[]
  /** More of objects that other subgraphs have named. None: fields of the root. */
  entities: readonly Entities[]
}

/** Objects of which a subgraph is to tell more. */
interface Entities {
  /** The field of the answer that has them. */
  field: string
  /** The variable that names them. */
  variable: string
  /** Where they are in the data. Through lists by `@`. */
  paths: readonly (readonly string[])[]
  /** By which of its fields an object is named, by its type. */
  keys: ReadonlyMap<string, readonly string[]>
}

/** Whole plans of the planner as steps, their documents parsed. @returns undefined where it has a node that is not handled here */
export function stepsOf(node: PlanNode): Step | undefined {
  try {
    return stepOf(node)
  } catch (error) {
    if (error === UNHANDLED) return undefined
    throw error
  }
}

const UNHANDLED = new Error('the plan has a node that is left to the runtime')

function demand(isHandled: boolean): asserts isHandled {
  if (!isHandled) throw UNHANDLED
}

function stepOf(node: PlanNode): Step {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: node.nodes.map(stepOf) }
    case 'Parallel':
      return { kind: 'parallel', steps: node.nodes.map(stepOf) }
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        yes: node.ifClause ? stepOf(node.ifClause) : undefined,
        no: node.elseClause ? stepOf(node.elseClause) : undefined,
      }
    case 'Fetch':
      demand(!node.requires)
      return fetchOf(node, [])
    case 'Flatten':
      demand(node.node.kind === 'Fetch' && node.node.requires !== undefined)
      return fetchOf(node.node, [
        { field: '_entities', variable: 'representations', paths: [pathOf(node.path)], keys: keysOf(node.node.requires) },
      ])
    case 'BatchFetch': {
      const { aliases } = node.entityBatch
      demand(aliases.every(({ inputRewrites, outputRewrites }) => isNone(inputRewrites) && isNone(outputRewrites)))
      return fetchOf(
        node,
        aliases.map(({ alias, representationsVariableName, paths, requires }) => ({
          field: alias,
          variable: representationsVariableName,
          paths: paths.map(pathOf),
          keys: keysOf(requires),
        })),
      )
    }
    default:
      throw UNHANDLED
  }
}

type FetchLike = Pick<FetchNode, 'serviceName' | 'operation' | 'variableUsages' | 'inputRewrites' | 'outputRewrites'>

function fetchOf({ serviceName, operation, variableUsages, inputRewrites, outputRewrites }: FetchLike, entities: Entities[]): Fetch {
  demand(isNone(inputRewrites) && isNone(outputRewrites))
  const document = parse(operation, { noLocation: true })
  return { kind: 'fetch', subgraph: serviceName, document, variables: variableUsages ?? [], entities }
}

const isNone = (rewrites: readonly unknown[] | null | undefined) => !rewrites || rewrites.length === 0

function pathOf(segments: readonly FlattenNodePathSegment[]): string[] {
  return segments.map((segment) => {
    if (segment === '@') return segment
    demand('Field' in segment)
    return segment.Field
  })
}

function keysOf(requires: readonly RequiresSelection[]): Entities['keys'] {
  return new Map(
    requires.map((required) => {
      demand(required.kind === 'InlineFragment' && !required.skipIf && !required.includeIf)
      return [
        required.typeCondition,
        required.selections.map((field) => {
          demand(field.kind === 'Field' && isNone(field.selections) && !field.alias)
          return field.name
        }),
      ]
    }),
  )
}
