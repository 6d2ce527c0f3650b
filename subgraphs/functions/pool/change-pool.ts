import { z } from 'zod'
import { upperCase } from '../../../schema/enum-words.ts'
import { builder, User } from '../builder.ts'
import { cancel } from '../executions/cancel.ts'
import { operator, SandboxPool } from './pool.ts'

const target = z.int().min(0).max(10)

type Change = 'scaled_up' | 'scaled_down' | 'unchanged'

const PoolChange = builder.enumType('SandboxPoolChange', {
  description: 'Which way the number of threads was changed.',
  values: upperCase({
    scaled_up: { description: 'There are more.' },
    scaled_down: { description: 'There are fewer.' },
    unchanged: { description: 'There are as many.' },
  } satisfies Record<Change, object>),
})

function changeOf({ previous, current }: { previous: number; current: number }): Change {
  if (current === previous) return 'unchanged'
  return current > previous ? 'scaled_up' : 'scaled_down'
}

builder.relayMutationField(
  'scaleSandboxPool',
  { inputFields: (t) => ({ workers: t.int({ required: true, validate: target, description: '0 to 10. A pool has at least one.' }) }) },
  {
    nullable: true,
    description:
      'Changes the number of threads, until their process starts again. Executions under way stay where they are. Several sandbox workers share the number, and each keeps one at least.',
    authScopes: operator('update'),
    resolve: (_, { input: { workers } }, { services }) => services.sandbox.scale(Math.max(1, workers)),
  },
  {
    outputFields: (t) => ({
      action: t.field({ type: PoolChange, description: 'Which way it was changed.', resolve: changeOf }),
      previous: t.exposeInt('previous', { description: 'Threads before.' }),
      current: t.exposeInt('current', { description: 'Threads now.' }),
      added: t.int({ description: 'Threads that were started.', resolve: ({ previous, current }) => Math.max(0, current - previous) }),
      removed: t.int({ description: 'Threads that were ended.', resolve: ({ previous, current }) => Math.max(0, previous - current) }),
      pool: t.field({
        type: SandboxPool,
        description: 'The pool as it is now.',
        resolve: (_, __, { services }) => services.sandbox.stats(),
      }),
    }),
  },
)

builder.relayMutationField(
  'reloadSandboxPool',
  {
    inputFields: (t) => ({
      userId: t.id({
        description: 'Kept for clients: no process outlives an execution, so that all users share the pool.',
      }),
    }),
  },
  {
    nullable: true,
    description: 'Replaces every zygote. Executions under way are not disturbed.',
    authScopes: operator('update'),
    async resolve(_, { input: { userId } }, { services }) {
      await services.sandbox.reload()
      return { userId: userId ?? null }
    },
  },
  {
    outputFields: (t) => ({
      status: t.string({ inaccessible: true, description: '`reloaded`', resolve: () => 'reloaded' }),
      userId: t.expose('userId', { type: 'ID', nullable: true, inaccessible: true, description: 'The user; null: all.' }),
      pool: t.field({
        type: SandboxPool,
        description: 'The pool as it is now.',
        resolve: (_, __, { services }) => services.sandbox.stats(),
      }),
    }),
  },
)

builder.relayMutationField(
  'killExecutionsOf',
  { inputFields: (t) => ({ userId: t.id({ required: true, description: 'Id of the user.' }) }) },
  {
    nullable: true,
    description: 'Kills everything that a user’s functions run, in every process.',
    authScopes: operator('delete'),
    async resolve(_, { input: { userId } }, { services, database, caller }) {
      const rows = await database.query<{ id: string }>(
        `SELECT id FROM functions.executions WHERE user_id = $1 AND status IN ('RUNNING', 'AWAITING_INPUT')`,
        [userId],
      )
      const killed = await Promise.all(rows.map(({ id }) => cancel(services, id, `Cancelled by ${caller!.email}`)))
      return { userId, executions: killed.filter(Boolean).length }
    },
  },
  {
    outputFields: (t) => ({
      status: t.string({ inaccessible: true, description: '`removed`', resolve: () => 'removed' }),
      userId: t.expose('userId', { type: 'ID', description: 'The user.' }),
      user: t.field({ type: User, nullable: true, description: 'The user.', resolve: ({ userId }) => ({ id: userId }) }),
      executions: t.exposeInt('executions', { description: 'How many executions were killed.' }),
    }),
  },
)
