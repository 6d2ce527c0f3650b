/** PostgreSQL's text and jsonb hold neither NUL nor half a surrogate pair, and errors of users' programs may carry both. */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** JSON of a value, or null's for none, that every store accepts. */
export function toJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_, item) => (typeof item === 'string' ? storable(item) : item))
}
