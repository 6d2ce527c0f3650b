// A model that does what it is told, word for word, so that a scenario knows the answer.
import type { Answer } from '../../subgraphs/agents/providers/answer.testing.ts'
import type { ModelRequest } from '../../subgraphs/agents/providers/model-server.testing.ts'

/**
 * The last user message says what to answer:
 * `count 5` -> "1 2 3 4 5 ", a number an event, slowly; `fail` -> an error in mid-stream; `call name {...}` -> a call of that tool;
 * anything else comes back as it is. The result of a tool is told.
 */
export function answerOf({ body }: ModelRequest): Answer {
  const last = body.messages.at(-1)
  if (last.role === 'tool') return { text: ['The tool says ', textOf(last.content)] }
  const said = textOf(last.content)
  const [word, ...rest] = said.split(' ')
  switch (word) {
    case 'count':
      return { text: Array.from({ length: Number(rest[0]) }, (_, i) => `${i + 1} `), pace: 15 }
    case 'fail':
      return { text: ['half an ', 'answer'], breaks: { after: 2, how: 'error' }, error: 'the model is out of order' }
    case 'call':
      return { calls: [{ id: `call_${crypto.randomUUID()}`, name: rest[0]!, arguments: [rest.slice(1).join(' ')] }] }
    default:
      return { text: [said] }
  }
}

const textOf = (content: string | { text?: string }[]) =>
  typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('')
