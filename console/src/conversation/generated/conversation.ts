// Of conversation.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AgentReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: QualifiedName; };

export type CancellationStatus =
  | 'CANCELLED'
  | 'IDLE';

export type ExecutionStatus =
  | 'AWAITING_INPUT'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

export type MessageRole =
  | 'ASSISTANT'
  | 'SYSTEM'
  | 'TOOL'
  | 'USER';

export type QualifiedName = {
  name: string;
  namespace: string;
};

export type TurnEnd =
  | 'CANCELLED'
  | 'COMPLETED';

export type ChatDetailFragment = { id: string, title: string, agentId: string, agentNamespace: string, agentName: string, activeTurnId: string | null, archived: boolean, createdAt: string, updatedAt: string, expiresAt: string | null, input: unknown, lastError: string | null, keepAlive: boolean, parent: { id: string, title: string } | null, agent: { id: string, namespace: string, name: string, isActive: boolean } | null, pendingApprovals: Array<{ id: string, toolCallId: string, functionNamespace: string, functionName: string, arguments: unknown, createdAt: string }> };

export type ChatMessageFragment = { id: string, role: MessageRole, content: string | null, createdAt: string, model: string | null, promptTokens: number | null, completionTokens: number | null, cost: number | null, name: string | null, toolCallId: string | null, toolCalls: Array<{ id: string, name: string, arguments: string, description: string | null }> | null };

export type ChatQueryVariables = Exact<{
  id: string;
}>;


export type ChatQuery = { chat: { id: string, title: string, agentId: string, agentNamespace: string, agentName: string, activeTurnId: string | null, archived: boolean, createdAt: string, updatedAt: string, expiresAt: string | null, input: unknown, lastError: string | null, keepAlive: boolean, parent: { id: string, title: string } | null, agent: { id: string, namespace: string, name: string, isActive: boolean } | null, pendingApprovals: Array<{ id: string, toolCallId: string, functionNamespace: string, functionName: string, arguments: unknown, createdAt: string }> } };

export type ChatMessagesQueryVariables = Exact<{
  id: string;
  before?: string | null | undefined;
}>;


export type ChatMessagesQuery = { chat: { id: string, messages: { nodes: Array<{ id: string, role: MessageRole, content: string | null, createdAt: string, model: string | null, promptTokens: number | null, completionTokens: number | null, cost: number | null, name: string | null, toolCallId: string | null, toolCalls: Array<{ id: string, name: string, arguments: string, description: string | null }> | null }>, pageInfo: { hasPreviousPage: boolean, startCursor: string | null } } } };

export type ChatRunsQueryVariables = Exact<{
  id: string;
}>;


export type ChatRunsQuery = { chat: { id: string, executions: { nodes: Array<{ id: string, functionNamespace: string, functionName: string, status: ExecutionStatus, createdAt: string, startedAt: string, durationMs: number | null, inputData: unknown }> } } };

export type ChatTurnSubscriptionVariables = Exact<{
  id: string;
  turnId: string;
  lastEventId?: string | null | undefined;
}>;


export type ChatTurnSubscription = { chatEvents:
    | { __typename: 'ApprovalRequired', id: string, toolCallId: string }
    | { __typename: 'MessageDelta', id: string, content: string | null }
    | { __typename: 'ToolCallEnded', id: string, toolCallId: string, name: string, result: string }
    | { __typename: 'ToolCallRejected', id: string, toolCallId: string }
    | { __typename: 'ToolCallStarted', id: string, toolCallId: string, name: string, arguments: string, description: string | null }
    | { __typename: 'TurnDone', id: string, status: TurnEnd }
    | { __typename: 'TurnFailed', id: string, code: string | null, message: string }
   };

export type ChatChangesSubscriptionVariables = Exact<{
  id: string;
}>;


export type ChatChangesSubscription = { chatChanges: { chatId: string, chat: { id: string } | null } };

export type SendMessageMutationVariables = Exact<{
  id: string;
  content: unknown;
}>;


export type SendMessageMutation = { sendMessage: { turnId: string } };

