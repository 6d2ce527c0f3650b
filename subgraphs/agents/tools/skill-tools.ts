import { type ToolContext, type ToolSource, toolName } from './tool.ts'

const FIND = `
  select namespace, name, description from agents.skills where is_active and namespace || '/' || name = any($1::text[]) order by namespace, name`

interface FoundSkill extends Record<string, unknown> {
  namespace: string
  name: string
  description: string
}

/** Skills that the agent reads when it needs them: `get_skill_{namespace}_{name}`. */
export const skillTools: ToolSource = {
  async offer(context) {
    const names = context.agent.enabledSkills.filter(({ preload }) => !preload).map(({ skill }) => skill)
    if (names.length === 0) return []
    const skills = await context.database.query<FoundSkill>(FIND, [names])
    return skills.map(({ namespace, name, description }) => ({
      name: toolName(`get_skill_${namespace}_${name}`.replaceAll('-', '_')),
      description,
      key: `skill:${namespace}/${name}`,
      parameters: { type: 'object', properties: {} },
      call: () => read(namespace, name, context),
    }))
  },
}

/** Skills that stand in the system prompt. One that the chat's user may not read is left out. */
export async function preloadedSkills(context: ToolContext): Promise<{ name: string; content: string }[]> {
  const names = context.agent.enabledSkills.filter(({ preload }) => preload).map(({ skill }) => skill)
  const skills = await Promise.all(
    names.map(async (name) => {
      const [namespace = '', own = ''] = name.split('/')
      try {
        return { name, content: await read(namespace, own, context) }
      } catch (error) {
        context.log.debug({ err: error, skill: name }, 'a preloaded skill is left out')
        return undefined
      }
    }),
  )
  return skills.filter((skill) => skill !== undefined)
}

async function read(namespace: string, name: string, { graph, request }: ToolContext): Promise<string> {
  const { result } = await graph.execute<{ result: { content: string } }>('Skill', { namespace, name }, request)
  return result.content
}
