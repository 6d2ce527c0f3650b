// Of run.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ExecutionStatus =
  | 'AWAITING_INPUT'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

export type ExecutionStepKind =
  | 'FUNCTION'
  | 'LOCAL';

export type ExecutionStepStatus =
  | 'COMPLETED'
  | 'FAILED'
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

export type TriggerType =
  | 'AGENT'
  | 'API'
  | 'MANUAL'
  | 'SCHEDULE'
  | 'WEBHOOK';

export type RunDetailFragment = { id: string, functionId: string, functionNamespace: string, functionName: string, version: number, status: ExecutionStatus, reason: string | null, error: string | null, traceback: string | null, attempts: number, triggerType: TriggerType, triggerId: string, createdAt: string, startedAt: string, completedAt: string | null, durationMs: number | null, cpuMs: number | null, peakMemoryKb: number | null, userId: string, inputData: unknown, outputData: unknown, inputPrompt: string | null, inputSchema: unknown, chatId: string | null, user: { id: string, email: string | null } | null };

export type RunQueryVariables = Exact<{
  id: string;
}>;


export type RunQuery = { execution: { id: string, functionId: string, functionNamespace: string, functionName: string, version: number, status: ExecutionStatus, reason: string | null, error: string | null, traceback: string | null, attempts: number, triggerType: TriggerType, triggerId: string, createdAt: string, startedAt: string, completedAt: string | null, durationMs: number | null, cpuMs: number | null, peakMemoryKb: number | null, userId: string, inputData: unknown, outputData: unknown, inputPrompt: string | null, inputSchema: unknown, chatId: string | null, function: { id: string, version: number, inputSchema: Record<string, unknown>, isActive: boolean } | null, schedule: { id: string, name: string } | null, webhook: { id: string, path: string } | null, user: { id: string, email: string | null } | null } };

