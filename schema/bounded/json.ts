import { setImmediate as nextTurn } from 'node:timers/promises'
import { JsonMeter } from './json-meter.ts'
import { MAX_JSON_DEPTH } from './limits.ts'

export { JsonMeter, JsonTooLargeError } from './json-meter.ts'

/** Characters from which on a text is long: to look at all of them takes half a millisecond. */
export const LONG_TEXT_CHARACTERS = 2 ** 18

/** Gives others their turn before more is done with a text that is long, or with several of which one is. */
export async function turnIfLong(...texts: unknown[]): Promise<void> {
  if (texts.some((text) => typeof text === 'string' && text.length > LONG_TEXT_CHARACTERS)) await nextTurn()
}

/**
 * @param meter counts several texts together
 * @throws SyntaxError where the text is no JSON, JsonTooLargeError where it nests too deep or holds too many values
 */
export function readJson(text: string, meter = new JsonMeter()): unknown {
  meter.begin()
  meter.pushText(text)
  return JSON.parse(text)
}

/** The same for a text that may be long: it is parsed in parts, between which other requests get a turn. */
export async function readLongJson(text: string): Promise<unknown> {
  const meter = new JsonMeter()
  for (let from = 0; from < text.length; from += LONG_TEXT_CHARACTERS) {
    if (from > 0) await nextTurn()
    meter.pushText(text, from, Math.min(from + LONG_TEXT_CHARACTERS, text.length))
  }
  if (text.length <= LONG_TEXT_CHARACTERS) return JSON.parse(text)
  await nextTurn()
  const value: unknown = JSON.parse(text)
  await nextTurn()
  return value
}

/** @param value parsed JSON */
export function isTooDeep(value: unknown): boolean {
  // Level by level, since recursion is what this is to prevent.
  let level: object[] = isObject(value) ? [value] : []
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_JSON_DEPTH) return true
    const next: object[] = []
    for (const parent of level) {
      for (const child of Array.isArray(parent) ? parent : Object.values(parent)) if (isObject(child)) next.push(child)
    }
    level = next
  }
  return false
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
