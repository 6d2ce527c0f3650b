/** Characters below which a value is not looked for in what functions say: it would be found in all sorts of texts. */
const MIN_REDACTED_CHARACTERS = 6

/** What the user who sets this value should know, a sentence each. */
export function warningsOf(value: string | null | undefined): string[] {
  if (!value || value.length >= MIN_REDACTED_CHARACTERS) return []
  return [
    `The value has fewer than ${MIN_REDACTED_CHARACTERS} characters, so it is not taken out of what functions print, return or raise.`,
  ]
}
