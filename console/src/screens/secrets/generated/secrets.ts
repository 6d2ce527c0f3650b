// Of secrets.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type PutSecretInput = {
  description?: string | null | undefined;
  name: string;
  value: string;
  visibility?: SecretVisibility | null | undefined;
};

export type SecretFilter = {
  search?: string | null | undefined;
  visibility?: SecretVisibility | null | undefined;
};

export type SecretName = {
  name: string;
  visibility?: SecretVisibility | null | undefined;
};

export type SecretReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: SecretName; };

export type SecretUser =
  | 'FUNCTION';

export type SecretVisibility =
  | 'PRIVATE'
  | 'SHARED';

export type UpdateSecretInput = {
  description?: string | null | undefined;
  secret: SecretReference;
  value?: string | null | undefined;
};

export type SecretRowFragment = { id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, userId: string, createdAt: string, updatedAt: string, owner: { id: string, email: string | null } | null };

export type SecretsQueryVariables = Exact<{
  filter?: SecretFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type SecretsQuery = { secrets: { nodes: Array<{ id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, userId: string, createdAt: string, updatedAt: string, owner: { id: string, email: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OneSecretQueryVariables = Exact<{
  id: string;
}>;


export type OneSecretQuery = { secret: { id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, userId: string, createdAt: string, updatedAt: string, versions: { nodes: Array<{ id: string, version: number, restoredFrom: number | null, createdAt: string, author: { id: string, email: string | null } | null }> }, owner: { id: string, email: string | null } | null } };

export type SecretUsesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type SecretUsesQuery = { secret: { id: string, uses: { nodes: Array<{ id: string, version: number, usedBy: SecretUser, usedByName: string, executionId: string | null, usedAt: string, user: { id: string, email: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type PutSecretMutationVariables = Exact<{
  input: PutSecretInput;
}>;


export type PutSecretMutation = { putSecret: { warnings: Array<string>, secret: { id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, userId: string, createdAt: string, updatedAt: string, owner: { id: string, email: string | null } | null } } };

export type UpdateSecretMutationVariables = Exact<{
  input: UpdateSecretInput;
}>;


export type UpdateSecretMutation = { updateSecret: { warnings: Array<string>, secret: { id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, userId: string, createdAt: string, updatedAt: string, owner: { id: string, email: string | null } | null } } };

export type RollbackSecretMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type RollbackSecretMutation = { rollbackSecret: { secret: { id: string, version: number } } };

export type DeleteSecretMutationVariables = Exact<{
  id: string;
}>;


export type DeleteSecretMutation = { deleteSecret: { secret: { id: string } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const SecretsDocument = new TypedDocument<SecretsQuery, SecretsQueryVariables>('Secrets', 'sha256:e5413f52d01446c4ff3a6c70a50205e4bc5fc335278da57de3ef7a2b53d24dd5', "query Secrets($filter: SecretFilter, $after: String) {\n  secrets(filter: $filter, first: 100, after: $after) {\n    nodes {\n      ...SecretRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment SecretRow on Secret {\n  id\n  name\n  visibility\n  description\n  version\n  userId\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const OneSecretDocument = new TypedDocument<OneSecretQuery, OneSecretQueryVariables>('OneSecret', 'sha256:3a739230be02a826d704155974ade12147c56a7a5881163dbe6c8447248ee9f1', "query OneSecret($id: ID!) {\n  secret(by: {id: $id}) {\n    ...SecretRow\n    versions(first: 20) {\n      nodes {\n        id\n        version\n        restoredFrom\n        createdAt\n        author {\n          id\n          email\n        }\n      }\n    }\n  }\n}\n\nfragment SecretRow on Secret {\n  id\n  name\n  visibility\n  description\n  version\n  userId\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n}")

export const SecretUsesDocument = new TypedDocument<SecretUsesQuery, SecretUsesQueryVariables>('SecretUses', 'sha256:58c04abf63c146f35b70c0dee9dc8894e7f1060592437c4f873cfceddf501132', "query SecretUses($id: ID!, $after: String) {\n  secret(by: {id: $id}) {\n    id\n    uses(first: 50, after: $after) {\n      nodes {\n        id\n        version\n        usedBy\n        usedByName\n        executionId\n        usedAt\n        user {\n          id\n          email\n        }\n      }\n      pageInfo {\n        ...Page\n      }\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const PutSecretDocument = new TypedDocument<PutSecretMutation, PutSecretMutationVariables>('PutSecret', 'sha256:924dd40ee14e3e11355ea6be5a4c95e346bc7f3474f2d44ac3d306be1d662853', "mutation PutSecret($input: PutSecretInput!) {\n  putSecret(input: $input) {\n    secret {\n      ...SecretRow\n    }\n    warnings\n  }\n}\n\nfragment SecretRow on Secret {\n  id\n  name\n  visibility\n  description\n  version\n  userId\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n}")

export const UpdateSecretDocument = new TypedDocument<UpdateSecretMutation, UpdateSecretMutationVariables>('UpdateSecret', 'sha256:b09ffa2c4e1821c4315f76b12bf2fed09ab15411aa4053c9de31b196b7f3738d', "mutation UpdateSecret($input: UpdateSecretInput!) {\n  updateSecret(input: $input) {\n    secret {\n      ...SecretRow\n    }\n    warnings\n  }\n}\n\nfragment SecretRow on Secret {\n  id\n  name\n  visibility\n  description\n  version\n  userId\n  createdAt\n  updatedAt\n  owner {\n    id\n    email\n  }\n}")

export const RollbackSecretDocument = new TypedDocument<RollbackSecretMutation, RollbackSecretMutationVariables>('RollbackSecret', 'sha256:d4fc5cae520b737939e8999fe1b66cf823bb557b56d65c17f33ee55d89e37426', "mutation RollbackSecret($id: ID!, $version: Int!) {\n  rollbackSecret(input: {secret: {id: $id}, version: $version}) {\n    secret {\n      id\n      version\n    }\n  }\n}")

export const DeleteSecretDocument = new TypedDocument<DeleteSecretMutation, DeleteSecretMutationVariables>('DeleteSecret', 'sha256:9533df63d4b86222898035c2c20aeb31b4a9026333b47fd9bb776e3ce59e95c8', "mutation DeleteSecret($id: ID!) {\n  deleteSecret(input: {secret: {id: $id}}) {\n    secret {\n      id\n    }\n  }\n}")
