// Of inbox.graphql, by `npm run console:documents`: don’t edit it.
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

export type ToolDecision =
  | 'APPROVED'
  | 'REJECTED';

export type InboxApprovalFragment = { id: string, toolCallId: string, chatId: string, functionNamespace: string, functionName: string, arguments: unknown, createdAt: string, chat: { id: string, title: string } | null };

export type InboxRunFragment = { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, error: string | null, inputPrompt: string | null, inputSchema: unknown, createdAt: string, completedAt: string | null };

export type InboxApprovalsQueryVariables = Exact<{ [key: string]: never; }>;


export type InboxApprovalsQuery = { pendingApprovals: { nodes: Array<{ id: string, toolCallId: string, chatId: string, functionNamespace: string, functionName: string, arguments: unknown, createdAt: string, chat: { id: string, title: string } | null }> } };

export type InboxRunsQueryVariables = Exact<{ [key: string]: never; }>;


export type InboxRunsQuery = { waiting: { nodes: Array<{ id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, error: string | null, inputPrompt: string | null, inputSchema: unknown, createdAt: string, completedAt: string | null }> }, failed: { nodes: Array<{ id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, error: string | null, inputPrompt: string | null, inputSchema: unknown, createdAt: string, completedAt: string | null }> } };

export type InboxApprovalChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type InboxApprovalChangesSubscription = { approvalsChanged: { chatId: string, pendingApprovals: Array<{ id: string, toolCallId: string, chatId: string, functionNamespace: string, functionName: string, arguments: unknown, createdAt: string, chat: { id: string, title: string } | null }> } };

export type InboxRunChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type InboxRunChangesSubscription = { executionChanges: { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, error: string | null, inputPrompt: string | null, inputSchema: unknown, createdAt: string, completedAt: string | null } };

export type InboxDecideMutationVariables = Exact<{
  chatId: string;
  toolCallId: string;
  approved: boolean;
}>;


export type InboxDecideMutation = { decideToolCall: { status: ToolDecision } };

export type InboxAnswerMutationVariables = Exact<{
  id: string;
  input?: unknown;
}>;


export type InboxAnswerMutation = { continueExecution: { execution: { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, error: string | null, inputPrompt: string | null, inputSchema: unknown, createdAt: string, completedAt: string | null } | null } };

export const InboxApprovalsDocument = new TypedDocument<InboxApprovalsQuery, InboxApprovalsQueryVariables>('InboxApprovals', 'sha256:936e06bc9bc70cec99ebc1871333deec832078b9da4bbe8bbb6b5f9e07a9e595', "query InboxApprovals {\n  pendingApprovals(first: 100) {\n    nodes {\n      ...InboxApproval\n    }\n  }\n}\n\nfragment InboxApproval on PendingApproval {\n  id\n  toolCallId\n  chatId\n  functionNamespace\n  functionName\n  arguments\n  createdAt\n  chat {\n    id\n    title\n  }\n}")

export const InboxRunsDocument = new TypedDocument<InboxRunsQuery, InboxRunsQueryVariables>('InboxRuns', 'sha256:3c7a8b99914c2968957e5b738b563657236430552aa70572856edafb405460b0', "query InboxRuns {\n  waiting: executions(filter: {status: AWAITING_INPUT}, first: 100) {\n    nodes {\n      ...InboxRun\n    }\n  }\n  failed: executions(filter: {status: FAILED}, first: 30) {\n    nodes {\n      ...InboxRun\n    }\n  }\n}\n\nfragment InboxRun on Execution {\n  id\n  functionNamespace\n  functionName\n  status\n  error\n  inputPrompt\n  inputSchema\n  createdAt\n  completedAt\n}")

export const InboxApprovalChangesDocument = new TypedDocument<InboxApprovalChangesSubscription, InboxApprovalChangesSubscriptionVariables>('InboxApprovalChanges', 'sha256:926b917646b4590c760b39913dbe94c38f575e2ea36d37db765b38698f4ce986', "subscription InboxApprovalChanges {\n  approvalsChanged {\n    chatId\n    pendingApprovals {\n      ...InboxApproval\n    }\n  }\n}\n\nfragment InboxApproval on PendingApproval {\n  id\n  toolCallId\n  chatId\n  functionNamespace\n  functionName\n  arguments\n  createdAt\n  chat {\n    id\n    title\n  }\n}")

export const InboxRunChangesDocument = new TypedDocument<InboxRunChangesSubscription, InboxRunChangesSubscriptionVariables>('InboxRunChanges', 'sha256:6e427348f452bd0c6e652f89dd3153f3246cbacbcb8682db108633d322c805d5', "subscription InboxRunChanges {\n  executionChanges {\n    ...InboxRun\n  }\n}\n\nfragment InboxRun on Execution {\n  id\n  functionNamespace\n  functionName\n  status\n  error\n  inputPrompt\n  inputSchema\n  createdAt\n  completedAt\n}")

export const InboxDecideDocument = new TypedDocument<InboxDecideMutation, InboxDecideMutationVariables>('InboxDecide', 'sha256:a2a8d3e07ec6a7bcd9826197d1ad17281cc95f901da583324a8859935f84821d', "mutation InboxDecide($chatId: ID!, $toolCallId: String!, $approved: Boolean!) {\n  decideToolCall(\n    input: {chatId: $chatId, toolCallId: $toolCallId, approved: $approved}\n  ) {\n    status\n  }\n}")

export const InboxAnswerDocument = new TypedDocument<InboxAnswerMutation, InboxAnswerMutationVariables>('InboxAnswer', 'sha256:f11e874fbd715e98b787522905ab74fd8efcc01b796e3c596dc3936014b1f79a', "mutation InboxAnswer($id: ID!, $input: JSON) {\n  continueExecution(input: {id: $id, input: $input}) {\n    execution {\n      ...InboxRun\n    }\n  }\n}\n\nfragment InboxRun on Execution {\n  id\n  functionNamespace\n  functionName\n  status\n  error\n  inputPrompt\n  inputSchema\n  createdAt\n  completedAt\n}")
