import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Caller } from '../../../schema/context.ts'
import { covers, match, parsePermission } from '../../../schema/permissions.ts'
import { testCaller, testRequest } from '../../../schema/testing/platform.ts'
import { beyond, requireDelegable, requireGrantable } from '../groups/grants.ts'
import { type IdentityUnderTest, openIdentity } from '../identity.testing.ts'
import { chain, delegation, UNIVERSE, writtenText } from './permissions.testing.ts'

let identity: IdentityUnderTest

before(async () => {
  identity = await openIdentity()
})
after(() => identity[Symbol.asyncDispose]())

const throws = (work: () => void): boolean => {
  try {
    work()
    return false
  } catch {
    return true
  }
}

test('what covers a permission covers all that the permission covers', () => {
  let chains = 0
  fc.assert(
    fc.property(chain, fc.array(writtenText, { maxLength: 3 }), ({ requirement, grant, wider }, others) => {
      for (const a of [wider, ...others])
        for (const b of [grant, ...others]) {
          if (!covers(a, b)) continue
          for (const c of [requirement, ...others]) {
            if (!covers(b, c)) continue
            chains++
            assert.ok(covers(a, c), `${a} covers ${b}, which covers ${c}`)
          }
        }
    }),
    { numRuns: 2_000 },
  )
  assert.ok(chains > 1_000, `only ${chains} chains were found`)
})

test('the matcher reads what the strict parser reads, and grants nothing by anything else', () => {
  fc.assert(
    fc.property(writtenText, writtenText, (grant, asked) => {
      if (covers(grant, asked)) assert.ok(parsePermission(grant))
      assert.equal(match({ [grant]: true }, asked), covers(grant, asked))
      assert.equal(match(Object.freeze({ [grant]: true }), asked), covers(grant, asked))
      assert.equal(match({ [grant]: false }, asked), false)
    }),
    { numRuns: 2_000 },
  )
})

test('an accepted grant never lets its receiver do what the grantor could not', () => {
  const accepted = { group: 0, key: 0 }
  fc.assert(
    fc.property(delegation, ({ held, wanted }) => {
      const grantor = testCaller(held)
      if (throws(() => requireGrantable([wanted], []))) return
      const byGroup = !throws(() => requireDelegable(grantor, [wanted]))
      const byKey = beyond(grantor, { [wanted]: true }).length === 0
      if (byGroup) accepted.group++
      if (byKey) accepted.key++
      if (!byGroup && !byKey) return
      for (const asked of UNIVERSE) {
        if (covers(wanted, asked)) assert.ok(match(grantor.permissions, asked), `${wanted} gave ${asked}, which ${held} does not hold`)
      }
    }),
    { numRuns: 1_500, examples: [[{ held: ['sinas.read:all'], wanted: '*.read:all' }]] },
  )
  assert.ok(accepted.group > 200 && accepted.key > 200, `only ${JSON.stringify(accepted)} were accepted`)
})

const MANAGER = ['sinas.groups.manage_permissions:all', 'sinas.groups.manage_members:all', 'sinas.api_keys.create:own']

/** What a group grants is written to the table: so it may also be what an earlier version accepted. */
async function setGrants(group: string, permissions: string[]): Promise<void> {
  const { database } = identity.subgraph
  await database.query('delete from identity.group_permissions where group_id = $1', [group])
  await database.query(
    `insert into identity.group_permissions (id, group_id, permission_key, permission_value, created_at, updated_at)
     select gen_random_uuid(), $1, key, true, now(), now() from unnest($2::text[]) key`,
    [group, [...new Set(permissions)]],
  )
}

async function heldBy(caller: Caller): Promise<string[]> {
  const { checks } = await identity.run('CheckPermissions', { permissions: UNIVERSE }, caller)
  return checks.flatMap((check: any) => (check.has_permission ? [check.permission] : []))
}

test('through keys, groups and memberships no receiver ends with more than the grantor has', async () => {
  const [admin, receiver] = [await identity.user('Admins'), await identity.user('no such group')]
  const grantor = await identity.userWith(...MANAGER)
  const createGroup = async () => (await identity.run('CreateGroup', { name: crypto.randomUUID() }, admin)).id as string
  const [common, other] = [await createGroup(), await createGroup()]
  await identity.run('AddGroupMember', { group: common, user_id: receiver.userId }, admin)

  /** What the receiver holds by the grant; null where it was refused. */
  const ways: Record<string, (wanted: string, as: Caller) => Promise<Caller | null>> = {
    async key(wanted, as) {
      const { key } = await identity.run('CreateApiKey', { name: 'k', permissions: { [wanted]: true } }, as)
      return (await identity.platform.graph.execute('Authenticate', { credential: key }, testRequest(null))).authentication?.caller ?? null
    },
    async permission(wanted, as) {
      await identity.run('SetGroupPermission', { group: common, permission_key: wanted, permission_value: true }, as)
      return identity.again(receiver)
    },
    async membership(wanted, as) {
      await setGrants(other, [wanted])
      await identity.run('AddGroupMember', { group: other, user_id: receiver.userId }, as)
      return identity.again(receiver)
    },
  }
  const accepted = { key: 0, permission: 0, membership: 0 }
  await fc.assert(
    fc
      .asyncProperty(
        delegation,
        fc.constantFrom('key', 'permission', 'membership') as fc.Arbitrary<keyof typeof accepted>,
        async ({ held, wanted }, way) => {
          await setGrants(grantor.groupIds[0]!, [...held, ...MANAGER])
          const as = await identity.again(grantor)
          const given = await ways[way]!(wanted, as).catch((error) => {
            assert.match(error.code, /^(FORBIDDEN|VALIDATION|BAD_REQUEST)$/)
            return null
          })
          if (!given) return
          accepted[way]++
          const may = new Set(await heldBy(as))
          const beyondGrantor = (await heldBy(given)).filter((permission) => !may.has(permission))
          assert.deepEqual(beyondGrantor, [], `${held} gave ${wanted} by ${way}`)
        },
      )
      .afterEach(async () => {
        await setGrants(common, [])
        await setGrants(other, [])
        await identity.run('RemoveGroupMember', { group: other, user_id: receiver.userId }, admin).catch(() => undefined)
      }),
    { numRuns: 200 },
  )
  for (const [way, count] of Object.entries(accepted)) assert.ok(count > 10, `${way} was accepted ${count} times`)
})
