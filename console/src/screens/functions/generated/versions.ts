// Of versions.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type FunctionReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: QualifiedName; };

export type QualifiedName = {
  name: string;
  namespace: string;
};

export type FunctionVersionsQueryVariables = Exact<{
  of: FunctionReference;
  after?: string | null | undefined;
}>;


export type FunctionVersionsQuery = { functionVersions: { nodes: Array<{ id: string, version: number, createdAt: string, restoredFrom: number | null, code: string, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, author: { id: string, email: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const FunctionVersionsDocument = new TypedDocument<FunctionVersionsQuery, FunctionVersionsQueryVariables>('FunctionVersions', 'sha256:9e895523140188734669d3d2afa5113c9eb481097e7a9acf6bcb301bbd0e546f', "query FunctionVersions($of: FunctionReference!, $after: String) {\n  functionVersions(of: $of, first: 50, after: $after) {\n    nodes {\n      id\n      version\n      createdAt\n      restoredFrom\n      code\n      inputSchema\n      outputSchema\n      author {\n        id\n        email\n      }\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")
