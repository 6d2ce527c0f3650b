import { type Actor, actorOf, type Caller, shapersOf } from '../../schema/caller.ts'

/**
 * Who set what shapes turns, by the name of the setting: the user who set it last, then everyone else who shaped their request.
 * It is kept for each setting, so that an administrator who changes one does not answer for what another user wrote in the others.
 */
export type Editors = Record<string, Actor[]>

/** The same, after the caller has set some settings. A setting that is sent again as it was is theirs from then on. */
export function editedBy(caller: Caller, settings: readonly string[], before: Editors = {}): Editors {
  const actors = [actorOf(caller), ...shapersOf(caller)]
  return { ...before, ...Object.fromEntries(settings.map((setting) => [setting, actors])) }
}

export const everyEditor = (editors: Editors): Actor[] => Object.values(editors).flat()
