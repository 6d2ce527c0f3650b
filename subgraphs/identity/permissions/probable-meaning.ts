import { suggestionList } from 'graphql/jsutils/suggestionList.js'
import { PERMISSION_REFERENCE } from './reference.ts'

const SCOPES = ['own', 'group', 'all']
const VERBS = ['get', 'post', 'put', 'patch']
const RESOURCES = PERMISSION_REFERENCE.map(({ resource }) => resource)

interface Pieces {
  words: string[]
  path: string
  action: string
  scope: string
}

/**
 * What a permission that is not right was probably meant to be: each part that is not known is replaced by the one that is spelled most alike.
 * @param isRight whether a permission can be granted
 * @returns null where no guess is right
 */
export function probableMeaning(text: string, isRight: (permission: string) => boolean): string | null {
  const { words, path, action, scope } = pieces(text)
  const [first = '', second = ''] = words
  // `functions.read:own` lacks its service, `sinsa.functions.read:own` misspells it.
  const isServiceMissing = words.length === 1 && first !== 'sinas' && nearest(first, RESOURCES) !== null
  const resource = nearest(isServiceMissing ? first : second, RESOURCES)
  const known = PERMISSION_REFERENCE.find((entry) => entry.resource === resource)
  const likely = known && nearest(action, [...known.actions, ...VERBS])
  const dotted = words.slice(isServiceMissing ? 1 : 2).map((word) => `/${word}`)
  const reach = nearest(scope, SCOPES) ?? 'own'
  const guesses = [
    ...(likely ? [`sinas.${resource}${path || dotted.join('')}.${likely}:${reach}`, `sinas.${resource}.${likely}:${reach}`] : []),
    ...(action === '*' ? [`sinas.*:${reach}`] : []),
  ]
  return guesses.find(isRight) ?? null
}

/** The parts of a text that may be no permission, as well as they can be told. */
function pieces(text: string): Pieces {
  const trimmed = text.trim()
  const colon = trimmed.lastIndexOf(':')
  const [subject, scope] = colon < 0 ? [trimmed, ''] : [trimmed.slice(0, colon), trimmed.slice(colon + 1)]
  const slash = subject.indexOf('/')
  const dot = Math.max(subject.lastIndexOf('.'), slash)
  const [head, path] = slash < 0 ? [subject.slice(0, Math.max(dot, 0)), ''] : [subject.slice(0, slash), subject.slice(slash, dot)]
  return { words: head.split('.').filter(Boolean), path, action: subject.slice(dot + 1), scope }
}

function nearest(word: string, known: readonly string[]): string | null {
  if (word === '*' || known.includes(word)) return word
  // The empty word is near to every short one.
  if (word === '') return null
  return suggestionList(word.toLowerCase(), known)[0] ?? null
}
