import type { z } from 'zod'
import type { Meter } from '../../../schema/bounded/templates/template.ts'
import type { RequestInfo } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import type { ModelHistory } from '../turns/history.ts'
import type { AgentSettings, ListedSkill, TurnChat } from '../turns/load-chat.ts'

/** Who a tool works for. */
export interface ToolContext {
  graph: Graph
  /**
   * The chat's user, with everyone who shaped the turn: every call is made with their permissions, does to things of the user only
   * what each shaper could, and ends when the turn does.
   */
  request: RequestInfo
  chat: TurnChat
  agent: AgentSettings
  skills: ListedSkill[]
  database: Database
  log: Logger
  /** Of the templates of all tools: they are rendered in one go. */
  meter: Meter
}

/** Something that a model may call. */
export interface Tool {
  /** As the model sees it: `^[a-zA-Z0-9_-]{1,64}$`. */
  name: string
  description: string
  /** JSON Schema of the arguments. */
  parameters: Record<string, unknown>
  /** Its key in `status_templates`: `function:ns/name`. */
  key: string
  /** Whether the model is shown it, as the conversation stands; always, where this is absent. */
  isUseful?(history: ModelHistory): boolean
  /** A person must agree to each call. */
  approval?: { namespace: string; name: string }
  /**
   * @returns text, or what becomes JSON
   * @throws anything: the model is told, and the turn goes on
   */
  call(args: Record<string, unknown>): Promise<unknown>
}

/** A kind of tools. */
export interface ToolSource {
  /** The agent's tools of this kind. Missing and inactive targets are left out. */
  offer(context: ToolContext): Promise<Tool[]>
}

/** Characters of a name that every provider accepts. */
export const MAX_NAME = 64

/** A name that every provider accepts. */
export function toolName(text: string): string {
  return text.replace(/[^a-zA-Z0-9_-]/g, '_').slice(0, MAX_NAME)
}

/** Reads the arguments that a model gave, which may break the schema that it was shown. @throws SinasError BAD_REQUEST, which the model gets */
export function readArguments<Shape>(schema: z.ZodType<Shape>, args: Record<string, unknown>): Shape {
  const read = schema.safeParse(args)
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new SinasError('BAD_REQUEST', { reason: faults.join('; ') })
}
