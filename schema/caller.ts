import type { Permissions } from './permissions.ts'

/** A user, and the API key through which they acted: how a row stores a shaper. */
export interface Actor {
  userId: string
  apiKeyId: string | null
}

/** A user with their current permissions. */
export interface Party {
  userId: string
  /** Groups in which the user is an active member: what the scope `group` means. */
  groupIds: readonly string[]
  permissions: Permissions
  /** Set where the user acted through an API key: what the key does not grant, its owner can't do with it. */
  apiKey?: { id: string; permissions: Permissions } | undefined
}

/** Who makes a request: found once by the gateway, then handed on. */
export interface Caller extends Party {
  email: string
  /**
   * The shapers of the run that makes the request: authors of its code, editors of what started it, keys that were used on the way.
   * The run may do to things of its user only what each of them could do to them.
   */
  shapers?: readonly Party[] | undefined
  /** Set where the credential is the token of a run of a function: the execution, with which the token ends. */
  executionId?: string | undefined
}

/** A permission that was asked for, and the answer: it goes to the request log. */
export interface Decision {
  permission: string
  granted: boolean
  /** Set where the caller holds the permission, and a party that shaped the run does not. */
  deniedByShaper?: boolean
}

export const actorOf = ({ userId, apiKey }: Party): Actor => ({ userId, apiKeyId: apiKey?.id ?? null })

/** The parties whose rights a caller's run must not exceed: the caller, and each shaper. Each is checked alone, with their own things and groups. */
export const partiesOf = (caller: Caller): Party[] => [caller, ...(caller.shapers ?? [])]

/** The shapers of a caller's run, as a row keeps them. */
export const shapersOf = ({ shapers = [] }: Pick<Caller, 'shapers'>): Actor[] => shapers.map(actorOf)

/** The authors of a change, as a row keeps them: the caller, with the API key that they used, and the shapers of the run that makes the change. */
export const editorsOf = (caller: Caller): Actor[] => [actorOf(caller), ...shapersOf(caller)]

/** Names an actor in a set or map. */
export const keyOf = ({ userId, apiKeyId }: Actor): string => `${userId} ${apiKeyId ?? ''}`

/** Each actor once, in order. */
export function union(...lists: readonly (readonly Actor[])[]): Actor[] {
  return [...new Map(lists.flat().map((actor) => [keyOf(actor), actor])).values()]
}

/**
 * Who of `actors` limits a run that `runner` is the user of: each once, without the user as themselves, who limits nothing.
 * The user through another API key than the run's is a shaper: a thing that was made with a key does no more than the key.
 */
export function shapersAmong(runner: Actor, actors: Iterable<Actor>): Actor[] {
  const shapers = new Map<string, Actor>()
  for (const { userId, apiKeyId } of actors) {
    if (userId === runner.userId && (apiKeyId === null || apiKeyId === runner.apiKeyId)) continue
    shapers.set(keyOf({ userId, apiKeyId }), { userId, apiKeyId })
  }
  return [...shapers.values()]
}
