import { randomUUID } from 'node:crypto'
import { type Caller, shapersOf } from '../../../schema/caller.ts'
import type { CallableFunction } from '../functions/catalog.ts'
import { coerceInput } from '../json-schema/coerce.ts'
import type { TriggerType } from './execution.entity.ts'
import type { NewExecution } from './execution-store.ts'

/** A call of a function, as it was asked for. */
export interface Order {
  input?: unknown
  triggerType: TriggerType
  triggerId: string
  chatId?: string | null | undefined
  /** What a webhook received: `context["request"]`. */
  request?: unknown
  /** Seconds that the caller waits; the run goes on after that. */
  timeout?: number | null | undefined
  /** Seconds that a queued call waits before it may begin. */
  delaySeconds?: number | null | undefined
  /** The same key of the same user for the same function is the same execution. */
  idempotencyKey?: string | null | undefined
  /** Chosen by the caller: the same id is the same execution. */
  executionId?: string | null | undefined
}

/**
 * The row of an order. Input that does not fit the function's schema makes it one that has already failed.
 * @param status in which it starts otherwise
 */
export async function toExecution(
  caller: Caller,
  fn: CallableFunction,
  order: Order,
  status: 'PENDING' | 'RUNNING',
  limits: Limits,
): Promise<NewExecution> {
  const input = coerceInput(order.input ?? {}, fn.inputSchema)
  const fault = await fn.input.check(input, 'input')
  return {
    id: order.executionId ?? randomUUID(),
    userId: caller.userId,
    functionId: fn.id,
    functionNamespace: fn.namespace,
    functionName: fn.name,
    version: fn.version,
    triggerType: order.triggerType,
    triggerId: order.triggerId,
    chatId: order.chatId ?? null,
    status: fault ? 'FAILED' : status,
    inputData: input,
    error: fault && `The input does not fit the function's input schema: ${fault}${isGiven(order.input) ? '' : NO_INPUT}`,
    reason: fault && 'invalid-input',
    request: order.request,
    timeout: Math.min(fn.timeout ?? limits.timeout, limits.maxTimeout),
    idempotencyKey: order.idempotencyKey ?? null,
    apiKeyId: caller.apiKey?.id ?? null,
    shapers: shapersOf(caller),
    processId: status === 'RUNNING' && !fault ? limits.processId : null,
    runAt: order.delaySeconds ? new Date(Date.now() + order.delaySeconds * 1000) : null,
  }
}

const isGiven = (input: unknown) => input !== undefined && input !== null

/** For a caller who sends the arguments where `input` should be. */
const NO_INPUT = '. The call has no "input": the arguments belong inside of it, as in {"input": {"name": "Ada"}}'

interface Limits {
  /** Seconds that a function without a timeout of its own may run. */
  timeout: number
  /** Seconds that any function may run, also where it was saved with more. */
  maxTimeout: number
  /** The process that runs it. */
  processId: string
}
