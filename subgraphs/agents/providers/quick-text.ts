import { AsyncLocalStorage } from 'node:async_hooks'
import type { LanguageModelV3, LanguageModelV3CallOptions, LanguageModelV3StreamPart } from '@ai-sdk/provider'
import { LeadingText } from './leading-text.ts'

/** A model that streams. */
export interface StreamingModel {
  doStream(call: LanguageModelV3CallOptions): PromiseLike<{ stream: AsyncIterable<LanguageModelV3StreamPart> }>
}

/** The answer that a call of a model gets. */
interface Answer {
  body?: LeadingText
}

const asked = new AsyncLocalStorage<Answer>()

/**
 * A model that speaks OpenAI's protocol, and its text read here: the SDK takes four streams and a schema for each token, which is half of
 * what a token costs us. The text with which an answer begins, mostly all of it, passes it by; what comes after the first piece that
 * is more than text (a call, a thought, the end, an error) is the SDK's to read.
 * @param open makes the model of the SDK. It must send its requests by the function that it is given
 */
export function withQuickText(open: (send: typeof fetch) => LanguageModelV3): StreamingModel {
  const model = open(sendQuickly)
  return {
    async doStream(call) {
      const answer: Answer = {}
      const { stream } = await asked.run(answer, () => model.doStream(call))
      return { stream: answer.body ? partsOf(answer.body, stream) : stream }
    },
  }
}

const sendQuickly: typeof fetch = async (url, options) => {
  const answer = asked.getStore()
  const response = await fetch(url, options)
  if (!answer || !response.ok || !response.body) return response
  answer.body = new LeadingText(response.body)
  return new Response(answer.body.rest, response)
}

/** @param rest what the SDK reads. It is told where the reader leaves before */
async function* partsOf(body: LeadingText, rest: ReadableStream<LanguageModelV3StreamPart>): AsyncGenerator<LanguageModelV3StreamPart> {
  let isRead = false
  try {
    for await (const delta of body.read()) yield { type: 'text-delta', id: 'text', delta }
    isRead = true
  } finally {
    if (!isRead) rest.cancel().catch(() => undefined)
  }
  yield* rest
}
