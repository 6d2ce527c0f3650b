import type { GatewayPlugin } from '@graphql-hive/gateway-runtime'
import { type DocumentNode, type ExecutionArgs, GraphQLError, Kind, visit } from 'graphql'
import type { Config } from '../schema/config.ts'
import type { Caller, RequestInfo } from '../schema/context.ts'
import { SinasError } from '../schema/errors.ts'

type Setting = Pick<Config, 'GRAPHQL_ANONYMOUS_INTROSPECTION'>

/** Whether this caller is shown the schema: who is logged in is, and others where the operator says so. */
export const mayIntrospect = (config: Setting, caller: Caller | null): boolean => caller !== null || config.GRAPHQL_ANONYMOUS_INTROSPECTION

/** Refuses introspection to those who are not shown the schema, and takes the names of fields that they did not write out of error messages. */
export function guardIntrospection(config: Setting): GatewayPlugin {
  const isStranger = (context: unknown) => !mayIntrospect(config, (context as { requestInfo: RequestInfo }).requestInfo.caller)
  const refuse = ({ args, setResultAndStopExecution }: { args: ExecutionArgs; setResultAndStopExecution(result: Refusal): void }) => {
    if (isStranger(args.contextValue) && introspects(args.document))
      setResultAndStopExecution({ errors: [new SinasError('INTROSPECTION_REFUSED')] })
  }
  return {
    // Not a rule of validation: the runtime remembers by document alone what is valid, and the next caller may be another.
    onExecute: refuse,
    onSubscribe: refuse,
    onExecutionResult({ result, setResult, context }) {
      if (!result || Symbol.asyncIterator in result || !isStranger(context)) return
      if (result.errors) setResult({ ...result, errors: withoutSuggestions(result.errors) })
    },
  }
}

interface Refusal {
  errors: GraphQLError[]
}

/** As graphql-js writes it: `Did you mean "members"?`, `Did you mean to use an inline fragment on "User", "Group", or "Role"?` */
const SUGGESTION = / Did you mean (?:[a-z ]{1,40})?"[\w.]+"(?:,? (?:or )?"[\w.]+"){0,4}\?/g

/** Errors as a caller may see them who is not shown the schema. */
export const withoutSuggestions = (errors: readonly GraphQLError[]): readonly GraphQLError[] =>
  errors.map((error) => (error.message.search(SUGGESTION) < 0 ? error : withoutSuggestion(error)))

/** The error is not changed itself: the runtime remembers it for the next caller. */
function withoutSuggestion(error: GraphQLError): GraphQLError {
  const { nodes = null, source = null, positions = null, path = null, originalError, extensions } = error
  return new GraphQLError(error.message.replace(SUGGESTION, ''), { nodes, source, positions, path, originalError, extensions })
}

/** Anywhere: only the root has these fields, and fragments on it may be nested. */
export function introspects(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    [Kind.FIELD]({ name: { value } }) {
      found ||= value === '__schema' || value === '__type'
    },
  })
  return found
}
