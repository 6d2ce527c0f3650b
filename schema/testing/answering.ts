import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

/** A listener that takes its time to answer. Where that fails the connection breaks off, so that the client does not wait for nothing. */
export function answering(answer: (request: IncomingMessage, response: ServerResponse) => unknown): RequestListener {
  async function attempt(request: IncomingMessage, response: ServerResponse) {
    try {
      await answer(request, response)
    } catch (error) {
      response.destroy(error as Error)
    }
  }
  return (request, response) => void attempt(request, response)
}
