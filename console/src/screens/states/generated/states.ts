// Of states.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreateStateInput = {
  description?: string | null | undefined;
  encrypted?: boolean | null | undefined;
  expiresAt?: string | null | undefined;
  groupId?: string | null | undefined;
  key: string;
  namespace: string;
  relevanceScore?: number | null | undefined;
  store?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  value: unknown;
  visibility?: StateVisibility | null | undefined;
};

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type StateChangeKind =
  | 'CREATED'
  | 'DELETED'
  | 'UPDATED';

export type StateFilter = {
  namespace?: string | null | undefined;
  offered?: boolean | null | undefined;
  owner?: string | null | undefined;
  search?: string | null | undefined;
  store?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  visibility?: StateVisibility | null | undefined;
};

export type StateName = {
  key: string;
  namespace: string;
  store?: string | null | undefined;
};

export type StateOrder = {
  direction: OrderDirection;
  field: StateOrderField;
};

export type StateOrderField =
  | 'CREATED_AT'
  | 'KEY'
  | 'RELEVANCE'
  | 'UPDATED_AT';

export type StateReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: StateName; };

export type StateVisibility =
  | 'GROUP'
  | 'PRIVATE'
  | 'PUBLIC'
  | 'SHARED';

export type UpdateStateInput = {
  description?: string | null | undefined;
  encrypted?: boolean | null | undefined;
  expiresAt?: string | null | undefined;
  groupId?: string | null | undefined;
  ifMatch?: string | null | undefined;
  relevanceScore?: number | null | undefined;
  state: StateReference;
  tags?: Array<string> | null | undefined;
  value?: unknown;
  visibility?: StateVisibility | null | undefined;
};

export type StateRowFragment = { id: string, namespace: string, key: string, description: string | null, tags: Array<string>, visibility: StateVisibility, encrypted: boolean, version: number, expiresAt: string | null, updatedAt: string, userId: string };

export type StateDetailFragment = { value: unknown, relevanceScore: number, groupId: string | null, createdAt: string, id: string, namespace: string, key: string, description: string | null, tags: Array<string>, visibility: StateVisibility, encrypted: boolean, version: number, expiresAt: string | null, updatedAt: string, userId: string, owner: { id: string, email: string | null } | null, group: { id: string, name: string } | null };

