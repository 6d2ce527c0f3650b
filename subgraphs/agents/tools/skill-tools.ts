import { SinasError } from '../../../schema/errors.ts'
import { mayActOn } from '../../../schema/permissions.ts'
import type { ListedSkill } from '../turns/load-chat.ts'
import { authorOf } from './author.ts'
import type { ToolContext, TurnTool } from './tool.ts'

/** Skills that the agent reads when it needs them: `get_skill_{namespace}_{name}`. */
export async function skillTools(context: ToolContext): Promise<TurnTool[]> {
  return listed(context, false).map((skill) => ({
    name: `get_skill_${skill.namespace}_${skill.name}`.replaceAll('-', '_'),
    description: skill.description,
    key: `skill:${skill.namespace}/${skill.name}`,
    parameters: { type: 'object', properties: {} },
    call: () => read(skill, context),
  }))
}

/** Skills that stand in the system prompt. One that the chat's user may not read is left out. */
export async function preloadedSkills(context: ToolContext): Promise<{ name: string; content: string }[]> {
  const skills = await Promise.all(
    listed(context, true).map(async (skill) => {
      const name = `${skill.namespace}/${skill.name}`
      try {
        return { name, content: await read(skill, context) }
      } catch (error) {
        context.log.debug({ err: error, skill: name }, 'a preloaded skill could not be read: it is left out of the prompt')
        return undefined
      }
    }),
  )
  return skills.filter((skill) => skill !== undefined)
}

/** Those of the agent's skills that its author may still read. */
function listed(context: ToolContext, preload: boolean): ListedSkill[] {
  const author = authorOf(context, 'enabledSkills')
  return context.skills.filter(
    (skill) => skill.preload === preload && mayActOn(author, `skills/${skill.namespace}/${skill.name}.read`, skill.userId),
  )
}

/** @throws SinasError CONFLICT where the skill was changed during this turn: its new editors do not shape the turn */
async function read({ id, namespace, name, updatedAt }: ListedSkill, { graph, request }: ToolContext): Promise<string> {
  const { result } = await graph.execute('Skill', { namespace, name }, request)
  if (result.id === id && Date.parse(result.updated_at) === Date.parse(updatedAt)) return result.content
  throw new SinasError('CONFLICT', {
    reason: `The skill ${namespace}/${name} was changed during this turn: send another message to use it`,
  })
}