export type StopTurnMutationVariables = Exact<{
  id: string;
}>;


export type StopTurnMutation = { cancelTurn: { status: CancellationStatus } };

export type DecideCallMutationVariables = Exact<{
  chatId: string;
  toolCallId: string;
  approved: boolean;
  arguments?: unknown;
}>;


export type DecideCallMutation = { decideToolCall: { turnId: string, chat: { id: string, title: string, agentId: string, agentNamespace: string, agentName: string, activeTurnId: string | null, archived: boolean, createdAt: string, updatedAt: string, expiresAt: string | null, input: unknown, lastError: string | null, keepAlive: boolean, parent: { id: string, title: string } | null, agent: { id: string, namespace: string, name: string, isActive: boolean } | null, pendingApprovals: Array<{ id: string, toolCallId: string, functionNamespace: string, functionName: string, arguments: unknown, createdAt: string }> } | null } };

export type BeginChatMutationVariables = Exact<{
  agent: AgentReference;
  input?: unknown;
  title?: string | null | undefined;
}>;


export type BeginChatMutation = { createChat: { chat: { id: string, title: string, agentId: string, agentNamespace: string, agentName: string, activeTurnId: string | null, archived: boolean, createdAt: string, updatedAt: string, expiresAt: string | null, input: unknown, lastError: string | null, keepAlive: boolean, parent: { id: string, title: string } | null, agent: { id: string, namespace: string, name: string, isActive: boolean } | null, pendingApprovals: Array<{ id: string, toolCallId: string, functionNamespace: string, functionName: string, arguments: unknown, createdAt: string }> } } };

export const ChatDocument = new TypedDocument<ChatQuery, ChatQueryVariables>('Chat', 'sha256:e0ee8d89d51045dc9c224749288c1c96b64455776b801f45c3fc3553be395491', "query Chat($id: ID!) {\n  chat(id: $id) {\n    ...ChatDetail\n  }\n}\n\nfragment ChatDetail on Chat {\n  id\n  title\n  agentId\n  agentNamespace\n  agentName\n  activeTurnId\n  archived\n  createdAt\n  updatedAt\n  expiresAt\n  input\n  lastError\n  keepAlive\n  parent {\n    id\n    title\n  }\n  agent {\n    id\n    namespace\n    name\n    isActive\n  }\n  pendingApprovals {\n    id\n    toolCallId\n    functionNamespace\n    functionName\n    arguments\n    createdAt\n  }\n}")

export const ChatMessagesDocument = new TypedDocument<ChatMessagesQuery, ChatMessagesQueryVariables>('ChatMessages', 'sha256:f5ed51a13996a165e1e2c34267abf4a124eccf206eb5a2bf15d717069e848abc', "query ChatMessages($id: ID!, $before: String) {\n  chat(id: $id) {\n    id\n    messages(last: 100, before: $before) {\n      nodes {\n        ...ChatMessage\n      }\n      pageInfo {\n        hasPreviousPage\n        startCursor\n      }\n    }\n  }\n}\n\nfragment ChatMessage on Message {\n  id\n  role\n  content\n  createdAt\n  model\n  promptTokens\n  completionTokens\n  cost\n  name\n  toolCallId\n  toolCalls {\n    id\n    name\n    arguments\n    description\n  }\n}")

export const ChatRunsDocument = new TypedDocument<ChatRunsQuery, ChatRunsQueryVariables>('ChatRuns', 'sha256:548595c73945f5471c4c774bac82f063c8ff69fec764d937f05e34ae0ba2b7ea', "query ChatRuns($id: ID!) {\n  chat(id: $id) {\n    id\n    executions(first: 100) {\n      nodes {\n        id\n        functionNamespace\n        functionName\n        status\n        createdAt\n        startedAt\n        durationMs\n        inputData\n      }\n    }\n  }\n}")

