// What the tests of this subgraph start: a platform with identity and functions, and users of it.

import type { Caller } from '../../schema/context.ts'
import type { OperationName } from '../../schema/graph.ts'
import type { RunningSubgraph } from '../../schema/subgraph.ts'
import { administrator, openTestPlatform, type TestPlatform, testRequest } from '../../schema/testing/platform.ts'
import { until } from '../../schema/testing/until.ts'
import { identity } from '../identity/index.ts'
import { functions } from './index.ts'

export interface FunctionsUnderTest extends AsyncDisposable {
  platform: TestPlatform
  subgraph: RunningSubgraph
  /** Runs a named operation. @returns what its REST route would answer */
  run(operation: OperationName, variables: Record<string, unknown>, caller?: Caller | null): Promise<any>
  /** A new user, as who they are on their next request. @param group whose member they are, `Users` by default */
  user(group?: string): Promise<Caller>
  /** A new function of `owner` in `default`. @returns its name */
  fn(owner: Caller, code: string, more?: Record<string, unknown>): Promise<string>
  /** Calls a function of `default`. */
  execute(caller: Caller, name: string, input?: unknown, more?: Record<string, unknown>): Promise<any>
  /** The execution as its REST route answers it. */
  execution(caller: Caller, id: string): Promise<any>
  /** Waits until an execution has one of these statuses. */
  status(caller: Caller, id: string, ...wanted: string[]): Promise<any>
}

export async function openFunctions(environment: Record<string, string> = {}): Promise<FunctionsUnderTest> {
  const platform = await openTestPlatform(environment)
  await platform.start(identity)
  const subgraph = await platform.start(functions)

  const run: FunctionsUnderTest['run'] = (operation, variables, caller = null) =>
    platform.perform(operation, variables, testRequest(caller))
  const execution = (caller: Caller, id: string) => run('GetExecution', { id }, caller)

  return {
    platform,
    subgraph,
    run,
    execution,
    async user(group = 'Users') {
      const { id } = await run('CreateUser', { email: `${crypto.randomUUID().slice(0, 8)}@example.com` }, administrator())
      await run('AddGroupMember', { group, user_id: id }, administrator())
      return (await run('CallerById', { user_id: id })).caller
    },
    async fn(owner, code, more = {}) {
      const name = (more.name as string | undefined) ?? `f_${crypto.randomUUID().slice(0, 8)}`
      await run('CreateFunction', { namespace: 'default', name, code, ...more }, owner)
      return name
    },
    execute: (caller, name, input = {}, more = {}) => run('ExecuteFunction', { namespace: 'default', name, input, ...more }, caller),
    status: (caller, id, ...wanted) =>
      until(
        async () => {
          const row = await execution(caller, id)
          return wanted.includes(row.status) && row
        },
        `execution to be ${wanted.join(' or ')}`,
      ),
    [Symbol.asyncDispose]: platform.close,
  }
}
