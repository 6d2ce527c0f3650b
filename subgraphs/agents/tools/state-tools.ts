import { z } from 'zod'
import type { Caller } from '../../../schema/caller.ts'
import type { ResultOf, VariablesOf } from '../../../schema/graph.ts'
import { reach } from '../../../schema/permissions.ts'
import { readArguments, type ToolContext, type TurnTool } from './tool.ts'

type State = ResultOf<'OfferedStates'>[number]

const INJECTED = 5
const LISTED_KEYS = 50
const MAX_LIMIT = 100

const Filter = z.object({
  namespace: z.string().optional(),
  key: z.string().optional(),
  search: z.string().nullish(),
  // Models send a list as well.
  tags: z.union([z.string(), z.array(z.string())]).optional(),
  limit: z.coerce.number().default(10),
})

const Identity = z.object({ namespace: z.string(), key: z.string() })

const Change = Identity.extend({
  value: z.unknown(),
  description: z.string().nullish(),
  tags: z.preprocess((tags) => (typeof tags === 'string' ? [tags] : tags), z.array(z.string()).nullish()),
})

const VISIBILITIES = { private: 'PRIVATE', group: 'GROUP' } as const

const NewState = Change.extend({ visibility: z.enum(['private', 'group']).nullish() })

/**
 * What the agent remembers for its user: states of the namespaces that it was given, the user's own and those that were shared with them.
 * An administrator may read everyone's. Were those among them, every user could write into the prompts of an administrator's agents.
 */
export async function stateTools(context: ToolContext): Promise<TurnTool[]> {
  const { stateNamespacesReadwrite: writable } = context.agent
  const readable = readableNamespaces(context)
  if (readable.length === 0) return []
  const retrieve = await retrieveTool(readable, context)
  return writable.length > 0
    ? [retrieve, saveTool(writable, context), updateTool(writable, context), deleteTool(writable, context)]
    : [retrieve]
}

/** The most relevant states, for the system prompt. */
export async function relevantStates(context: ToolContext): Promise<State[]> {
  const states = await listStates(readableNamespaces(context), { limit: INJECTED }, context)
  return states.sort((a, b) => b.relevance_score - a.relevance_score).slice(0, INJECTED)
}

const readableNamespaces = ({ agent }: ToolContext) => [...new Set([...agent.stateNamespacesReadonly, ...agent.stateNamespacesReadwrite])]

async function retrieveTool(namespaces: string[], context: ToolContext): Promise<TurnTool> {
  const known = (await listStates(namespaces, { limit: LISTED_KEYS }, context)).slice(0, LISTED_KEYS)
  const keys = known.length > 0 ? ` There are: ${known.map(({ namespace, key }) => `${namespace}/${key}`).join(', ')}.` : ''
  return {
    name: 'retrieve_context',
    description: `Reads what was stored earlier.${keys}`,
    key: 'state:retrieve_context',
    parameters: {
      type: 'object',
      properties: {
        namespace: { type: 'string', enum: namespaces },
        key: { type: 'string', description: 'One entry; needs the namespace.' },
        search: { type: 'string', description: 'Text to be found in keys and descriptions.' },
        tags: { type: 'string', description: 'Tags, comma-separated: an entry has all of them.' },
        limit: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: 10 },
      },
    },
    async call(args) {
      const { namespace, key, search, tags, limit } = readArguments(Filter, args)
      const asked = namespace === undefined ? namespaces : [namespace]
      if (!asked.every((name) => namespaces.includes(name))) return notAllowed(namespaces)
      const filter = { search, tags: tags === undefined ? undefined : splitTags(String(tags)), limit: Math.min(limit, MAX_LIMIT) }
      const found = (await findStates(asked, filter, context)).filter((state) => key === undefined || state.key === key)
      const contexts = found.slice(0, filter.limit).map(({ relevance_score: _, ...shown }) => shown)
      return { success: true, count: contexts.length, contexts, ...(contexts.length === 0 && { message: 'Nothing was found' }) }
    },
  }
}

