export interface ChatsSearch {
  search?: string | undefined
  /** Also what is in the archive. */
  archived?: 'yes' | undefined
}

export const readChatsSearch = ({ search, archived }: Record<string, unknown>): ChatsSearch => ({
  search: typeof search === 'string' && search !== '' ? search : undefined,
  archived: archived === 'yes' ? 'yes' : undefined,
})

export interface NewChatSearch {
  /** `namespace/name`. */
  agent?: string | undefined
}

export const readNewChatSearch = ({ agent }: Record<string, unknown>): NewChatSearch => ({
  agent: typeof agent === 'string' && agent.includes('/') ? agent : undefined,
})
