// Of keys.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ApiKeyFilter = {
  isActive?: boolean | null | undefined;
  owner?: string | null | undefined;
};

export type CreateApiKeyInput = {
  expiresAt?: string | null | undefined;
  name: string;
  permissions?: Array<string> | null | undefined;
};

export type KeyRowFragment = { id: string, name: string, keyPrefix: string, isActive: boolean, permissions: Array<string>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, userId: string, userEmail: string | null, parentId: string | null };

export type KeysQueryVariables = Exact<{
  filter?: ApiKeyFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type KeysQuery = { apiKeys: { nodes: Array<{ id: string, name: string, keyPrefix: string, isActive: boolean, permissions: Array<string>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, userId: string, userEmail: string | null, parentId: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OneKeyQueryVariables = Exact<{
  id: string;
}>;


export type OneKeyQuery = { apiKey: { id: string, name: string, keyPrefix: string, isActive: boolean, permissions: Array<string>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, userId: string, userEmail: string | null, parentId: string | null, parent: { id: string, name: string } | null, children: { nodes: Array<{ id: string, name: string, isActive: boolean }> } } };

export type MakeKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type MakeKeyMutation = { createApiKey: { key: string, apiKey: { id: string, name: string, keyPrefix: string, isActive: boolean, permissions: Array<string>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, userId: string, userEmail: string | null, parentId: string | null } } };

export type RevokeKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeKeyMutation = { revokeApiKey: { apiKey: { id: string, name: string, keyPrefix: string, isActive: boolean, permissions: Array<string>, createdAt: string, lastUsedAt: string | null, expiresAt: string | null, revokedAt: string | null, userId: string, userEmail: string | null, parentId: string | null } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const KeysDocument = new TypedDocument<KeysQuery, KeysQueryVariables>('Keys', 'sha256:818289430a90a51f0488b87d7ee647804efedfe103194616ce4ebf1fe6e70ae5', "query Keys($filter: ApiKeyFilter, $after: String) {\n  apiKeys(filter: $filter, first: 50, after: $after) {\n    nodes {\n      ...KeyRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment KeyRow on ApiKey {\n  id\n  name\n  keyPrefix\n  isActive\n  permissions\n  createdAt\n  lastUsedAt\n  expiresAt\n  revokedAt\n  userId\n  userEmail\n  parentId\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const OneKeyDocument = new TypedDocument<OneKeyQuery, OneKeyQueryVariables>('OneKey', 'sha256:6640d921042db852a5ec0b78ff8505806f4aaabb8e06392dffd15a100a1113a6', "query OneKey($id: ID!) {\n  apiKey(id: $id) {\n    ...KeyRow\n    parent {\n      id\n      name\n    }\n    children(first: 50) {\n      nodes {\n        id\n        name\n        isActive\n      }\n    }\n  }\n}\n\nfragment KeyRow on ApiKey {\n  id\n  name\n  keyPrefix\n  isActive\n  permissions\n  createdAt\n  lastUsedAt\n  expiresAt\n  revokedAt\n  userId\n  userEmail\n  parentId\n}")

export const MakeKeyDocument = new TypedDocument<MakeKeyMutation, MakeKeyMutationVariables>('MakeKey', 'sha256:2535aba21daad3e6e0867c0b810ca64af46e8f3d067dc4c7a8306bee8503b0c9', "mutation MakeKey($input: CreateApiKeyInput!) {\n  createApiKey(input: $input) {\n    key\n    apiKey {\n      ...KeyRow\n    }\n  }\n}\n\nfragment KeyRow on ApiKey {\n  id\n  name\n  keyPrefix\n  isActive\n  permissions\n  createdAt\n  lastUsedAt\n  expiresAt\n  revokedAt\n  userId\n  userEmail\n  parentId\n}")

export const RevokeKeyDocument = new TypedDocument<RevokeKeyMutation, RevokeKeyMutationVariables>('RevokeKey', 'sha256:6e5b77916752cff94b5b00af4978258b13d7aefd6cd99008b73113f307594dac', "mutation RevokeKey($id: ID!) {\n  revokeApiKey(input: {id: $id}) {\n    apiKey {\n      ...KeyRow\n    }\n  }\n}\n\nfragment KeyRow on ApiKey {\n  id\n  name\n  keyPrefix\n  isActive\n  permissions\n  createdAt\n  lastUsedAt\n  expiresAt\n  revokedAt\n  userId\n  userEmail\n  parentId\n}")
