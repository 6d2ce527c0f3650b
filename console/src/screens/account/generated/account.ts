// Of account.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AccountQueryVariables = Exact<{ [key: string]: never; }>;


export type AccountQuery = { me: { id: string, email: string | null, createdAt: string | null, lastLoginAt: string | null, groups: { nodes: Array<{ id: string, name: string, description: string | null }> } | null } };

export const AccountDocument = new TypedDocument<AccountQuery, AccountQueryVariables>('Account', 'sha256:fad1b39e59a70894727b200c98ab34943cf3467dedcfe6b2091fa06ecd95e9bc', "query Account {\n  me {\n    id\n    email\n    createdAt\n    lastLoginAt\n    groups(first: 100) {\n      nodes {\n        id\n        name\n        description\n      }\n    }\n  }\n}")
