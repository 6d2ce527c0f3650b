import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { type LiveState, useLive } from '../data/live.ts'
import { type Chat, refreshChat } from './data.ts'
import { type Call, type LiveTurn, NO_TURN, type Said } from './entries.ts'
import { ChatTurnDocument, type ChatTurnSubscription } from './generated/conversation.ts'

type TurnEvent = ChatTurnSubscription['chatEvents']

export interface Turn {
  live: LiveTurn
  /** The agent is at work. */
  isOn: boolean
  state: LiveState
  /** Watches a turn that has just begun, before the chat itself says so. */
  follow(turnId: string): void
}

/** The turn that goes on in a chat, from its beginning, and on after a connection that broke. When it is over, what is stored is read, and takes its place. */
export function useTurn(chat: Chat): Turn {
  const queryClient = useQueryClient()
  const [begun, setBegun] = useState<string>()
  const [over, setOver] = useState<ReadonlySet<string>>(new Set())
  const [live, change] = useGathered()
  const turnId = [begun, chat.activeTurnId].find((id) => id && !over.has(id)) ?? undefined
  const cursor = useRef<string>(undefined)
  useEffect(() => {
    cursor.current = undefined
    if (turnId) change(() => NO_TURN)
  }, [turnId, change])

  const end = (id: string) => {
    setOver((before) => new Set(before).add(id))
    void refreshChat(queryClient, chat.id)
      .then(() => change(() => NO_TURN))
      // What came stays, and what is stored is read with the next turn.
      .catch(() => undefined)
  }
  const state = useLive(
    {
      document: ChatTurnDocument,
      variables: () => ({ id: chat.id, turnId: turnId!, ...(cursor.current && { lastEventId: cursor.current }) }),
      onEvent({ chatEvents: event }) {
        cursor.current = event.id
        change((before) => after(before, event))
        if (event.__typename === 'ApprovalRequired') void refreshChat(queryClient, chat.id).catch(() => undefined)
        if (event.__typename === 'TurnDone' || event.__typename === 'TurnFailed') end(turnId!)
      },
    },
    { key: `${chat.id}/${turnId}`, isOn: turnId !== undefined },
  )
  // A turn that waits for its user ends its stream without a last word; one that is long over can no longer be watched.
  useEffect(() => {
    if (turnId && (state === 'over' || state === 'failed')) end(turnId)
    // Asked where the state changes alone: of a turn that has just begun it is still that of the one before.
  }, [state])
  return { live, isOn: turnId !== undefined && chat.pendingApprovals.length === 0, state, follow: setBegun }
}

/** What is shown of a turn, drawn at most once a frame however fast it comes. */
function useGathered(): [live: LiveTurn, change: (by: (before: LiveTurn) => LiveTurn) => void] {
  const latest = useRef(NO_TURN)
  const [shown, setShown] = useState(NO_TURN)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(waiting.current), [])
  const change = useCallback((by: (before: LiveTurn) => LiveTurn) => {
    latest.current = by(latest.current)
    // Not by frames: a tab that nobody sees has none, and would keep all that comes.
    waiting.current ??= setTimeout(() => {
      waiting.current = undefined
      setShown(latest.current)
    }, 30)
  }, [])
  return [shown, change]
}

function after(before: LiveTurn, event: TurnEvent): LiveTurn {
  const { entries } = before
  switch (event.__typename) {
    case 'MessageDelta':
      return event.content ? { ...before, entries: withText(entries, event.content, event.id) } : before
    case 'ToolCallStarted': {
      const { toolCallId: key, name, arguments: given, description } = event
      const call: Call = { kind: 'call', key, name, arguments: given, description, state: 'running', askedAt: new Date().toISOString() }
      return { ...before, entries: [...entries.filter((entry) => entry.key !== key), call] }
    }
    case 'ToolCallEnded':
      return { ...before, entries: entries.map((entry) => ended(entry, event.toolCallId, { result: event.result, state: 'done' })) }
    case 'ToolCallRejected':
      return { ...before, entries: entries.map((entry) => ended(entry, event.toolCallId, { state: 'rejected' })) }
    default:
      return before
  }
}

function withText(entries: LiveTurn['entries'], text: string, key: string): (Said | Call)[] {
  const last = entries.at(-1)
  if (last?.kind !== 'said') return [...entries, { kind: 'said', key, role: 'ASSISTANT', content: text }]
  return [...entries.slice(0, -1), { ...last, content: last.content + text }]
}

const ended = (entry: Said | Call, id: string, how: Pick<Call, 'state' | 'result'>): Said | Call =>
  entry.kind === 'call' && entry.key === id ? { ...entry, ...how, endedAt: new Date().toISOString() } : entry
