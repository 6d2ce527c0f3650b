import { AsyncLocalStorage } from 'node:async_hooks'

/** The call that a request over HTTP is made for: aborted where its answer can't come any more. */
export const currentCall = new AsyncLocalStorage<AbortController>()
