import type { Issue, SinasError } from '../errors.ts'
import { asSinasError } from '../graph.ts'
import type { Logger } from '../log.ts'
import type { Tool } from './tool.ts'

/** Makes a call. Whatever goes wrong is an answer that says so: the model can try something else. */
export async function callTool(tool: Tool, args: Record<string, unknown>, log: Logger): Promise<{ text: string; isError: boolean }> {
  try {
    const result = await tool.call(args)
    return { text: typeof result === 'string' ? result : JSON.stringify(result ?? null), isError: false }
  } catch (error) {
    const known = asSinasError(error)
    // An unforeseen error of a subgraph arrives without its cause, which is logged there; an abort is the caller's.
    const cause = known.code === 'INTERNAL' ? known.originalError : undefined
    if (cause && cause.name !== 'AbortError') log.error({ err: cause, tool: tool.name }, 'a tool failed')
    return { text: refusal(known), isError: true }
  }
}

/** The model can correct its arguments only if the answer says what is wrong with them. */
function refusal({ message, extensions }: SinasError): string {
  const issues = extensions.issues as Issue[] | undefined
  return issues ? `${message}. ${issues.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ')}` : message
}
