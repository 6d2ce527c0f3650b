import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import type { SandboxStats } from '../../../workers/sandbox/index.ts'
import { builder } from '../builder.ts'
import { cancel } from '../executions/cancel.ts'

const target = z.int().min(0).max(10)

const SandboxWorker = builder.objectRef<SandboxStats['workers'][number]>('SandboxWorker').implement({
  description: 'A thread of the pool, with its zygote: a Python process that forks a fresh one for each execution.',
  fields: (t) => ({
    id: t.string({ description: 'Its number.', resolve: ({ id }) => String(id) }),
    name: t.string({ description: '`sandbox-` and its number.', resolve: ({ id }) => `sandbox-${id}` }),
    status: t.exposeString('status', { description: '`starting`, `ready` or `failed`.' }),
    pid: t.exposeInt('pid', { nullable: true, description: 'Of its outermost Python process; null while there is none.' }),
    createdAt: t.field({ type: 'DateTime', description: 'When it was started.', resolve: ({ createdAt }) => new Date(createdAt) }),
    executions: t.exposeInt('executions', { description: 'How many it has started so far.' }),
  }),
})

const SandboxPool = builder.objectRef<SandboxStats>('SandboxPool').implement({
  description:
    'The pool of this process, or that of all sandbox workers behind SANDBOX_URL together: what runs, what waits, and how well the weakest of them is isolated.',
  fields: (t) => ({
    level: t.exposeInt('level', { description: '3: every layer of isolation; 2: no namespaces; 1, 0: trusted code only.' }),
    layers: t.expose('layers', { type: 'JSON', description: 'Each layer, and why it is off where it is.' }),
    python: t.exposeString('python', { description: 'Version of Python.' }),
    zygotes: t.exposeInt('zygotes', { description: 'Zygotes that are ready.' }),
    packageZygotes: t.exposeInt('packageZygotes', {
      description: 'Processes that have a set of packages in memory, isolated as an execution is: one a set and thread.',
    }),
    spares: t.exposeInt('spares', { description: 'Processes that wait for an execution.' }),
    running: t.exposeInt('running', { description: 'Executions that run.' }),
    maxSize: t.exposeInt('maxRunning', { description: 'Executions that run at a time; the next waits for a place.' }),
    queued: t.exposeInt('queued', { description: 'Executions that wait for a place.' }),
    paused: t.exposeInt('paused', { description: 'Executions that wait for input.' }),
    total: t.int({ description: 'Processes that run or wait for an execution.', resolve: ({ running, spares }) => running + spares }),
    maxQueued: t.exposeInt('maxQueued', { description: 'How many may wait before 429.' }),
    workerCount: t.int({ description: 'How many threads there are.', resolve: ({ workers }) => workers.length }),
    workers: t.field({ type: [SandboxWorker], description: 'The threads.', resolve: ({ workers }) => workers }),
  }),
})

const PoolChange = builder.objectRef<{ previous: number; current: number }>('PoolChange').implement({
  description: 'What a change of the pool did.',
  fields: (t) => ({
    action: t.string({
      description: '`scaled_up`, `scaled_down` or `unchanged`.',
      resolve: ({ previous, current }) => (current > previous ? 'scaled_up' : current < previous ? 'scaled_down' : 'unchanged'),
    }),
    previous: t.exposeInt('previous', { description: 'Threads before.' }),
    current: t.exposeInt('current', { description: 'Threads now.' }),
    added: t.int({ description: 'Threads that were started.', resolve: ({ previous, current }) => Math.max(0, current - previous) }),
    removed: t.int({ description: 'Threads that were ended.', resolve: ({ previous, current }) => Math.max(0, previous - current) }),
  }),
})

const UserProcesses = builder.objectRef<{ status: string; userId: string | null; executions: number }>('UserProcesses').implement({
  description: 'What was done to the processes of one user.',
  fields: (t) => ({
    status: t.exposeString('status', { description: '`reloaded` or `removed`.' }),
    userId: t.expose('userId', { type: 'ID', nullable: true, description: 'The user; null: all.' }),
    executions: t.exposeInt('executions', { description: 'How many were killed.' }),
  }),
})

/** Grants speak of the pool as `containers`, or as part of the `system`. */
function operator(action: 'read' | 'update' | 'delete') {
  const fallback = action === 'read' ? 'system.read' : 'system.update'
  return (_: unknown, __: unknown, context: Context) =>
    context.may(`sinas.containers.${action}:all`) ? { authenticated: true } : { canAll: fallback }
}

builder.queryField('sandboxPool', (t) =>
  t.field({
    type: SandboxPool,
    description: 'The pool that runs functions.',
    authScopes: operator('read'),
    resolve: (_, __, { services }) => services.sandbox.stats(),
  }),
)

builder.queryField('sandboxWorkers', (t) =>
  t.field({
    type: [SandboxWorker],
    description: 'The threads of the pool.',
    authScopes: operator('read'),
    resolve: (_, __, { services }) => services.sandbox.stats().workers,
  }),
)

builder.mutationFields((t) => ({
  scaleSandboxPool: t.field({
    type: PoolChange,
    description:
      'Changes the number of threads, until their process starts again. Executions under way stay where they are. Several sandbox workers share the number, and each keeps one at least.',
    authScopes: operator('update'),
    args: { workers: t.arg.int({ required: true, validate: target, description: '0 to 10. A pool has at least one.' }) },
    resolve: (_, { workers }, { services }) => services.sandbox.scale(Math.max(1, workers)),
  }),
  reloadSandboxPool: t.field({
    type: UserProcesses,
    description: 'Replaces every zygote. Executions under way are not disturbed.',
    authScopes: operator('update'),
    args: {
      userId: t.arg({ type: 'ID', description: 'Kept for clients: no process outlives an execution, so that all users share the pool.' }),
    },
    async resolve(_, { userId }, { services }) {
      await services.sandbox.reload()
      return { status: 'reloaded', userId: userId ?? null, executions: 0 }
    },
  }),
  killExecutionsOf: t.field({
    type: UserProcesses,
    description: 'Kills everything that a user’s functions run, in every process.',
    authScopes: operator('delete'),
    args: { userId: t.arg({ type: 'ID', required: true, description: 'Id of the user.' }) },
    async resolve(_, { userId }, { services, database, caller }) {
      const rows = await database.query<{ id: string }>(
        `SELECT id FROM functions.executions WHERE user_id = $1 AND status IN ('RUNNING', 'AWAITING_INPUT')`,
        [userId],
      )
      const killed = await Promise.all(rows.map(({ id }) => cancel(services, id, `Cancelled by ${caller!.email}`)))
      return { status: 'removed', userId, executions: killed.filter(Boolean).length }
    },
  }),
}))
