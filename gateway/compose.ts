import { composeServices, compositionHasErrors } from '@theguild/federation-composition'
import { buildSchema, type GraphQLSchema, graphqlSync, lexicographicSortSchema, parse, printSchema } from 'graphql'
import type { Subgraph } from '../schema/subgraph.ts'

interface Composed {
  /** SDL for the gateway, which tells the owner of each field. */
  supergraphSdl: string
  /** SDL of what clients see. */
  publicSdl: string
}

/** One supergraph of all subgraphs. @throws where they do not fit together, with the first reasons */
function compose(schemas: Iterable<readonly [string, GraphQLSchema]>): Composed {
  const composed = composeServices(
    [...schemas].map(([name, schema]) => ({ name, url: `http://${name}.internal/graphql`, typeDefs: parse(printSubgraph(name, schema)) })),
  )
  if (!compositionHasErrors(composed)) return composed
  throw new Error(summary(composed.errors.map(({ message }) => message)))
}

/** Errors that are shown: one field without a key makes one for each way that leads to it. */
const MOST_SHOWN = 3

const summary = (messages: readonly string[]) =>
  [...messages.slice(0, MOST_SHOWN), ...(messages.length > MOST_SHOWN ? [`... and ${messages.length - MOST_SHOWN} more`] : [])].join('\n')

/** @returns SDL @throws where they do not fit together, with the first reasons */
export const composeSupergraph = (schemas: Iterable<readonly [string, GraphQLSchema]>): string => compose(schemas).supergraphSdl

/** The SDL of a subgraph, with the directives of federation. */
export function printSubgraph(name: string, schema: GraphQLSchema): string {
  const printed = graphqlSync({ schema, source: '{ _service { sdl } }' })
  if (printed.errors) throw new AggregateError(printed.errors, `the ${name} subgraph can't be printed`)
  return (printed.data as { _service: { sdl: string } })._service.sdl
}

/** What is committed: `schema/supergraph.graphql`, and `schema/schema.graphql` for clients. */
export function schemaTexts(subgraphs: Record<string, Subgraph>): { supergraph: string; schema: string } {
  const { supergraphSdl, publicSdl } = compose(Object.entries(subgraphs).map(([name, { schema }]) => [name, schema] as const))
  const schema = printSchema(lexicographicSortSchema(buildSchema(publicSdl)))
  return {
    supergraph: `# Composed of the subgraphs' schemas by \`npm run compose\`: read it as a diff, don't edit it.\n${supergraphSdl.trim()}\n`,
    schema: `# The GraphQL API as clients see it, written by \`npm run compose\`. docs/graphql.md says how to use it.\n${schema.trim()}\n`,
  }
}
