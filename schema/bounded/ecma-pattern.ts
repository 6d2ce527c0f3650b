// Regular expressions of ECMAScript in the words of RE2, which reads some of the same words differently.
import { type AST, RegExpParser } from '@eslint-community/regexpp'

/** A pattern for RE2, and how many states it has there. */
export type Translation = { text: string; states: number } | { unsupported: string }

class Unsupported extends Error {}

type Ranges = readonly (readonly [from: number, to: number])[]

const LAST = 0x10ffff
const DIGITS: Ranges = [[0x30, 0x39]]
const WORD: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]
/** White space and line ends: https://tc39.es/ecma262/#sec-compiletocharset */
const SPACE: Ranges = [
  [0x9, 0xd],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]
const LINE_ENDS: Ranges = [
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
]

/**
 * @param source a regular expression as with the flag `u`
 * @throws SyntaxError where it is none
 */
export function translatePattern(source: string): Translation {
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: true })
  try {
    return alternatives(pattern.alternatives)
  } catch (error) {
    if (error instanceof Unsupported) return { unsupported: error.message }
    throw error
  }
}

interface Piece {
  text: string
  states: number
}

function alternatives(nodes: AST.Alternative[]): Piece {
  const pieces = nodes.map(({ elements }) => sequence(elements.map(element)))
  return { text: pieces.map(({ text }) => text).join('|'), states: sum(pieces) + pieces.length }
}

const sequence = (pieces: Piece[]): Piece => ({ text: pieces.map(({ text }) => text).join(''), states: sum(pieces) })

const sum = (pieces: Piece[]) => pieces.reduce((states, piece) => states + piece.states, 0)

function element(node: AST.Element): Piece {
  switch (node.type) {
    case 'Character':
      return { text: character(node.value), states: 1 }
    case 'CharacterSet':
      return { text: characterSet(node), states: 1 }
    case 'CharacterClass':
      return { text: characterClass(node), states: 1 }
    case 'Group':
    case 'CapturingGroup':
      return group(node)
    case 'Quantifier':
      return quantifier(node)
    case 'Assertion':
      return { text: assertion(node), states: 1 }
    case 'Backreference':
      throw new Unsupported(`it refers back to a group: ${node.raw}`)
    default:
      throw new Unsupported(`it has ${node.raw}`)
  }
}

function group(node: AST.Group | AST.CapturingGroup): Piece {
  if (node.type === 'Group' && node.modifiers) throw new Unsupported(`it changes its flags: ${node.modifiers.raw}`)
  const { text, states } = alternatives(node.alternatives)
  return { text: `(?:${text})`, states }
}

function quantifier({ element: repeated, min, max, raw }: AST.Quantifier): Piece {
  if (repeated.type === 'Assertion') throw new Unsupported(`it repeats what takes no character: ${raw}`)
  const { text, states } = element(repeated)
  const times = max === Number.POSITIVE_INFINITY ? min + 1 : max
  // What is matched is the same whether as much or as little is taken as can be.
  const range = max === Number.POSITIVE_INFINITY ? `{${min},}` : `{${min},${max}}`
  return { text: `(?:${text})${SHORT[range] ?? range}`, states: states * Math.max(times, 1) + times }
}

const SHORT: Record<string, string> = { '{0,}': '*', '{1,}': '+', '{0,1}': '?' }

function assertion(node: AST.Assertion): string {
  switch (node.kind) {
    case 'start':
      return '\\A'
    case 'end':
      return '\\z'
    case 'word':
      return node.negate ? '\\B' : '\\b'
    default:
      throw new Unsupported(`it looks ${node.kind === 'lookahead' ? 'ahead' : 'behind'}: ${node.raw}`)
  }
}

function characterSet(node: AST.CharacterSet): string {
  return `[${node.kind === 'any' ? ranges(complement(LINE_ENDS)) : setInClass(node)}]`
}

function characterClass(node: AST.CharacterClass): string {
  if (node.elements.length === 0) return node.negate ? `[${ranges([[0, LAST]])}]` : `[^${ranges([[0, LAST]])}]`
  return `[${node.negate ? '^' : ''}${node.elements.map(classElement).join('')}]`
}

function classElement(node: AST.ClassRangesCharacterClassElement | AST.UnicodeSetsCharacterClassElement): string {
  switch (node.type) {
    case 'Character':
      return character(node.value)
    case 'CharacterClassRange':
      return `${character(node.min.value)}-${character(node.max.value)}`
    case 'CharacterSet':
      return setInClass(node)
    default:
      throw new Unsupported(`it has ${node.raw}`)
  }
}

function setInClass(node: AST.CharacterSet): string {
  if (node.kind === 'any') throw new Unsupported(`it has ${node.raw}`)
  if (node.kind === 'property') return property(node)
  const set = { digit: DIGITS, word: WORD, space: SPACE }[node.kind]
  return ranges(node.negate ? complement(set) : set)
}

/** General categories and scripts have the same names in RE2; what else there is, it does not know. */
function property({ key, value, negate, raw }: AST.UnicodePropertyCharacterSet): string {
  const isKnown = key === 'General_Category' ? CATEGORY.test(value ?? '') : key === 'Script'
  if (!isKnown) throw new Unsupported(`it has ${raw}`)
  return `\\${negate ? 'P' : 'p'}{${value}}`
}

const CATEGORY = /^(?:[CLMNPSZ]|L[ulmot]|M[nce]|N[dlo]|P[cdseifo]|S[mcko]|Z[slp]|C[cfos])$/

const character = (point: number) => `\\x{${point.toString(16)}}`

const ranges = (list: Ranges) => list.map(([from, to]) => (from === to ? character(from) : `${character(from)}-${character(to)}`)).join('')

function complement(list: Ranges): Ranges {
  const gaps: [number, number][] = []
  let next = 0
  for (const [from, to] of list) {
    if (from > next) gaps.push([next, from - 1])
    next = to + 1
  }
  return [...gaps, [next, LAST]]
}
