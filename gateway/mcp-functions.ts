import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestInfo } from '../schema/context.ts'
import { internalRequest } from '../schema/context.ts'
import { asSinasError, type Graph, type VariablesOf } from '../schema/graph.ts'
import { describeFunction, outputOf } from '../schema/tools/function-tool.ts'
import type { McpCall, McpTool } from './mcp-tool.ts'

/** Which function, and with what. */
type Target = Pick<VariablesOf<'RunFunction'>, 'namespace' | 'name' | 'input' | 'function_id'>

const POLL_MS = 50
/** What a function printed last may come a moment after its result. */
const LAST_WORDS_MS = 1_000

/**
 * Functions that are offered to the caller. Of two that would be one tool, their own comes first, so that no function that
 * is shared later takes its place. What they print is progress; cancelling the call kills the run.
 */
export async function functionTools(call: McpCall): Promise<McpTool[]> {
  const { functions } = await call.graph.execute('RunnableFunctions', {}, call.request)
  return functions.map((found) => ({
    ...describeFunction(found),
    title: `${found.namespace}/${found.name}`,
    call: (input) => run({ namespace: found.namespace, name: found.name, input, function_id: found.id }, call),
  }))
}

async function run(target: Target, { graph, request, report }: McpCall): Promise<unknown> {
  const id = crypto.randomUUID()
  const over = new AbortController()
  const running = graph.execute('RunFunction', { ...target, trigger_type: 'API', trigger_id: 'mcp', execution_id: id }, request)
  const cancel = () => void once(over.signal, () => graph.execute('CancelExecution', { id }, asCaller(request)))
  request.signal.addEventListener('abort', cancel)
  const watching = report && once(over.signal, () => watch(graph, id, asCaller(request, over.signal), report))
  try {
    const { result } = await running
    if (result.status !== 'AWAITING_INPUT') await Promise.race([watching, sleep(LAST_WORDS_MS, undefined, { ref: false })])
    return outputOf(result)
  } finally {
    request.signal.removeEventListener('abort', cancel)
    over.abort()
  }
}

/** An execution can't be watched or cancelled before its row is there. Where either fails later, the execution has ended, and neither is needed. */
async function once(over: AbortSignal, act: () => Promise<unknown>): Promise<void> {
  while (!over.aborted) {
    try {
      await act()
      return
    } catch (error) {
      if (asSinasError(error).code !== 'NOT_FOUND') return
      await sleep(POLL_MS, undefined, { signal: over }).catch(() => undefined)
    }
  }
}

async function watch(graph: Graph, id: string, request: RequestInfo, report: (message: string) => void): Promise<void> {
  for await (const { result } of graph.subscribe('StreamExecution', { id }, request)) {
    const { event, data } = result
    report(event === 'log' ? String(data.text).trimEnd() : String(data.status))
  }
}

const asCaller = ({ caller, requestId }: RequestInfo, signal?: AbortSignal) => internalRequest(caller, requestId, signal)
