import { type ExecutionResult, GraphQLError } from 'graphql'

export type PromiseOrValue<T> = Promise<T> | T

/**
 * An async generator that ends at once when its consumer returns, even while it waits for something.
 * (A plain generator that is parked on an `await` is never returned: its client is gone and it still waits.)
 * @param make gets a signal that is aborted by `return()` and by `outer`
 */
export function cancellable<T>(make: (signal: AbortSignal) => AsyncIterator<T>, outer?: AbortSignal): AsyncIterableIterator<T> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  if (outer?.aborted) abort()
  else outer?.addEventListener('abort', abort, { once: true })
  const source = make(controller.signal)
  const release = () => outer?.removeEventListener('abort', abort)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      try {
        const step = await source.next()
        if (step.done) release()
        return step
      } catch (error) {
        release()
        if (controller.signal.aborted) return { done: true, value: undefined }
        throw error
      }
    },
    async return(value) {
      release()
      abort()
      // The source may be parked for good: it is told, but not waited for.
      source.return?.(value).catch(() => undefined)
      return { done: true, value }
    },
    async throw(error) {
      release()
      abort()
      return (await source.throw?.(error)) ?? { done: true, value: undefined }
    },
  }
}

/** What comes of each event, in their order. It ends where its consumer returns, as the source does. */
export function mapped<Event, Result>(
  events: AsyncIterable<Event>,
  resultOf: (event: Event) => PromiseOrValue<Result>,
): AsyncIterableIterator<Result> {
  const iterator = events[Symbol.asyncIterator]()
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const step = await iterator.next()
      return step.done ? { done: true, value: undefined } : { done: false, value: await resultOf(step.value) }
    },
    async return() {
      await iterator.return?.()
      return { done: true, value: undefined }
    },
  }
}

/**
 * A source that throws in mid-stream becomes one last event with `errors`: what the transports know how to send.
 * @param publish makes each event fit to leave the subgraph
 */
export function endWithErrors(
  source: AsyncIterable<ExecutionResult>,
  publish: (event: ExecutionResult) => ExecutionResult,
): AsyncIterableIterator<ExecutionResult> {
  const iterator = source[Symbol.asyncIterator]()
  let failed = false
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (failed) return { done: true, value: undefined }
      try {
        const step = await iterator.next()
        return step.done ? step : { done: false, value: publish(step.value) }
      } catch (error) {
        failed = true
        const graphqlError =
          error instanceof GraphQLError ? error : new GraphQLError((error as Error).message, { originalError: error as Error })
        return { done: false, value: publish({ data: null, errors: [graphqlError] }) }
      }
    },
    async return(value) {
      return (await iterator.return?.(value)) ?? { done: true, value }
    },
    async throw(error) {
      return (await iterator.throw?.(error)) ?? { done: true, value: undefined }
    },
  }
}
