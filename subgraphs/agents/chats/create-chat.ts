import { validatorOf } from '../../../schema/bounded/json-schema.ts'
import { editorsOf, shapersAmong } from '../../../schema/caller.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { AgentRow, JsonObject } from '../agents/agent.entity.ts'
import type { AgentReferenceShape } from '../agents/agent-reference.ts'
import { findUsableAgent } from '../agents/find-agent.ts'
import { everyEditor } from '../editors.ts'
import { requireProvider } from '../providers/choose-model.ts'
import type { Services } from '../services.ts'
import { type Template, Templates } from '../templates/templates.ts'
import { loadProvider } from '../turns/load-chat.ts'
import { isEmpty, promptTemplate } from '../turns/system-prompt.ts'
import { Chat as ChatEntity, type ChatRow } from './chat.entity.ts'
import { requireOfOthers } from './find-chat.ts'

const INITIAL = `
  insert into agents.messages (id, chat_id, role, content, created_at)
  select gen_random_uuid(), $1, m.role, m.content, now() from unnest($2::text[], $3::text[]) with ordinality as m(role, content, n) order by n`

export interface NewChat {
  /** Generated where it is absent. */
  id?: string
  agent: AgentReferenceShape
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
  const { expiresIn } = wanted
  const agent = await findUsableAgent(context, wanted.agent)
  const { namespace, name } = agent
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
  context.services.chatChanges.publish({ chatId: row.id, userId: row.userId })
  return row
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
  const contents = (agent.initialMessages ?? []).map(({ content }) => content)
  if (isEmpty(input)) return contents
  const messages = contents.map(
    (source, i): Template => ({
      name: `initial message ${i + 1} of agent ${agent.namespace}/${agent.name}`,
      source,
      variables: input,
    }),
  )
  const texts = await new Templates(context.graph, context).texts([...messages, promptTemplate(agent, input)])
  return texts.slice(0, messages.length)
}
