// Of home.graphql, by `npm run console:documents`: don’t edit it.
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

export type HomeRunsQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeRunsQuery = { running: { totalCount: number, nodes: Array<{ id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, reason: string | null, error: string | null, createdAt: string, startedAt: string, durationMs: number | null }> }, waiting: { totalCount: number, nodes: Array<{ id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, reason: string | null, error: string | null, createdAt: string, startedAt: string, durationMs: number | null }> }, failed: { nodes: Array<{ id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, reason: string | null, error: string | null, createdAt: string, startedAt: string, durationMs: number | null }> }, latest: { nodes: Array<{ id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, reason: string | null, error: string | null, createdAt: string, startedAt: string, durationMs: number | null }> } };

export type HomeRunFragment = { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, reason: string | null, error: string | null, createdAt: string, startedAt: string, durationMs: number | null };

export type HomeApprovalsQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeApprovalsQuery = { pendingApprovals: { totalCount: number, nodes: Array<{ id: string, toolCallId: string, functionNamespace: string, functionName: string, arguments: unknown, createdAt: string, chatId: string }> } };

export type HomeSpendQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeSpendQuery = { modelUsage: Array<{ day: string, model: string, calls: number, promptTokens: number, completionTokens: number, cost: number }> };

export type HomeRequestsQueryVariables = Exact<{
  since?: string | null | undefined;
}>;


export type HomeRequestsQuery = { requestLogStats: { totalRequests: number, errorRate: number, avgResponseTimeMs: number, uniqueUsers: number } };

export type HomeSandboxQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeSandboxQuery = { sandboxPool: { level: number, running: number, queued: number, maxSize: number } };

export type HomeRunChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type HomeRunChangesSubscription = { executionChanges: { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, reason: string | null, error: string | null, createdAt: string, startedAt: string, durationMs: number | null } };

export type HomeApprovalChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type HomeApprovalChangesSubscription = { approvalsChanged: { __typename: 'ApprovalsChange' } };

export const HomeRunsDocument = new TypedDocument<HomeRunsQuery, HomeRunsQueryVariables>('HomeRuns', 'sha256:c927960854b9dbe9b0e5b2067085043d5f32d66bb6bcd9e3b49952de4ba2ab7f', "query HomeRuns {\n  running: executions(filter: {status: RUNNING}, first: 5) {\n    totalCount\n    nodes {\n      ...HomeRun\n    }\n  }\n  waiting: executions(filter: {status: AWAITING_INPUT}, first: 5) {\n    totalCount\n    nodes {\n      ...HomeRun\n    }\n  }\n  failed: executions(filter: {status: FAILED}, first: 6) {\n    nodes {\n      ...HomeRun\n    }\n  }\n  latest: executions(first: 8) {\n    nodes {\n      ...HomeRun\n    }\n  }\n}\n\nfragment HomeRun on Execution {\n  id\n  functionNamespace\n  functionName\n  status\n  reason\n  error\n  createdAt\n  startedAt\n  durationMs\n}")

export const HomeApprovalsDocument = new TypedDocument<HomeApprovalsQuery, HomeApprovalsQueryVariables>('HomeApprovals', 'sha256:aa0f26412e2a9001a9287561c90832a3589221c9289fbb9f4a9629e7accb662c', "query HomeApprovals {\n  pendingApprovals(first: 5) {\n    totalCount\n    nodes {\n      id\n      toolCallId\n      functionNamespace\n      functionName\n      arguments\n      createdAt\n      chatId\n    }\n  }\n}")

export const HomeSpendDocument = new TypedDocument<HomeSpendQuery, HomeSpendQueryVariables>('HomeSpend', 'sha256:8aca94c2b08bf1387f5427664372af7bc2aeff6f93b39c2d494c7e5160e06edb', "query HomeSpend {\n  modelUsage(days: 7) {\n    day\n    model\n    calls\n    promptTokens\n    completionTokens\n    cost\n  }\n}")

export const HomeRequestsDocument = new TypedDocument<HomeRequestsQuery, HomeRequestsQueryVariables>('HomeRequests', 'sha256:8052e948a0dc618cba8c673301c679dda11a240f74d4cd3da3ef0b7e0cdfbec5', "query HomeRequests($since: DateTime) {\n  requestLogStats(filter: {startTime: $since}) {\n    totalRequests\n    errorRate\n    avgResponseTimeMs\n    uniqueUsers\n  }\n}")

export const HomeSandboxDocument = new TypedDocument<HomeSandboxQuery, HomeSandboxQueryVariables>('HomeSandbox', 'sha256:50b2650085faa80001272eeb8a7d0c7e1599c5cb889457f21637ef1a2c7ada99', "query HomeSandbox {\n  sandboxPool {\n    level\n    running\n    queued\n    maxSize\n  }\n}")

export const HomeRunChangesDocument = new TypedDocument<HomeRunChangesSubscription, HomeRunChangesSubscriptionVariables>('HomeRunChanges', 'sha256:5467cba90fee9b4f303c4f92069896179d5d19392ac45f26a8ab8f4edfa2b992', "subscription HomeRunChanges {\n  executionChanges {\n    ...HomeRun\n  }\n}\n\nfragment HomeRun on Execution {\n  id\n  functionNamespace\n  functionName\n  status\n  reason\n  error\n  createdAt\n  startedAt\n  durationMs\n}")

export const HomeApprovalChangesDocument = new TypedDocument<HomeApprovalChangesSubscription, HomeApprovalChangesSubscriptionVariables>('HomeApprovalChanges', 'sha256:30640f150b002bec304ff401768c0644d649035a05c847fa2e9223e02181d318', "subscription HomeApprovalChanges {\n  approvalsChanged {\n    __typename\n  }\n}")
