import type { QueryClient } from '@tanstack/react-query'
import { chatMessages, oneChat } from '../../conversation/data.ts'
import { chatPages, offeredAgents } from './data.ts'
import type { ChatsSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadChats = ({ context: { queryClient }, deps }: Loading & { deps: ChatsSearch }) =>
  queryClient.prefetchInfiniteQuery(chatPages(deps))

export const loadNewChat = ({ context: { queryClient } }: Loading) => queryClient.prefetchQuery(offeredAgents)

export async function loadChat({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }): Promise<void> {
  void queryClient.prefetchInfiniteQuery(chatMessages(id))
  await queryClient.ensureQueryData(oneChat(id))
}
