import { read, readPages } from '../../data/query.ts'
import { ChatsDocument, OfferedAgentsDocument } from './generated/chats.ts'
import type { ChatsSearch } from './search.ts'

export const chatPages = ({ search, archived }: ChatsSearch) =>
  readPages(ChatsDocument, { filter: { ...(search && { search }), ...(archived && { includeArchived: true }) } }, ({ chats }) => chats)

export const offeredAgents = read(OfferedAgentsDocument, {})
