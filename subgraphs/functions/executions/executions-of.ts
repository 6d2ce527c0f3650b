import { readPages } from '../../../schema/connections/page.ts'
import { builder, Chat, page, Schedule, User, Webhook } from '../builder.ts'
import { FunctionType } from '../functions/function.ts'
import { FunctionVersion } from '../functions/version.ts'
import { ExecutionConnection } from './execution.ts'
import { ExecutionFilter } from './execution-filter.ts'
import { listOfExecutions } from './list-executions.ts'

// Executions from the side of what has them.

const AS_READABLE = 'as far as the caller may read them, the latest first.'

const args = builder.args((t) => ({ ...page, filter: t.field({ type: ExecutionFilter, description: 'Which ones.' }) }))

builder.objectField(FunctionType, 'executions', (t) =>
  t.loadable({
    type: ExecutionConnection,
    description: `Its executions, ${AS_READABLE}`,
    byPath: true,
    args,
    load: (ids: string[], context, { filter, ...window }) =>
      readPages(context.em, listOfExecutions(context, filter ?? {}), window, 'functionId', ids),
    resolve: ({ id }) => id,
  }),
)

builder.objectField(FunctionVersion, 'executions', (t) =>
  t.loadable({
    type: ExecutionConnection,
    description: `The executions that were called with it, ${AS_READABLE}`,
    byPath: true,
    args,
    load: (keys: string[], context, { filter, ...window }) => {
      const versions = keys.map((key) => JSON.parse(key) as [string, number])
      return readPages(context.em, listOfExecutions(context, filter ?? {}), window, ['functionId', 'version'], versions)
    },
    resolve: ({ function: functionId, version }) => JSON.stringify([functionId, version]),
  }),
)

builder.objectFields(User, (t) => ({
  executions: t.loadable({
    type: ExecutionConnection,
    description: `The executions that run as them, ${AS_READABLE}`,
    byPath: true,
    args,
    load: (ids: string[], context, { filter, ...window }) =>
      readPages(context.em, listOfExecutions(context, filter ?? {}), window, 'userId', ids),
    resolve: ({ id }) => id,
  }),
}))

builder.objectFields(Webhook, (t) => ({
  executions: t.loadable({
    type: ExecutionConnection,
    description: `The executions that it called, ${AS_READABLE}`,
    byPath: true,
    args,
    load: (ids: string[], context, { filter, ...window }) =>
      readPages(context.em, listOfExecutions(context, { ...filter, triggerType: 'WEBHOOK' }), window, 'triggerId', ids),
    resolve: ({ id }) => id,
  }),
}))

builder.objectFields(Schedule, (t) => ({
  executions: t.loadable({
    type: ExecutionConnection,
    description: `The executions that it called, ${AS_READABLE}`,
    byPath: true,
    args,
    load: (ids: string[], context, { filter, ...window }) =>
      readPages(context.em, listOfExecutions(context, { ...filter, triggerType: 'SCHEDULE' }), window, 'triggerId', ids),
    resolve: ({ id }) => id,
  }),
}))

builder.objectFields(Chat, (t) => ({
  executions: t.loadable({
    type: ExecutionConnection,
    description: `The executions that its agent called, ${AS_READABLE}`,
    byPath: true,
    args,
    load: (ids: string[], context, { filter, ...window }) =>
      readPages(context.em, listOfExecutions(context, filter ?? {}), window, 'chatId', ids),
    resolve: ({ id }) => id,
  }),
}))
