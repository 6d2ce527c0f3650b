import { composeServices, compositionHasErrors } from '@theguild/federation-composition'
import { type GraphQLSchema, graphqlSync, parse } from 'graphql'
import type { Subgraph } from '../schema/subgraph.ts'

/**
 * One supergraph of all subgraphs.
 * @returns SDL
 * @throws AggregateError with what does not fit together
 */
export function composeSupergraph(schemas: Iterable<readonly [string, GraphQLSchema]>): string {
  const composed = composeServices(
    [...schemas].map(([name, schema]) => ({ name, url: `http://${name}.internal/graphql`, typeDefs: parse(printSubgraph(name, schema)) })),
  )
  if (!compositionHasErrors(composed)) return composed.supergraphSdl
  throw new AggregateError(composed.errors, composed.errors.map((error) => error.message).join('\n'))
}

function printSubgraph(name: string, schema: GraphQLSchema): string {
  const printed = graphqlSync({ schema, source: '{ _service { sdl } }' })
  if (printed.errors) throw new AggregateError(printed.errors, `the ${name} subgraph can't be printed`)
  return (printed.data as { _service: { sdl: string } })._service.sdl
}

/** What is committed as `schema/supergraph.graphql`. */
export function supergraphText(subgraphs: Record<string, Subgraph>): string {
  const supergraph = composeSupergraph(Object.entries(subgraphs).map(([name, { schema }]) => [name, schema] as const))
  return `# Composed of the subgraphs' schemas by \`npm run compose\`: read it as a diff, don't edit it.\n${supergraph.trim()}\n`
}
