/** Calls of a chat began to wait for its user, or wait no more. Each subscriber reads which ones. */
export interface ApprovalChange {
  chatId: string
  /** Who decides on them: the chat's user. */
  userId: string
}
