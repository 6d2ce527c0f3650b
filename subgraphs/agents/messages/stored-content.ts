/** The stored content of a message: text, or the JSON text of its parts. */
export const storedContent = (content: unknown): string => (typeof content === 'string' ? content : JSON.stringify(content))
