// Of system.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type SandboxLayerName =
  | 'LANDLOCK'
  | 'NAMESPACES'
  | 'NETWORK'
  | 'SECCOMP';

export type SandboxWorkerStatus =
  | 'FAILED'
  | 'READY'
  | 'STARTING';

export type PoolFragment = { level: number, python: string, running: number, queued: number, paused: number, maxSize: number, maxQueued: number, spares: number, zygotes: number, packageZygotes: number, isolation: Array<{ name: SandboxLayerName, isOn: boolean, state: string }>, workers: Array<{ id: string, name: string, status: SandboxWorkerStatus, pid: number | null, createdAt: string, executions: number }> };

export type SystemQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemQuery = { platform: { version: string, commit: string | null, apiVersion: string, node: string }, sandboxPool: { level: number, python: string, running: number, queued: number, paused: number, maxSize: number, maxQueued: number, spares: number, zygotes: number, packageZygotes: number, isolation: Array<{ name: SandboxLayerName, isOn: boolean, state: string }>, workers: Array<{ id: string, name: string, status: SandboxWorkerStatus, pid: number | null, createdAt: string, executions: number }> }, queueStats: { store: string, deadLetters: { size: number }, jobs: { queued: number, running: number, failed: number }, queues: { functions: { pending: number, oldestDueAt: string | null } } }, queueWorkers: Array<{ workerId: string, queue: string, maxJobs: number, startedAt: number }> };

export type StorageQueryVariables = Exact<{ [key: string]: never; }>;


export type StorageQuery = { storage: { folder: string, totalBytes: number, freeBytes: number, isDatabaseEmbedded: boolean, databaseBytes: number } };

export type ConfigurationQueryVariables = Exact<{ [key: string]: never; }>;


export type ConfigurationQuery = { configuration: Array<{ name: string, description: string, value: string | null, default: string, isSecret: boolean, isSet: boolean }> };

export type ScalePoolMutationVariables = Exact<{
  workers: number;
}>;


export type ScalePoolMutation = { scaleSandboxPool: { pool: { level: number, python: string, running: number, queued: number, paused: number, maxSize: number, maxQueued: number, spares: number, zygotes: number, packageZygotes: number, isolation: Array<{ name: SandboxLayerName, isOn: boolean, state: string }>, workers: Array<{ id: string, name: string, status: SandboxWorkerStatus, pid: number | null, createdAt: string, executions: number }> } } };

export type ReloadPoolMutationVariables = Exact<{ [key: string]: never; }>;


export type ReloadPoolMutation = { reloadSandboxPool: { pool: { level: number, python: string, running: number, queued: number, paused: number, maxSize: number, maxQueued: number, spares: number, zygotes: number, packageZygotes: number, isolation: Array<{ name: SandboxLayerName, isOn: boolean, state: string }>, workers: Array<{ id: string, name: string, status: SandboxWorkerStatus, pid: number | null, createdAt: string, executions: number }> } } };

export const SystemDocument = new TypedDocument<SystemQuery, SystemQueryVariables>('System', 'sha256:bb84e3228c26ac05a1c3546a1fe6256b0ecbe07e90174497a535ad80e93ffabf', "query System {\n  platform {\n    version\n    commit\n    apiVersion\n    node\n  }\n  sandboxPool {\n    ...Pool\n  }\n  queueStats {\n    store\n    deadLetters {\n      size\n    }\n    jobs {\n      queued\n      running\n      failed\n    }\n    queues {\n      functions {\n        pending\n        oldestDueAt\n      }\n    }\n  }\n  queueWorkers {\n    workerId\n    queue\n    maxJobs\n    startedAt\n  }\n}\n\nfragment Pool on SandboxPool {\n  level\n  python\n  running\n  queued\n  paused\n  maxSize\n  maxQueued\n  spares\n  zygotes\n  packageZygotes\n  isolation {\n    name\n    isOn\n    state\n  }\n  workers {\n    id\n    name\n    status\n    pid\n    createdAt\n    executions\n  }\n}")

export const StorageDocument = new TypedDocument<StorageQuery, StorageQueryVariables>('Storage', 'sha256:7eff6a67fa6767db2b55b19024a3f5984800d559e789fd0780eb7e06a2c576d7', "query Storage {\n  storage {\n    folder\n    totalBytes\n    freeBytes\n    isDatabaseEmbedded\n    databaseBytes\n  }\n}")

export const ConfigurationDocument = new TypedDocument<ConfigurationQuery, ConfigurationQueryVariables>('Configuration', 'sha256:8c71ead6807caf1512acafe9f22139c5e8416b6b28b4cff6730e73628dac3eab', "query Configuration {\n  configuration {\n    name\n    description\n    value\n    default\n    isSecret\n    isSet\n  }\n}")

export const ScalePoolDocument = new TypedDocument<ScalePoolMutation, ScalePoolMutationVariables>('ScalePool', 'sha256:ca37aa84371926607b4cd9d895ee6c92f311159962dbb5fff75cb218d3a0e38d', "mutation ScalePool($workers: Int!) {\n  scaleSandboxPool(input: {workers: $workers}) {\n    pool {\n      ...Pool\n    }\n  }\n}\n\nfragment Pool on SandboxPool {\n  level\n  python\n  running\n  queued\n  paused\n  maxSize\n  maxQueued\n  spares\n  zygotes\n  packageZygotes\n  isolation {\n    name\n    isOn\n    state\n  }\n  workers {\n    id\n    name\n    status\n    pid\n    createdAt\n    executions\n  }\n}")

export const ReloadPoolDocument = new TypedDocument<ReloadPoolMutation, ReloadPoolMutationVariables>('ReloadPool', 'sha256:223ad5ea0e10dfcb48bbaa8d5ff5713d2d07249aea5321d75126205845d1efa2', "mutation ReloadPool {\n  reloadSandboxPool(input: {}) {\n    pool {\n      ...Pool\n    }\n  }\n}\n\nfragment Pool on SandboxPool {\n  level\n  python\n  running\n  queued\n  paused\n  maxSize\n  maxQueued\n  spares\n  zygotes\n  packageZygotes\n  isolation {\n    name\n    isOn\n    state\n  }\n  workers {\n    id\n    name\n    status\n    pid\n    createdAt\n    executions\n  }\n}")
