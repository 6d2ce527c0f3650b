import type { Context } from '../../../schema/context.ts'
import { upperCase } from '../../../schema/enum-words.ts'
import type { SandboxStats } from '../../../workers/sandbox/index.ts'
import { builder } from '../builder.ts'

type Worker = SandboxStats['workers'][number]

const SandboxWorkerStatus = builder.enumType('SandboxWorkerStatus', {
  description: 'How far a thread of the pool is.',
  values: upperCase({
    starting: { description: 'Its Python process does not answer yet.' },
    ready: { description: 'It runs executions.' },
    failed: { description: 'Its Python process could not be started.' },
  } satisfies Record<Worker['status'], object>),
})

const SandboxWorker = builder.objectRef<Worker>('SandboxWorker').implement({
  description: 'A thread of the pool, with its zygote: a Python process that forks a fresh one for each execution.',
  fields: (t) => ({
    id: t.string({ description: 'Its number.', resolve: ({ id }) => String(id) }),
    name: t.string({ description: '`sandbox-` and its number.', resolve: ({ id }) => `sandbox-${id}` }),
    status: t.expose('status', { type: SandboxWorkerStatus, description: 'How far it is.' }),
    pid: t.exposeInt('pid', { nullable: true, description: 'Of its outermost Python process; null while there is none.' }),
    createdAt: t.field({ type: 'DateTime', description: 'When it was started.', resolve: ({ createdAt }) => new Date(createdAt) }),
    executions: t.exposeInt('executions', { description: 'How many it has started so far.' }),
  }),
})

type Layers = SandboxStats['layers']

const SandboxLayerName = builder.enumType('SandboxLayerName', {
  description: 'A layer of isolation.',
  values: upperCase({
    seccomp: { description: 'A filter of system calls.' },
    landlock: { description: 'Rules on files and connections.' },
    namespaces: { description: 'A view of its own of processes, users and mounts.' },
    network: { description: 'A network of its own, without an interface.' },
  } satisfies Record<keyof Layers, object>),
})

const SandboxLayer = builder.objectRef<{ name: keyof Layers; state: string }>('SandboxLayer').implement({
  description: 'A layer of isolation of the processes that run functions.',
  fields: (t) => ({
    name: t.expose('name', { type: SandboxLayerName, description: 'Which one.' }),
    isOn: t.boolean({ description: 'Does it isolate?', resolve: ({ state }) => state.startsWith('on') }),
    state: t.exposeString('state', { description: 'What is on, or why it is not.' }),
  }),
})

export const SandboxPool = builder.objectRef<SandboxStats>('SandboxPool').implement({
  description:
    'The pool of this process, or that of all sandbox workers behind SANDBOX_URL together: what runs, what waits, and how well the weakest of them is isolated.',
  fields: (t) => ({
    level: t.exposeInt('level', { description: '3: every layer of isolation; 2: no namespaces; 1, 0: trusted code only.' }),
    isolation: t.field({
      type: [SandboxLayer],
      description: 'Each layer of isolation.',
      resolve: ({ layers }) => Object.entries(layers).map(([name, state]) => ({ name: name as keyof Layers, state })),
    }),
    layers: t.expose('layers', { type: 'JSON', inaccessible: true, description: 'Each layer, and why it is off where it is.' }),
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

/** Grants speak of the pool as `containers`, or as part of the `system`. */
export function operator(action: 'read' | 'update' | 'delete') {
  const fallback = action === 'read' ? 'system.read' : 'system.update'
  return (_: unknown, __: unknown, context: Context) =>
    context.may(`sinas.containers.${action}:all`) ? { authenticated: true } : { canAll: fallback }
}

builder.queryField('sandboxPool', (t) =>
  t.field({
    type: SandboxPool,
    nullable: true,
    description: 'The pool that runs functions.',
    authScopes: operator('read'),
    resolve: (_, __, { services }) => services.sandbox.stats(),
  }),
)