export type RunStepsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type RunStepsQuery = { execution: { id: string, steps: { nodes: Array<{ id: string, parentStepId: string | null, depth: number, kind: ExecutionStepKind, functionName: string, status: ExecutionStepStatus, startedAt: string, completedAt: string | null, durationMs: number | null, error: string | null, inputData: unknown, outputData: unknown }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type RunRerunsQueryVariables = Exact<{
  trigger: string;
}>;


export type RunRerunsQuery = { executions: { nodes: Array<{ id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, startedAt: string, durationMs: number | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RunEventsSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type RunEventsSubscription = { executionEvents:
    | { __typename: 'ExecutionPrinted', id: string, log: { number: number, at: string, stream: LogStream, text: string } }
    | { __typename: 'ExecutionStatusChanged', id: string, execution: { id: string, functionId: string, functionNamespace: string, functionName: string, version: number, status: ExecutionStatus, reason: string | null, error: string | null, traceback: string | null, attempts: number, triggerType: TriggerType, triggerId: string, createdAt: string, startedAt: string, completedAt: string | null, durationMs: number | null, cpuMs: number | null, peakMemoryKb: number | null, userId: string, inputData: unknown, outputData: unknown, inputPrompt: string | null, inputSchema: unknown, chatId: string | null, user: { id: string, email: string | null } | null } }
    | { __typename: 'ExecutionStepsChanged', id: string }
   };

export type CancelRunMutationVariables = Exact<{
  id: string;
}>;


export type CancelRunMutation = { cancelExecution: { execution: { id: string, functionId: string, functionNamespace: string, functionName: string, version: number, status: ExecutionStatus, reason: string | null, error: string | null, traceback: string | null, attempts: number, triggerType: TriggerType, triggerId: string, createdAt: string, startedAt: string, completedAt: string | null, durationMs: number | null, cpuMs: number | null, peakMemoryKb: number | null, userId: string, inputData: unknown, outputData: unknown, inputPrompt: string | null, inputSchema: unknown, chatId: string | null, user: { id: string, email: string | null } | null } } };

export type AnswerRunMutationVariables = Exact<{
  id: string;
  input?: unknown;
}>;


export type AnswerRunMutation = { continueExecution: { execution: { id: string, functionId: string, functionNamespace: string, functionName: string, version: number, status: ExecutionStatus, reason: string | null, error: string | null, traceback: string | null, attempts: number, triggerType: TriggerType, triggerId: string, createdAt: string, startedAt: string, completedAt: string | null, durationMs: number | null, cpuMs: number | null, peakMemoryKb: number | null, userId: string, inputData: unknown, outputData: unknown, inputPrompt: string | null, inputSchema: unknown, chatId: string | null, user: { id: string, email: string | null } | null } | null } };

export type StartRunMutationVariables = Exact<{
  function: FunctionReference;
  input?: unknown;
  triggerId?: string | null | undefined;
}>;


export type StartRunMutation = { executeFunctionAsync: { executionId: string } };

export type RunLogQueryVariables = Exact<{
  id: string;
}>;


export type RunLogQuery = { execution: { id: string, logs: { nodes: Array<{ number: number, text: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const RunDocument = new TypedDocument<RunQuery, RunQueryVariables>('Run', 'sha256:243dc773e7ed8c45df311fb09a77e633893fd0b775eadd09cfb3836c00795a82', "query Run($id: ID!) {\n  execution(id: $id) {\n    ...RunDetail\n    function {\n      id\n      version\n      inputSchema\n      isActive\n    }\n    schedule {\n      id\n      name\n    }\n    webhook {\n      id\n      path\n    }\n  }\n}\n\nfragment RunDetail on Execution {\n  id\n  functionId\n  functionNamespace\n  functionName\n  version\n  status\n  reason\n  error\n  traceback\n  attempts\n  triggerType\n  triggerId\n  createdAt\n  startedAt\n  completedAt\n  durationMs\n  cpuMs\n  peakMemoryKb\n  userId\n  user {\n    id\n    email\n  }\n  inputData\n  outputData\n  inputPrompt\n  inputSchema\n  chatId\n}")

export const RunStepsDocument = new TypedDocument<RunStepsQuery, RunStepsQueryVariables>('RunSteps', 'sha256:14fa052bc2705901c2f5b4a765031c9fc2482af533bd07b1cdbce390cd038639', "query RunSteps($id: ID!, $after: String) {\n  execution(id: $id) {\n    id\n    steps(first: 100, after: $after) {\n      nodes {\n        id\n        parentStepId\n        depth\n        kind\n        functionName\n        status\n        startedAt\n        completedAt\n        durationMs\n        error\n        inputData\n        outputData\n      }\n      pageInfo {\n        ...Page\n      }\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const RunRerunsDocument = new TypedDocument<RunRerunsQuery, RunRerunsQueryVariables>('RunReruns', 'sha256:8eae4cd9003bd777f00fb8316db3c711a49ec3042841de21e007770bd0d7f05e', "query RunReruns($trigger: String!) {\n  executions(filter: {triggerId: $trigger}, first: 20) {\n    nodes {\n      id\n      functionNamespace\n      functionName\n      status\n      startedAt\n      durationMs\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const RunEventsDocument = new TypedDocument<RunEventsSubscription, RunEventsSubscriptionVariables>('RunEvents', 'sha256:4f9d3f7f38a3a9b2139f648c125c75b5d31bd8c0857f20a22d6156c8b1c93083', "subscription RunEvents($id: ID!, $after: String) {\n  executionEvents(id: $id, after: $after) {\n    __typename\n    ... on ExecutionPrinted {\n      id\n      log {\n        number\n        at\n        stream\n        text\n      }\n    }\n    ... on ExecutionStatusChanged {\n      id\n      execution {\n        ...RunDetail\n      }\n    }\n    ... on ExecutionStepsChanged {\n      id\n    }\n  }\n}\n\nfragment RunDetail on Execution {\n  id\n  functionId\n  functionNamespace\n  functionName\n  version\n  status\n  reason\n  error\n  traceback\n  attempts\n  triggerType\n  triggerId\n  createdAt\n  startedAt\n  completedAt\n  durationMs\n  cpuMs\n  peakMemoryKb\n  userId\n  user {\n    id\n    email\n  }\n  inputData\n  outputData\n  inputPrompt\n  inputSchema\n  chatId\n}")

export const CancelRunDocument = new TypedDocument<CancelRunMutation, CancelRunMutationVariables>('CancelRun', 'sha256:49ab389a0dce52528b5d12020ae4a1027c0362248f8e8776d0eb2ba638932dee', "mutation CancelRun($id: ID!) {\n  cancelExecution(input: {id: $id}) {\n    execution {\n      ...RunDetail\n    }\n  }\n}\n\nfragment RunDetail on Execution {\n  id\n  functionId\n  functionNamespace\n  functionName\n  version\n  status\n  reason\n  error\n  traceback\n  attempts\n  triggerType\n  triggerId\n  createdAt\n  startedAt\n  completedAt\n  durationMs\n  cpuMs\n  peakMemoryKb\n  userId\n  user {\n    id\n    email\n  }\n  inputData\n  outputData\n  inputPrompt\n  inputSchema\n  chatId\n}")

export const AnswerRunDocument = new TypedDocument<AnswerRunMutation, AnswerRunMutationVariables>('AnswerRun', 'sha256:54214eff43b46441d78fc03cda95d693f552e314875f784e8d278f91b0ef896b', "mutation AnswerRun($id: ID!, $input: JSON) {\n  continueExecution(input: {id: $id, input: $input}) {\n    execution {\n      ...RunDetail\n    }\n  }\n}\n\nfragment RunDetail on Execution {\n  id\n  functionId\n  functionNamespace\n  functionName\n  version\n  status\n  reason\n  error\n  traceback\n  attempts\n  triggerType\n  triggerId\n  createdAt\n  startedAt\n  completedAt\n  durationMs\n  cpuMs\n  peakMemoryKb\n  userId\n  user {\n    id\n    email\n  }\n  inputData\n  outputData\n  inputPrompt\n  inputSchema\n  chatId\n}")

export const StartRunDocument = new TypedDocument<StartRunMutation, StartRunMutationVariables>('StartRun', 'sha256:0585a29ad2bef2cfe099d16cf5fe846baabda870be10e02211d5697e1b6f3421', "mutation StartRun($function: FunctionReference!, $input: JSON, $triggerId: String) {\n  executeFunctionAsync(\n    input: {function: $function, input: $input, triggerId: $triggerId}\n  ) {\n    executionId\n  }\n}")

export const RunLogDocument = new TypedDocument<RunLogQuery, RunLogQueryVariables>('RunLog', 'sha256:50b47e26c95745d858b2b6f0f73c96a5a624d423db660abeb1b5064390d0a498', "query RunLog($id: ID!) {\n  execution(id: $id) {\n    id\n    logs(first: 100) {\n      nodes {\n        number\n        text\n      }\n      pageInfo {\n        ...Page\n      }\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")
