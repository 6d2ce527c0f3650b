// Of groups.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreateGroupInput = {
  description?: string | null | undefined;
  emailDomain?: string | null | undefined;
  externalGroupId?: string | null | undefined;
  name: string;
};

export type GroupFilter = {
  search?: string | null | undefined;
};

export type GroupReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: string; };

export type UpdateGroupInput = {
  description?: string | null | undefined;
  emailDomain?: string | null | undefined;
  externalGroupId?: string | null | undefined;
  group: GroupReference;
  name?: string | null | undefined;
};

export type GroupRowFragment = { id: string, name: string, description: string | null, emailDomain: string | null, externalGroupId: string | null, createdAt: string, updatedAt: string, members: { totalCount: number } | null };

export type GroupsQueryVariables = Exact<{
  filter?: GroupFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type GroupsQuery = { groups: { nodes: Array<{ id: string, name: string, description: string | null, emailDomain: string | null, externalGroupId: string | null, createdAt: string, updatedAt: string, members: { totalCount: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OneGroupQueryVariables = Exact<{
  id: string;
}>;


export type OneGroupQuery = { group: { id: string, name: string, description: string | null, emailDomain: string | null, externalGroupId: string | null, createdAt: string, updatedAt: string, members: { totalCount: number } | null } };

export type GroupPeopleQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type GroupPeopleQuery = { groupMembers: { nodes: Array<{ id: string, userId: string, userEmail: string | null, role: string, addedAt: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type GroupGrantsQueryVariables = Exact<{
  id: string;
}>;


export type GroupGrantsQuery = { groupPermissions: { nodes: Array<{ id: string, permissionKey: string, permissionValue: boolean, updatedAt: string }> } };

export type MatrixQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MatrixQuery = { groups: { nodes: Array<{ id: string, name: string, permissions: { nodes: Array<{ id: string, permissionKey: string, permissionValue: boolean }>, pageInfo: { hasNextPage: boolean } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateGroupMutationVariables = Exact<{
  input: CreateGroupInput;
}>;


export type CreateGroupMutation = { createGroup: { group: { id: string, name: string, description: string | null, emailDomain: string | null, externalGroupId: string | null, createdAt: string, updatedAt: string, members: { totalCount: number } | null } } };

export type ChangeGroupMutationVariables = Exact<{
  input: UpdateGroupInput;
}>;


export type ChangeGroupMutation = { updateGroup: { group: { id: string, name: string, description: string | null, emailDomain: string | null, externalGroupId: string | null, createdAt: string, updatedAt: string, members: { totalCount: number } | null } } };

export type DeleteGroupMutationVariables = Exact<{
  id: string;
}>;


export type DeleteGroupMutation = { deleteGroup: { group: { id: string } } };

export type GrantMutationVariables = Exact<{
  group: string;
  key: string;
  value: boolean;
}>;


export type GrantMutation = { setGroupPermission: { permission: { id: string, permissionKey: string, permissionValue: boolean, updatedAt: string } } };

export type TakeAwayMutationVariables = Exact<{
  group: string;
  key: string;
}>;


export type TakeAwayMutation = { removeGroupPermission: { permission: { id: string } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const GroupsDocument = new TypedDocument<GroupsQuery, GroupsQueryVariables>('Groups', 'sha256:6c6b3e6501bf764b6540f7e8b2935810c803467a70ae18b7619eaaafa197d96d', "query Groups($filter: GroupFilter, $after: String) {\n  groups(filter: $filter, first: 50, after: $after) {\n    nodes {\n      ...GroupRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment GroupRow on Group {\n  id\n  name\n  description\n  emailDomain\n  externalGroupId\n  createdAt\n  updatedAt\n  members(first: 1) {\n    totalCount\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const OneGroupDocument = new TypedDocument<OneGroupQuery, OneGroupQueryVariables>('OneGroup', 'sha256:96f5edbc876c14160c702c4c72c6709a2cf32b212a5b431c2e3a130f94bf3ac4', "query OneGroup($id: ID!) {\n  group(by: {id: $id}) {\n    ...GroupRow\n  }\n}\n\nfragment GroupRow on Group {\n  id\n  name\n  description\n  emailDomain\n  externalGroupId\n  createdAt\n  updatedAt\n  members(first: 1) {\n    totalCount\n  }\n}")

export const GroupPeopleDocument = new TypedDocument<GroupPeopleQuery, GroupPeopleQueryVariables>('GroupPeople', 'sha256:9a967b2a3e94a18524f8ee8ebf833a47568b9e20ba3f0cbb56fa8c4114a0f4ff', "query GroupPeople($id: ID!, $after: String) {\n  groupMembers(group: {id: $id}, first: 100, after: $after) {\n    nodes {\n      id\n      userId\n      userEmail\n      role\n      addedAt\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const GroupGrantsDocument = new TypedDocument<GroupGrantsQuery, GroupGrantsQueryVariables>('GroupGrants', 'sha256:0271e42610a1ae968f13db17b41e508e3c75528a64a45d9455cbea63eeb14b43', "query GroupGrants($id: ID!) {\n  groupPermissions(group: {id: $id}, first: 1000) {\n    nodes {\n      id\n      permissionKey\n      permissionValue\n      updatedAt\n    }\n  }\n}")

export const MatrixDocument = new TypedDocument<MatrixQuery, MatrixQueryVariables>('Matrix', 'sha256:c40248867cfd12ab4d2d473b29a5012a742fff27a8b8561635007fb8f6747070', "query Matrix($after: String) {\n  groups(first: 20, after: $after) {\n    nodes {\n      id\n      name\n      permissions(first: 100) {\n        nodes {\n          id\n          permissionKey\n          permissionValue\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const CreateGroupDocument = new TypedDocument<CreateGroupMutation, CreateGroupMutationVariables>('CreateGroup', 'sha256:fdf0b12b5b96f1e34fdc00e19304b66ef3c0c659cd8fc0a3904749bd3662bb32', "mutation CreateGroup($input: CreateGroupInput!) {\n  createGroup(input: $input) {\n    group {\n      ...GroupRow\n    }\n  }\n}\n\nfragment GroupRow on Group {\n  id\n  name\n  description\n  emailDomain\n  externalGroupId\n  createdAt\n  updatedAt\n  members(first: 1) {\n    totalCount\n  }\n}")

export const ChangeGroupDocument = new TypedDocument<ChangeGroupMutation, ChangeGroupMutationVariables>('ChangeGroup', 'sha256:df1f234a5e9045531e3d8103dcca7c2dfb4ca4f640dc6aa05f6f2590199a0dd7', "mutation ChangeGroup($input: UpdateGroupInput!) {\n  updateGroup(input: $input) {\n    group {\n      ...GroupRow\n    }\n  }\n}\n\nfragment GroupRow on Group {\n  id\n  name\n  description\n  emailDomain\n  externalGroupId\n  createdAt\n  updatedAt\n  members(first: 1) {\n    totalCount\n  }\n}")

export const DeleteGroupDocument = new TypedDocument<DeleteGroupMutation, DeleteGroupMutationVariables>('DeleteGroup', 'sha256:e333a1b7fe7de345cefa0a38c5d90727238da158fd31c7142e40c725a46c09a5', "mutation DeleteGroup($id: ID!) {\n  deleteGroup(input: {group: {id: $id}}) {\n    group {\n      id\n    }\n  }\n}")

export const GrantDocument = new TypedDocument<GrantMutation, GrantMutationVariables>('Grant', 'sha256:8de055acf012d9a8292129eb6d8a46ecbbd203c1ed6f821acceedcab029bc498', "mutation Grant($group: ID!, $key: String!, $value: Boolean!) {\n  setGroupPermission(\n    input: {group: {id: $group}, permissionKey: $key, permissionValue: $value}\n  ) {\n    permission {\n      id\n      permissionKey\n      permissionValue\n      updatedAt\n    }\n  }\n}")

export const TakeAwayDocument = new TypedDocument<TakeAwayMutation, TakeAwayMutationVariables>('TakeAway', 'sha256:09e5545e905744594aa49e712e9f2bd3290979ee0b5394be8b9e5dc741f8160f', "mutation TakeAway($group: ID!, $key: String!) {\n  removeGroupPermission(input: {group: {id: $group}, permissionKey: $key}) {\n    permission {\n      id\n    }\n  }\n}")
