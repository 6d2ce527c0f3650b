import { type Actor, actorOf, type Caller, shapersOf } from '../../../schema/caller.ts'

/** Whom a change is by: the caller, with the API key that they used, and everyone who shaped the run that asks. */
export const editors = (caller: Caller): Actor[] => [actorOf(caller), ...shapersOf(caller)]

/** Each once, in order. */
export function union(...lists: readonly (readonly Actor[])[]): Actor[] {
  return [...new Map(lists.flat().map((actor) => [keyOf(actor), actor])).values()]
}

/** Names an actor in a set or map. */
export const keyOf = ({ userId, apiKeyId }: Actor): string => `${userId} ${apiKeyId ?? ''}`
