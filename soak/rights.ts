// An administrator goes about their work, and others try everything to get more than they have. What each of them may do at the end is what
// they might do at the beginning, and nothing of the victims' was seen or changed by one who may not.
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { logIn } from '../bench/platform.ts'
import { startModelServer } from '../subgraphs/agents/providers/model-server.testing.ts'
import { pick } from './faults.ts'
import { openSoakPlatform } from './platform.ts'
import { Canaries } from './rights/canaries.ts'
import { type Attacker, gather } from './rights/cast.ts'
import { startCollector } from './rights/collector.ts'
import { Dice } from './rights/dice.ts'
import { Rights } from './rights/effective-rights.ts'
import { KINDS } from './rights/escalations.ts'
import { settle } from './rights/estate.ts'
import { Findings } from './rights/findings.ts'
import { Ledger } from './rights/ledger.ts'
import { makeCredulous } from './rights/model.ts'
import { MOVES, REFUSED_KINDS } from './rights/moves.ts'
import { hear } from './rights/reports.ts'
import { requestMaker } from './rights/requests.ts'
import { Tally } from './rights/tally.ts'
import { dutyNames, work } from './rights/victim.ts'
import { makeWheels } from './rights/wheels.ts'
import type { World } from './rights/world.ts'

export interface Plan {
  /** How long the attackers try, at least: until so much was tried that it says something. */
  seconds: number
  /** How long they try at most, on a machine that has much else to do. */
  mostSeconds: number
  /** The second gateway runs its functions in a sandbox worker. */
  gateways: 1 | 2
  /** So many attempts of each kind must have come to a decision, at least. */
  least: number
  /** So many operations of the API must have refused an attempt, at least. */
  leastOperations: number
  /** Repeats the choices of an earlier run; what comes of them depends on who is first. */
  seed?: number
}

/** Each as often as it is to be chosen: single requests are many, and cheap. */
const MOVE_NAMES = [...Object.keys(MOVES), ...Array<string>(4).fill('any route'), ...Array<string>(6).fill('one request')]

/** Milliseconds between two looks at the tables. */
const LOOK_MS = 3_000
/** Lanes in which the victim works. */
const DUTY_LANES = 3
/** Seconds that runs are given to end. */
const SETTLE_SECONDS = 60

/** Runs for others, by what the attackers tried in them. */
const RUN_KINDS = ['token of a run', 'name taken', 'made anew', 'chain'].map((kind) => `as another: ${kind}`)

/** @throws AssertionError that says what did not hold */
export async function soakRights(plan: Plan): Promise<void> {
  const seed = plan.seed ?? Math.floor(Math.random() * 2 ** 32)
  console.log({ seed })
  const dice = new Dice(seed)
  const findings = new Findings()
  const canaries = new Canaries(findings)
  let world: World | undefined
  await using model = await startModelServer()
  await using collector = await startCollector(async (report) => void (world && (await hear(world, dice, report))))
  await using wheels = makeWheels(collector.port)
  await using platform = await openSoakPlatform(plan.gateways, {
    FUNCTION_ALLOWED_HOSTS: `127.0.0.1:${collector.port}`,
    MCP_ALLOWED_HOSTS: '127.0.0.1',
    ...wheels.environment,
    QUEUE_RETRY_DELAY: '1',
    FUNCTION_TIMEOUT: '30',
    ...Object.fromEntries(['LOGIN_IP', 'LOGIN_EMAIL', 'OTP_IP'].map((limit) => [`RATE_LIMIT_${limit}_MAX`, '100000'])),
  })
  const [first] = platform.gateways
  const api = first!.url.replace('127.0.0.1', 'localhost')
  const { id: userId } = (await (
    await fetch(`${api}/api/v1/auth/me`, { headers: { authorization: `Bearer ${platform.token}` } })
  ).json()) as { id: string }
  const cast = await gather({
    logIn: (email) => logIn(first!.url, email, () => first!.output),
    stage: { token: platform.token, id: userId },
    canaries,
    url: () => pick(platform.gateways).url,
  })
  const estate = await settle(cast, canaries, api, model.url('openai'))
  const { makeRequest, operations } = await requestMaker(cast.stage, estate.rows, dice)
  makeCredulous(model, canaries, dice, ['vault', 'private', 'launch', 'ops', 'preferences', ...estate.ids])
  world = {
    platform,
    api,
    cast,
    estate,
    model,
    collector,
    canaries,
    findings,
    tally: new Tally(),
    makeRequest,
    kept: [],
    drawKind: dice.deck(KINDS),
  }
  const ledger = await Ledger.open(world)
  const rights = await Rights.open(world)

  const { seconds, duties, moves } = await struggle(world, dice, ledger, plan)
  await everyRunEnds(world)
  await ledger.check()
  await rights.check()

  const { tally } = world
  console.log({
    seconds,
    duties,
    moves,
    attempts: tally.table(),
    broken: tally.broken,
    operations: `${tally.operations.size} of ${operations.length} refused an attempt`,
  })
  assert.equal(findings.size, 0, String(findings))
  assert.deepEqual(await lacking(world, plan, duties, ledger), [], 'enough was tried to say something')
}

/** What too little came of: attempts that were decided on, operations of the API, duties of the victim. */
async function lacking(
  { tally }: World,
  { least, leastOperations }: Plan,
  duties: Record<string, number>,
  ledger: Ledger,
): Promise<string[]> {
  const kinds = [...REFUSED_KINDS, ...RUN_KINDS, 'live token'].filter((kind) => tally.of(kind, 'refused') < least)
  return [
    ...kinds.map((kind) => `${kind}: ${tally.of(kind, 'refused')} of ${least} were refused`),
    ...Object.entries(await ledger.ownCodeWorks()).flatMap(([name, runs]) =>
      runs < least ? [`the victim’s own ${name} ran ${runs} times`] : [],
    ),
    ...dutyNames.filter((duty) => !duties[duty]).map((duty) => `the victim never ${duty}`),
    ...(tally.operations.size < leastOperations ? [`${tally.operations.size} of ${leastOperations} operations refused an attempt`] : []),
  ]
}

/** The victim works and the attackers attack, all at once. */
async function struggle(world: World, dice: Dice, ledger: Ledger, plan: Plan) {
  const over = new AbortController()
  const began = performance.now()
  const duties: Record<string, number> = {}
  const moves: Record<string, number> = {}
  async function attack(attacker: Attacker) {
    const draw = dice.deck(MOVE_NAMES)
    while (!over.signal.aborted) {
      const name = draw()
      await MOVES[name]!(world, attacker, dice)
      moves[name] = (moves[name] ?? 0) + 1
    }
  }
  async function look() {
    while (!over.signal.aborted) {
      await ledger.check()
      await sleep(LOOK_MS)
      const seconds = (performance.now() - began) / 1_000
      if (seconds > plan.mostSeconds || (seconds > plan.seconds && (await lacking(world, plan, duties, ledger)).length === 0)) over.abort()
    }
  }
  const working = Array.from({ length: DUTY_LANES }, () => work(world, dice, over.signal, duties))
  await Promise.all([...working, ...world.cast.attackers.map(attack), look()])
  return { seconds: Math.round((performance.now() - began) / 1_000), duties, moves }
}

const UNFINISHED = `select count(*)::int as count from functions.executions where status in ('PENDING', 'RUNNING')`

async function everyRunEnds({ platform }: World): Promise<void> {
  for (let tries = 0; tries < SETTLE_SECONDS * 4; tries++) {
    const [unfinished] = await platform.sql<{ count: number }>(UNFINISHED)
    if (unfinished!.count === 0) return
    await sleep(250)
  }
}
