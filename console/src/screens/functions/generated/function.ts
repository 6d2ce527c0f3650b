// Of function.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreateFunctionInput = {
  code: string;
  description?: string | null | undefined;
  enabledNamespaces?: Array<string> | null | undefined;
  icon?: string | null | undefined;
  inputSchema?: unknown;
  isShared?: boolean | null | undefined;
  name: string;
  namespace?: string | null | undefined;
  outputSchema?: unknown;
  requirements?: Array<string> | null | undefined;
  requiresApproval?: boolean | null | undefined;
  secrets?: Array<string> | null | undefined;
  sharedPool?: boolean | null | undefined;
  timeout?: number | null | undefined;
};

export type FunctionReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: QualifiedName; };

export type QualifiedName = {
  name: string;
  namespace: string;
};

export type UpdateFunctionInput = {
  code?: string | null | undefined;
  description?: string | null | undefined;
  enabledNamespaces?: Array<string> | null | undefined;
  function: FunctionReference;
  icon?: string | null | undefined;
  inputSchema?: unknown;
  isActive?: boolean | null | undefined;
  isShared?: boolean | null | undefined;
  outputSchema?: unknown;
  requirements?: Array<string> | null | undefined;
  requiresApproval?: boolean | null | undefined;
  secrets?: Array<string> | null | undefined;
  sharedPool?: boolean | null | undefined;
  timeout?: number | null | undefined;
};

export type FunctionDetailFragment = { id: string, namespace: string, name: string, description: string | null, icon: string | null, code: string, version: number, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, requirements: Array<string>, secrets: Array<string>, enabledNamespaces: Array<string>, timeout: number | null, isActive: boolean, isShared: boolean, requiresApproval: boolean, warnings: Array<string>, createdAt: string, updatedAt: string, ownerId: string, owner: { id: string, email: string | null } | null };

export type FunctionByNameQueryVariables = Exact<{
  by: FunctionReference;
}>;


export type FunctionByNameQuery = { function: { id: string, namespace: string, name: string, description: string | null, icon: string | null, code: string, version: number, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, requirements: Array<string>, secrets: Array<string>, enabledNamespaces: Array<string>, timeout: number | null, isActive: boolean, isShared: boolean, requiresApproval: boolean, warnings: Array<string>, createdAt: string, updatedAt: string, ownerId: string, owner: { id: string, email: string | null } | null } };

export type CreateFunctionMutationVariables = Exact<{
  input: CreateFunctionInput;
}>;


export type CreateFunctionMutation = { createFunction: { function: { id: string, namespace: string, name: string, description: string | null, icon: string | null, code: string, version: number, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, requirements: Array<string>, secrets: Array<string>, enabledNamespaces: Array<string>, timeout: number | null, isActive: boolean, isShared: boolean, requiresApproval: boolean, warnings: Array<string>, createdAt: string, updatedAt: string, ownerId: string, owner: { id: string, email: string | null } | null } } };

export type ChangeFunctionMutationVariables = Exact<{
  input: UpdateFunctionInput;
}>;


export type ChangeFunctionMutation = { updateFunction: { function: { id: string, namespace: string, name: string, description: string | null, icon: string | null, code: string, version: number, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, requirements: Array<string>, secrets: Array<string>, enabledNamespaces: Array<string>, timeout: number | null, isActive: boolean, isShared: boolean, requiresApproval: boolean, warnings: Array<string>, createdAt: string, updatedAt: string, ownerId: string, owner: { id: string, email: string | null } | null } } };

export type DeleteFunctionMutationVariables = Exact<{
  id: string;
}>;


export type DeleteFunctionMutation = { deleteFunction: { function: { id: string } } };

export type RollBackFunctionMutationVariables = Exact<{
  id: string;
  version: number;
}>;


export type RollBackFunctionMutation = { rollbackFunction: { function: { id: string, namespace: string, name: string, description: string | null, icon: string | null, code: string, version: number, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, requirements: Array<string>, secrets: Array<string>, enabledNamespaces: Array<string>, timeout: number | null, isActive: boolean, isShared: boolean, requiresApproval: boolean, warnings: Array<string>, createdAt: string, updatedAt: string, ownerId: string, owner: { id: string, email: string | null } | null } } };

