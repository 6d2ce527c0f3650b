import type { Chat, ChatRun, Message } from './data.ts'

/** A call of a tool, from the time that the model asks for it to its result. */
export interface Call {
  kind: 'call'
  key: string
  /** The tool, as the model knows it. */
  name: string
  /** JSON text. */
  arguments: string
  description: string | null
  result?: string | undefined
  state: 'waits' | 'running' | 'done' | 'rejected'
  /** Of the message in which the model asked for it. */
  askedAt?: string | undefined
  endedAt?: string | undefined
}

export interface Said {
  kind: 'said'
  key: string
  role: Message['role']
  content: string
  message?: Message
}

/** What a chat is a list of. */
export type Entry = Said | Call | { kind: 'failure'; key: string; text: string }

/** What a turn has brought since it is watched. */
export interface LiveTurn {
  entries: readonly (Said | Call)[]
}

export const NO_TURN: LiveTurn = { entries: [] }

/** What was said and what is being said, as one list. The stream of a turn begins with the turn: what of it is stored already is shown once. */
export function entriesOf(
  messages: readonly Message[],
  { pendingApprovals: pending, lastError }: Pick<Chat, 'pendingApprovals' | 'lastError'>,
  live: LiveTurn,
): Entry[] {
  const waits = new Set(pending.map(({ toolCallId }) => toolCallId))
  const results = new Map(messages.flatMap((message) => (message.toolCallId ? [[message.toolCallId, message] as const] : [])))
  const calls = new Map(live.entries.flatMap((entry) => (entry.kind === 'call' ? [[entry.key, entry] as const] : [])))
  const stored = messages.flatMap((message): Entry[] => {
    if (message.role === 'TOOL') return []
    const said: Entry[] = message.content ? [{ kind: 'said', key: message.id, role: message.role, content: message.content, message }] : []
    const called = message.toolCalls?.map(({ id, name, arguments: given, description }): Call => {
      const result = results.get(id)
      const running = calls.get(id)
      return {
        kind: 'call',
        key: id,
        name,
        arguments: given,
        description,
        result: result?.content ?? running?.result,
        state: result ? 'done' : (running?.state ?? (waits.has(id) ? 'waits' : 'running')),
        askedAt: message.createdAt,
        endedAt: result?.createdAt,
      }
    })
    return [...said, ...(called ?? [])]
  })
  const known = new Set(stored.flatMap(({ kind, key }) => (kind === 'call' ? [key] : [])))
  const answered = textsSinceUser(messages)
  const fresh = live.entries.filter((entry) =>
    entry.kind === 'call' ? !known.has(entry.key) : !answered.some((text) => text.startsWith(entry.content)),
  )
  const failure: Entry[] = lastError && live.entries.length === 0 ? [{ kind: 'failure', key: 'failure', text: lastError }] : []
  return [...stored, ...fresh, ...failure]
}

function textsSinceUser(messages: readonly Message[]): string[] {
  const last = messages.findLastIndex(({ role }) => role === 'USER')
  return messages.slice(last + 1).flatMap(({ role, content }) => (role === 'ASSISTANT' && content ? [content] : []))
}

/** `namespace/name` of the function that a tool stands for: models are given it with two underscores. */
export const readable = (name: string): string => name.replace('__', '/')

/** How much later than it was asked for a call may begin: it may have waited for its user. */
const CLOCK_MS = 1000

/** The run that a call has started: of that function, with those arguments, in the time between the question and the result. */
export function runOf(call: Call, runs: readonly ChatRun[]): ChatRun | undefined {
  if (call.state === 'waits' || call.state === 'rejected') return undefined
  const [from, to] = [Date.parse(call.askedAt ?? '') - CLOCK_MS, Date.parse(call.endedAt ?? '') + CLOCK_MS]
  const close = runs.filter(({ functionNamespace, functionName, createdAt }) => {
    const at = Date.parse(createdAt)
    return `${functionNamespace}/${functionName}` === readable(call.name) && !(at < from) && !(at > to)
  })
  return close.find(({ inputData }) => contains(inputData, call.arguments)) ?? (close.length === 1 ? close[0] : undefined)
}

/** Does the input hold each argument that the model gave? The agent may have filled in more. */
function contains(input: unknown, given: string): boolean {
  try {
    const all = (input ?? {}) as Record<string, unknown>
    return Object.entries(JSON.parse(given) as object).every(([name, value]) => JSON.stringify(all[name]) === JSON.stringify(value))
  } catch {
    return false
  }
}
