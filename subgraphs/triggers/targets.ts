import { type Caller, internalRequest, type RequestInfo } from '../../schema/context.ts'
import { type ErrorCode, SinasError } from '../../schema/errors.ts'
import type { DataOf, Graph } from '../../schema/graph.ts'
import type { RequestContextPart } from './webhooks/request.ts'
import type { RunResult } from './webhooks/response.ts'

// What webhooks and schedules start stands in other subgraphs: they are asked by named operations, as the user on whose behalf it runs.

/** A function by name, and what starts it. */
export interface FunctionCall {
  namespace: string
  name: string
  input: Record<string, unknown>
  triggerType: 'WEBHOOK' | 'SCHEDULE'
  triggerId: string
  chatId?: string | null
  request?: RequestContextPart
}

const variablesOf = ({ namespace, name, input, triggerType, triggerId, chatId, request }: FunctionCall) => ({
  ...{ namespace, name, input, trigger_type: triggerType, trigger_id: triggerId, chat_id: chatId, request },
})

/** Runs a function and waits for its end. @throws SinasError FORBIDDEN, NOT_FOUND, QUEUE_FULL */
export async function runFunction(graph: Graph, call: FunctionCall, request: RequestInfo): Promise<RunResult> {
  return (await graph.execute('RunFunction', variablesOf(call), request)).result
}

/** Hands a run to the queue; it is stored when this resolves. @param executionId the same id twice is one execution */
export async function enqueueFunction(graph: Graph, call: FunctionCall, executionId: string, request: RequestInfo): Promise<void> {
  await graph.execute('EnqueueFunction', { ...variablesOf(call), execution_id: executionId }, request)
}

/** Has an execution begun, or will it, and not ended? One that is gone, or not the caller's to see, does not run. */
export async function executionIsRunning(graph: Graph, id: string, request: RequestInfo): Promise<boolean> {
  try {
    const { execution } = await graph.execute('ExecutionStatus', { id }, request)
    return ['PENDING', 'RUNNING', 'AWAITING_INPUT'].includes(execution.status)
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}

/** Is an agent at work in a chat, or waiting for an approval? */
export async function chatIsRunning(graph: Graph, id: string, request: RequestInfo): Promise<boolean> {
  return (await chatOutcome(graph, id, request)).isRunning
}

/** How far an agent is in a chat. One that is gone, or not the caller's to see, is not at work. */
export async function chatOutcome(graph: Graph, id: string, request: RequestInfo): Promise<{ isRunning: boolean; error: string | null }> {
  try {
    const { chat } = await graph.execute('ChatTurn', { id }, request)
    return { isRunning: chat.activeChannelId !== null, error: chat.lastError }
  } catch (error) {
    if (isAbsent(error)) return { isRunning: false, error: null }
    throw error
  }
}

/** A function with what the document of a webhook tells of it. */
export type TargetFunction = DataOf<'FunctionsOfWebhooks'>['result'][number]

/** Active functions by `namespace/name`, for any caller. */
export async function functionsOfWebhooks(graph: Graph, references: string[], request: RequestInfo): Promise<TargetFunction[]> {
  if (references.length === 0) return []
  return (await graph.execute('FunctionsOfWebhooks', { references }, request)).result
}

/** Functions that are offered to the caller. */
export async function runnableFunctions(graph: Graph, request: RequestInfo): Promise<DataOf<'RunnableFunctions'>['functions']> {
  return (await graph.execute('RunnableFunctions', {}, request)).functions
}

/** @throws SinasError NOT_FOUND where the caller has no such chat; FORBIDDEN where their API key is not for chats */
export async function requireChat(graph: Graph, id: string, request: RequestInfo): Promise<void> {
  await graph.execute('ChatExists', { id }, request)
}

/** What a trigger starts. */
export interface Target {
  type: 'function' | 'agent'
  namespace: string
  name: string
}

export const nameOf = ({ type, namespace, name }: Target) => `${type} ${namespace}/${name}`

/**
 * Asks for what a trigger would start, as the caller.
 * @returns whether it can be started: a function that is not active can't
 * @throws SinasError NOT_FOUND; FORBIDDEN where the caller, or a party that shaped their run, may not start it
 */
export async function askFor(graph: Graph, { type, namespace, name }: Target, request: RequestInfo): Promise<boolean> {
  if (type === 'agent') {
    await graph.execute('AgentUsable', { namespace, name }, request)
    return true
  }
  return (await graph.execute('FunctionExecutable', { namespace, name }, request)).function.isActive
}

/**
 * Refuses a target that the caller may not start.
 * @throws SinasError FORBIDDEN where they may see it; NOT_FOUND where they may not, as if it were not there
 */
export async function requireTarget(context: RequestInfo & { graph: Graph }, target: Target): Promise<void> {
  try {
    await askFor(context.graph, target, context)
  } catch (error) {
    if (!isAbsent(error) || (await isVisible(context.graph, target, onBehalf(context.caller, context)))) throw error
    const what = `${target.type === 'function' ? 'Function' : 'Agent'} '${target.namespace}/${target.name}'`
    throw new SinasError('NOT_FOUND', { what })
  }
}

/** Refuses a caller who may not start a target. The run checks whether the target exists. @throws SinasError FORBIDDEN */
export async function requireRight(graph: Graph, target: Target, request: RequestInfo): Promise<void> {
  await askFor(graph, target, request).catch((error: unknown) => {
    if (error instanceof SinasError && error.code === 'FORBIDDEN') throw error
    return null
  })
}

async function isVisible(graph: Graph, { type, namespace, name }: Target, request: RequestInfo): Promise<boolean> {
  try {
    await graph.execute(type === 'function' ? 'FunctionExists' : 'AgentExists', { namespace, name }, request)
    return true
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}

const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'QUEUE_FULL', 'RATE_LIMITED', 'TIMEOUT', 'INTERNAL'])

/** May the same call succeed in a while? Unforeseen errors may too: a subgraph that is not up yet, a connection that broke. */
export const mayPass = (error: unknown) => !(error instanceof SinasError) || PASSING.has(error.code)

const isAbsent = (error: unknown) => error instanceof SinasError && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN')

/** What a schedule says to an agent. */
export interface AgentCall {
  /** The same id twice is one chat. */
  id: string
  scheduleName: string
  slotAt: Date
  namespace: string
  name: string
  content: string
  input: Record<string, unknown>
}

/** Opens a chat with an agent and sends the message. @returns the chat's id */
export async function startAgent(graph: Graph, call: AgentCall, request: RequestInfo): Promise<string> {
  const { id, scheduleName, slotAt, namespace, name, content, input } = call
  const title = `${scheduleName} — ${slotAt.toISOString().slice(0, 16).replace('T', ' ')}`
  const variables = { id, title, namespace, name, content, input }
  return (await graph.execute('RunAgentSchedule', variables, request)).chat.id
}

/**
 * The same request on behalf of `caller`. It does not end with the request: what was started for a sender goes on when the sender hangs up.
 * What is decided about `caller` in it is not about who asked, and is not said in the request's log.
 */
export function onBehalf(caller: Caller | null, { requestId, traceparent, ip, userAgent }: RequestInfo): RequestInfo {
  return { ...internalRequest(caller, requestId), traceparent, ip, userAgent }
}
