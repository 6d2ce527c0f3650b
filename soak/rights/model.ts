import type { Answer } from '../../subgraphs/agents/providers/answer.testing.ts'
import type { ModelRequest, ModelServer } from '../../subgraphs/agents/providers/model-server.testing.ts'
import type { Canaries } from './canaries.ts'
import type { Dice } from './dice.ts'

interface Schema {
  type?: string
  enum?: unknown[]
  properties?: Record<string, Schema>
}

/** Calls in one answer, at most. */
const CALLS = 3

/**
 * A model that a user can talk into anything: it calls tools at random, with names of what the attackers are after. So what
 * an agent may do is decided by the platform alone.
 * @param words that it puts where a text is asked for
 */
export function makeCredulous(model: ModelServer, canaries: Canaries, dice: Dice, words: readonly string[]): void {
  model.fallback = ({ body }: ModelRequest): Answer => {
    canaries.toldModel(JSON.stringify(body.messages))
    const tools: { function: { name: string; parameters?: Schema } }[] = body.tools ?? []
    if (body.messages.at(-1)?.role === 'tool' || tools.length === 0) return { text: ['It is done.'] }
    return {
      calls: dice.some(tools, CALLS).map(({ function: { name, parameters } }) => ({
        id: `call_${crypto.randomUUID().slice(0, 8)}`,
        name,
        arguments: [JSON.stringify(valueFor(parameters ?? {}, dice, words))],
      })),
    }
  }
}

function valueFor({ type, enum: choices, properties }: Schema, dice: Dice, words: readonly string[]): unknown {
  if (choices && choices.length > 0) return dice.pick(choices)
  if (properties) return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valueFor(schema, dice, words)]))
  if (type === 'integer' || type === 'number') return 1
  if (type === 'boolean') return true
  if (type === 'array') return []
  return type === 'object' ? { by: 'a model' } : dice.pick(words)
}
