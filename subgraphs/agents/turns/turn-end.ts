import type { MessageChunk } from '../providers/reply.ts'
import type { TurnEnd } from './finish-turns.ts'
import type { EventName, StreamEvent } from './journal.ts'
import type { SavedReply } from './save-replies.ts'

/** A reply whose place in the stream is not known yet. */
export type UnplacedReply = Omit<SavedReply, 'turnSeq'>

/** What a model said last, which is stored with the end of its turn. */
export interface LastWords {
  reply?: UnplacedReply
  /** The event with which the reply ended. */
  chunk?: MessageChunk | undefined
}

export interface TurnOutcome extends Pick<TurnEnd, 'status'> {
  event: Extract<EventName, 'done' | 'error'>
  data: Record<string, unknown>
  next?: TurnEnd['next']
}

/** How a turn ends, as it is stored. @param seq number of its next event */
export function endOf(turnId: string, seq: number, { status, event, data, next }: TurnOutcome, { reply, chunk }: LastWords): TurnEnd {
  const said: StreamEvent[] = chunk ? [{ turnId, seq, event: 'message', data: chunk }] : []
  const last: StreamEvent = { turnId, seq: seq + said.length, event, data }
  return {
    turnId,
    status,
    error: event === 'error' ? String(data.error) : null,
    events: [...said, last],
    reply: reply && { ...reply, turnSeq: last.seq - 1 },
    next,
  }
}
