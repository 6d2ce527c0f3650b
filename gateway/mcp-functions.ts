import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestInfo } from '../schema/context.ts'
import { internalRequest } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'
import { asSinasError, type DataOf, type Graph, type VariablesOf } from '../schema/graph.ts'
import { type McpCall, type McpTool, type McpToolSource, mcpToolName } from './mcp-tool.ts'

type RunnableFunction = DataOf<'RunnableFunctions'>['functions'][number]
/** Which function, and with what. */
type Target = Pick<VariablesOf<'RunFunction'>, 'namespace' | 'name' | 'input' | 'function_id'>
type Run = DataOf<'RunFunction'>['result']

const POLL_MS = 50
/** What a function printed last may come a moment after its result. */
const LAST_WORDS_MS = 1_000

/**
 * Functions that are offered to the caller: `namespace__name`. Of two that would be one tool, their own comes first, so that no function that
 * is shared later takes its place. What they print is progress; cancelling the call kills the run.
 */
export function functionTools(graph: Graph): McpToolSource {
  return async (request) => {
    const { functions } = await graph.execute('RunnableFunctions', {}, request)
    return functions.map((found) => toTool(found, graph))
  }
}

function toTool({ id, namespace, name, description, inputSchema }: RunnableFunction, graph: Graph): McpTool {
  return {
    definition: {
      name: mcpToolName(`${namespace}__${name}`),
      title: `${namespace}/${name}`,
      description: description || `Runs the function ${namespace}/${name}.`,
      inputSchema: { ...inputSchema, type: 'object' },
    },
    call: (input, call) => run(graph, { namespace, name, input, function_id: id }, call),
  }
}

async function run(graph: Graph, target: Target, { request, report }: McpCall): Promise<unknown> {
  const id = crypto.randomUUID()
  const over = new AbortController()
  const running = graph.execute('RunFunction', { ...target, trigger_type: 'API', trigger_id: 'mcp', execution_id: id }, request)
  const cancel = () => void once(over.signal, () => graph.execute('CancelExecution', { id }, asCaller(request)))
  request.signal.addEventListener('abort', cancel)
  const watching = report && once(over.signal, () => watch(graph, id, asCaller(request, over.signal), report))
  try {
    const { result } = await running
    if (result.status !== 'AWAITING_INPUT') await Promise.race([watching, sleep(LAST_WORDS_MS, undefined, { ref: false })])
    return resultOf(result)
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

function resultOf({ executionId, status, output, error, prompt, schema }: Run): unknown {
  if (status === 'AWAITING_INPUT') return { status: 'awaiting_input', execution_id: executionId, prompt, schema }
  if (status === 'COMPLETED') return output
  throw new SinasError('BAD_REQUEST', { reason: `${error ?? `The function ended as ${status}`} (execution ${executionId})` })
}
