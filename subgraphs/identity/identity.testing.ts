// What the tests of this subgraph start: a platform with identity alone, and users with their credentials.

import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import type { RunningSubgraph } from '../../schema/subgraph.ts'
import { openTestPlatform, type TestPlatform, testRequest } from '../../schema/testing/platform.ts'
import { identity } from './index.ts'
import { createUser } from './users/provision-user.ts'

export interface IdentityUnderTest extends AsyncDisposable {
  platform: TestPlatform
  subgraph: RunningSubgraph
  /** Runs a named operation. @returns what its REST route would answer */
  run(operation: OperationName, variables: Record<string, unknown>, caller?: Caller | null): Promise<any>
  /** A new user, as who they are on their next request. @param group whose member they are: `Users`, `Admins`, ... */
  user(group: string): Promise<Caller>
  /** A new user who holds just these permissions, by a group of their own. */
  userWith(...permissions: string[]): Promise<Caller>
  /** The user as the database has them now. */
  again(caller: Caller): Promise<Caller>
}

export async function openIdentity(environment: Record<string, string> = {}): Promise<IdentityUnderTest> {
  const platform = await openTestPlatform(environment)
  const subgraph = await platform.start(identity)
  const run: IdentityUnderTest['run'] = (operation, variables, caller = null) => platform.perform(operation, variables, testRequest(caller))
  const callerById = async (user_id: string): Promise<Caller> =>
    (await platform.graph.execute('CallerById', { user_id }, testRequest(null))).caller!
  async function user(group: string): Promise<Caller> {
    const email = `${crypto.randomUUID().slice(0, 8)}@example.com`
    const created = await createUser(subgraph.database, { email, group })
    return callerById(created!.id)
  }
  let admin: Promise<Caller> | undefined
  return {
    platform,
    subgraph,
    run,
    user,
    async userWith(...permissions) {
      const grantor = await (admin ??= user('Admins'))
      const { userId: user_id } = await user('no such group')
      const { id: group } = await run('CreateGroup', { name: `group-${crypto.randomUUID()}` }, grantor)
      for (const permission_key of permissions) await run('SetGroupPermission', { group, permission_key, permission_value: true }, grantor)
      await run('AddGroupMember', { group, user_id }, grantor)
      return callerById(user_id)
    },
    again: ({ userId }) => callerById(userId),
    [Symbol.asyncDispose]: platform.close,
  }
}
