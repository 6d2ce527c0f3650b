import { composeServices, compositionHasErrors } from '@theguild/federation-composition'
import { type GraphQLSchema, graphqlSync, parse } from 'graphql'
import type { Subgraph } from '../schema/subgraph.ts'

/**
 * One supergraph of all subgraphs.
 * @returns SDL
 * @throws where they do not fit together, with the first reasons
 */
export function composeSupergraph(schemas: Iterable<readonly [string, GraphQLSchema]>): string {
  const composed = composeServices(
    [...schemas].map(([name, schema]) => ({ name, url: `http://${name}.internal/graphql`, typeDefs: parse(printSubgraph(name, schema)) })),
  )
  if (!compositionHasErrors(composed)) return composed.supergraphSdl
  throw new Error(summary(composed.errors.map(({ message }) => message)))
}

/** Errors that are shown: one field without a key makes one for each way that leads to it. */
const MOST_SHOWN = 3

const summary = (messages: readonly string[]) =>
  [...messages.slice(0, MOST_SHOWN), ...(messages.length > MOST_SHOWN ? [`... and ${messages.length - MOST_SHOWN} more`] : [])].join('\n')

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
