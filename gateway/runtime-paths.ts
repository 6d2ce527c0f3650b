import type { RequestInfo } from '../schema/context.ts'
import type { Graph } from '../schema/graph.ts'
import type { Logger } from '../schema/log.ts'
import type { JsonSchema } from './json-schema.ts'
import type { OwnPath } from './own-paths.ts'

/** Agents, and functions, that a document names. */
const MOST = 1000
/** Characters of users' schemas in a document: it is for people, and for programs that make clients of it. */
const MAX_SCHEMA_CHARACTERS = 1024 * 1024

interface Named {
  namespace: string
  name: string
  description: string | null
  inputSchema: JsonSchema
  outputSchema?: JsonSchema
}

/** Routes that users made, as far as the caller may know of them: webhooks, agents, functions. The part of a subgraph that is away is left out. */
export async function runtimePaths({ graph, log }: { graph: Graph; log: Logger }, request: RequestInfo): Promise<OwnPath[]> {
  const lists = [webhooks(graph, request), ...(request.caller ? [agents(graph, request), functions(graph, request)] : [])]
  const results = await Promise.allSettled(lists)
  for (const result of results) {
    if (result.status === 'rejected')
      log.warn(
        { err: result.reason, requestId: request.requestId },
        'one subgraph did not list its paths: the OpenAPI document leaves them out',
      )
  }
  return within(
    MAX_SCHEMA_CHARACTERS,
    results.flatMap((result) => (result.status === 'fulfilled' ? result.value : [])),
  )
}

async function webhooks(graph: Graph, request: RequestInfo): Promise<OwnPath[]> {
  const { paths } = await graph.execute('WebhookPaths', {}, request)
  return paths.map(({ description, input, output, ...rest }) => ({
    ...rest,
    ...(description && { description }),
    ...(input && { input }),
    ...(output && { output }),
  }))
}

async function agents(graph: Graph, request: RequestInfo): Promise<OwnPath[]> {
  const { agents: found } = await graph.execute('AskableAgents', {}, request)
  return found.result.slice(0, MOST).map((agent) => own(agent, 'CreateChat', 'agent', `Begin a chat with ${agent.namespace}/${agent.name}`))
}

async function functions(graph: Graph, request: RequestInfo): Promise<OwnPath[]> {
  const found = await graph.execute('RunnableFunctions', {}, request)
  return found.functions.slice(0, MOST).map((fn) => own(fn, 'ExecuteFunction', 'function', `Run ${fn.namespace}/${fn.name}`))
}

/** The route of an operation for this one alone, with its own schemas. */
const own = ({ namespace, name, description, inputSchema, outputSchema }: Named, of: string, kind: string, summary: string): OwnPath => ({
  of,
  parameters: { namespace, name },
  operationId: `${kind}_${namespace}_${name}`.replace(/\W/g, '_'),
  summary,
  ...(description && { description }),
  input: inputSchema,
  ...(outputSchema && { output: outputSchema }),
})

/** Leaves out schemas beyond the limit. */
function within(characters: number, paths: OwnPath[]): OwnPath[] {
  let left = characters
  const fits = (schema: JsonSchema | undefined) => {
    if (schema === undefined) return undefined
    left -= JSON.stringify(schema).length
    return left >= 0 ? schema : undefined
  }
  return paths.map(({ input, output, ...path }) => {
    const known = { input: fits(input), output: fits(output) }
    return { ...path, ...(known.input && { input: known.input }), ...(known.output && { output: known.output }) } as OwnPath
  })
}
