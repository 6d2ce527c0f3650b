// Of mcp.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreateMcpServerInput = {
  apiKey?: string | null | undefined;
  args?: Array<string> | null | undefined;
  command?: string | null | undefined;
  description?: string | null | undefined;
  env?: unknown;
  groupId?: string | null | undefined;
  headers?: unknown;
  isActive?: boolean | null | undefined;
  name: string;
  oauthClientId?: string | null | undefined;
  oauthClientSecret?: string | null | undefined;
  protocol?: McpProtocol | null | undefined;
  requiresApproval?: Array<string> | null | undefined;
  serverUrl?: string | null | undefined;
  timeout?: number | null | undefined;
  url?: string | null | undefined;
};

export type McpConnectionStatus =
  | 'CONNECTED'
  | 'DISCONNECTED'
  | 'ERROR';

export type McpProtocol =
  | 'HTTP'
  | 'SSE'
  | 'STDIO'
  | 'WEBSOCKET';

export type McpServerFilter = {
  isActive?: boolean | null | undefined;
  search?: string | null | undefined;
};

export type McpServerReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: string; };

export type UpdateMcpServerInput = {
  apiKey?: string | null | undefined;
  args?: Array<string> | null | undefined;
  command?: string | null | undefined;
  description?: string | null | undefined;
  env?: unknown;
  groupId?: string | null | undefined;
  headers?: unknown;
  isActive?: boolean | null | undefined;
  name?: string | null | undefined;
  oauthClientId?: string | null | undefined;
  oauthClientSecret?: string | null | undefined;
  protocol?: McpProtocol | null | undefined;
  requiresApproval?: Array<string> | null | undefined;
  server: McpServerReference;
  serverUrl?: string | null | undefined;
  timeout?: number | null | undefined;
  url?: string | null | undefined;
};

