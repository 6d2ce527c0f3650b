// Of callers.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type FunctionReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: QualifiedName; };

export type HttpMethod =
  | 'DELETE'
  | 'GET'
  | 'PATCH'
  | 'POST'
  | 'PUT';

export type QualifiedName = {
  name: string;
  namespace: string;
};

export type FunctionTriggersQueryVariables = Exact<{
  by: FunctionReference;
}>;


export type FunctionTriggersQuery = { function: { id: string, calls: Array<{ as: string, namespace: string, name: string, function: { id: string } | null }>, webhooks: { nodes: Array<{ id: string, path: string, httpMethod: HttpMethod, isActive: boolean }> }, schedules: { nodes: Array<{ id: string, name: string, cronExpression: string, isActive: boolean }> } } };

export type FunctionAgentsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type FunctionAgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string, isActive: boolean, enabledFunctions: Array<string> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const FunctionTriggersDocument = new TypedDocument<FunctionTriggersQuery, FunctionTriggersQueryVariables>('FunctionTriggers', 'sha256:40231ddfa29133d3fecc950fb3f025f6ed813049e0545067d3cf722429766ce0', "query FunctionTriggers($by: FunctionReference!) {\n  function(by: $by) {\n    id\n    calls {\n      as\n      namespace\n      name\n      function {\n        id\n      }\n    }\n    webhooks(first: 100) {\n      nodes {\n        id\n        path\n        httpMethod\n        isActive\n      }\n    }\n    schedules(first: 100) {\n      nodes {\n        id\n        name\n        cronExpression\n        isActive\n      }\n    }\n  }\n}")

export const FunctionAgentsDocument = new TypedDocument<FunctionAgentsQuery, FunctionAgentsQueryVariables>('FunctionAgents', 'sha256:3e57bf56c3484b91fd9348d4efb47f5fdf8f993a1c67ee80db8eeff1ded54023', "query FunctionAgents($after: String) {\n  agents(first: 200, after: $after) {\n    nodes {\n      id\n      namespace\n      name\n      isActive\n      enabledFunctions\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")
