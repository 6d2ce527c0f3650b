import type { Actor, Caller } from '../../schema/caller.ts'
import { actorOf, shapersOf } from '../../schema/caller.ts'

/** Columns of a trigger that say who saved last what its runs do. */
export interface Edited {
  editorId: string
  /** The API key that the editor used. */
  editorKeyId?: string | null
  /** Where a run saved it: everyone who had shaped that run. */
  shapers: Actor[]
}

/** What a trigger keeps of the request that saves it. */
export function editedBy(caller: Caller): Edited & { editorKeyId: string | null } {
  const { userId, apiKeyId } = actorOf(caller)
  return { editorId: userId, editorKeyId: apiKeyId, shapers: shapersOf(caller) }
}

export const editorOf = ({ editorId, editorKeyId }: Edited): Actor => ({ userId: editorId, apiKeyId: editorKeyId ?? null })

/** Everyone who shapes each run that the trigger starts. */
export const shapersOfTrigger = (trigger: Edited): Actor[] => [editorOf(trigger), ...trigger.shapers]

/** Those who ask for one run, of a schedule or of a delivery: they shape it as well. */
export const askers = (caller: Caller): Actor[] => [actorOf(caller), ...shapersOf(caller)]
