import type { ObjectSchema } from '../../../schema/tools/tool.ts'
import type { ToolContext, TurnTool } from './tool.ts'

interface Preset {
  value: unknown
  /** The model neither sees nor changes it. */
  locked: boolean
}

/**
 * Fills arguments of a tool beforehand. A plain value becomes the property's default, which the model may override;
 * one of `{ value, locked: true }` is taken out of the schema and always holds. Texts are templates over the chat's input.
 * @param given parameter name to value, or to `{ value, locked }`
 */
export async function withParameters(tool: TurnTool, given: Record<string, unknown> | undefined, context: ToolContext): Promise<TurnTool> {
  const presets = given && (await rendered(given, tool, context))
  if (!presets || presets.size === 0) return tool
  return {
    ...tool,
    parameters: presetSchema(tool.parameters, presets),
    call: (args) => tool.call({ ...valuesOf(presets, false), ...args, ...valuesOf(presets, true) }),
  }
}

/** Where one can't be rendered, none is filled in: half of them could mean something else. Where some are locked, the tool refuses calls. */
async function rendered(given: Record<string, unknown>, tool: TurnTool, context: ToolContext): Promise<Map<string, Preset> | undefined> {
  try {
    const presets = Object.entries(given).map(async ([name, entry]) => [name, await renderPreset(tool, name, entry, context)] as const)
    return new Map(await Promise.all(presets))
  } catch (error) {
    context.log.warn({ err: error, tool: tool.name }, "the template of a tool's parameters failed: the parameters are not filled in")
    const locked = Object.entries(given).filter(([, entry]) => isLocked(entry))
    if (locked.length === 0) return undefined
    tool.call = async () => ({ error: `The tool can't be called, because a locked parameter has no value. ${(error as Error).message}` })
    return new Map(locked.map(([name]) => [name, { value: null, locked: true }]))
  }
}

async function renderPreset(tool: TurnTool, name: string, entry: unknown, context: ToolContext): Promise<Preset> {
  const wrapped = isWrapped(entry)
  const what = `the parameter ${name} of ${tool.key}`
  return { value: await renderDeep(wrapped ? entry.value : entry, what, context), locked: isLocked(entry) }
}

const isWrapped = (entry: unknown): entry is { value: unknown; locked?: unknown } =>
  entry !== null && typeof entry === 'object' && 'value' in entry && Object.keys(entry).every((key) => key === 'value' || key === 'locked')

const isLocked = (entry: unknown) => isWrapped(entry) && entry.locked === true

async function renderDeep(value: unknown, what: string, context: ToolContext): Promise<unknown> {
  if (typeof value === 'string') {
    const [text] = await context.templates.texts([{ name: what, source: value, variables: context.chat.input }])
    return text
  }
  if (Array.isArray(value)) return await Promise.all(value.map((item) => renderDeep(item, what, context)))
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(async ([key, item]) => [key, await renderDeep(item, what, context)])
  return Object.fromEntries(await Promise.all(entries))
}

const valuesOf = (presets: Map<string, Preset>, locked: boolean) =>
  Object.fromEntries([...presets].flatMap(([name, preset]) => (preset.locked === locked ? [[name, preset.value]] : [])))

function presetSchema(schema: ObjectSchema, presets: Map<string, Preset>): ObjectSchema {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, object>).flatMap(([name, property]) => {
    const preset = presets.get(name)
    if (preset?.locked) return []
    return [[name, preset ? { ...property, default: preset.value } : property]]
  })
  const required = ((schema.required ?? []) as string[]).filter((name) => !presets.has(name))
  return { ...schema, properties: Object.fromEntries(properties), required }
}
