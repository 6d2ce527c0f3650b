// Of tries.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CallOutcome =
  | 'ERROR'
  | 'SUCCESS'
  | 'TIMEOUT';

export type ExecutionStatus =
  | 'AWAITING_INPUT'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

export type FunctionReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: QualifiedName; };

export type LogStream =
  | 'STDERR'
  | 'STDOUT';

export type QualifiedName = {
  name: string;
  namespace: string;
};

export type TryDetailFragment = { id: string, status: ExecutionStatus, reason: string | null, error: string | null, traceback: string | null, version: number, startedAt: string, completedAt: string | null, durationMs: number | null, cpuMs: number | null, inputData: unknown, outputData: unknown, inputPrompt: string | null };

export type FunctionTriesQueryVariables = Exact<{
  functionId: string;
}>;


export type FunctionTriesQuery = { executions: { nodes: Array<{ id: string, status: ExecutionStatus, version: number, startedAt: string, durationMs: number | null, error: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FunctionTryQueryVariables = Exact<{
  id: string;
}>;


export type FunctionTryQuery = { execution: { id: string, status: ExecutionStatus, reason: string | null, error: string | null, traceback: string | null, version: number, startedAt: string, completedAt: string | null, durationMs: number | null, cpuMs: number | null, inputData: unknown, outputData: unknown, inputPrompt: string | null } };

export type FunctionTimesQueryVariables = Exact<{
  functionId: string;
}>;


export type FunctionTimesQuery = { executions: { nodes: Array<{ id: string, status: ExecutionStatus, reason: string | null, version: number, startedAt: string, durationMs: number | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TryFunctionMutationVariables = Exact<{
  function: FunctionReference;
  input?: unknown;
}>;


export type TryFunctionMutation = { executeFunction: { executionId: string } };

export type CallFunctionMutationVariables = Exact<{
  function: FunctionReference;
  input?: unknown;
}>;


export type CallFunctionMutation = { executeFunction: { executionId: string, status: CallOutcome, result: unknown, error: string | null } };

export type TryEventsSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type TryEventsSubscription = { executionEvents:
    | { __typename: 'ExecutionPrinted', id: string, log: { number: number, at: string, stream: LogStream, text: string } }
    | { __typename: 'ExecutionStatusChanged', id: string, execution: { id: string, status: ExecutionStatus, reason: string | null, error: string | null, traceback: string | null, version: number, startedAt: string, completedAt: string | null, durationMs: number | null, cpuMs: number | null, inputData: unknown, outputData: unknown, inputPrompt: string | null } }
    | { __typename: 'ExecutionStepsChanged', id: string }
   };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const FunctionTriesDocument = new TypedDocument<FunctionTriesQuery, FunctionTriesQueryVariables>('FunctionTries', 'sha256:acaeac540524b49cb6b5dc5e0538680366603785955c187387227b61d5a6c3c8', "query FunctionTries($functionId: ID!) {\n  executions(filter: {functionId: $functionId}, first: 20) {\n    nodes {\n      id\n      status\n      version\n      startedAt\n      durationMs\n      error\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const FunctionTryDocument = new TypedDocument<FunctionTryQuery, FunctionTryQueryVariables>('FunctionTry', 'sha256:83c1195b4aa6859a13d3b5b9edd371505e778b2aa06ccb4ca0e45915fadc5af0', "query FunctionTry($id: ID!) {\n  execution(id: $id) {\n    ...TryDetail\n  }\n}\n\nfragment TryDetail on Execution {\n  id\n  status\n  reason\n  error\n  traceback\n  version\n  startedAt\n  completedAt\n  durationMs\n  cpuMs\n  inputData\n  outputData\n  inputPrompt\n}")

export const FunctionTimesDocument = new TypedDocument<FunctionTimesQuery, FunctionTimesQueryVariables>('FunctionTimes', 'sha256:798bf3f953bc5d6d6e96abee6963b383667eabbb5763d319773f3a9993a48b60', "query FunctionTimes($functionId: ID!) {\n  executions(filter: {functionId: $functionId}, first: 200) {\n    nodes {\n      id\n      status\n      reason\n      version\n      startedAt\n      durationMs\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const TryFunctionDocument = new TypedDocument<TryFunctionMutation, TryFunctionMutationVariables>('TryFunction', 'sha256:8f76b23e9a24ce68591c990eaa507b4c09aad1c78128344bad503d336c9345ef', "mutation TryFunction($function: FunctionReference!, $input: JSON) {\n  executeFunction(input: {function: $function, input: $input, timeout: 1}) {\n    executionId\n  }\n}")

export const CallFunctionDocument = new TypedDocument<CallFunctionMutation, CallFunctionMutationVariables>('CallFunction', 'sha256:03c6dbc03d0ffff61f7c3281fa87c80429e2517d38c50b5ac7688d94299efb6c', "mutation CallFunction($function: FunctionReference!, $input: JSON) {\n  executeFunction(input: {function: $function, input: $input}) {\n    executionId\n    status\n    result\n    error\n  }\n}")

export const TryEventsDocument = new TypedDocument<TryEventsSubscription, TryEventsSubscriptionVariables>('TryEvents', 'sha256:9e8f56a86686bfb20579e14939293819f5c4680cb19c42599d4048188485993d', "subscription TryEvents($id: ID!, $after: String) {\n  executionEvents(id: $id, after: $after) {\n    __typename\n    ... on ExecutionPrinted {\n      id\n      log {\n        number\n        at\n        stream\n        text\n      }\n    }\n    ... on ExecutionStatusChanged {\n      id\n      execution {\n        ...TryDetail\n      }\n    }\n    ... on ExecutionStepsChanged {\n      id\n    }\n  }\n}\n\nfragment TryDetail on Execution {\n  id\n  status\n  reason\n  error\n  traceback\n  version\n  startedAt\n  completedAt\n  durationMs\n  cpuMs\n  inputData\n  outputData\n  inputPrompt\n}")
