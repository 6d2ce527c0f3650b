import { UNIVERSE } from '../../subgraphs/identity/permissions/permissions.testing.ts'
import type { Attacker } from './cast.ts'
import { OPS, VAULT } from './estate.ts'
import type { World } from './world.ts'

/** What one can be asked for at once. */
const PAGE = 1_000

/** Every permission of the reference, in every scope; of functions, agents, skills and states also in the victim's namespaces. */
const ASKED = [
  ...UNIVERSE,
  ...UNIVERSE.filter((permission) => permission.includes('/billing.')).flatMap((permission) =>
    [OPS, VAULT].map((namespace) => permission.replace('/billing.', `/${namespace}.`)),
  ),
]

/** What one may do, and who one is: all that must be the same at the end. */
export async function rightsOf({ person }: Attacker): Promise<{ permissions: string[]; groups: string[] }> {
  const permissions: string[] = []
  for (let from = 0; from < ASKED.length; from += PAGE) {
    const body = { permissions: ASKED.slice(from, from + PAGE) }
    const { checks } = await person.must('POST', '/api/v1/auth/check-permissions', body)
    permissions.push(...checks.filter((check: any) => check.has_permission).map(({ permission }: any) => permission))
  }
  const { groups } = await person.must('GET', '/api/v1/auth/me')
  return { permissions, groups: [...groups].sort() }
}

export class Rights {
  readonly #world: World
  readonly #before = new Map<string, Awaited<ReturnType<typeof rightsOf>>>()

  private constructor(world: World) {
    this.#world = world
  }

  /** Remembers what each attacker may do. */
  static async open(world: World): Promise<Rights> {
    const rights = new Rights(world)
    for (const attacker of world.cast.attackers) rights.#before.set(attacker.person.name, await rightsOf(attacker))
    return rights
  }

  async check(): Promise<void> {
    for (const attacker of this.#world.cast.attackers) {
      const { name } = attacker.person
      const [before, after] = [this.#before.get(name)!, await rightsOf(attacker)]
      const gained = after.permissions.filter((permission) => !before.permissions.includes(permission))
      const lost = before.permissions.filter((permission) => !after.permissions.includes(permission))
      if (gained.length + lost.length > 0) this.#world.findings.add(`rights of ${name}`, { gained, lost })
      if (String(before.groups) !== String(after.groups))
        this.#world.findings.add(`groups of ${name}`, { before: before.groups, after: after.groups })
    }
  }
}
