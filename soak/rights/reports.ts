import { type Attacker, KEY_HOLDER } from './cast.ts'
import type { Report } from './collector.ts'
import type { Dice } from './dice.ts'
import { escalation } from './escalations.ts'
import { outcomeOf } from './tally.ts'
import { tryToken } from './tokens.ts'
import { PACKAGE } from './wheels.ts'
import type { World } from './world.ts'

/** Tokens of runs that are kept for later. */
const KEPT = 200

/** What every caller may do: ask who they are, log out, run what its author runs anyway, call a webhook. GraphQL answers 200 for any decision. */
const HARMLESS =
  /^\/(graphql|webhooks\/|api\/v1\/auth\/(check-permissions|logout|refresh)|auth\/(check-permissions|logout|refresh)|(api\/v1\/)?functions\/[^/]+\/[^/]+\/execute)/

/**
 * Takes what an attacker's function reports of one of its runs, while the run waits and its token lives.
 */
export async function hear(world: World, dice: Dice, report: Report): Promise<void> {
  const { canaries, cast, findings, tally, kept } = world
  const { kind, author, user, execution, token, tried } = report
  const attacker = cast.attackers.find(({ person }) => person.name === author)!
  canaries.heard(author, JSON.stringify(tried), { kind, execution })
  if (kind === PACKAGE) return void (await judgePackage(world, report))
  const stolen = { author: attacker, execution, token }
  kept.push(stolen)
  kept.splice(0, kept.length - KEPT)
  const isForAnother = user !== attacker.person.id || author === KEY_HOLDER
  for (const [method, path, status, text] of tried) {
    tally.count(`${isForAnother ? 'as another' : 'as oneself'}: ${kind}`, outcomeOf(status))
    if (outcomeOf(status) === 'broken') tally.broke(`${method} ${path}`, { status, text })
    if (isForAnother && author !== KEY_HOLDER && changes(method, status) && !HARMLESS.test(path) && !isGranted(attacker, path))
      findings.add(`a run for ${user} by ${author} did ${method} ${path.split('?')[0]}`, {
        kind,
        execution,
        status,
        text: text.slice(0, 500),
      })
  }
  if (!isForAnother) return
  for (let i = 0; i < 2; i++) {
    const { kind: _, ...asked } = escalation(world, { id: dice.pick(cast.attackers).person.id, name: 'thief' }, dice)
    const status = await tryToken(world, stolen, 'live token', asked)
    if (author !== KEY_HOLDER && changes(asked.method, status) && !HARMLESS.test(asked.path) && !isGranted(attacker, asked.path))
      findings.add(`a token of a run for ${user} by ${author} did ${asked.method} ${asked.path}`, { kind, execution, status })
  }
}

/** Code of a package has a token: then its installer shaped that run. A run of what the victim alone wrote is no such run. */
async function judgePackage({ platform, cast, findings, tally }: World, { execution, user }: Report): Promise<void> {
  tally.count('a package has a token', 'accepted')
  const [row] = await platform.sql<{ function: string; authors: { userId: string }[]; owner: string }>(RUN, [execution])
  const isVictims = row?.owner === cast.victim.id && row.authors.every(({ userId }) => userId === cast.victim.id)
  if (isVictims) findings.add(`a stranger’s package is in a process of ${row.function}`, { execution, user })
}

const RUN = `
  select f.namespace || '/' || f.name as function, f.user_id as owner, v.authors
    from functions.executions e join functions.functions f on f.id = e.function_id
    join functions.versions v on v.function_id = f.id and v.version = e.version where e.id = $1`

const changes = (method: string, status: number) => method !== 'GET' && method !== 'HEAD' && outcomeOf(status) === 'accepted'

/** Does the author hold a permission over all users' things of this kind? Then the ledger says whether it went too far. */
function isGranted({ holds }: Attacker, path: string): boolean {
  const [, resource] = /^sinas\.(\w+)\.\w+:all$/.exec(holds ?? '') ?? []
  return resource !== undefined && (path.includes(`/${resource}`) || (resource === 'groups' && path.includes('/roles')))
}
