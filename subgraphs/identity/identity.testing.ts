// What the tests of this subgraph start: a platform with identity alone, and users with their credentials.
import type { Caller } from '../../schema/context.ts'
import type { RunningSubgraph } from '../../schema/subgraph.ts'
import { openTestPlatform, type TestPlatform, testRequest } from '../../schema/testing.ts'
import { identity } from './index.ts'
import { createUser } from './users/provision-user.ts'

export interface IdentityUnderTest extends AsyncDisposable {
  platform: TestPlatform
  subgraph: RunningSubgraph
  /** Runs a named operation. @returns what its REST route would answer */
  run(operation: string, variables: Record<string, unknown>, caller?: Caller | null): Promise<any>
  /** A new user, as who they are on their next request. @param group whose member they are: `Users`, `Admins`, ... */
  user(group: string): Promise<Caller>
  /** The user as the database has them now. */
  again(caller: Caller): Promise<Caller>
}

export async function openIdentity(environment: Record<string, string> = {}): Promise<IdentityUnderTest> {
  const platform = await openTestPlatform(environment)
  const subgraph = await platform.start(identity)
  const callerById = async (user_id: string): Promise<Caller> =>
    (await platform.graph.execute('CallerById', { user_id }, testRequest(null))).caller
  return {
    platform,
    subgraph,
    async run(operation, variables, caller = null) {
      return (await platform.graph.execute(operation, variables, testRequest(caller))).result
    },
    async user(group) {
      const email = `${crypto.randomUUID().slice(0, 8)}@example.com`
      const user = await createUser(subgraph.database, { email, group })
      return callerById(user!.id)
    },
    again: ({ userId }) => callerById(userId),
    [Symbol.asyncDispose]: platform.close,
  }
}
