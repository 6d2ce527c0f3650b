// Of chats.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ChatFilter = {
  agentId?: string | null | undefined;
  includeArchived?: boolean | null | undefined;
  search?: string | null | undefined;
};

export type ChatRowFragment = { id: string, title: string, agentNamespace: string, agentName: string, activeTurnId: string | null, archived: boolean, lastError: string | null, updatedAt: string, pendingApprovals: Array<{ id: string }> };

export type ChatsQueryVariables = Exact<{
  filter?: ChatFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type ChatsQuery = { chats: { nodes: Array<{ id: string, title: string, agentNamespace: string, agentName: string, activeTurnId: string | null, archived: boolean, lastError: string | null, updatedAt: string, pendingApprovals: Array<{ id: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OfferedAgentsQueryVariables = Exact<{ [key: string]: never; }>;


export type OfferedAgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string, description: string | null, inputSchema: Record<string, unknown>, isDefault: boolean }> } };

export type ChatListChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChatListChangesSubscription = { chatChanges: { chatId: string } };

export type ChangeChatMutationVariables = Exact<{
  id: string;
  title?: string | null | undefined;
  archived?: boolean | null | undefined;
}>;


export type ChangeChatMutation = { updateChat: { chat: { id: string, title: string, archived: boolean, updatedAt: string } } };

export type RemoveChatMutationVariables = Exact<{
  id: string;
}>;


export type RemoveChatMutation = { deleteChat: { __typename: 'DeleteChatPayload' } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const ChatsDocument = new TypedDocument<ChatsQuery, ChatsQueryVariables>('Chats', 'sha256:9cca2ea5be3fa4c249ff6625ba1149e9398039bb57ae1773f381c8a527355a73', "query Chats($filter: ChatFilter, $after: String) {\n  chats(\n    filter: $filter\n    first: 50\n    after: $after\n    orderBy: {field: UPDATED_AT, direction: DESC}\n  ) {\n    nodes {\n      ...ChatRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment ChatRow on Chat {\n  id\n  title\n  agentNamespace\n  agentName\n  activeTurnId\n  archived\n  lastError\n  updatedAt\n  pendingApprovals {\n    id\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const OfferedAgentsDocument = new TypedDocument<OfferedAgentsQuery, OfferedAgentsQueryVariables>('OfferedAgents', 'sha256:5aa1116b9601f302c8752dd8bb98d564723c01a752ce7d5769c366722c37fa15', "query OfferedAgents {\n  agents(\n    filter: {offered: true}\n    first: 500\n    orderBy: {field: NAME, direction: ASC}\n  ) {\n    nodes {\n      id\n      namespace\n      name\n      description\n      inputSchema\n      isDefault\n    }\n  }\n}")

export const ChatListChangesDocument = new TypedDocument<ChatListChangesSubscription, ChatListChangesSubscriptionVariables>('ChatListChanges', 'sha256:8d1b4b3e5445f47f68457598a9a5488d7ab7dd5af3f4496379616e84bde9fde3', "subscription ChatListChanges {\n  chatChanges {\n    chatId\n  }\n}")

export const ChangeChatDocument = new TypedDocument<ChangeChatMutation, ChangeChatMutationVariables>('ChangeChat', 'sha256:774fa2e536e5ae8700fa0d73ee40d3ce56833e02bbf2cb8d42c4492368387539', "mutation ChangeChat($id: ID!, $title: String, $archived: Boolean) {\n  updateChat(input: {id: $id, title: $title, archived: $archived}) {\n    chat {\n      id\n      title\n      archived\n      updatedAt\n    }\n  }\n}")

export const RemoveChatDocument = new TypedDocument<RemoveChatMutation, RemoveChatMutationVariables>('RemoveChat', 'sha256:8c1baa4a8ba0ab285a865e7066a0091404b756037aff9f65e75c506edae906d7', "mutation RemoveChat($id: ID!) {\n  deleteChat(input: {id: $id, permanent: true}) {\n    __typename\n  }\n}")
