import { renderTemplate } from '../../../schema/bounded/templates/template.ts'
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
export function withParameters(tool: TurnTool, given: Record<string, unknown> | undefined, context: ToolContext): TurnTool {
  const presets = given && rendered(given, tool, context)
  if (!presets || presets.size === 0) return tool
  return {
    ...tool,
    parameters: presetSchema(tool.parameters, presets),
    call: (args) => tool.call({ ...valuesOf(presets, false), ...args, ...valuesOf(presets, true) }),
  }
}

/** Where one can't be rendered, none is filled in: half of them could mean something else. Where some are locked, the tool refuses calls. */
function rendered(given: Record<string, unknown>, tool: TurnTool, context: ToolContext): Map<string, Preset> | undefined {
  try {
    return new Map(Object.entries(given).map(([name, entry]) => [name, renderPreset(entry, context)]))
  } catch (error) {
    context.log.warn({ err: error, tool: tool.name }, "the template of a tool's parameters failed: the parameters are not filled in")
    const locked = Object.entries(given).filter(([, entry]) => isLocked(entry))
    if (locked.length === 0) return undefined
    tool.call = async () => ({ error: `A locked parameter can't be rendered: ${(error as Error).message}` })
    return new Map(locked.map(([name]) => [name, { value: null, locked: true }]))
  }
}

function renderPreset(entry: unknown, context: ToolContext): Preset {
  const wrapped = isWrapped(entry)
  return { value: renderDeep(wrapped ? entry.value : entry, context), locked: isLocked(entry) }
}

const isWrapped = (entry: unknown): entry is { value: unknown; locked?: unknown } =>
  entry !== null && typeof entry === 'object' && 'value' in entry && Object.keys(entry).every((key) => key === 'value' || key === 'locked')

const isLocked = (entry: unknown) => isWrapped(entry) && entry.locked === true

function renderDeep(value: unknown, context: ToolContext): unknown {
  if (typeof value === 'string') return renderTemplate(value, context.chat.input, context.meter)
  if (Array.isArray(value)) return value.map((item) => renderDeep(item, context))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderDeep(item, context)]))
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