export const FunctionByNameDocument = new TypedDocument<FunctionByNameQuery, FunctionByNameQueryVariables>('FunctionByName', 'sha256:97ef7aa2448358d1ba9f3cfc7568ce83bc8eace9e9b11bd6b42f53489e45c91b', "query FunctionByName($by: FunctionReference!) {\n  function(by: $by) {\n    ...FunctionDetail\n  }\n}\n\nfragment FunctionDetail on Function {\n  id\n  namespace\n  name\n  description\n  icon\n  code\n  version\n  inputSchema\n  outputSchema\n  requirements\n  secrets\n  enabledNamespaces\n  timeout\n  isActive\n  isShared\n  requiresApproval\n  warnings\n  createdAt\n  updatedAt\n  ownerId\n  owner {\n    id\n    email\n  }\n}")

export const CreateFunctionDocument = new TypedDocument<CreateFunctionMutation, CreateFunctionMutationVariables>('CreateFunction', 'sha256:cb796d905ccdfccb7e96092803cfd0f9bb56ce9f1a4f4285e79b3b9edd471ab7', "mutation CreateFunction($input: CreateFunctionInput!) {\n  createFunction(input: $input) {\n    function {\n      ...FunctionDetail\n    }\n  }\n}\n\nfragment FunctionDetail on Function {\n  id\n  namespace\n  name\n  description\n  icon\n  code\n  version\n  inputSchema\n  outputSchema\n  requirements\n  secrets\n  enabledNamespaces\n  timeout\n  isActive\n  isShared\n  requiresApproval\n  warnings\n  createdAt\n  updatedAt\n  ownerId\n  owner {\n    id\n    email\n  }\n}")

export const ChangeFunctionDocument = new TypedDocument<ChangeFunctionMutation, ChangeFunctionMutationVariables>('ChangeFunction', 'sha256:69e7880fb45ecbceaa990b7d22e65ed574e638dfb2085ba68c8ec55427a1fec8', "mutation ChangeFunction($input: UpdateFunctionInput!) {\n  updateFunction(input: $input) {\n    function {\n      ...FunctionDetail\n    }\n  }\n}\n\nfragment FunctionDetail on Function {\n  id\n  namespace\n  name\n  description\n  icon\n  code\n  version\n  inputSchema\n  outputSchema\n  requirements\n  secrets\n  enabledNamespaces\n  timeout\n  isActive\n  isShared\n  requiresApproval\n  warnings\n  createdAt\n  updatedAt\n  ownerId\n  owner {\n    id\n    email\n  }\n}")

export const DeleteFunctionDocument = new TypedDocument<DeleteFunctionMutation, DeleteFunctionMutationVariables>('DeleteFunction', 'sha256:f452490f89ab61ca62566f2bfe9d8737428cc8e9d88e6e1cdde96d3e2d2876e2', "mutation DeleteFunction($id: ID!) {\n  deleteFunction(input: {function: {id: $id}}) {\n    function {\n      id\n    }\n  }\n}")

export const RollBackFunctionDocument = new TypedDocument<RollBackFunctionMutation, RollBackFunctionMutationVariables>('RollBackFunction', 'sha256:47b8f4ef21e32a83189d2d8525d943ea2b980446dd7d2b411042dd88944d4252', "mutation RollBackFunction($id: ID!, $version: Int!) {\n  rollbackFunction(input: {function: {id: $id}, version: $version}) {\n    function {\n      ...FunctionDetail\n    }\n  }\n}\n\nfragment FunctionDetail on Function {\n  id\n  namespace\n  name\n  description\n  icon\n  code\n  version\n  inputSchema\n  outputSchema\n  requirements\n  secrets\n  enabledNamespaces\n  timeout\n  isActive\n  isShared\n  requiresApproval\n  warnings\n  createdAt\n  updatedAt\n  ownerId\n  owner {\n    id\n    email\n  }\n}")
