import type { ChatEvent } from '../chat-events.ts'
import { chatEventSource } from '../chat-events.ts'
import { EventStream } from '../event-stream.ts'
import type { CancelledTurn, Chat, ChatDetail, CreateChat, ListChats, Message, ToolDecision, UpdateChat } from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type ApiRequest, type CallOptions, LONG_TIMEOUT_MS, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** A part of a message that is more than text. */
export type ContentPart =
  | { type: 'text'; text: string }
  | { type: 'image'; image: string; detail?: 'low' | 'high' | 'auto' }
  | { type: 'audio'; data: string; format: 'wav' | 'mp3' | 'm4a' | 'ogg' }
  | { type: 'file'; file_data?: string; file_url?: string; file_id?: string; filename?: string; mime_type?: string }

export type MessageContent = string | ContentPart[]

export interface WatchOptions {
  /** The turn: a chat's `active_channel_id`, or what a decision answered. Absent: the one that goes on, or else the latest. */
  channel_id?: string
  /** Goes on after this event. */
  last_event_id?: string
}

/** Conversations with agents. */
export class Chats extends Resource {
  /** Begins a chat with an agent. */
  create(namespace: string, name: string, params: CreateChat = {}, options?: CallOptions): Promise<Chat> {
    return this.transport.send('POST', path`/agents/${namespace}/${name}/chats`, params, options)
  }

  /** The caller's chats, the latest first. */
  list(params?: ListChats, options?: CallOptions): Pages<Chat> {
    return pages(this.transport, '/chats', params, options)
  }

  /** A chat with its messages and the calls that wait for approval. */
  get(id: string, options?: CallOptions): Promise<ChatDetail> {
    return this.transport.get(path`/chats/${id}`, undefined, options)
  }

  /** Renames a chat, or puts it into the archive or back. */
  update(id: string, params: UpdateChat, options?: CallOptions): Promise<Chat> {
    return this.transport.send('PUT', path`/chats/${id}`, params, options)
  }

  /** Puts a chat into the archive; with `permanent`, deletes it and its messages. */
  delete(id: string, params: { permanent?: boolean } = {}, options?: CallOptions): Promise<void> {
    return this.transport.json({ method: 'DELETE', path: path`/chats/${id}`, query: params }, options)
  }

  messages(id: string, options?: CallOptions): Promise<Message[]> {
    return this.transport.get(path`/chats/${id}/messages`, undefined, options)
  }

  /** Sends a message and waits for the agent's answer. */
  send(id: string, content: MessageContent, options?: CallOptions): Promise<Message> {
    const request: ApiRequest = { method: 'POST', path: path`/chats/${id}/messages`, body: { content }, timeout: LONG_TIMEOUT_MS }
    return this.transport.json(request, options)
  }

  /**
   * Sends a message, when the stream is first read, and streams the turn that answers it. The turn goes on when nobody watches.
   * @throws TurnError where the turn fails
   */
  stream(id: string, content: MessageContent, options: CallOptions = {}): EventStream<ChatEvent> {
    const first: ApiRequest = { method: 'POST', path: path`/chats/${id}/messages/stream`, body: { content } }
    return new EventStream(this.transport, chatEventSource(id, first), options)
  }

  /** Watches a turn that was begun elsewhere. @throws TurnError where the turn fails */
  watch(id: string, { channel_id, last_event_id }: WatchOptions = {}, options: CallOptions = {}): EventStream<ChatEvent> {
    const first: ApiRequest =
      channel_id === undefined
        ? { method: 'GET', path: path`/chats/${id}/stream`, headers: { 'Last-Event-ID': last_event_id } }
        : { method: 'GET', path: path`/chats/${id}/stream/${channel_id}`, query: { last_id: last_event_id } }
    return new EventStream(this.transport, chatEventSource(id, first), options)
  }

  /** Lets a call that waits be made. When all of a batch are decided, the agent goes on: watch `channel_id`. */
  approve(id: string, toolCallId: string, options?: CallOptions): Promise<ToolDecision> {
    return this.#decide(id, toolCallId, true, options)
  }

  /** Keeps a call that waits from being made; the agent is told so. */
  reject(id: string, toolCallId: string, options?: CallOptions): Promise<ToolDecision> {
    return this.#decide(id, toolCallId, false, options)
  }

  /** Stops what the agent is doing. What it has said so far stays. */
  cancel(id: string, options?: CallOptions): Promise<CancelledTurn> {
    return this.transport.json({ method: 'POST', path: path`/chats/${id}/cancel`, isRepeatable: true }, options)
  }

  #decide(id: string, toolCallId: string, approved: boolean, options?: CallOptions): Promise<ToolDecision> {
    return this.transport.send('POST', path`/chats/${id}/approve-tool/${toolCallId}`, { approved }, options)
  }
}
