import { MAX_SEARCH_LENGTH } from './limits.ts'

/**
 * The pattern of LIKE for texts that contain this one. Nothing in it is a wildcard: each of those would multiply what PostgreSQL has to try.
 * Of a text that is too long, which the fields that search refuse, the beginning is looked for.
 */
export const containing = (text: string) => `%${text.slice(0, MAX_SEARCH_LENGTH).replace(/[\\%_]/g, '\\$&')}%`

/** The condition that one of the columns contains the text, in any case. */
export const containingIn = <Column extends string>(text: string, ...columns: Column[]) => ({
  $or: columns.map((column) => ({ [column]: { $ilike: containing(text) } })),
})
