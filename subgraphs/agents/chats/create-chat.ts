import { z } from 'zod'
import { validatorOf } from '../../../schema/bounded/json-schema.ts'
import { editorsOf, shapersAmong } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { jsonObject, text } from '../../../schema/inputs.ts'
import { Agent, type AgentRow, type JsonObject } from '../agents/agent.entity.ts'
import { requireUse } from '../agents/agent-access.ts'
import { builder } from '../builder.ts'

import { everyEditor } from '../editors.ts'
import { requireProvider } from '../providers/choose-model.ts'
import type { Services } from '../services.ts'
import { type Template, Templates } from '../templates/templates.ts'
import { loadProvider } from '../turns/load-chat.ts'
import { promptTemplate } from '../turns/system-prompt.ts'
import { Chat as ChatEntity, type ChatRow } from './chat.entity.ts'
import { Chat } from './chat.ts'
import { requireOfOthers } from './find-chat.ts'

const INITIAL = `
  insert into agents.messages (id, chat_id, role, content, created_at)
  select gen_random_uuid(), $1, m.role, m.content, now() from unnest($2::text[], $3::text[]) with ordinality as m(role, content, n) order by n`

export interface NewChat {
  /** Generated where it is absent. */
  id?: string
  namespace: string
  name: string
  input?: unknown
  title?: string | null | undefined
  /** Seconds. */
  expiresIn?: number | null | undefined
  /** Seconds. */
  jobTimeout?: number | null | undefined
  keepAlive?: boolean | null | undefined
  sessionKey?: string | null | undefined
}

/** The chat in which an agent asks another one. */
export interface Parent {
  id: string
  depth: number
}

/** @throws SinasError NOT_FOUND, FORBIDDEN, BAD_REQUEST, UNAVAILABLE */
export async function createChat(context: Context<Services>, wanted: NewChat): Promise<ChatRow> {
  requireOfOthers(context, 'chats.create')
  return beginChat(context, wanted)
}

/**
 * For a schedule, or an agent that asks another one: who shaped their run must be able to talk with the agent, and need no right to begin
 * chats of others. @param parent the chat in which the asking agent answers @throws SinasError NOT_FOUND, FORBIDDEN, BAD_REQUEST, UNAVAILABLE
 */
export async function beginChat(context: Context<Services>, wanted: NewChat, parent?: Parent): Promise<ChatRow> {
  const { em, database } = context
  const caller = context.caller!
  const { namespace, name, expiresIn } = wanted
  const agent = await findUsableAgent(context, namespace, name)
  requireProvider(await loadProvider(database, agent))
  const input = await checkInput(agent, (wanted.input ?? {}) as JsonObject)
  const contents = await initialContents(context, agent, input)
  const now = new Date()
  const row = em.create(ChatEntity, {
    id: wanted.id ?? crypto.randomUUID(),
    userId: caller.userId,
    groupId: agent.groupId,
    agentId: agent.id,
    agentNamespace: namespace,
    agentName: name,
    title: wanted.title ?? `Chat with ${namespace}/${name}`,
    input,
    sessionKey: wanted.sessionKey ?? null,
    depth: parent ? parent.depth + 1 : 0,
    parentId: parent?.id ?? null,
    shapers: shapersAmong({ userId: caller.userId, apiKeyId: null }, [...editorsOf(caller), ...everyEditor(agent.editors)]),
    archived: false,
    keepAlive: wanted.keepAlive ?? agent.defaultKeepAlive,
    jobTimeout: wanted.jobTimeout ?? agent.defaultJobTimeout ?? null,
    expiresAt: expiresIn ? new Date(now.getTime() + expiresIn * 1000) : null,
    lastMessageAt: null,
    createdAt: now,
    updatedAt: now,
  })
  await em.persist(row).flush()
  const messages = agent.initialMessages ?? []
  if (messages.length > 0) await database.query(INITIAL, [row.id, messages.map(({ role }) => role), contents])
  return row
}