export type StateTreeQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type StateTreeQuery = { states: { nodes: Array<{ id: string, namespace: string, key: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type StatesQueryVariables = Exact<{
  filter?: StateFilter | null | undefined;
  orderBy?: StateOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type StatesQuery = { states: { nodes: Array<{ id: string, namespace: string, key: string, description: string | null, tags: Array<string>, visibility: StateVisibility, encrypted: boolean, version: number, expiresAt: string | null, updatedAt: string, userId: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type StateQueryVariables = Exact<{
  id: string;
}>;


export type StateQuery = { state: { value: unknown, relevanceScore: number, groupId: string | null, createdAt: string, id: string, namespace: string, key: string, description: string | null, tags: Array<string>, visibility: StateVisibility, encrypted: boolean, version: number, expiresAt: string | null, updatedAt: string, userId: string, owner: { id: string, email: string | null } | null, group: { id: string, name: string } | null } };

export type StateGroupsQueryVariables = Exact<{ [key: string]: never; }>;


export type StateGroupsQuery = { groups: { nodes: Array<{ id: string, name: string }> } };

export type StateChangesSubscriptionVariables = Exact<{
  namespace: string;
}>;


export type StateChangesSubscription = { stateChanges: { id: string, kind: StateChangeKind, namespace: string, key: string, version: number, state: { value: unknown, relevanceScore: number, groupId: string | null, createdAt: string, id: string, namespace: string, key: string, description: string | null, tags: Array<string>, visibility: StateVisibility, encrypted: boolean, version: number, expiresAt: string | null, updatedAt: string, userId: string, owner: { id: string, email: string | null } | null, group: { id: string, name: string } | null } | null } };

export type CreateStateMutationVariables = Exact<{
  input: CreateStateInput;
}>;


export type CreateStateMutation = { createState: { state: { value: unknown, relevanceScore: number, groupId: string | null, createdAt: string, id: string, namespace: string, key: string, description: string | null, tags: Array<string>, visibility: StateVisibility, encrypted: boolean, version: number, expiresAt: string | null, updatedAt: string, userId: string, owner: { id: string, email: string | null } | null, group: { id: string, name: string } | null } } };

export type UpdateStateMutationVariables = Exact<{
  input: UpdateStateInput;
}>;


export type UpdateStateMutation = { updateState: { state: { value: unknown, relevanceScore: number, groupId: string | null, createdAt: string, id: string, namespace: string, key: string, description: string | null, tags: Array<string>, visibility: StateVisibility, encrypted: boolean, version: number, expiresAt: string | null, updatedAt: string, userId: string, owner: { id: string, email: string | null } | null, group: { id: string, name: string } | null } } };

export type DeleteStateMutationVariables = Exact<{
  id: string;
  ifMatch?: string | null | undefined;
}>;


export type DeleteStateMutation = { deleteState: { state: { id: string } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const StateTreeDocument = new TypedDocument<StateTreeQuery, StateTreeQueryVariables>('StateTree', 'sha256:ecfaa1129859a617d6cdd66577a92b186a23c9dd84c6e51211463c2bbb460edb', "query StateTree($after: String) {\n  states(orderBy: {field: KEY, direction: ASC}, first: 1000, after: $after) {\n    nodes {\n      id\n      namespace\n      key\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const StatesDocument = new TypedDocument<StatesQuery, StatesQueryVariables>('States', 'sha256:c6d2b3a796a95af2585badc74fcbfae8f632555ba1f298c05c70ab22b25e5f93', "query States($filter: StateFilter, $orderBy: StateOrder, $after: String) {\n  states(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n    nodes {\n      ...StateRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment StateRow on State {\n  id\n  namespace\n  key\n  description\n  tags\n  visibility\n  encrypted\n  version\n  expiresAt\n  updatedAt\n  userId\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const StateDocument = new TypedDocument<StateQuery, StateQueryVariables>('State', 'sha256:76d823335a2164bd5efe47800f017dbf46d04b48d86ab24f66a40043c1439868', "query State($id: ID!) {\n  state(by: {id: $id}) {\n    ...StateDetail\n  }\n}\n\nfragment StateDetail on State {\n  ...StateRow\n  value\n  relevanceScore\n  groupId\n  createdAt\n  owner {\n    id\n    email\n  }\n  group {\n    id\n    name\n  }\n}\n\nfragment StateRow on State {\n  id\n  namespace\n  key\n  description\n  tags\n  visibility\n  encrypted\n  version\n  expiresAt\n  updatedAt\n  userId\n}")

export const StateGroupsDocument = new TypedDocument<StateGroupsQuery, StateGroupsQueryVariables>('StateGroups', 'sha256:7ec5bfee8eb60821362c29dfd30efda08f3947533a491739daa1a0866d0432b3', "query StateGroups {\n  groups(first: 100) {\n    nodes {\n      id\n      name\n    }\n  }\n}")

export const StateChangesDocument = new TypedDocument<StateChangesSubscription, StateChangesSubscriptionVariables>('StateChanges', 'sha256:3e9e799e3dd85b675abdf3ebf7dfe8ddb1dae127f15a0cde45125b761281004c', "subscription StateChanges($namespace: String!) {\n  stateChanges(namespace: $namespace) {\n    id\n    kind\n    namespace\n    key\n    version\n    state {\n      ...StateDetail\n    }\n  }\n}\n\nfragment StateDetail on State {\n  ...StateRow\n  value\n  relevanceScore\n  groupId\n  createdAt\n  owner {\n    id\n    email\n  }\n  group {\n    id\n    name\n  }\n}\n\nfragment StateRow on State {\n  id\n  namespace\n  key\n  description\n  tags\n  visibility\n  encrypted\n  version\n  expiresAt\n  updatedAt\n  userId\n}")

export const CreateStateDocument = new TypedDocument<CreateStateMutation, CreateStateMutationVariables>('CreateState', 'sha256:749160fad1d35e20eb91fb66c4a828df456078d432061e9c46591817d8428558', "mutation CreateState($input: CreateStateInput!) {\n  createState(input: $input) {\n    state {\n      ...StateDetail\n    }\n  }\n}\n\nfragment StateDetail on State {\n  ...StateRow\n  value\n  relevanceScore\n  groupId\n  createdAt\n  owner {\n    id\n    email\n  }\n  group {\n    id\n    name\n  }\n}\n\nfragment StateRow on State {\n  id\n  namespace\n  key\n  description\n  tags\n  visibility\n  encrypted\n  version\n  expiresAt\n  updatedAt\n  userId\n}")

export const UpdateStateDocument = new TypedDocument<UpdateStateMutation, UpdateStateMutationVariables>('UpdateState', 'sha256:eebf571106acab5aef3201ad41239e53c218a70a57ab3f9e8d8178eb3a52eec4', "mutation UpdateState($input: UpdateStateInput!) {\n  updateState(input: $input) {\n    state {\n      ...StateDetail\n    }\n  }\n}\n\nfragment StateDetail on State {\n  ...StateRow\n  value\n  relevanceScore\n  groupId\n  createdAt\n  owner {\n    id\n    email\n  }\n  group {\n    id\n    name\n  }\n}\n\nfragment StateRow on State {\n  id\n  namespace\n  key\n  description\n  tags\n  visibility\n  encrypted\n  version\n  expiresAt\n  updatedAt\n  userId\n}")

export const DeleteStateDocument = new TypedDocument<DeleteStateMutation, DeleteStateMutationVariables>('DeleteState', 'sha256:2d29b0e8358047e041eecbe39dfe36c592911e4e52bd0f465503317118ea2748', "mutation DeleteState($id: ID!, $ifMatch: String) {\n  deleteState(input: {state: {id: $id}, ifMatch: $ifMatch}) {\n    state {\n      id\n    }\n  }\n}")
