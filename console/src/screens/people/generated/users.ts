// Of users.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreateUserInput = {
  email: string;
};

export type UserFilter = {
  isActive?: boolean | null | undefined;
  search?: string | null | undefined;
};

export type UserRowFragment = { id: string, email: string | null, isActive: boolean | null, groupNames: Array<string> | null, lastLoginAt: string | null, createdAt: string | null };

export type UsersQueryVariables = Exact<{
  filter?: UserFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type UsersQuery = { users: { nodes: Array<{ id: string, email: string | null, isActive: boolean | null, groupNames: Array<string> | null, lastLoginAt: string | null, createdAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OneUserQueryVariables = Exact<{
  id: string;
}>;


export type OneUserQuery = { user: { id: string, email: string | null, isActive: boolean | null, groupNames: Array<string> | null, lastLoginAt: string | null, createdAt: string | null } };

export type UserGroupsQueryVariables = Exact<{
  id: string;
}>;


export type UserGroupsQuery = { user: { id: string, groups: { nodes: Array<{ id: string, name: string }> } | null } };

export type UserRightsQueryVariables = Exact<{
  id: string;
}>;


export type UserRightsQuery = { user: { id: string, email: string | null, isActive: boolean | null, groups: { nodes: Array<{ id: string, name: string, description: string | null, permissions: { nodes: Array<{ id: string, permissionKey: string, permissionValue: boolean }>, pageInfo: { hasNextPage: boolean } } | null }> } | null } };

export type UserKeysQueryVariables = Exact<{
  id: string;
}>;


export type UserKeysQuery = { user: { id: string, apiKeys: { nodes: Array<{ id: string, name: string, keyPrefix: string, isActive: boolean, permissions: Array<string>, lastUsedAt: string | null, expiresAt: string | null }> } | null } };

export type InviteUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type InviteUserMutation = { createUser: { user: { id: string, email: string | null, isActive: boolean | null, groupNames: Array<string> | null, lastLoginAt: string | null, createdAt: string | null } } };

export type SwitchUserMutationVariables = Exact<{
  id: string;
  isActive: boolean;
}>;


export type SwitchUserMutation = { updateUser: { user: { id: string, email: string | null, isActive: boolean | null, groupNames: Array<string> | null, lastLoginAt: string | null, createdAt: string | null } } };

export type DeleteUserMutationVariables = Exact<{
  id: string;
}>;


export type DeleteUserMutation = { deleteUser: { user: { id: string } } };

export type AddMemberMutationVariables = Exact<{
  group: string;
  user: string;
}>;


export type AddMemberMutation = { addGroupMember: { member: { id: string } } };

export type RemoveMemberMutationVariables = Exact<{
  group: string;
  user: string;
}>;


export type RemoveMemberMutation = { removeGroupMember: { member: { id: string } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const UsersDocument = new TypedDocument<UsersQuery, UsersQueryVariables>('Users', 'sha256:d9f2cc8627fca3beb41fc686ca09fc68e1349687245a93d7733b291f3c17d795', "query Users($filter: UserFilter, $after: String) {\n  users(\n    filter: $filter\n    orderBy: {field: EMAIL, direction: ASC}\n    first: 50\n    after: $after\n  ) {\n    nodes {\n      ...UserRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment UserRow on User {\n  id\n  email\n  isActive\n  groupNames\n  lastLoginAt\n  createdAt\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const OneUserDocument = new TypedDocument<OneUserQuery, OneUserQueryVariables>('OneUser', 'sha256:73a4fa8f93d9ef5ca27360747713d17dc693368e8fa42f2680cdcb6229f778d4', "query OneUser($id: ID!) {\n  user(by: {id: $id}) {\n    ...UserRow\n  }\n}\n\nfragment UserRow on User {\n  id\n  email\n  isActive\n  groupNames\n  lastLoginAt\n  createdAt\n}")

export const UserGroupsDocument = new TypedDocument<UserGroupsQuery, UserGroupsQueryVariables>('UserGroups', 'sha256:8a9b2effb8adeed1f9c48d64169d55b39ad48fa632d1356e07566c6051b3ed07', "query UserGroups($id: ID!) {\n  user(by: {id: $id}) {\n    id\n    groups(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n}")

export const UserRightsDocument = new TypedDocument<UserRightsQuery, UserRightsQueryVariables>('UserRights', 'sha256:de77a8de90e02c73823b6b32e5910a0bcdf0055e879a3e7a956ce7df40524259', "query UserRights($id: ID!) {\n  user(by: {id: $id}) {\n    id\n    email\n    isActive\n    groups(first: 50) {\n      nodes {\n        id\n        name\n        description\n        permissions(first: 100) {\n          nodes {\n            id\n            permissionKey\n            permissionValue\n          }\n          pageInfo {\n            hasNextPage\n          }\n        }\n      }\n    }\n  }\n}")

export const UserKeysDocument = new TypedDocument<UserKeysQuery, UserKeysQueryVariables>('UserKeys', 'sha256:a2f37efc16bf12aab2789bb4871ebd26e618be8308911489274a1b9dd59d95ab', "query UserKeys($id: ID!) {\n  user(by: {id: $id}) {\n    id\n    apiKeys(first: 100) {\n      nodes {\n        id\n        name\n        keyPrefix\n        isActive\n        permissions\n        lastUsedAt\n        expiresAt\n      }\n    }\n  }\n}")

export const InviteUserDocument = new TypedDocument<InviteUserMutation, InviteUserMutationVariables>('InviteUser', 'sha256:be5ede2ce98a9153feea3da1717abc26ecacab5edca40b34300087d79d9e86fc', "mutation InviteUser($input: CreateUserInput!) {\n  createUser(input: $input) {\n    user {\n      ...UserRow\n    }\n  }\n}\n\nfragment UserRow on User {\n  id\n  email\n  isActive\n  groupNames\n  lastLoginAt\n  createdAt\n}")

export const SwitchUserDocument = new TypedDocument<SwitchUserMutation, SwitchUserMutationVariables>('SwitchUser', 'sha256:205bf215c08575a12a79dfb9cf9bc477ae2eaf0ac7f9d24cb74351d9909cec9e', "mutation SwitchUser($id: ID!, $isActive: Boolean!) {\n  updateUser(input: {user: {id: $id}, isActive: $isActive}) {\n    user {\n      ...UserRow\n    }\n  }\n}\n\nfragment UserRow on User {\n  id\n  email\n  isActive\n  groupNames\n  lastLoginAt\n  createdAt\n}")

export const DeleteUserDocument = new TypedDocument<DeleteUserMutation, DeleteUserMutationVariables>('DeleteUser', 'sha256:adaa190e85c64f4f6e414baff7737f96e4d383d382898990c91531b2be1252ff', "mutation DeleteUser($id: ID!) {\n  deleteUser(input: {user: {id: $id}}) {\n    user {\n      id\n    }\n  }\n}")

export const AddMemberDocument = new TypedDocument<AddMemberMutation, AddMemberMutationVariables>('AddMember', 'sha256:6f0651a319920cff0330ad3029229a09f090de168f073b4edeb61a30fec70bd1', "mutation AddMember($group: ID!, $user: ID!) {\n  addGroupMember(input: {group: {id: $group}, user: {id: $user}}) {\n    member {\n      id\n    }\n  }\n}")

export const RemoveMemberDocument = new TypedDocument<RemoveMemberMutation, RemoveMemberMutationVariables>('RemoveMember', 'sha256:175dfd3f10ae3481548a41a46c32461ca63bd8eb6581354aedc374d45d0a51b8', "mutation RemoveMember($group: ID!, $user: ID!) {\n  removeGroupMember(input: {group: {id: $group}, user: {id: $user}}) {\n    member {\n      id\n    }\n  }\n}")
