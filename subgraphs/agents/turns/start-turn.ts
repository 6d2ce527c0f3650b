import { turnIfLong } from '../../../schema/bounded/json.ts'
import { type Actor, type Caller, shapersAmong } from '../../../schema/caller.ts'
import type { RequestInfo } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { requireUse } from '../agents/agent-access.ts'
import { budgetExceeded } from '../budgets/spending.ts'
import { chooseModel } from '../providers/choose-model.ts'
import type { Services } from '../services.ts'
import type { BegunTurn, NewTurn } from './begin-turns.ts'
import { endLeftTurn } from './end-left-turn.ts'
import type { HistoryRow } from './history.ts'
import { type LoadedChat, loadChat, loadHistory } from './load-chat.ts'
import { callerOfTurn, findCaller, hasNew, shapersOfTurn } from './turn-caller.ts'
import type { Conversation, TurnPlan } from './turn-plan.ts'
import { addShapers, chatIsBusy } from './turn-rows.ts'

export interface SentMessage {
  chatId: string
  /** Text, or the JSON text of content parts. */
  content: string
  /** False where no client waits for the answer. */
  isWatched?: boolean
}

/**
 * Stores the message and lets the agent answer it. The turn goes on by itself, in this process, when this returns.
 * @returns the turn's id
 * @throws SinasError NOT_FOUND, FORBIDDEN, CONFLICT, BUDGET_EXCEEDED, UNAVAILABLE
 */
export async function startTurn(services: Services, request: RequestInfo, sent: SentMessage): Promise<string> {
  const { chatId, content, isWatched = true } = sent
  const addressed = await services.batches.load(chatId)
  const prepared = prepare(services, request, addressed)
  const { chat, actors } = prepared
  const { history, isBusy } = addressed!
  const turnId = crypto.randomUUID()
  const planned = conversation(services, request, [...earlier(services, history), userRow(content)], [...actors, ...chat.shapers])
  const turn = { id: turnId, chatId, isWatched, content, shapers: strangersAmong(actors, chat) }
  const begun = begin(services, turn, request).then(async ({ last, shapers }) => {
    // Another turn may have come and gone since the chat was read: then the conversation is not what it was, or has more shapers.
    const isAsPlanned = (history.at(-1)?.position ?? null) === last && !hasNew(shapers, chat.shapers)
    if (isAsPlanned) return planned
    const rows = await loadHistory(services.database, chatId, services.config.MAX_HISTORY_MESSAGES)
    return conversation(services, request, rows, [...actors, ...shapers])
  })
  await turnIfLong(content)
  // The model is asked while the message is being stored, and its answer waits for that; not where the chat is known to be busy.
  run(services, request, { ...prepared, turnId, conversation: isBusy ? await begun : planned, begun: unhurried(begun) })
  await begun
  services.chatChanges.publish({ chatId, userId: chat.userId })
  return turnId
}

/** The rows that stay, with a new message after them. */
const earlier = ({ config }: Services, rows: readonly HistoryRow[]) =>
  rows.slice(Math.max(0, rows.length - (config.MAX_HISTORY_MESSAGES - 1)))

/** @param everyone who shapes the turn, and who shaped what was said before */
function conversation({ graph }: Services, request: RequestInfo, history: HistoryRow[], everyone: readonly Actor[]): Conversation {
  const caller = unhurried(callerOfTurn(graph, request, everyone))
  return { history, caller, findCaller: () => findCaller(graph, request, everyone) }
}

/** @throws SinasError CONFLICT while another turn goes on in the chat, unless all clients that watched it have left */
async function begin(services: Services, turn: NewTurn, { signal }: RequestInfo): Promise<BegunTurn> {
  const { database, batches } = services
  const begun = await batches.begin(turn)
  if (begun) return begun
  const again = (await endLeftTurn(services, turn.chatId, signal)) ? await batches.begin(turn) : undefined
  if (!again) throw await chatIsBusy(database, turn.chatId)
  return again
}

/** Everyone but the chat's user, whose own keys are others in this. */
const strangersAmong = (actors: readonly Actor[], { userId }: { userId: string }) => shapersAmong({ userId, apiKeyId: null }, actors)

/** A promise that the turn awaits later. Should it fail before, the process must not take it for a failure that is never handled. */
function unhurried<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

const userRow = (content: string): HistoryRow => ({ role: 'user', content, toolCalls: null, toolCallId: null, name: null })

/** Loads all that a turn in the chat needs. @throws SinasError NOT_FOUND, FORBIDDEN, BUDGET_EXCEEDED, UNAVAILABLE */
export async function prepareTurn(services: Services, request: RequestInfo, chatId: string): Promise<PreparedTurn> {
  return prepare(services, request, await loadChat(services.database, chatId))
}

function prepare({ sealer }: Services, request: RequestInfo, found: LoadedChat | undefined): PreparedTurn {
  const loaded = requireAnswering(request.caller!, found)
  const { chat, agent, skills, provider, spent } = loaded
  if (spent) throw budgetExceeded(spent)
  return { chat, agent, skills, model: chooseModel(agent, provider, sealer), actors: shapersOfTurn(request, loaded) }
}

interface PreparedTurn extends Pick<TurnPlan, 'chat' | 'agent' | 'skills' | 'model'> {
  /** Everyone who shapes the turn, beside those who shaped the chat before. */
  actors: Actor[]
}

const DECIDED = `select tool_call_id, approved from agents.approvals where turn_id = $1`

/** Goes on with a turn of this process, now that a person has decided on every call that needed it. */
export async function continueTurn(services: Services, request: RequestInfo, prepared: PreparedTurn, turnId: string): Promise<void> {
  const { chat, actors } = prepared
  const strangers = strangersAmong(actors, chat)
  const [history, decisions] = await Promise.all([
    loadHistory(services.database, chat.id, services.config.MAX_HISTORY_MESSAGES),
    services.database.query<{ tool_call_id: string; approved: boolean }>(DECIDED, [turnId]),
    hasNew(strangers, chat.shapers) && addShapers(services.database, chat.id, strangers),
  ])
  const decided = new Map(decisions.map((row) => [row.tool_call_id, row.approved]))
  const known = conversation(services, request, history, [...actors, ...chat.shapers])
  run(services, request, { ...prepared, turnId, decided, conversation: known, begun: Promise.resolve(known) })
  services.chatChanges.publish({ chatId: chat.id, userId: chat.userId })
}

function run(services: Services, { requestId }: RequestInfo, plan: Omit<TurnPlan, 'requestId'>): void {
  services.turns.run(services, { ...plan, requestId })
}

function requireAnswering(caller: Caller, loaded: LoadedChat | undefined): LoadedChat {
  if (!loaded) throw new SinasError('NOT_FOUND', { what: 'Chat' })
  if (loaded.chat.userId !== caller.userId) throw new SinasError('FORBIDDEN', { permission: 'ownership of the chat' })
  const { agent } = loaded
  if (!agent.isActive) throw new SinasError('NOT_FOUND', { what: `Agent ${agent.namespace}/${agent.name}` })
  requireUse(caller, agent)
  return loaded
}
