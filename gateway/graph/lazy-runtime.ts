import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GatewayRuntime } from '@graphql-hive/gateway-runtime'
import type { GraphQLSchema } from 'graphql'
import type { RequestInfo } from '../../schema/context.ts'

/**
 * The gateway runtime, made when the first request needs it: it takes half a second of the event loop and 50 MB, and plain requests do without.
 */
export class LazyRuntime {
  readonly #make: () => Promise<GatewayRuntime>
  #made: Promise<GatewayRuntime> | undefined

  constructor(make: () => Promise<GatewayRuntime>) {
    this.#make = make
  }

  /** Makes it now. Where that fails, the next request tries again. */
  async load(): Promise<void> {
    await this.#get()
  }

  /** What clients see, with resolvers that ask the subgraphs. */
  async schema(): Promise<GraphQLSchema> {
    const runtime = await this.#get()
    return runtime.getSchema()
  }

  async answer(request: IncomingMessage, response: ServerResponse, requestInfo: RequestInfo): Promise<void> {
    const runtime = await this.#get()
    await runtime(request, response, { requestInfo })
  }

  async close(): Promise<void> {
    const runtime = await this.#made
    await runtime?.[Symbol.asyncDispose]()
  }

  #get(): Promise<GatewayRuntime> {
    this.#made ??= this.#make().catch((error: unknown) => {
      this.#made = undefined
      throw error
    })
    return this.#made
  }
}
