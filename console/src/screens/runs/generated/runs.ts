// Of runs.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ExecutionFilter = {
  chatId?: string | null | undefined;
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

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const RunsDocument = new TypedDocument<RunsQuery, RunsQueryVariables>('Runs', 'sha256:eff9be954cb7efed99b4a1ac2cecc516834179069cfde5652013e91f648d3333', "query Runs($filter: ExecutionFilter, $after: String) {\n  executions(filter: $filter, first: 50, after: $after) {\n    nodes {\n      ...RunRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment RunRow on Execution {\n  id\n  functionNamespace\n  functionName\n  version\n  status\n  reason\n  error\n  triggerType\n  triggerId\n  createdAt\n  startedAt\n  completedAt\n  durationMs\n  userId\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const RunChangesDocument = new TypedDocument<RunChangesSubscription, RunChangesSubscriptionVariables>('RunChanges', 'sha256:fd21f7001843f445d00d925ed3ba4d08b3104412900af18dc50178e11d385d9e', "subscription RunChanges($filter: ExecutionFilter) {\n  executionChanges(filter: $filter) {\n    ...RunRow\n  }\n}\n\nfragment RunRow on Execution {\n  id\n  functionNamespace\n  functionName\n  version\n  status\n  reason\n  error\n  triggerType\n  triggerId\n  createdAt\n  startedAt\n  completedAt\n  durationMs\n  userId\n}")
