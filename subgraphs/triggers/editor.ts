import type { Actor, Caller } from '../../schema/caller.ts'
import { actorOf, shapersOf } from '../../schema/caller.ts'

/** Columns of a trigger that say who shapes its runs. */
export interface Edited {
  /** Who last saved what its runs do. */
  editorId: string
  /** The API key that the editor used. */
  editorKeyId?: string | null | undefined
  /** Everyone else: those who set what the editor left as it was, and where a run saved it, those who had shaped that run. */
  shapers: Actor[]
}

/**
 * Who set what the runs of a trigger do, by the name of the setting, and under `*` all that has no entry of its own. It is kept for each setting,
 * so that an owner who corrects the hour of a schedule does not answer for the message that another user wrote.
 */
export type Editors = Record<string, Actor[]>

type Kept = Edited & { editorKeyId: string | null; editors: Editors }

/** What a trigger keeps of the request that makes it, or takes all of it over. */
export const madeBy = (caller: Caller): Kept => kept(caller, { '*': askers(caller) })

/**
 * What a trigger keeps of the request that changes some settings. A caller who activates the trigger becomes the editor
 * of all its settings. A setting that is sent again unchanged becomes the caller's too.
 */
export function editedBy(caller: Caller, changes: object, before: Editors): Kept {
  if ((changes as { isActive?: boolean }).isActive) return madeBy(caller)
  const settings = Object.keys(changes).map((name) => [name, askers(caller)])
  return kept(caller, { ...before, ...Object.fromEntries(settings) })
}

function kept(caller: Caller, editors: Editors): Kept {
  const { userId, apiKeyId } = actorOf(caller)
  const others = Object.values(editors)
    .flat()
    .filter((actor) => actor.userId !== userId || actor.apiKeyId !== apiKeyId)
  const shapers = [...new Map(others.map((actor) => [`${actor.userId} ${actor.apiKeyId}`, actor])).values()]
  return { editorId: userId, editorKeyId: apiKeyId, shapers, editors }
}

export const editorOf = ({ editorId, editorKeyId }: Edited): Actor => ({ userId: editorId, apiKeyId: editorKeyId ?? null })

/** Everyone who shapes each run that the trigger starts. */
export const shapersOfTrigger = (trigger: Edited): Actor[] => [editorOf(trigger), ...trigger.shapers]

/** Those who ask for one run, of a schedule or of a delivery: they shape it as well. */
export const askers = (caller: Caller): Actor[] => [actorOf(caller), ...shapersOf(caller)]
