import type { GetPromptResult, Prompt, ReadResourceResult, Resource, ResourceTemplate } from '@modelcontextprotocol/sdk/types.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import type { RequestInfo } from '../schema/context.ts'
import { asSinasError, type Graph } from '../schema/graph.ts'

interface Skill {
  namespace: string
  name: string
  description: string
  content: string
}

export const RESOURCE_TEMPLATES: ResourceTemplate[] = [
  { uriTemplate: 'skill://{namespace}/{name}', name: 'skill', description: 'Instructions for a kind of work.', mimeType: 'text/markdown' },
  { uriTemplate: 'state://{namespace}/{key}', name: 'state', description: 'A value that was kept.', mimeType: 'application/json' },
]

/** Skills as prompts: `namespace/name`. */
export async function listPrompts(graph: Graph, request: RequestInfo): Promise<Prompt[]> {
  return (await skills(graph, request)).map(({ namespace, name, description }) => ({ name: `${namespace}/${name}`, description }))
}

/** @throws McpError InvalidParams where there is no such skill */
export async function getPrompt(graph: Graph, reference: string, request: RequestInfo): Promise<GetPromptResult> {
  const [namespace = '', name = ''] = reference.split('/')
  const { description, content } = await find<Skill>(graph, 'Skill', { namespace, name }, request, ErrorCode.InvalidParams)
  return { description, messages: [{ role: 'user', content: { type: 'text', text: content } }] }
}

/** Skills as resources: `skill://namespace/name`. */
export async function listResources(graph: Graph, request: RequestInfo): Promise<Resource[]> {
  return (await skills(graph, request)).map(({ namespace, name, description }) => ({
    uri: `skill://${namespace}/${name}`,
    name: `${namespace}/${name}`,
    description,
    mimeType: 'text/markdown',
  }))
}

// What the protocol answers where there is no such resource.
const RESOURCE_NOT_FOUND = -32002

/** @throws McpError RESOURCE_NOT_FOUND */
export async function readResource(graph: Graph, uri: string, request: RequestInfo): Promise<ReadResourceResult> {
  const [, kind, namespace = '', rest = ''] = /^(skill|state):\/\/([^/]+)\/(.+)$/.exec(uri) ?? []
  if (!kind) throw new McpError(RESOURCE_NOT_FOUND, 'Resource not found', { uri })
  const variables = { namespace: decoded(namespace), [kind === 'skill' ? 'name' : 'key']: decoded(rest) }
  if (kind === 'skill') {
    const { content } = await find<Skill>(graph, 'Skill', variables, request, RESOURCE_NOT_FOUND)
    return { contents: [{ uri, mimeType: 'text/markdown', text: content }] }
  }
  const { value } = await find<{ value: unknown }>(graph, 'State', variables, request, RESOURCE_NOT_FOUND)
  return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(value) }] }
}

/** A caller who may not read skills is offered none. */
async function skills(graph: Graph, request: RequestInfo): Promise<Skill[]> {
  try {
    return (await graph.execute<{ result: Skill[] }>('OfferedSkills', { limit: 1000 }, request)).result
  } catch (error) {
    if (asSinasError(error).code === 'FORBIDDEN') return []
    throw error
  }
}

async function find<Result>(
  graph: Graph,
  operation: string,
  variables: Record<string, unknown>,
  request: RequestInfo,
  missing: number,
): Promise<Result> {
  try {
    return (await graph.execute<{ result: Result }>(operation, variables, request)).result
  } catch (error) {
    const known = asSinasError(error)
    if (known.code === 'INTERNAL') throw error
    throw new McpError(known.code === 'NOT_FOUND' ? missing : ErrorCode.InvalidRequest, known.message)
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
