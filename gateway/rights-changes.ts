import { setTimeout as sleep } from 'node:timers/promises'
import { getOperationAST } from 'graphql'
import { internalRequest } from '../schema/context.ts'
import type { Graph, SubgraphEndpoint } from '../schema/graph.ts'
import type { Logger } from '../schema/log.ts'
import type { KnownCallers } from './known-callers.ts'

/** What is to be done where rights change. */
interface Hearer {
  /** They have changed; this process hears of further changes. */
  refresh(): void
  /** This process may miss changes from now on, until `refresh`. */
  suspend?(): void
}

const AGAIN_AFTER_MS = 500

/** Hears of every change of rights that any process makes, and of none while identity or its database is away. @returns stops it */
export function hearOfRights(graph: Graph, hearers: readonly Hearer[], log: Logger): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  let isTold = false
  function tell(error: unknown): void {
    if (isTold || signal.aborted) return
    isTold = true
    log.warn({ err: error }, 'this process does not hear of changed rights: it looks up the caller of each request until it does')
  }
  async function hear(): Promise<void> {
    try {
      for await (const _ of graph.subscribe('RightsChanges', {}, internalRequest(null, 'rights', signal))) {
        isTold = false
        for (const hearer of hearers) hearer.refresh()
      }
    } catch (error) {
      tell(error)
    } finally {
      for (const hearer of hearers) hearer.suspend?.()
    }
  }
  async function hearAlways(): Promise<void> {
    while (!signal.aborted) {
      await hear()
      await sleep(AGAIN_AFTER_MS, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const hearing = hearAlways()
  return async () => {
    stopping.abort()
    await hearing
  }
}

/** Identity, as this process asks it: once a mutation is answered, nobody is known by what was so before. Any may change rights, so each is taken to. */
export function forgettingCallers(identity: SubgraphEndpoint, callers: KnownCallers): SubgraphEndpoint {
  return {
    ...identity,
    async execute(document, variables, request, operationName) {
      try {
        return await identity.execute(document, variables, request, operationName)
      } finally {
        if (getOperationAST(document, operationName)?.operation !== 'query') callers.forget()
      }
    },
  }
}
