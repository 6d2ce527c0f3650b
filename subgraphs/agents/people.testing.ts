// Users of a platform on which identity runs: their rights are read there, as for all users in a turn.
import type { Actor, Caller } from '../../schema/caller.ts'
import { testRequest } from '../../schema/testing/platform.ts'
import type { AgentsUnderTest } from './agents.testing.ts'

/** A new user, as who they are on their next request. @param grants beside those of `Users` */
export async function person(fixture: AgentsUnderTest, ...grants: string[]): Promise<Caller> {
  const { id } = await fixture.run('CreateUser', { email: `${crypto.randomUUID()}@example.com` }, fixture.admin)
  await join(fixture, 'Users', id)
  if (grants.length > 0) await grant(fixture, id, ...grants)
  return again(fixture, { userId: id, apiKeyId: null })
}

/** A user who may do everything. */
export async function administratorOf(fixture: AgentsUnderTest): Promise<Caller> {
  const { userId } = await person(fixture)
  await join(fixture, 'Admins', userId)
  return again(fixture, { userId, apiKeyId: null })
}

/** Grants something to a user, by a group of their own. @returns what takes it away again */
export async function grant(fixture: AgentsUnderTest, userId: string, ...grants: string[]): Promise<() => Promise<unknown>> {
  const { id } = await group(fixture, ...grants)
  await join(fixture, id, userId)
  return () => fixture.run('RemoveGroupMember', { group: id, user_id: userId }, fixture.admin)
}

/** A new group. Its founder is its first member, and therefore a real user. */
export async function group(fixture: AgentsUnderTest, ...grants: string[]): Promise<{ id: string }> {
  const founder = await administratorOf(fixture)
  const created = await fixture.run('CreateGroup', { name: `group ${crypto.randomUUID()}` }, founder)
  for (const permission_key of grants)
    await fixture.run('SetGroupPermission', { group: created.id, permission_key, permission_value: true }, fixture.admin)
  return created
}

export const join = (fixture: AgentsUnderTest, to: string, userId: string): Promise<unknown> =>
  fixture.run('AddGroupMember', { group: to, user_id: userId }, fixture.admin)

/** An API key of a user, as who they are through it. */
export async function keyOf(fixture: AgentsUnderTest, user: Caller, ...grants: string[]): Promise<Caller> {
  const permissions = Object.fromEntries(grants.map((text) => [text, true]))
  const { id } = await fixture.run('CreateApiKey', { name: 'narrow', permissions }, user)
  return again(fixture, { userId: user.userId, apiKeyId: id })
}

/** A user as they are now. @param shapers who shaped the run that asks as them, for example a function that they run */
export async function again(fixture: AgentsUnderTest, { userId, apiKeyId }: Actor, ...shapers: Actor[]): Promise<Caller> {
  const variables = { user_id: userId, api_key_id: apiKeyId, shapers }
  return (await fixture.platform.graph.execute('CallerById', variables, testRequest(null))).caller!
}
