// Of functions.graphql, by `npm run console:documents`: don’t edit it.
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

export type FunctionFilter = {
  isActive?: boolean | null | undefined;
  name?: string | null | undefined;
  namespace?: string | null | undefined;
  search?: string | null | undefined;
};

export type FunctionRowFragment = { id: string, namespace: string, name: string, description: string | null, version: number, isActive: boolean, isShared: boolean, updatedAt: string, ownerId: string, owner: { id: string, email: string | null } | null, latest: { nodes: Array<{ id: string, status: ExecutionStatus, startedAt: string }> } };

export type FunctionsQueryVariables = Exact<{
  filter?: FunctionFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type FunctionsQuery = { functions: { nodes: Array<{ id: string, namespace: string, name: string, description: string | null, version: number, isActive: boolean, isShared: boolean, updatedAt: string, ownerId: string, owner: { id: string, email: string | null } | null, latest: { nodes: Array<{ id: string, status: ExecutionStatus, startedAt: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const FunctionsDocument = new TypedDocument<FunctionsQuery, FunctionsQueryVariables>('Functions', 'sha256:4eb3dc6d3d89cc5fdf1f9760b7caaab3448d71a51685e51755a445d2b2d626c2', "query Functions($filter: FunctionFilter, $after: String) {\n  functions(\n    filter: $filter\n    first: 50\n    after: $after\n    orderBy: {field: UPDATED_AT, direction: DESC}\n  ) {\n    nodes {\n      ...FunctionRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment FunctionRow on Function {\n  id\n  namespace\n  name\n  description\n  version\n  isActive\n  isShared\n  updatedAt\n  ownerId\n  owner {\n    id\n    email\n  }\n  latest: executions(first: 1) {\n    nodes {\n      id\n      status\n      startedAt\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")
