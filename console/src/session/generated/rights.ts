// Of rights.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type PermissionReferenceQueryVariables = Exact<{ [key: string]: never; }>;


export type PermissionReferenceQuery = { permissionReference: Array<{ resource: string, description: string, actions: Array<string>, namespaced: boolean, adminOnly: boolean }> };

export const PermissionReferenceDocument = new TypedDocument<PermissionReferenceQuery, PermissionReferenceQueryVariables>('PermissionReference', 'sha256:de42a881d3e8110a10befc60d8009c1dd48aea8dc374d9db8efae3002c929932', "query PermissionReference {\n  permissionReference {\n    resource\n    description\n    actions\n    namespaced\n    adminOnly\n  }\n}")
