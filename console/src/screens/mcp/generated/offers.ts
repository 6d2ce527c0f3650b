// Of offers.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type McpPromptRole =
  | 'ASSISTANT'
  | 'USER';

export type McpServerReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: string; };

export type McpServerResourcesQueryVariables = Exact<{
  server: McpServerReference;
  cursor?: string | null | undefined;
}>;


export type McpServerResourcesQuery = { mcpResources: { nextCursor: string | null, resources: Array<{ uri: string, name: string, title: string | null, description: string | null, mimeType: string | null, size: number | null }> } };

export type McpServerTemplatesQueryVariables = Exact<{
  server: McpServerReference;
}>;


export type McpServerTemplatesQuery = { mcpResourceTemplates: { resourceTemplates: Array<{ uriTemplate: string, name: string, title: string | null, description: string | null, mimeType: string | null }> } };

export type McpServerResourceQueryVariables = Exact<{
  server: McpServerReference;
  uri: string;
}>;


export type McpServerResourceQuery = { mcpResource: { contents: Array<{ uri: string, mimeType: string | null, text: string | null, blob: string | null }> } };

export type McpServerPromptsQueryVariables = Exact<{
  server: McpServerReference;
}>;


export type McpServerPromptsQuery = { mcpPrompts: { prompts: Array<{ name: string, title: string | null, description: string | null, arguments: Array<{ name: string, description: string | null, required: boolean }> }> } };

export type McpServerPromptQueryVariables = Exact<{
  server: McpServerReference;
  name: string;
  arguments?: unknown;
}>;


export type McpServerPromptQuery = { mcpPrompt: { description: string | null, messages: Array<{ role: McpPromptRole, content: Record<string, unknown> }> } };

export type McpAgentsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type McpAgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string, isActive: boolean, enabledMcpTools: Array<string> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type McpGroupsQueryVariables = Exact<{ [key: string]: never; }>;


export type McpGroupsQuery = { groups: { nodes: Array<{ id: string, name: string }> } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const McpServerResourcesDocument = new TypedDocument<McpServerResourcesQuery, McpServerResourcesQueryVariables>('McpServerResources', 'sha256:fe304c88901f2418a6d3d7f658e454a8f1550db69454e8ec07fc965fc78af57b', "query McpServerResources($server: McpServerReference!, $cursor: String) {\n  mcpResources(server: $server, cursor: $cursor) {\n    resources {\n      uri\n      name\n      title\n      description\n      mimeType\n      size\n    }\n    nextCursor\n  }\n}")

export const McpServerTemplatesDocument = new TypedDocument<McpServerTemplatesQuery, McpServerTemplatesQueryVariables>('McpServerTemplates', 'sha256:f335817a5809fd6b8edadc427489b9d393e77b9c26c151232f2e48b93035105b', "query McpServerTemplates($server: McpServerReference!) {\n  mcpResourceTemplates(server: $server) {\n    resourceTemplates {\n      uriTemplate\n      name\n      title\n      description\n      mimeType\n    }\n  }\n}")

export const McpServerResourceDocument = new TypedDocument<McpServerResourceQuery, McpServerResourceQueryVariables>('McpServerResource', 'sha256:380c87852827409f04d6bbf85da38b1f2ed7596a509afe2b1b1ae15fa4bd90d9', "query McpServerResource($server: McpServerReference!, $uri: String!) {\n  mcpResource(server: $server, uri: $uri) {\n    contents {\n      uri\n      mimeType\n      text\n      blob\n    }\n  }\n}")

export const McpServerPromptsDocument = new TypedDocument<McpServerPromptsQuery, McpServerPromptsQueryVariables>('McpServerPrompts', 'sha256:0529452c8bb8eee2130aa0de2e128b7f0978f008f3f053bb6fed17169a324e39', "query McpServerPrompts($server: McpServerReference!) {\n  mcpPrompts(server: $server) {\n    prompts {\n      name\n      title\n      description\n      arguments {\n        name\n        description\n        required\n      }\n    }\n  }\n}")

export const McpServerPromptDocument = new TypedDocument<McpServerPromptQuery, McpServerPromptQueryVariables>('McpServerPrompt', 'sha256:c8ea3168bbc18e922c916c47d036c48c95274400dd003caf57f4db206ed6edc0', "query McpServerPrompt($server: McpServerReference!, $name: String!, $arguments: JSON) {\n  mcpPrompt(server: $server, name: $name, arguments: $arguments) {\n    description\n    messages {\n      role\n      content\n    }\n  }\n}")

export const McpAgentsDocument = new TypedDocument<McpAgentsQuery, McpAgentsQueryVariables>('McpAgents', 'sha256:1ad9dbb57c042b450e06e88de14f5ffd3ca87c40958e5b8360c59b2c4e77d053', "query McpAgents($after: String) {\n  agents(first: 200, after: $after) {\n    nodes {\n      id\n      namespace\n      name\n      isActive\n      enabledMcpTools\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const McpGroupsDocument = new TypedDocument<McpGroupsQuery, McpGroupsQueryVariables>('McpGroups', 'sha256:0cdc3ae83c6f79a3e893ced5324e9dc84391cb02de606ed729e08ae67dfdddf0', "query McpGroups {\n  groups(first: 200) {\n    nodes {\n      id\n      name\n    }\n  }\n}")
