// Of packages.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type InstallPackageInput = {
  forEveryone?: boolean | null | undefined;
  packageName?: string | null | undefined;
  version?: string | null | undefined;
};

export type PackagesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PackagesQuery = { packages: { nodes: Array<{ id: string, name: string, version: string, forEveryone: boolean, installedAt: string, installer: { id: string, email: string | null } | null, owner: { id: string, email: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RequirementsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RequirementsQuery = { functions: { nodes: Array<{ id: string, namespace: string, name: string, ownerId: string, requirements: Array<string> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InstallPackageMutationVariables = Exact<{
  input: InstallPackageInput;
}>;


export type InstallPackageMutation = { installPackage: { package: { id: string, name: string, version: string } } };

export type RemovePackageMutationVariables = Exact<{
  id: string;
}>;


export type RemovePackageMutation = { removePackage: { package: { id: string } } };

export type PackageInstallationSubscriptionVariables = Exact<{
  packageName: string;
}>;


export type PackageInstallationSubscription = { packageInstallation: string };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const PackagesDocument = new TypedDocument<PackagesQuery, PackagesQueryVariables>('Packages', 'sha256:61b0ce6b5b5af9ce73c20341e3043c26770cec2dcb3c643decc61985af5ea871', "query Packages($after: String) {\n  packages(first: 200, after: $after) {\n    nodes {\n      id\n      name\n      version\n      forEveryone\n      installedAt\n      installer {\n        id\n        email\n      }\n      owner {\n        id\n        email\n      }\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const RequirementsDocument = new TypedDocument<RequirementsQuery, RequirementsQueryVariables>('Requirements', 'sha256:d250d9f73d41c22814c5bf7bd66d78c6e5b14886d0c10f76d1c8563b8d5a123e', "query Requirements($after: String) {\n  functions(first: 200, after: $after) {\n    nodes {\n      id\n      namespace\n      name\n      ownerId\n      requirements\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const InstallPackageDocument = new TypedDocument<InstallPackageMutation, InstallPackageMutationVariables>('InstallPackage', 'sha256:539cc1d5fc20715a80796269649e832a187a4a4a2eba0f5660da089cb2f41603', "mutation InstallPackage($input: InstallPackageInput!) {\n  installPackage(input: $input) {\n    package {\n      id\n      name\n      version\n    }\n  }\n}")

export const RemovePackageDocument = new TypedDocument<RemovePackageMutation, RemovePackageMutationVariables>('RemovePackage', 'sha256:3623b11d83860ff79b3d8ca017e30f0841dd6059451d757e8df6da34e7902428', "mutation RemovePackage($id: ID!) {\n  removePackage(input: {id: $id}) {\n    package {\n      id\n    }\n  }\n}")

export const PackageInstallationDocument = new TypedDocument<PackageInstallationSubscription, PackageInstallationSubscriptionVariables>('PackageInstallation', 'sha256:fb3ff578c3e396e29cfe8203fbef63adaf0427b7c49926f422a6f62f2baac388', "subscription PackageInstallation($packageName: String!) {\n  packageInstallation(packageName: $packageName)\n}")
