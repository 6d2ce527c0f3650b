import type { Caller } from '../../../schema/caller.ts'
import type { ChosenModel } from '../providers/choose-model.ts'
import type { HistoryRow } from './history.ts'
import type { AgentSettings, ListedSkill, TurnChat } from './load-chat.ts'

/** What a turn answers, and as whom. */
export interface Conversation {
  /** The user's message included. */
  history: HistoryRow[]
  /** The chat's user, with everyone who shaped the turn: found while the message is being stored. */
  caller: Promise<Caller>
  /** The same, as they are later. */
  findCaller(): Promise<Caller>
}

/** What a turn is about, found before it begins. */
export interface TurnPlan {
  turnId: string
  chat: TurnChat
  agent: AgentSettings
  skills: ListedSkill[]
  model: ChosenModel
  conversation: Conversation
  /** Once the turn is stored, what it answers: the same, unless other turns came in between. It fails where the turn does not begin. */
  begun: Promise<Conversation>
  requestId: string
  /** Calls of the last answer that were decided by a person: tool call id to whether it may run. */
  decided?: Map<string, boolean>
}
