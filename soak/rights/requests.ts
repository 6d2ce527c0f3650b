// Requests to any route of the API, made up from the OpenAPI documents: a route that is new is attacked without being added here.
import { type Documented, documentedOperations } from '../../gateway/documented.testing.ts'
import { requests, samples } from '../../gateway/fuzz.testing.ts'
import type { TestGateway } from '../../gateway/gateway.testing.ts'
import type { Dice } from './dice.ts'
import type { Asked, Person } from './person.ts'

interface MadeRequest extends Asked {
  operation: string
}

export type MakeRequest = () => MadeRequest

/** The login is everyone's, and its limits are another test's. */
const LEFT_OUT = new Set(['Login', 'VerifyOtp', 'ExternalAuth', 'CompleteMcpLogin'])

/**
 * @param reader who may read the documents
 * @param rows path parameters that name things of the victim’s, by the word that their paths begin with
 * @returns what makes up requests, and the names of the operations that it knows
 */
export async function requestMaker(
  reader: Person,
  rows: Record<string, Record<string, string>>,
  dice: Dice,
): Promise<{ makeRequest: MakeRequest; operations: string[] }> {
  const gateway = { request: (method: string, path: string) => reader.ask(method, path) } as unknown as TestGateway
  const operations = (await documentedOperations(gateway)).filter(({ operationId }) => operationId && !LEFT_OUT.has(operationId))
  const bodies = samples(rows)
  const valuesFor = ({ paths }: Documented) => rows[paths[0]!.split('/').find((part) => part in rows) ?? ''] ?? {}
  const makers = operations.map((operation) => ({
    operation,
    arbitrary: requests(operation, valuesFor(operation), bodies[operation.operationId] ?? []),
  }))
  const draw = dice.deck(makers)
  return {
    operations: operations.map(({ operationId }) => operationId),
    makeRequest() {
      const { operation, arbitrary } = draw()
      const { path, headers, body } = dice.sample(arbitrary)
      return { operation: operation.operationId, method: operation.method, path, headers, body }
    },
  }
}
