import { inBatches } from '../../../schema/batches.ts'
import type { Database } from '../../../schema/database.ts'
import { beginTurns, type NewTurn } from './begin-turns.ts'
import { finishTurns, type TurnEnd } from './finish-turns.ts'
import { loadChats } from './load-chat.ts'
import { type SavedReply, saveReplies } from './save-replies.ts'

interface Dependencies {
  database: Database
  processId: string
  /** Messages that a model is given. */
  maxMessages: number
}

export type TurnBatches = ReturnType<typeof createTurnBatches>

/** The statements of every turn. Turns that come to the same point while one of them is written there share the next: fifty chats that begin at once cost a few. */
export function createTurnBatches({ database, processId, maxMessages }: Dependencies) {
  return {
    load: inBatches((chatIds: string[]) => loadChats(database, chatIds, maxMessages)),
    begin: inBatches(
      (turns: NewTurn[]) => beginTurns(database, processId, turns),
      ({ content }) => content.length,
    ),
    saveReply: inBatches(
      (replies: SavedReply[]) => saveReplies(database, replies),
      ({ content }) => content?.length ?? 0,
    ),
    finish: inBatches(
      (ends: TurnEnd[]) => finishTurns(database, processId, ends),
      ({ reply }) => reply?.content?.length ?? 0,
    ),
  }
}
