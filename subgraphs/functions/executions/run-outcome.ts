import { schemaFault } from '../../../schema/bounded/json-schema.ts'
import type { RunResult, Step } from '../../../workers/sandbox/index.ts'
import type { CallableFunction } from '../functions/catalog.ts'
import type { ExecutionRow, ExecutionStatus } from './execution.entity.ts'

export interface LogEntry {
  number: number
  stream: 'stdout' | 'stderr'
  text: string
  at: Date
}

/** A call inside a run, as its row. */
export interface StepRecord {
  number: number
  parent: number | null
  depth: number
  functionName: string
  kind: 'function' | 'local'
  status: 'RUNNING' | 'COMPLETED' | 'FAILED'
  input: unknown
  output: unknown
  error: string | null
  durationMs: number | null
  startedAt: Date
}

/** How a run ended, or paused: what becomes of its row. PENDING: it will be tried again. */
export interface RunOutcome {
  status: 'COMPLETED' | 'FAILED' | 'AWAITING_INPUT' | 'PENDING'
  output?: unknown
  error?: { message: string; traceback: string | null; reason: string }
  prompt?: string
  schema?: unknown
  usage: { durationMs: number | null; cpuMs: number | null; peakMemoryKb: number | null }
  steps: StepRecord[]
}

/** What a caller sees of an execution. */
export interface Report {
  executionId: string
  /** RUNNING where the caller's timeout ended before the run did. */
  status: ExecutionStatus
  output: unknown
  error: string | null
  traceback: string | null
  prompt: string | null
  schema: unknown
}

const NO_USAGE = { durationMs: null, cpuMs: null, peakMemoryKb: null }

export function failure(message: string, reason: string): RunOutcome {
  return { status: 'FAILED', error: { message, traceback: null, reason }, usage: NO_USAGE, steps: [] }
}

/**
 * Reads what the sandbox says of a run; what a function returned is held against its output schema.
 * @param advice what its author can do about a failure, where that is known
 */
export async function judge(fn: CallableFunction, result: RunResult, advice: string | null): Promise<RunOutcome> {
  const usage = { durationMs: result.durationMs, cpuMs: result.cpuMs, peakMemoryKb: result.peakMemoryKb }
  const steps = toRecords(result.steps)
  switch (result.status) {
    case 'completed': {
      const fault = await fn.output.check(result.output, 'output')
      if (!fault) return { status: 'COMPLETED', output: result.output, usage, steps }
      const message = `The output does not fit the function's output schema: ${fault}`
      return { status: 'FAILED', error: { message, traceback: null, reason: 'invalid-output' }, usage, steps }
    }
    case 'awaiting_input': {
      // No input could fit such a schema.
      const fault = result.schema === undefined ? null : await schemaFault(result.schema)
      if (fault) return { ...failure(`The schema of the input that it asks for is not valid: ${fault}`, 'invalid-schema'), usage, steps }
      return { status: 'AWAITING_INPUT', prompt: result.prompt, schema: result.schema, usage, steps }
    }
    case 'cancelled':
      return { ...failure('The execution was cancelled', 'cancelled'), usage, steps }
    case 'failed': {
      const { message, traceback, type } = result.error
      const line = result.reason === 'exception' && message ? `${type}: ${message}` : message || type
      const text = advice ? `${line}. ${advice}` : line
      return { status: 'FAILED', error: { message: text, traceback: traceback || null, reason: result.reason }, usage, steps }
    }
  }
}

/** Says of each step how deep it lies, below those that are given. Their ids are numbers, in the order in which they began. */
export function toRecords(steps: readonly Step[]): StepRecord[] {
  const depths = new Map<number, number>()
  return steps
    .toSorted((one, other) => one.id - other.id)
    .map((step) => {
      const depth = step.parentId === null ? 0 : (depths.get(step.parentId) ?? 0) + 1
      depths.set(step.id, depth)
      return {
        number: step.id,
        parent: step.parentId,
        depth,
        functionName: step.functionName,
        kind: step.kind,
        status: step.error !== null ? 'FAILED' : step.durationMs === null ? 'RUNNING' : 'COMPLETED',
        input: step.arguments,
        output: step.result,
        error: step.error,
        durationMs: step.durationMs,
        startedAt: new Date(step.startedAt),
      }
    })
}

/** What a caller sees of an execution that has not ended. */
export function waiting(id: string, status: 'PENDING' | 'RUNNING'): Report {
  return { executionId: id, status, output: null, error: null, traceback: null, prompt: null, schema: null }
}

export function report(id: string, outcome: RunOutcome): Report {
  return {
    executionId: id,
    status: outcome.status,
    output: outcome.output ?? null,
    error: outcome.error?.message ?? null,
    traceback: outcome.error?.traceback ?? null,
    prompt: outcome.prompt ?? null,
    schema: outcome.schema ?? null,
  }
}

export function reportOf(row: ExecutionRow): Report {
  return {
    executionId: row.id,
    status: row.status,
    output: row.outputData,
    error: row.error ?? null,
    traceback: row.traceback ?? null,
    prompt: row.inputPrompt ?? null,
    schema: row.inputSchema ?? null,
  }
}

const OVER: ReadonlySet<ExecutionStatus> = new Set(['COMPLETED', 'FAILED', 'CANCELLED'])

/** Has the execution ended? */
export const isOver = (status: ExecutionStatus) => OVER.has(status)
