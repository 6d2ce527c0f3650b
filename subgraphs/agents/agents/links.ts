import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { mayActOn } from '../../../schema/permissions.ts'
import { isUuid } from '../../../schema/scalars.ts'
import type { Services } from '../services.ts'
import { Skill } from '../skills/skill.entity.ts'
import { Agent, type AgentRow, type EnabledSkill, type Links } from './agent.entity.ts'
import { mayUseAgent } from './agent-access.ts'

/**
 * Finds the things that the names in an agent's lists mean now, for the user who sets them. Only these, and later ones of the same user, are
 * offered to the agent's model: a thing to which another user gives the same name can't take their place. A name without a thing is allowed.
 * @throws SinasError VALIDATION where the user may not use one of them
 */
export async function linksOf(
  context: Context<Services>,
  { enabledFunctions, enabledAgents, enabledSkills }: Partial<AgentRow>,
): Promise<Links> {
  const [functions, agents, skills] = await Promise.all([
    enabledFunctions && functionIds(context, enabledFunctions),
    enabledAgents && agentIds(context, enabledAgents),
    enabledSkills && skillIds(context, enabledSkills),
  ])
  return {
    ...(functions && { enabledFunctions: functions }),
    ...(agents && { enabledAgents: agents }),
    ...(skills && { enabledSkills: skills }),
  }
}

/** A list that is sent again unchanged keeps its links, and gets those that its names mean now. */
export function linksAfter(before: Links, found: Links, changed: readonly string[]): Links {
  const lists = Object.entries(found) as [keyof Links, string[]][]
  const after = lists.map(([list, ids]) => [list, changed.includes(list) ? ids : [...new Set([...(before[list] ?? []), ...ids])]])
  return { ...before, ...Object.fromEntries(after) }
}

/** Did a name in the list mean this thing when the list was set, or does the thing belong to the user who set it? */
export function isLinked(
  links: Links,
  setting: keyof Links,
  thing: { id: string; userId: string | null | undefined },
  author: { userId: string },
): boolean {
  return thing.userId === author.userId || links[setting]?.includes(thing.id) === true
}

async function functionIds(context: Context<Services>, references: string[]): Promise<string[]> {
  const ids = await Promise.all([...new Set(references)].map((reference) => functionId(context, reference)))
  return ids.filter((id) => id !== undefined)
}

/** Undefined where there is none of that name. */
async function functionId(context: Context<Services>, reference: string): Promise<string | undefined> {
  try {
    return (await context.graph.execute('FunctionExecutable', named(reference), context)).function.id
  } catch (error) {
    const code = error instanceof SinasError ? error.code : undefined
    if (code === 'NOT_FOUND') return undefined
    throw code === 'FORBIDDEN' ? refused('enabledFunctions', reference, 'a function that you may execute') : error
  }
}

async function agentIds({ em, caller }: Context<Services>, entries: string[]): Promise<string[]> {
  // `namespace/*` stands for whatever the author is offered at the time.
  const single = entries.filter((entry) => !entry.endsWith('/*'))
  if (single.length === 0) return []
  const rows = await em.find(Agent, { isActive: true, $or: single.map((entry) => (isUuid(entry) ? { id: entry } : named(entry))) })
  for (const row of rows) {
    if (!mayUseAgent(caller!, row)) throw refused('enabledAgents', `${row.namespace}/${row.name}`, 'an agent that you may talk with')
  }
  return rows.map(({ id }) => id)
}

async function skillIds({ em, caller }: Context<Services>, entries: EnabledSkill[]): Promise<string[]> {
  if (entries.length === 0) return []
  const rows = await em.find(Skill, { $or: entries.map(({ skill }) => named(skill)) })
  for (const { namespace, name, userId } of rows) {
    if (!mayActOn(caller, `skills/${namespace}/${name}.read`, userId))
      throw refused('enabledSkills', `${namespace}/${name}`, 'a skill that you may read')
  }
  return rows.map(({ id }) => id)
}

/** `namespace/name`, taken apart. */
export function named(reference: string): { namespace: string; name: string } {
  const [namespace = '', ...rest] = reference.split('/')
  return { namespace, name: rest.join('/') }
}

const refused = (setting: keyof Links, name: string, what: string) => invalid(['input', setting], `${name} is not ${what}`)
