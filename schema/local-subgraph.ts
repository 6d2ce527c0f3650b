import { createSourceEventStream, type ExecutionResult, execute, type GraphQLSchema } from 'graphql'
import { RequestContext, type RequestInfo, type SubgraphDependencies } from './context.ts'
import { createEventsDocuments } from './events-document.ts'
import { executeByPlan } from './execution/execute.ts'
import { publicError, type SubgraphEndpoint } from './graph.ts'
import { endWithErrors, mapped, type PromiseOrValue } from './streams.ts'

/** A subgraph of this process: executed in memory, without a socket. */
export function localSubgraph(schema: GraphQLSchema, dependencies: SubgraphDependencies): SubgraphEndpoint {
  const publish = <Result extends ExecutionResult>(result: Result): Result => {
    if (!result.errors) return result
    return {
      ...result,
      errors: result.errors.map((error) =>
        publicError(error, (cause) => dependencies.log.error({ err: cause, path: error.path }, 'a resolver failed')),
      ),
    }
  }

  const executePlanned = executeByPlan(schema)

  // Calls of one request that run at the same time share a context, so that dataloaders batch across the gateway's calls.
  // A later call gets a new one: an entity manager that lives as long as a subscription would answer from what it once read.
  const shared = new WeakMap<RequestInfo, { context: RequestContext<unknown>; calls: number }>()
  async function inContext(
    request: RequestInfo,
    run: (context: RequestContext<unknown>) => PromiseOrValue<ExecutionResult>,
  ): Promise<ExecutionResult> {
    let use = shared.get(request)
    if (!use) shared.set(request, (use = { context: new RequestContext(request, dependencies), calls: 0 }))
    use.calls++
    try {
      return publish(await run(use.context))
    } finally {
      if (--use.calls === 0) shared.delete(request)
    }
  }

  const eventsOf = createEventsDocuments(schema)

  return {
    schema,
    execute: (document, variableValues, request, operationName) =>
      inContext(request, (contextValue) => executePlanned({ document, variableValues, operationName, contextValue })),
    async subscribe(document, variableValues, request, operationName) {
      const values = { variableValues, operationName }
      const events = await createSourceEventStream({ schema, document, ...values, contextValue: new RequestContext(request, dependencies) })
      if (!(Symbol.asyncIterator in events)) return publish(events)
      // Each event has a context of its own, which has read nothing yet: dataloaders would answer from what they read for the event before.
      // What is decided for an event is kept with it: the request's decisions would be more with each.
      const operation = { ...eventsOf(document), ...values }
      const resultOf = (event: unknown) =>
        execute({ ...operation, rootValue: event, contextValue: new RequestContext({ ...request, decisions: [] }, dependencies) })
      return endWithErrors(mapped(events, resultOf), publish)
    },
  }
}
