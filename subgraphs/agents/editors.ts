import { isDeepStrictEqual } from 'node:util'
import { type Actor, type Caller, editorsOf, union } from '../../schema/caller.ts'

/**
 * The editors of the settings that shape turns, by the name of the setting: the user who set it last, then its other shapers.
 * Kept for each setting, so that an administrator who changes one does not become the editor of what another user wrote in the others.
 */
export type Editors = Record<string, Actor[]>

/** Those of the given settings that are not as they were. */
export function changesIn<Row extends object>(settings: Partial<Row>, before: Row): string[] {
  const sent = Object.keys(settings) as (keyof Row & string)[]
  return sent.filter((setting) => !isDeepStrictEqual(settings[setting], before[setting]))
}

/**
 * The editors after the caller has sent some settings. A changed setting becomes the caller's; an unchanged one keeps its author too,
 * because clients send back what they read.
 */
export function editedBy(caller: Caller, sent: readonly string[], changed: readonly string[], before: Editors): Editors {
  const actors = editorsOf(caller)
  const after = sent.map((setting) => [setting, changed.includes(setting) ? actors : union(before[setting] ?? [], actors)])
  return { ...before, ...Object.fromEntries(after) }
}

export const everyEditor = (editors: Editors): Actor[] => Object.values(editors).flat()
