import { LRUCache } from 'lru-cache'
import { RE2JS } from 're2js'
import { translatePattern } from './ecma-pattern.ts'
import { INLINE_PATTERN_LENGTH, INLINE_PATTERN_STATES, KEPT_PATTERNS } from './limits.ts'

/** A regular expression that is matched in a time that grows with the text alone, whatever it says. */
export interface LinearPattern {
  test(text: string): boolean
  /** What one character of a text may cost. */
  readonly states: number
}

const patterns = new LRUCache<string, LinearPattern | { unsupported: string }>({ max: KEPT_PATTERNS })

/**
 * Compiles a regular expression of ECMAScript, as with the flag `u`, for RE2.
 * @returns why it can't be matched in linear time, where it can't: it looks around, refers back, or is too large
 * @throws SyntaxError where it is no regular expression
 */
export function linearPattern(source: string): LinearPattern | { unsupported: string } {
  let known = patterns.get(source)
  if (!known) patterns.set(source, (known = compile(source)))
  return known
}

function compile(source: string): LinearPattern | { unsupported: string } {
  if (source.length > INLINE_PATTERN_LENGTH) return { unsupported: `it is longer than ${INLINE_PATTERN_LENGTH} characters` }
  const translated = translatePattern(source)
  if ('unsupported' in translated) return translated
  const { text, states } = translated
  if (states > INLINE_PATTERN_STATES) return { unsupported: 'its repetitions are too many' }
  try {
    const compiled = RE2JS.compile(text)
    return { test: (value) => compiled.test(value), states }
  } catch (error) {
    // A property of Unicode that RE2 does not know, or more repetitions than it takes.
    return { unsupported: (error as Error).message }
  }
}
