import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query'
import { ask } from '../data/ask.ts'
import { read } from '../data/query.ts'
import {
  ChatDocument,
  type ChatMessageFragment,
  ChatMessagesDocument,
  type ChatMessagesQuery,
  type ChatQuery,
  ChatRunsDocument,
  type ChatRunsQuery,
} from './generated/conversation.ts'

export type Chat = ChatQuery['chat']
export type Message = ChatMessageFragment
export type ChatRun = ChatRunsQuery['chat']['executions']['nodes'][number]
type MessagePage = ChatMessagesQuery['chat']['messages']

export const oneChat = (id: string) => read(ChatDocument, { id })
export const chatRuns = (id: string) => read(ChatRunsDocument, { id })

/** What was said, the latest page first: pages before it come when somebody scrolls up. */
export const chatMessages = (id: string) =>
  infiniteQueryOptions({
    queryKey: [ChatMessagesDocument.name, { id }],
    queryFn: async ({ pageParam, signal }) => (await ask(ChatMessagesDocument, { id, before: pageParam }, signal)).chat.messages,
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }: MessagePage) => (pageInfo.hasPreviousPage ? pageInfo.startCursor : undefined),
    // Turns bring what is new: to read all pages again would move what somebody reads.
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Every message of the pages that are there, the earliest first. */
export const messagesOf = (pages: readonly MessagePage[] | undefined): Message[] => pages?.toReversed().flatMap(({ nodes }) => nodes) ?? []

/** Reads the chat, and what was said in it since it was last read. */
export async function refreshChat(queryClient: QueryClient, id: string): Promise<void> {
  const { queryKey } = chatMessages(id)
  void queryClient.invalidateQueries({ queryKey: chatRuns(id).queryKey })
  const [{ chat }] = await Promise.all([
    ask(ChatMessagesDocument, { id }),
    queryClient.invalidateQueries({ queryKey: oneChat(id).queryKey }),
  ])
  queryClient.setQueryData(queryKey, (before) => {
    const [latest, ...others] = before?.pages ?? []
    const fresh = chat.messages
    const isNext = latest?.nodes.some((known) => fresh.nodes.some((node) => node.id === known.id))
    if (!before || !latest || !isNext) return { pages: [fresh], pageParams: [null] }
    const known = new Set(latest.nodes.map((node) => node.id))
    const added = fresh.nodes.filter((node) => !known.has(node.id))
    return added.length === 0 ? before : { ...before, pages: [{ ...latest, nodes: [...latest.nodes, ...added] }, ...others] }
  })
}