export async function findUsableAgent({ em, caller }: Context<Services>, namespace: string, name: string): Promise<AgentRow> {
  const agent = await em.findOne(Agent, { namespace, name, isActive: true })
  if (!agent) throw new SinasError('NOT_FOUND', { what: `Agent ${namespace}/${name}` })
  requireUse(caller!, agent)
  return agent
}

/** Forms and query strings send text: it is converted to the type that the schema asks for, where that is unambiguous. */
async function checkInput(agent: AgentRow, given: JsonObject): Promise<JsonObject> {
  if (Object.keys(given).length === 0) return given
  const checked = await validatorOf(agent.inputSchema, { coerces: true, ignoresFormats: true }).coerce(given, 'input')
  if ('fault' in checked)
    throw new SinasError('BAD_REQUEST', { reason: `The input does not fit the agent's input_schema: ${checked.fault}` })
  return checked.value as JsonObject
}

/**
 * What the agent's initial messages say in a chat with this input. A system prompt that the input does not fit is found out with them, before the first turn.
 * @throws SinasError BAD_REQUEST with the template that can't be rendered, and its line
 */
async function initialContents(context: Context<Services>, agent: AgentRow, input: JsonObject): Promise<string[]> {
  const messages = (agent.initialMessages ?? []).map(
    ({ content }, i): Template => ({
      name: `initial message ${i + 1} of agent ${agent.namespace}/${agent.name}`,
      source: content,
      variables: input,
    }),
  )
  // A chat may be begun without the input that its turns need: its first turn says what is missing.
  const prompt = Object.keys(input).length > 0 ? [promptTemplate(agent, input)] : []
  const texts = await new Templates(context.graph, context).texts([...messages, ...prompt])
  return texts.slice(0, messages.length)
}

const seconds = z.int().min(1)

builder.mutationField('createChat', (t) =>
  t.field({
    type: Chat,
    description:
      'Begins a chat with an agent. Errors: NOT_FOUND, FORBIDDEN, BAD_REQUEST where the input does not fit, UNAVAILABLE without a provider.',
    authScopes: { authenticated: true },
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the agent.' }),
      name: t.arg.string({ required: true, description: 'Name of the agent.' }),
      input: t.arg({
        type: 'JSON',
        validate: jsonObject,
        description: "Fits the agent's `inputSchema`; its templates are rendered with it.",
      }),
      title: t.arg.string({ validate: text(1, 500), description: 'What it is called in lists. Default: `Chat with namespace/name`.' }),
      expiresIn: t.arg.int({ validate: seconds, description: 'Seconds after which the chat is deleted.' }),
      jobTimeout: t.arg.int({ validate: seconds, description: "Seconds that a turn may take. Default: the agent's." }),
      keepAlive: t.arg.boolean({
        description: "Keeps a turn that no client watches from being ended by the next message. Default: the agent's.",
      }),
    },
    resolve: (_, wanted, context) => createChat(context, wanted),
  }),
)

builder.mutationField('createSubChat', (t) =>
  t.field({
    type: Chat,
    inaccessible: true,
    description: 'Begins the chat in which one agent asks another. Errors: those of `createChat`.',
    args: {
      namespace: t.arg.string({ required: true, description: 'Namespace of the agent.' }),
      name: t.arg.string({ required: true, description: 'Name of the agent.' }),
      input: t.arg({ type: 'JSON', description: 'What the asking agent gave, by name.' }),
      title: t.arg.string({ required: true, description: 'What it is called in lists.' }),
      parentId: t.arg({ type: 'ID', required: true, description: 'The chat in which the asking agent answers.' }),
      parentDepth: t.arg.int({ required: true, description: 'Agents between that chat and the one that a person began.' }),
    },
    resolve: (_, { parentId, parentDepth, ...wanted }, context) => beginChat(context, wanted, { id: parentId, depth: parentDepth }),
  }),
)
