import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
} from 'graphql'
import type { PromiseOrValue } from '../streams.ts'
import { OperationPlan } from './operation-plan.ts'
import { runOperation } from './run-operation.ts'

interface Request {
  document: DocumentNode
  operationName: string | undefined
  variableValues: Record<string, unknown> | undefined
  contextValue: unknown
}

type Execute = (request: Request) => PromiseOrValue<ExecutionResult>

/**
 * Executes valid documents. What is found out about one is kept for as long as the document itself is, so that a stored operation, or one that the
 * gateway knows, is planned once. What can't be planned is left to graphql-js.
 */
export function executeByPlan(schema: GraphQLSchema): Execute {
  const plans = new WeakMap<OperationDefinitionNode, { plan: OperationPlan | undefined }>()
  function planOf(document: DocumentNode, operationName: string | undefined): OperationPlan | undefined {
    const operation = getOperationAST(document, operationName)
    if (!operation) return undefined
    let known = plans.get(operation)
    if (!known) plans.set(operation, (known = { plan: OperationPlan.of(schema, document, operation) }))
    if (known.plan?.isTooLarge) known.plan = undefined
    return known.plan
  }
  return (request) => {
    const plan = planOf(request.document, request.operationName)
    return plan ? runOperation(plan, request) : (execute({ schema, ...request }) as PromiseOrValue<ExecutionResult>)
  }
}
