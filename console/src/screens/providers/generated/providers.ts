// Of providers.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreateLlmProviderInput = {
  apiEndpoint?: string | null | undefined;
  apiKey?: string | null | undefined;
  config?: unknown;
  defaultModel?: string | null | undefined;
  isDefault?: boolean | null | undefined;
  name: string;
  providerType: LlmProviderType;
};

export type LlmProviderReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: string; };

export type LlmProviderType =
  | 'ANTHROPIC'
  | 'MISTRAL'
  | 'OLLAMA'
  | 'OPENAI';

export type UpdateLlmProviderInput = {
  apiEndpoint?: string | null | undefined;
  apiKey?: string | null | undefined;
  config?: unknown;
  defaultModel?: string | null | undefined;
  isActive?: boolean | null | undefined;
  isDefault?: boolean | null | undefined;
  llmProvider: LlmProviderReference;
  name?: string | null | undefined;
};

export type ProviderDetailFragment = { id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, config: unknown, hasApiKey: boolean, isActive: boolean, isDefault: boolean, createdAt: string, updatedAt: string };

export type ProvidersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type ProvidersQuery = { llmProviders: { nodes: Array<{ id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, config: unknown, hasApiKey: boolean, isActive: boolean, isDefault: boolean, createdAt: string, updatedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OneProviderQueryVariables = Exact<{
  id: string;
}>;


export type OneProviderQuery = { llmProvider: { id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, config: unknown, hasApiKey: boolean, isActive: boolean, isDefault: boolean, createdAt: string, updatedAt: string, agents: { totalCount: number, nodes: Array<{ id: string, namespace: string, name: string }> } } };

export type CreateProviderMutationVariables = Exact<{
  input: CreateLlmProviderInput;
}>;


export type CreateProviderMutation = { createLlmProvider: { llmProvider: { id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, config: unknown, hasApiKey: boolean, isActive: boolean, isDefault: boolean, createdAt: string, updatedAt: string } } };

export type ChangeProviderMutationVariables = Exact<{
  input: UpdateLlmProviderInput;
}>;


export type ChangeProviderMutation = { updateLlmProvider: { llmProvider: { id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, config: unknown, hasApiKey: boolean, isActive: boolean, isDefault: boolean, createdAt: string, updatedAt: string } } };

export type DeleteProviderMutationVariables = Exact<{
  id: string;
}>;


export type DeleteProviderMutation = { deleteLlmProvider: { llmProvider: { id: string } } };

export type TestProviderMutationVariables = Exact<{
  id: string;
}>;


export type TestProviderMutation = { testLlmProvider: { model: string, answer: string | null, error: string | null, milliseconds: number } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const ProvidersDocument = new TypedDocument<ProvidersQuery, ProvidersQueryVariables>('Providers', 'sha256:f6dd08169f495f3c3bd25833abe52547b56e030186f1ff11c69f6a50ccb7acda', "query Providers($after: String) {\n  llmProviders(first: 50, after: $after) {\n    nodes {\n      ...ProviderDetail\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment ProviderDetail on LlmProvider {\n  id\n  name\n  providerType\n  apiEndpoint\n  defaultModel\n  config\n  hasApiKey\n  isActive\n  isDefault\n  createdAt\n  updatedAt\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const OneProviderDocument = new TypedDocument<OneProviderQuery, OneProviderQueryVariables>('OneProvider', 'sha256:274997693c6cb5244dc8f2502a3c20d609dd88e09fc7664095be886e85d06f0a', "query OneProvider($id: ID!) {\n  llmProvider(by: {id: $id}) {\n    ...ProviderDetail\n    agents(first: 20) {\n      totalCount\n      nodes {\n        id\n        namespace\n        name\n      }\n    }\n  }\n}\n\nfragment ProviderDetail on LlmProvider {\n  id\n  name\n  providerType\n  apiEndpoint\n  defaultModel\n  config\n  hasApiKey\n  isActive\n  isDefault\n  createdAt\n  updatedAt\n}")

export const CreateProviderDocument = new TypedDocument<CreateProviderMutation, CreateProviderMutationVariables>('CreateProvider', 'sha256:4f368da5b51435f928a0eda1c2b767957fed58bdc1e1f4272c3fdc6e3ffb3dce', "mutation CreateProvider($input: CreateLlmProviderInput!) {\n  createLlmProvider(input: $input) {\n    llmProvider {\n      ...ProviderDetail\n    }\n  }\n}\n\nfragment ProviderDetail on LlmProvider {\n  id\n  name\n  providerType\n  apiEndpoint\n  defaultModel\n  config\n  hasApiKey\n  isActive\n  isDefault\n  createdAt\n  updatedAt\n}")

export const ChangeProviderDocument = new TypedDocument<ChangeProviderMutation, ChangeProviderMutationVariables>('ChangeProvider', 'sha256:ac825f1b48d046f15f3a4e1acbfb4a5d5d01ca4876cb9404dcdc86d253fc561c', "mutation ChangeProvider($input: UpdateLlmProviderInput!) {\n  updateLlmProvider(input: $input) {\n    llmProvider {\n      ...ProviderDetail\n    }\n  }\n}\n\nfragment ProviderDetail on LlmProvider {\n  id\n  name\n  providerType\n  apiEndpoint\n  defaultModel\n  config\n  hasApiKey\n  isActive\n  isDefault\n  createdAt\n  updatedAt\n}")

export const DeleteProviderDocument = new TypedDocument<DeleteProviderMutation, DeleteProviderMutationVariables>('DeleteProvider', 'sha256:c3a70d7a9b65d54edb005b20f39157fcf3d773f8552b7e2eb0cbf8fe3481d14b', "mutation DeleteProvider($id: ID!) {\n  deleteLlmProvider(input: {llmProvider: {id: $id}}) {\n    llmProvider {\n      id\n    }\n  }\n}")

export const TestProviderDocument = new TypedDocument<TestProviderMutation, TestProviderMutationVariables>('TestProvider', 'sha256:5968615284eee3eab76c4536d5ccf1e027a51976f96b380c80bfb3b0b6cb94ed', "mutation TestProvider($id: ID!) {\n  testLlmProvider(input: {llmProvider: {id: $id}}) {\n    model\n    answer\n    error\n    milliseconds\n  }\n}")
