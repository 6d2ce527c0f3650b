import type { ToolCall } from '../chats/chat.entity.ts'
import type { TurnTool } from '../tools/tool.ts'
import { parsedArguments } from './history.ts'

/** A call that is made only once its user has approved it. */
export interface GatedCall {
  toolCallId: string
  namespace: string
  name: string
  arguments: Record<string, unknown>
}

export function gatedAmong(calls: readonly ToolCall[], tools: ReadonlyMap<string, TurnTool>): GatedCall[] {
  return calls.flatMap((call) => {
    const approval = tools.get(call.function.name)?.approval
    const args = parsedArguments(call)
    return approval && args ? [{ toolCallId: call.id, ...approval, arguments: args }] : []
  })
}

/** The data of the event that asks for it. */
export const approvalRequired = ({ toolCallId, namespace, name, arguments: args }: GatedCall) => ({
  type: 'approval_required',
  tool_call_id: toolCallId,
  function_namespace: namespace,
  function_name: name,
  arguments: args,
})
