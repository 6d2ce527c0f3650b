import type { GetPromptResult, Prompt, ReadResourceResult, Resource, ResourceTemplate } from '@modelcontextprotocol/sdk/types.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import type { RequestInfo } from '../schema/context.ts'
import { asSinasError, type Graph, type ResultOf } from '../schema/graph.ts'

type Skill = ResultOf<'OfferedSkills'>[number]

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
  const { description, content } = await found(graph.execute('Skill', { namespace, name }, request), ErrorCode.InvalidParams)
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
  const within = { namespace: decoded(namespace) }
  if (kind === 'skill') {
    const { content } = await found(graph.execute('Skill', { ...within, name: decoded(rest) }, request), RESOURCE_NOT_FOUND)
    return { contents: [{ uri, mimeType: 'text/markdown', text: content }] }
  }
  const { value } = await found(graph.execute('State', { ...within, key: decoded(rest) }, request), RESOURCE_NOT_FOUND)
  return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(value) }] }
}

/** A caller who may not read skills is offered none. */
async function skills(graph: Graph, request: RequestInfo): Promise<Skill[]> {
  try {
    return await graph.result('OfferedSkills', { limit: 1000 }, request)
  } catch (error) {
    if (asSinasError(error).code === 'FORBIDDEN') return []
    throw error
  }
}

/** @param missing the code of the McpError where there is no such thing */
async function found<Result>(answer: Promise<{ result: Result }>, missing: number): Promise<Result> {
  try {
    return (await answer).result
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
