// Of palette.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../data/document.ts'
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

export type PaletteFunctionsQueryVariables = Exact<{
  search: string;
}>;


export type PaletteFunctionsQuery = { functions: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type PaletteAgentsQueryVariables = Exact<{
  search: string;
}>;


export type PaletteAgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type PaletteRunQueryVariables = Exact<{
  id: string;
}>;


export type PaletteRunQuery = { execution: { id: string, functionNamespace: string, functionName: string, status: ExecutionStatus } };

export const PaletteFunctionsDocument = new TypedDocument<PaletteFunctionsQuery, PaletteFunctionsQueryVariables>('PaletteFunctions', 'sha256:6782c03f186f047f9751f921c5d8ac0ca5b2cc8811056b7090161ae5b05ead4e', "query PaletteFunctions($search: String!) {\n  functions(filter: {search: $search}, first: 20) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const PaletteAgentsDocument = new TypedDocument<PaletteAgentsQuery, PaletteAgentsQueryVariables>('PaletteAgents', 'sha256:db86fa1056b9978446a27bca9876fe09f022946be0e00b16e63f2914ee4ad43d', "query PaletteAgents($search: String!) {\n  agents(filter: {search: $search}, first: 20) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const PaletteRunDocument = new TypedDocument<PaletteRunQuery, PaletteRunQueryVariables>('PaletteRun', 'sha256:4c99b22ce5c6ae0b9b6a79583a276729d2c5a0d706b85da242c6e61d565db1a6', "query PaletteRun($id: ID!) {\n  execution(id: $id) {\n    id\n    functionNamespace\n    functionName\n    status\n  }\n}")
