import type { z } from 'zod'
import type { RequestInfo } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import type { Tool, ToolSource } from '../../../schema/tools/tool.ts'
import type { Templates } from '../templates/templates.ts'
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
  templates: Templates
}

/** A tool that an agent's model is offered in a turn. */
export interface TurnTool extends Tool {
  /** Its key in `status_templates`: `function:ns/name`. */
  key: string
  /** Whether the model is shown it, as the conversation stands; always, where this is absent. */
  isUseful?(history: ModelHistory): boolean
  /** Its parameters as things stand when the model is asked; null: it is not shown. */
  parametersNow?(): Promise<TurnTool['parameters'] | null>
  /** A person must agree to each call. */
  approval?: { namespace: string; name: string }
}

/** A kind of tools, as far as the agent has them. Missing and inactive targets are left out. */
export type TurnToolSource = ToolSource<ToolContext, TurnTool>

/** Characters of a name that every provider accepts. */
export const MAX_NAME = 64

/** Reads the arguments that a model gave, which may break the schema that it was shown. @throws SinasError BAD_REQUEST, which the model gets */
export function readArguments<Shape>(schema: z.ZodType<Shape>, args: Record<string, unknown>): Shape {
  const read = schema.safeParse(args)
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new SinasError('BAD_REQUEST', { reason: faults.join('; ') })
}
