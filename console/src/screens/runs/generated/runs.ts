// Of runs.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ExecutionFilter = {
  chatId?: string | null | undefined;
  fingerprint?: string | null | undefined;
  functionId?: string | null | undefined;
  functionName?: string | null | undefined;
  functionNamespace?: string | null | undefined;
  status?: ExecutionStatus | null | undefined;
  triggerId?: string | null | undefined;
  triggerType?: TriggerType | null | undefined;
};

export type ExecutionStatus =
  | 'AWAITING_INPUT'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

export type TriggerType =
  | 'AGENT'
  | 'API'
  | 'MANUAL'
  | 'SCHEDULE'
  | 'WEBHOOK';

export type RunRowFragment = { id: string, functionNamespace: string, functionName: string, version: number, status: ExecutionStatus, reason: string | null, error: string | null, triggerType: TriggerType, triggerId: string, createdAt: string, startedAt: string, completedAt: string | null, durationMs: number | null, userId: string };

export type RunsQueryVariables = Exact<{
  filter?: ExecutionFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type RunsQuery = { executions: { nodes: Array<{ id: string, functionNamespace: string, functionName: string, version: number, status: ExecutionStatus, reason: string | null, error: string | null, triggerType: TriggerType, triggerId: string, createdAt: string, startedAt: string, completedAt: string | null, durationMs: number | null, userId: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RunChangesSubscriptionVariables = Exact<{
  filter?: ExecutionFilter | null | undefined;
}>;


export type RunChangesSubscription = { executionChanges: { id: string, functionNamespace: string, functionName: string, version: number, status: ExecutionStatus, reason: string | null, error: string | null, triggerType: TriggerType, triggerId: string, createdAt: string, startedAt: string, completedAt: string | null, durationMs: number | null, userId: string } };

export type RunErrorsQueryVariables = Exact<{
  since: string;
}>;


export type RunErrorsQuery = { executionErrors: Array<{ fingerprint: string, count: number, firstAt: string, latestAt: string, latest: { id: string, functionNamespace: string, functionName: string, version: number, reason: string | null, error: string | null } }> };

export type RunsToRepeatQueryVariables = Exact<{
  fingerprint: string;
}>;


export type RunsToRepeatQuery = { executions: { totalCount: number, nodes: Array<{ id: string, functionId: string, inputData: unknown }> } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const RunsDocument = new TypedDocument<RunsQuery, RunsQueryVariables>('Runs', 'sha256:eff9be954cb7efed99b4a1ac2cecc516834179069cfde5652013e91f648d3333', "query Runs($filter: ExecutionFilter, $after: String) {\n  executions(filter: $filter, first: 50, after: $after) {\n    nodes {\n      ...RunRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment RunRow on Execution {\n  id\n  functionNamespace\n  functionName\n  version\n  status\n  reason\n  error\n  triggerType\n  triggerId\n  createdAt\n  startedAt\n  completedAt\n  durationMs\n  userId\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const RunChangesDocument = new TypedDocument<RunChangesSubscription, RunChangesSubscriptionVariables>('RunChanges', 'sha256:fd21f7001843f445d00d925ed3ba4d08b3104412900af18dc50178e11d385d9e', "subscription RunChanges($filter: ExecutionFilter) {\n  executionChanges(filter: $filter) {\n    ...RunRow\n  }\n}\n\nfragment RunRow on Execution {\n  id\n  functionNamespace\n  functionName\n  version\n  status\n  reason\n  error\n  triggerType\n  triggerId\n  createdAt\n  startedAt\n  completedAt\n  durationMs\n  userId\n}")

export const RunErrorsDocument = new TypedDocument<RunErrorsQuery, RunErrorsQueryVariables>('RunErrors', 'sha256:7b08b702b281baef41ed30bc94a45417735d07fc72d27be7b3c947b1bb10e9ad', "query RunErrors($since: DateTime!) {\n  executionErrors(since: $since, first: 100) {\n    fingerprint\n    count\n    firstAt\n    latestAt\n    latest {\n      id\n      functionNamespace\n      functionName\n      version\n      reason\n      error\n    }\n  }\n}")

export const RunsToRepeatDocument = new TypedDocument<RunsToRepeatQuery, RunsToRepeatQueryVariables>('RunsToRepeat', 'sha256:43be902944fd8bd51e6497ca4701fa72d9f30d2b6dd949178042af872f74bc54', "query RunsToRepeat($fingerprint: String!) {\n  executions(filter: {fingerprint: $fingerprint}, first: 100) {\n    nodes {\n      id\n      functionId\n      inputData\n    }\n    totalCount\n  }\n}")