function saveTool(namespaces: string[], { agent, graph, request }: ToolContext): TurnTool {
  const groupId = groupToShareWith(namespaces, agent.groupId, request.caller)
  return {
    name: 'save_context',
    description: 'Stores something for later. For a key that exists, use update_context.',
    key: 'state:save_context',
    parameters: {
      type: 'object',
      properties: {
        ...identityOf(namespaces),
        value: { type: 'object' },
        description: { type: 'string' },
        tags: { type: 'array', items: { type: 'string' } },
        ...(groupId && { visibility: { type: 'string', enum: ['private', 'group'], default: 'private' } }),
      },
      required: ['namespace', 'key', 'value'],
    },
    call: within(namespaces, async (args) => {
      const state = readArguments(NewState, args)
      const { namespace, key, visibility } = state
      const isShared = visibility === 'group'
      if (isShared && !groupId) return { error: 'This agent has no group to share with: use visibility private' }
      const existing = await graph.result('State', { namespace, key }, request).catch(() => undefined)
      if (existing) return { error: 'This key exists already: use update_context', existing_value: existing.value }
      const variables = { ...state, visibility: VISIBILITIES[visibility ?? 'private'], ...(isShared && { group_id: groupId }) }
      const stored = await graph.result('CreateState', variables, request)
      return { success: true, message: `Stored ${namespace}/${key}`, context_id: stored.id, value: stored.value }
    }),
  }
}

function updateTool(namespaces: string[], { graph, request }: ToolContext): TurnTool {
  return {
    name: 'update_context',
    description: 'Changes something that was stored earlier.',
    key: 'state:update_context',
    parameters: {
      type: 'object',
      properties: {
        ...identityOf(namespaces),
        value: { type: 'object' },
        description: { type: 'string' },
        tags: { type: 'array', items: { type: 'string' } },
      },
      required: ['namespace', 'key'],
    },
    call: within(namespaces, async (args) => {
      const change = readArguments(Change, args)
      const { value } = await graph.result('UpdateState', change, request)
      return { success: true, message: `Changed ${change.namespace}/${change.key}`, value }
    }),
  }
}

function deleteTool(namespaces: string[], { graph, request }: ToolContext): TurnTool {
  return {
    name: 'delete_context',
    description: 'Deletes something that was stored earlier.',
    key: 'state:delete_context',
    parameters: { type: 'object', properties: identityOf(namespaces), required: ['namespace', 'key'] },
    call: within(namespaces, async (args) => {
      const { namespace, key } = readArguments(Identity, args)
      await graph.execute('DeleteState', { namespace, key }, request)
      return { success: true, message: `Deleted ${namespace}/${key}` }
    }),
  }
}

/** The agent's group, where there is one, and its user is in it and may share with it: what always fails is not offered. */
function groupToShareWith(namespaces: string[], groupId: string | null | undefined, caller: Caller | null): string | null {
  if (!groupId || !caller?.groupIds.includes(groupId)) return null
  const mayShare = namespaces.some((namespace) => ['group', 'all'].includes(reach(caller, `states/${namespace}.create`) ?? ''))
  return mayShare ? groupId : null
}

const identityOf = (namespaces: string[]) => ({ namespace: { type: 'string', enum: namespaces }, key: { type: 'string' } })

/** The model was told which namespaces there are; it is held to it here. */
const within =
  (namespaces: string[], call: TurnTool['call']): TurnTool['call'] =>
  async (args) =>
    namespaces.includes(String(args.namespace)) ? call(args) : notAllowed(namespaces)

const notAllowed = (namespaces: string[]) => ({ error: 'This namespace is not one of the agent', allowed_namespaces: namespaces })

const splitTags = (text: string) =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)

type Wanted = Omit<VariablesOf<'OfferedStates'>, 'namespace'>

async function findStates(namespaces: string[], filter: Wanted, { graph, request }: ToolContext): Promise<State[]> {
  const lists = await Promise.all(namespaces.map((namespace) => graph.result('OfferedStates', { namespace, ...filter }, request)))
  return lists.flat()
}

/** For the states in the prompt: a user who may not read states gets none. */
async function listStates(namespaces: string[], filter: Wanted, context: ToolContext): Promise<State[]> {
  if (namespaces.length === 0) return []
  return findStates(namespaces, filter, context).catch((error) => {
    context.log.debug({ err: error, chatId: context.chat.id }, 'the states of this user could not be read: they are left out of the prompt')
    return []
  })
}
