import type { Caller, RequestInfo } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import { mayUseAgent } from '../agents/agent-access.ts'
import { budgetExceeded } from '../budgets/spending.ts'
import { chooseModel } from '../providers/choose-model.ts'
import type { Services } from '../services.ts'
import type { HistoryRow } from './history.ts'
import { type LoadedChat, loadChat, loadHistory } from './load-chat.ts'
import type { TurnPlan } from './turn.ts'
import { beginTurn } from './turn-rows.ts'

/**
 * Stores the message and lets the agent answer it. The turn goes on by itself, in this process, when this returns.
 * @param content text, or the JSON text of content parts
 * @returns the turn's id
 * @throws SinasError NOT_FOUND, FORBIDDEN, CONFLICT, BUDGET_EXCEEDED, UNAVAILABLE
 */
export async function startTurn(services: Services, request: RequestInfo, chatId: string, content: string): Promise<string> {
  const { database, config, journal } = services
  const prepared = await prepareTurn(services, request, chatId)
  const turnId = crypto.randomUUID()
  const [last, rows] = await Promise.all([
    beginTurn(database, { id: turnId, chatId, owner: journal.processId, content }),
    loadHistory(database, chatId, config.MAX_HISTORY_MESSAGES - 1),
  ])
  // Read while the message was being stored: it may miss what an earlier turn had still to write, and then it is read again.
  const before = rows.filter(({ position }) => position <= (last ?? 0))
  const isCurrent = (before.at(-1)?.position ?? null) === last
  const history = isCurrent ? [...before, userRow(content)] : await loadHistory(database, chatId, config.MAX_HISTORY_MESSAGES)
  run(services, request, { ...prepared, turnId, history })
  return turnId
}

const userRow = (content: string): HistoryRow => ({ role: 'user', content, toolCalls: null, toolCallId: null, name: null })
/** What a turn in the chat needs. @throws SinasError NOT_FOUND, FORBIDDEN, BUDGET_EXCEEDED, UNAVAILABLE */
export async function prepareTurn({ database, sealer }: Services, { caller }: RequestInfo, chatId: string): Promise<PreparedTurn> {
  const { chat, agent, provider, spent } = await openChat(database, caller!, chatId)
  if (spent) throw budgetExceeded(spent)
  return { chat, agent, model: chooseModel(agent, provider, sealer) }
}

type PreparedTurn = Pick<TurnPlan, 'chat' | 'agent' | 'model'>

const DECIDED = `select tool_call_id, approved from agents.approvals where turn_id = $1`

/** Goes on with a turn of this process, now that a person has decided on every call that needed it. */
export async function continueTurn(services: Services, request: RequestInfo, prepared: PreparedTurn, turnId: string): Promise<void> {
  const [history, decisions] = await Promise.all([
    loadHistory(services.database, prepared.chat.id, services.config.MAX_HISTORY_MESSAGES),
    services.database.query<{ tool_call_id: string; approved: boolean }>(DECIDED, [turnId]),
  ])
  const decided = new Map(decisions.map((row) => [row.tool_call_id, row.approved]))
  run(services, request, { ...prepared, turnId, history, decided })
}

function run(services: Services, request: RequestInfo, plan: Omit<TurnPlan, 'caller' | 'requestId'>): void {
  services.turns.run(services, { ...plan, caller: request.caller!, requestId: request.requestId })
}

async function openChat(database: Database, caller: Caller, chatId: string): Promise<LoadedChat> {
  const loaded = await loadChat(database, chatId)
  if (!loaded) throw new SinasError('NOT_FOUND', { what: 'Chat' })
  if (loaded.chat.userId !== caller.userId) throw new SinasError('FORBIDDEN', { permission: 'ownership of the chat' })
  const { agent } = loaded
  if (!agent.isActive) throw new SinasError('NOT_FOUND', { what: `Agent ${agent.namespace}/${agent.name}` })
  if (!mayUseAgent(caller, agent))
    throw new SinasError('FORBIDDEN', { permission: `sinas.agents/${agent.namespace}/${agent.name}.chat:all` })
  return loaded
}
