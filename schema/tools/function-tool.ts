import { SinasError } from '../errors.ts'
import type { DataOf } from '../graph.ts'
import type { ToolDefinition } from './tool.ts'

type DescribedFunction = Pick<DataOf<'RunnableFunctions'>['functions'][number], 'namespace' | 'name' | 'description' | 'inputSchema'>
type Run = Pick<DataOf<'RunFunction'>['result'], 'executionId' | 'status' | 'output' | 'error' | 'prompt' | 'schema'>

/** A function as a tool: `namespace__name`. */
export const describeFunction = ({ namespace, name, description, inputSchema }: DescribedFunction): ToolDefinition => ({
  name: `${namespace}__${name}`,
  description: description || `Runs the function ${namespace}/${name}.`,
  parameters: { properties: {}, ...inputSchema, type: 'object' },
})

/** What the function returned, as it is, or what it asks. @throws SinasError EXECUTION_FAILED */
export function outputOf(run: Run): unknown {
  if (run.status === 'AWAITING_INPUT') return questionOf(run)
  if (run.status === 'COMPLETED') return run.output
  throw new SinasError('EXECUTION_FAILED', {
    reason: `${run.error ?? `The function ended as ${run.status}`} (execution ${run.executionId})`,
  })
}

/** What is told of a run that waits for input, by every door. */
export const questionOf = ({ executionId, prompt, schema }: Pick<Run, 'executionId' | 'prompt' | 'schema'>) => ({
  status: 'awaiting_input',
  execution_id: executionId,
  prompt,
  ...(schema !== null && { schema }),
})
