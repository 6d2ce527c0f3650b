// PostgreSQL's text and jsonb hold every character but U+0000, and no half of a surrogate pair. What a user sends is refused where it has one.
// What a program, a model or another server says must be kept: U+FFFD takes the place of such a character, so that a reader sees that there was one.

const REPLACEMENT = '\ufffd'

/** As JSON.stringify escapes them; it escapes no whole pair. An even number of backslashes before is a text that ends in backslashes. */
const UNSTORABLE = /\\u(?:0000|d[89a-f][0-9a-f]{2})(?<=(?:^|[^\\])(?:\\\\)*.{6})/g

export const hasNul = (text: string) => text.includes('\0')

/** For a part of a text, which may begin or end in the middle of a surrogate pair. */
export const replaceNul = (text: string) => text.replaceAll('\0', REPLACEMENT)

export const storableText = (text: string) => replaceNul(text.toWellFormed())

/** JSON of a value that jsonb accepts; null's for undefined. */
export const storableJson = (value: unknown) => JSON.stringify(value ?? null).replace(UNSTORABLE, REPLACEMENT)

/** The same as a value. */
export const storable = <Value>(value: Value): Value => JSON.parse(storableJson(value))

/** Does jsonb accept this JSON value as it is? */
export const isStorable = (value: unknown) => JSON.stringify(value ?? null).search(UNSTORABLE) === -1
