import { SinasError } from '../errors.ts'
import type { ResultOf } from '../graph.ts'
import type { ToolDefinition } from './tool.ts'

/** An agent as a tool: `call_agent_{namespace}__{name}`. Its own input stands beside what it is asked. */
export function describeAgent({ namespace, name, description, inputSchema }: ResultOf<'AskableAgents'>[number]): ToolDefinition {
  const { properties = {}, required = [] } = inputSchema as { properties?: Record<string, unknown>; required?: string[] }
  return {
    name: `call_agent_${namespace}__${name}`,
    description: description || `Asks the agent ${namespace}/${name}.`,
    parameters: {
      type: 'object',
      properties: {
        ...properties,
        prompt: { type: 'string', description: 'What to tell the agent.' },
        _chat_id: { type: 'string', description: 'An earlier chat with this agent, to go on with it.' },
      },
      required: [...new Set([...required, 'prompt'])],
    },
  }
}

/** @returns what to tell the agent, and the chat to go on with, or else the input of one that begins. @throws SinasError BAD_REQUEST */
export function readQuestion({ prompt, _chat_id, ...input }: Record<string, unknown>) {
  if (typeof prompt !== 'string' || prompt === '') throw new SinasError('BAD_REQUEST', { reason: 'prompt: Field required' })
  return { prompt, chatId: typeof _chat_id === 'string' && _chat_id ? _chat_id : undefined, input }
}
