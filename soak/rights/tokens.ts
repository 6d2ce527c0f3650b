import type { Asked } from './person.ts'
import { outcomeOf } from './tally.ts'
import type { KeptToken, World } from './world.ts'

const ENDED = `select completed_at is not null as "isEnded" from functions.executions where id = $1`

export async function isEnded({ platform }: World, { execution }: KeptToken): Promise<boolean> {
  const [row] = await platform.sql<{ isEnded: boolean }>(ENDED, [execution])
  return row?.isEnded ?? false
}

/** A request with the token of a run, from outside of it. @returns the status of the answer */
export async function tryToken(world: World, { author, token }: KeptToken, kind: string, asked: Asked): Promise<number> {
  const { status } = await author.person.with(token).ask(asked.method, asked.path, asked.body, asked.headers)
  world.tally.count(kind, outcomeOf(status))
  return status
}
