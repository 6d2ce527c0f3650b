// Users of a room in which identity runs: who they are is asked there, as for everyone in a turn.
import type { Actor, Caller } from '../../schema/caller.ts'
import { testRequest } from '../../schema/testing/platform.ts'
import type { Room } from './agents.testing.ts'

/** A new user, as who they are on their next request. @param grants beside those of `Users` */
export async function person(room: Room, ...grants: string[]): Promise<Caller> {
  const { id } = await room.run('CreateUser', { email: `${crypto.randomUUID()}@example.com` }, room.admin)
  await join(room, 'Users', id)
  if (grants.length > 0) await grant(room, id, ...grants)
  return again(room, { userId: id, apiKeyId: null })
}

/** A user who may do everything. */
export async function administratorOf(room: Room): Promise<Caller> {
  const { userId } = await person(room)
  await join(room, 'Admins', userId)
  return again(room, { userId, apiKeyId: null })
}

/** Grants something to a user, by a group of their own. @returns what takes it away again */
export async function grant(room: Room, userId: string, ...grants: string[]): Promise<() => Promise<unknown>> {
  const { id } = await group(room, ...grants)
  await join(room, id, userId)
  return () => room.run('RemoveGroupMember', { group: id, user_id: userId }, room.admin)
}

/** A new group. Its founder is its first member, and therefore a real user. */
export async function group(room: Room, ...grants: string[]): Promise<{ id: string }> {
  const founder = await administratorOf(room)
  const created = await room.run('CreateGroup', { name: `group ${crypto.randomUUID()}` }, founder)
  for (const permission_key of grants)
    await room.run('SetGroupPermission', { group: created.id, permission_key, permission_value: true }, room.admin)
  return created
}

export const join = (room: Room, to: string, userId: string): Promise<unknown> =>
  room.run('AddGroupMember', { group: to, user_id: userId }, room.admin)

/** An API key of a user, as who they are through it. */
export async function keyOf(room: Room, user: Caller, ...grants: string[]): Promise<Caller> {
  const permissions = Object.fromEntries(grants.map((text) => [text, true]))
  const { id } = await room.run('CreateApiKey', { name: 'narrow', permissions }, user)
  return again(room, { userId: user.userId, apiKeyId: id })
}

/** A user as they are now. @param shapers who shaped the run that asks as them, for example a function that they run */
export async function again(room: Room, { userId, apiKeyId }: Actor, ...shapers: Actor[]): Promise<Caller> {
  const variables = { user_id: userId, api_key_id: apiKeyId, shapers }
  return (await room.platform.graph.execute('CallerById', variables, testRequest(null))).caller!
}
