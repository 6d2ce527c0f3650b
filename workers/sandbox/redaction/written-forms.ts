import { MIN_REDACTED_LENGTH } from '../../../schema/bounded/limits.ts'

/** Characters above which a value is looked for as it is, line by line and as JSON alone: keys and certificates, not passwords. */
const MAX_ENCODED_CHARACTERS = 1024

/**
 * The ways in which programs commonly write a value: as it is and line by line, as JSON or Python's `repr` escapes it, percent-encoded, in
 * hexadecimal, in Base64.
 */
export function writtenForms(value: string): Set<string> {
  const lines = value.split(/\r?\n/)
  const plain = [value, value.trim(), ...(lines.length > 1 ? lines.map((line) => line.trim()) : [])]
  const isShort = value.length <= MAX_ENCODED_CHARACTERS
  const escaped = plain.flatMap((text) =>
    isShort ? [jsonOf(text), jsonOf(jsonOf(text)), asciiOf(jsonOf(text)), reprOf(text)] : [jsonOf(text)],
  )
  const encoded = isShort ? encodings(value) : []
  return new Set([...plain, ...escaped, ...encoded].filter((form) => form.length >= MIN_REDACTED_LENGTH))
}

const jsonOf = (text: string) => JSON.stringify(text).slice(1, -1)

/** As Python's `json.dumps` writes it. */
const asciiOf = (json: string) =>
  json.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Between single quotes. */
const reprOf = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')

function encodings(value: string): string[] {
  const bytes = Buffer.from(value)
  const hex = bytes.toString('hex')
  const escapedOnce = encodeURIComponent(value.toWellFormed())
  return [...base64Forms(bytes), hex, hex.toUpperCase(), escapedOnce, new URLSearchParams({ v: value }).toString().slice(2)]
}

/**
 * Base64 of a text that has the value at any place: what stands before it moves it by 0, 1 or 2 bytes, and the characters that share bits with
 * what stands around it are left out. `Authorization: Basic` holds such a text.
 */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const inner = text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