export type McpServersQueryVariables = Exact<{
  filter?: McpServerFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type McpServersQuery = { mcpServers: { nodes: Array<{ id: string, name: string, description: string | null, protocol: McpProtocol, url: string | null, command: string | null, isActive: boolean, connectionStatus: McpConnectionStatus, errorMessage: string | null, authorizationUrl: string | null, toolCount: number, lastConnected: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type McpServerDetailFragment = { id: string, name: string, description: string | null, protocol: McpProtocol, url: string | null, command: string | null, args: Array<string>, isActive: boolean, connectionStatus: McpConnectionStatus, errorMessage: string | null, authorizationUrl: string | null, hasSecrets: boolean, toolCount: number, lastConnected: string | null, retryAt: string | null, requiresApproval: Array<string>, timeout: number, groupId: string | null, createdAt: string, group: { id: string, name: string } | null };

export type McpServerByNameQueryVariables = Exact<{
  name: string;
}>;


export type McpServerByNameQuery = { mcpServer: { id: string, name: string, description: string | null, protocol: McpProtocol, url: string | null, command: string | null, args: Array<string>, isActive: boolean, connectionStatus: McpConnectionStatus, errorMessage: string | null, authorizationUrl: string | null, hasSecrets: boolean, toolCount: number, lastConnected: string | null, retryAt: string | null, requiresApproval: Array<string>, timeout: number, groupId: string | null, createdAt: string, group: { id: string, name: string } | null } };

export type McpServerToolsQueryVariables = Exact<{
  name: string;
  after?: string | null | undefined;
}>;


export type McpServerToolsQuery = { mcpServer: { id: string, tools: { nodes: Array<{ name: string, title: string | null, description: string, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown> | null, readOnly: boolean, requiresApproval: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type CreateMcpServerMutationVariables = Exact<{
  input: CreateMcpServerInput;
}>;


export type CreateMcpServerMutation = { createMcpServer: { server: { id: string, name: string, description: string | null, protocol: McpProtocol, url: string | null, command: string | null, args: Array<string>, isActive: boolean, connectionStatus: McpConnectionStatus, errorMessage: string | null, authorizationUrl: string | null, hasSecrets: boolean, toolCount: number, lastConnected: string | null, retryAt: string | null, requiresApproval: Array<string>, timeout: number, groupId: string | null, createdAt: string, group: { id: string, name: string } | null } } };

export type ChangeMcpServerMutationVariables = Exact<{
  input: UpdateMcpServerInput;
}>;


export type ChangeMcpServerMutation = { updateMcpServer: { server: { id: string, name: string, description: string | null, protocol: McpProtocol, url: string | null, command: string | null, args: Array<string>, isActive: boolean, connectionStatus: McpConnectionStatus, errorMessage: string | null, authorizationUrl: string | null, hasSecrets: boolean, toolCount: number, lastConnected: string | null, retryAt: string | null, requiresApproval: Array<string>, timeout: number, groupId: string | null, createdAt: string, group: { id: string, name: string } | null } } };

export type DeleteMcpServerMutationVariables = Exact<{
  id: string;
}>;


export type DeleteMcpServerMutation = { deleteMcpServer: { server: { id: string } } };

export type ConnectMcpServerMutationVariables = Exact<{
  id: string;
}>;


export type ConnectMcpServerMutation = { connectMcpServer: { server: { id: string, name: string, description: string | null, protocol: McpProtocol, url: string | null, command: string | null, args: Array<string>, isActive: boolean, connectionStatus: McpConnectionStatus, errorMessage: string | null, authorizationUrl: string | null, hasSecrets: boolean, toolCount: number, lastConnected: string | null, retryAt: string | null, requiresApproval: Array<string>, timeout: number, groupId: string | null, createdAt: string, group: { id: string, name: string } | null } } };

export type TryMcpToolMutationVariables = Exact<{
  server?: McpServerReference | null | undefined;
  tool: string;
  arguments?: unknown;
}>;


export type TryMcpToolMutation = { executeMcpTool: { result: Record<string, unknown> } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const McpServersDocument = new TypedDocument<McpServersQuery, McpServersQueryVariables>('McpServers', 'sha256:75c970b94486cde642ada06ee71280142de0eeafc6b58ac8af4b0da3d7875eb5', "query McpServers($filter: McpServerFilter, $after: String) {\n  mcpServers(filter: $filter, first: 50, after: $after) {\n    nodes {\n      id\n      name\n      description\n      protocol\n      url\n      command\n      isActive\n      connectionStatus\n      errorMessage\n      authorizationUrl\n      toolCount\n      lastConnected\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const McpServerByNameDocument = new TypedDocument<McpServerByNameQuery, McpServerByNameQueryVariables>('McpServerByName', 'sha256:ee6b70ac0261814c5348e6148c9a96ca13b5c14caed90d76f72cb18056a4a757', "query McpServerByName($name: String!) {\n  mcpServer(by: {name: $name}) {\n    ...McpServerDetail\n  }\n}\n\nfragment McpServerDetail on McpServer {\n  id\n  name\n  description\n  protocol\n  url\n  command\n  args\n  isActive\n  connectionStatus\n  errorMessage\n  authorizationUrl\n  hasSecrets\n  toolCount\n  lastConnected\n  retryAt\n  requiresApproval\n  timeout\n  groupId\n  group {\n    id\n    name\n  }\n  createdAt\n}")

export const McpServerToolsDocument = new TypedDocument<McpServerToolsQuery, McpServerToolsQueryVariables>('McpServerTools', 'sha256:2c20c24ed74fb3a9ea81a82040076b77b4438908d918b94fd3396a87300e7040', "query McpServerTools($name: String!, $after: String) {\n  mcpServer(by: {name: $name}) {\n    id\n    tools(first: 100, after: $after) {\n      nodes {\n        name\n        title\n        description\n        inputSchema\n        outputSchema\n        readOnly\n        requiresApproval\n      }\n      pageInfo {\n        ...Page\n      }\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const CreateMcpServerDocument = new TypedDocument<CreateMcpServerMutation, CreateMcpServerMutationVariables>('CreateMcpServer', 'sha256:191fe10c3f89fda6fbb5b61fd39469f69f915874ab58ab952a1abb5e49bf89e3', "mutation CreateMcpServer($input: CreateMcpServerInput!) {\n  createMcpServer(input: $input) {\n    server {\n      ...McpServerDetail\n    }\n  }\n}\n\nfragment McpServerDetail on McpServer {\n  id\n  name\n  description\n  protocol\n  url\n  command\n  args\n  isActive\n  connectionStatus\n  errorMessage\n  authorizationUrl\n  hasSecrets\n  toolCount\n  lastConnected\n  retryAt\n  requiresApproval\n  timeout\n  groupId\n  group {\n    id\n    name\n  }\n  createdAt\n}")

export const ChangeMcpServerDocument = new TypedDocument<ChangeMcpServerMutation, ChangeMcpServerMutationVariables>('ChangeMcpServer', 'sha256:1362cf0c16279586d67cdb13dc70c9b47655e048eb910d80e74e0bb30a302301', "mutation ChangeMcpServer($input: UpdateMcpServerInput!) {\n  updateMcpServer(input: $input) {\n    server {\n      ...McpServerDetail\n    }\n  }\n}\n\nfragment McpServerDetail on McpServer {\n  id\n  name\n  description\n  protocol\n  url\n  command\n  args\n  isActive\n  connectionStatus\n  errorMessage\n  authorizationUrl\n  hasSecrets\n  toolCount\n  lastConnected\n  retryAt\n  requiresApproval\n  timeout\n  groupId\n  group {\n    id\n    name\n  }\n  createdAt\n}")

export const DeleteMcpServerDocument = new TypedDocument<DeleteMcpServerMutation, DeleteMcpServerMutationVariables>('DeleteMcpServer', 'sha256:2e51d276a9360d132399616ed0a362a8a11faed478b9e05aef7092ede8a0fee4', "mutation DeleteMcpServer($id: ID!) {\n  deleteMcpServer(input: {server: {id: $id}}) {\n    server {\n      id\n    }\n  }\n}")

export const ConnectMcpServerDocument = new TypedDocument<ConnectMcpServerMutation, ConnectMcpServerMutationVariables>('ConnectMcpServer', 'sha256:263b45ac26df6bc95a65833c7e945410ae2e05e8e8fbce46f80a53f397933a7c', "mutation ConnectMcpServer($id: ID!) {\n  connectMcpServer(input: {server: {id: $id}}) {\n    server {\n      ...McpServerDetail\n    }\n  }\n}\n\nfragment McpServerDetail on McpServer {\n  id\n  name\n  description\n  protocol\n  url\n  command\n  args\n  isActive\n  connectionStatus\n  errorMessage\n  authorizationUrl\n  hasSecrets\n  toolCount\n  lastConnected\n  retryAt\n  requiresApproval\n  timeout\n  groupId\n  group {\n    id\n    name\n  }\n  createdAt\n}")

export const TryMcpToolDocument = new TypedDocument<TryMcpToolMutation, TryMcpToolMutationVariables>('TryMcpTool', 'sha256:396f9d4c08fb0e588fffdc63798cbf5039c5681ebdbb3cf4508a27f8838988a4', "mutation TryMcpTool($server: McpServerReference, $tool: String!, $arguments: JSON) {\n  executeMcpTool(input: {server: $server, tool: $tool, arguments: $arguments}) {\n    result\n  }\n}")
