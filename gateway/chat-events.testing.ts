// The events of a turn over GraphQL, and as REST writes the same ones.
import type { StreamedEvent } from './event-stream.testing.ts'

/** Watches a chat. A tool is called by no agent of these tests. */
export const CHAT_EVENTS = `subscription ($chat: ID!, $last: String) {
  chatEvents(chatId: $chat, lastEventId: $last) {
    __typename
    ... on TurnEvent { id }
    ... on MessageDelta { content toolCalls { index } finishReason }
    ... on TurnDone { status usage { prompt_tokens: promptTokens completion_tokens: completionTokens total_tokens: totalTokens } }
    ... on TurnFailed { error: message details: code }
  }
}`

export const SEND = 'mutation ($chat: ID!, $content: JSON!) { sendMessage(input: { chatId: $chat, content: $content }) { turnId } }'

/** The event in a block of an event stream of CHAT_EVENTS, as REST writes it. */
export function chatEventIn(block: string): StreamedEvent | undefined {
  const data = /^data: (\{[^\n]*)/m.exec(block)?.[1]
  if (!data) return undefined
  const { __typename, id, ...event } = JSON.parse(data).data.chatEvents
  if (__typename === 'TurnDone') return { id, event: 'done', data: { status: event.status.toLowerCase(), usage: event.usage } }
  if (__typename === 'TurnFailed') return { id, event: 'error', data: event }
  if (__typename !== 'MessageDelta') throw new Error(`an event ${__typename} is not expected`)
  return { id, event: 'message', data: { content: event.content, tool_calls: event.toolCalls, finish_reason: event.finishReason } }
}
