// Of session.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, email: string | null, groupNames: Array<string> | null }, platform: { version: string, commit: string | null } };

export type PermissionsQueryVariables = Exact<{
  permissions: Array<string>;
}>;


export type PermissionsQuery = { checkPermissions: { checks: Array<{ permission: string, hasPermission: boolean }> } };

export const MeDocument = new TypedDocument<MeQuery, MeQueryVariables>('Me', 'sha256:89bf2e038c5c3600656f183959393b5c2734da797b71de70970569292ca68f03', "query Me {\n  me {\n    id\n    email\n    groupNames\n  }\n  platform {\n    version\n    commit\n  }\n}")

export const PermissionsDocument = new TypedDocument<PermissionsQuery, PermissionsQueryVariables>('Permissions', 'sha256:ddaaea0e20351818a53e21ba670a982052866ed23e895b75c850a04afb6775de', "query Permissions($permissions: [String!]!) {\n  checkPermissions(permissions: $permissions) {\n    checks {\n      permission\n      hasPermission\n    }\n  }\n}")
