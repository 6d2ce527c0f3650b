/** A chat began, changed, is gone, or has another turn or message. Each subscriber reads what it is now. */
export interface ChatChange {
  chatId: string
  /** The only user who sees it. */
  userId: string
}