export const ChatTurnDocument = new TypedDocument<ChatTurnSubscription, ChatTurnSubscriptionVariables>('ChatTurn', 'sha256:97401583832a6cd70063b71187a1e843ce26ba21f33337e090ab2b1b8e25be64', "subscription ChatTurn($id: ID!, $turnId: ID!, $lastEventId: String) {\n  chatEvents(chatId: $id, turnId: $turnId, lastEventId: $lastEventId) {\n    __typename\n    ... on MessageDelta {\n      id\n      content\n    }\n    ... on ToolCallStarted {\n      id\n      toolCallId\n      name\n      arguments\n      description\n    }\n    ... on ToolCallEnded {\n      id\n      toolCallId\n      name\n      result\n    }\n    ... on ToolCallRejected {\n      id\n      toolCallId\n    }\n    ... on ApprovalRequired {\n      id\n      toolCallId\n    }\n    ... on TurnDone {\n      id\n      status\n    }\n    ... on TurnFailed {\n      id\n      code\n      message\n    }\n  }\n}")

export const ChatChangesDocument = new TypedDocument<ChatChangesSubscription, ChatChangesSubscriptionVariables>('ChatChanges', 'sha256:070d358ecfdd0ab14f3d2981999c74531c8bb1fcc4926cd3fc526ad9c103edec', "subscription ChatChanges($id: ID!) {\n  chatChanges(chatId: $id) {\n    chatId\n    chat {\n      id\n    }\n  }\n}")

export const SendMessageDocument = new TypedDocument<SendMessageMutation, SendMessageMutationVariables>('SendMessage', 'sha256:1e265c0fe9abc842bae9a0df00948db3037c73103daf43c13ac7513f93beb28f', "mutation SendMessage($id: ID!, $content: JSON!) {\n  sendMessage(input: {chatId: $id, content: $content}) {\n    turnId\n  }\n}")

export const StopTurnDocument = new TypedDocument<StopTurnMutation, StopTurnMutationVariables>('StopTurn', 'sha256:0d83b6efcd7469440a49956642f43add9ffa2cfbbd674c95a662848e2adb33dd', "mutation StopTurn($id: ID!) {\n  cancelTurn(input: {chatId: $id}) {\n    status\n  }\n}")

export const DecideCallDocument = new TypedDocument<DecideCallMutation, DecideCallMutationVariables>('DecideCall', 'sha256:42f158ff20aa19bc79fcd812b38f5f0d0c02b8e14dc3a3825dbf3613577e0984', "mutation DecideCall($chatId: ID!, $toolCallId: String!, $approved: Boolean!, $arguments: JSON) {\n  decideToolCall(\n    input: {chatId: $chatId, toolCallId: $toolCallId, approved: $approved, arguments: $arguments}\n  ) {\n    turnId\n    chat {\n      ...ChatDetail\n    }\n  }\n}\n\nfragment ChatDetail on Chat {\n  id\n  title\n  agentId\n  agentNamespace\n  agentName\n  activeTurnId\n  archived\n  createdAt\n  updatedAt\n  expiresAt\n  input\n  lastError\n  keepAlive\n  parent {\n    id\n    title\n  }\n  agent {\n    id\n    namespace\n    name\n    isActive\n  }\n  pendingApprovals {\n    id\n    toolCallId\n    functionNamespace\n    functionName\n    arguments\n    createdAt\n  }\n}")

export const BeginChatDocument = new TypedDocument<BeginChatMutation, BeginChatMutationVariables>('BeginChat', 'sha256:d44f7d2082829d1eb6778e8920da9ea0f718cfe178623c3392fef252853a0620', "mutation BeginChat($agent: AgentReference!, $input: JSON, $title: String) {\n  createChat(input: {agent: $agent, input: $input, title: $title}) {\n    chat {\n      ...ChatDetail\n    }\n  }\n}\n\nfragment ChatDetail on Chat {\n  id\n  title\n  agentId\n  agentNamespace\n  agentName\n  activeTurnId\n  archived\n  createdAt\n  updatedAt\n  expiresAt\n  input\n  lastError\n  keepAlive\n  parent {\n    id\n    title\n  }\n  agent {\n    id\n    namespace\n    name\n    isActive\n  }\n  pendingApprovals {\n    id\n    toolCallId\n    functionNamespace\n    functionName\n    arguments\n    createdAt\n  }\n}")
