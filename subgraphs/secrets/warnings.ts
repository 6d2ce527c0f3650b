import { MIN_REDACTED_LENGTH } from '../../schema/bounded/limits.ts'

/** What the user who sets this value should know, a sentence each. */
export function warningsOf(value: string | null | undefined): string[] {
  if (!value || value.length >= MIN_REDACTED_LENGTH) return []
  return [`The value has fewer than ${MIN_REDACTED_LENGTH} characters, so it is not taken out of what functions print, return or raise.`]
}
