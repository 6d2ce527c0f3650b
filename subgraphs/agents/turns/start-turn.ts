import { type Actor, type Caller, shapersAmong } from '../../../schema/caller.ts'
import type { RequestInfo } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import { requireUse } from '../agents/agent-access.ts'
import { budgetExceeded } from '../budgets/spending.ts'
import { chooseModel } from '../providers/choose-model.ts'
import type { Services } from '../services.ts'
import { endLeftTurn } from './end-left-turn.ts'
import type { HistoryRow } from './history.ts'
import { type LoadedChat, loadChat, loadHistory } from './load-chat.ts'
import type { TurnPlan } from './turn.ts'
import { callerOfTurn, findCaller, hasNew, shapersOfTurn } from './turn-caller.ts'
import { addShapers, type BegunTurn, beginTurn, chatIsBusy, type NewTurn } from './turn-rows.ts'

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
  const { database, config, graph, journal } = services
  const prepared = await prepareTurn(services, request, chatId)
  const { chat, actors } = prepared
  const turnId = crypto.randomUUID()
  const found = unhurried(callerOfTurn(graph, request, [...actors, ...chat.shapers]))
  const [{ last, shapers }, rows] = await Promise.all([
    begin(services, { id: turnId, chatId, owner: journal.processId, isWatched, content, shapers: strangersAmong(actors, chat) }, request),
    // With the new message, where that is stored by now.
    loadHistory(database, chatId, config.MAX_HISTORY_MESSAGES),
  ])
  // So may the caller have been found for fewer than those who shaped it.
  const everyone = [...actors, ...shapers]
  const caller = hasNew(shapers, chat.shapers) ? unhurried(callerOfTurn(graph, request, everyone)) : found
  // Read while the message was being stored: the history may lack rows that an earlier turn had still to write, and then it is read again.
  const before = rows.filter(({ position }) => position <= (last ?? 0))
  const isCurrent = (before.at(-1)?.position ?? null) === last
  const earlier = before.slice(Math.max(0, before.length - (config.MAX_HISTORY_MESSAGES - 1)))
  const history = isCurrent ? [...earlier, userRow(content)] : await loadHistory(database, chatId, config.MAX_HISTORY_MESSAGES)
  run(services, request, { ...prepared, turnId, history, caller, findCaller: () => findCaller(graph, request, everyone) })
  return turnId
}

/** @throws SinasError CONFLICT while another turn goes on in the chat, unless all clients that watched it have left */
async function begin(services: Services, turn: NewTurn, { signal }: RequestInfo): Promise<BegunTurn> {
  const { database } = services
  const begun = await beginTurn(database, turn)
  if (begun) return begun
  const again = (await endLeftTurn(services, turn.chatId, signal)) ? await beginTurn(database, turn) : undefined
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
export async function prepareTurn({ database, sealer }: Services, request: RequestInfo, chatId: string): Promise<PreparedTurn> {
  const loaded = await openChat(database, request.caller!, chatId)
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
  const { graph } = services
  const { chat, actors } = prepared
  const everyone = [...actors, ...chat.shapers]
  const caller = unhurried(callerOfTurn(graph, request, everyone))
  const strangers = strangersAmong(actors, chat)
  const [history, decisions] = await Promise.all([
    loadHistory(services.database, chat.id, services.config.MAX_HISTORY_MESSAGES),
    services.database.query<{ tool_call_id: string; approved: boolean }>(DECIDED, [turnId]),
    hasNew(strangers, chat.shapers) && addShapers(services.database, chat.id, strangers),
  ])
  const decided = new Map(decisions.map((row) => [row.tool_call_id, row.approved]))
  run(services, request, { ...prepared, turnId, history, decided, caller, findCaller: () => findCaller(graph, request, everyone) })
}

function run(services: Services, { requestId }: RequestInfo, plan: Omit<TurnPlan, 'requestId'>): void {
  services.turns.run(services, { ...plan, requestId })
}

async function openChat(database: Database, caller: Caller, chatId: string): Promise<LoadedChat> {
  const loaded = await loadChat(database, chatId)
  if (!loaded) throw new SinasError('NOT_FOUND', { what: 'Chat' })
  if (loaded.chat.userId !== caller.userId) throw new SinasError('FORBIDDEN', { permission: 'ownership of the chat' })
  const { agent } = loaded
  if (!agent.isActive) throw new SinasError('NOT_FOUND', { what: `Agent ${agent.namespace}/${agent.name}` })
  requireUse(caller, agent)
  return loaded
}
