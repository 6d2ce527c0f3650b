import { containingIn } from '../../../schema/bounded/contains.ts'
import { orderInput } from '../../../schema/connections/fields.ts'
import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { type List, type PageArguments, readPage, readPages } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { given, text } from '../../../schema/inputs.ts'
import { AgentStub, builder, FunctionStub, mayOn, ownRows, page, type Services, User } from '../builder.ts'
import { faultInTurn } from '../fault.ts'
import { findSchedule } from './find-schedule.ts'
import { ScheduleEntity, type ScheduleRow, targetOf } from './schedule.entity.ts'
import { MissedPolicy, OverlapPolicy, ScheduleReference, ScheduleType } from './schedule-input.ts'

export const Schedule = builder.objectRef<ScheduleRow>('Schedule').implement({
  description: 'A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id; its name does as well, wherever a schedule is asked for.' }),
    name: t.exposeString('name', { description: 'Unique among the owner’s schedules.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    targetType: t.expose('scheduleType', { type: ScheduleType, description: 'What it starts.' }),
    targetNamespace: t.exposeString('targetNamespace', { description: 'Namespace of the function or agent.' }),
    targetName: t.exposeString('targetName', { description: 'Name of the function or agent.' }),
    function: t.field({
      type: FunctionStub,
      nullable: true,
      resolve: ({ scheduleType, targetNamespace: namespace, targetName: name }) =>
        scheduleType === 'function' ? { namespace, name } : null,
      description: 'What it starts; null where that is an agent, is gone, or not the caller’s to read.',
    }),
    agent: t.field({
      type: AgentStub,
      nullable: true,
      resolve: ({ scheduleType, targetNamespace: namespace, targetName: name }) => (scheduleType === 'agent' ? { namespace, name } : null),
      description: 'What it starts; null where that is a function, is gone, or not the caller’s to talk with.',
    }),
    content: t.exposeString('content', { nullable: true, description: 'The message to the agent.' }),
    cronExpression: t.exposeString('cronExpression', { description: 'Five fields: minute, hour, day of month, month, day of week.' }),
    timezone: t.exposeString('timezone', { description: 'IANA name of the time zone in which the expression is read.' }),
    inputData: t.expose('inputData', { type: 'JSON', description: 'Input of the function, or of the chat with the agent.' }),
    isActive: t.exposeBoolean('isActive', { description: 'False while it is paused.' }),
    overlapPolicy: t.expose('overlapPolicy', { type: OverlapPolicy, description: 'What becomes of a slot whose schedule still runs.' }),
    missedPolicy: t.expose('missedPolicy', { type: MissedPolicy, description: 'What becomes of slots at which the platform was down.' }),
    missedWindow: t.exposeInt('missedWindow', { description: 'Seconds.' }),
    lastRun: t.expose('lastRun', { type: 'DateTime', nullable: true, description: 'When it last started something.' }),
    nextRun: t.expose('nextRun', { type: 'DateTime', nullable: true, description: 'Its next slot; null while it is paused.' }),
    owner: t.field({ type: User, nullable: true, description: 'The user as whom it runs.', resolve: ({ userId }) => ({ id: userId }) }),
    editor: t.field({
      type: User,
      nullable: true,
      description:
        'The editor: the user who last changed what its runs do. A run does nothing to its user’s things that the editor could not do. Null where the editor is gone.',
      resolve: ({ editorId }) => ({ id: editorId }),
    }),
    editorId: t.expose('editorId', { type: 'ID', description: 'Id of the user who last changed what its runs do.' }),
    editorKeyId: t.expose('editorKeyId', {
      type: 'ID',
      nullable: true,
      description: 'Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.',
    }),
    fault: t.string({
      nullable: true,
      description:
        'Why it would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists.',
      resolve: (row, _, context) =>
        faultInTurn(context, { kind: 'schedule', trigger: row, ownerId: row.userId, askers: [], target: targetOf(row) }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
})

builder.asEntity(Schedule, {
  key: builder.selection<{ id: string }>('id'),
  async resolveReference({ id }, context) {
    const schedule = await loadRow(context, ScheduleEntity, id)
    return schedule && mayOn(context, 'schedules.read', schedule) ? schedule : null
  },
})

const ScheduleConnection = builder.connectionObject({
  type: Schedule,
  name: 'ScheduleConnection',
  description: 'A page of a list of schedules.',
})

const ScheduleFilter = builder.inputType('ScheduleFilter', {
  description: 'Which schedules are listed: those that meet all that is given.',
  fields: (t) => ({
    isActive: t.boolean({ description: 'Those that are active, or those that are paused.' }),
    targetType: t.field({ type: ScheduleType, description: 'Those that start this.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the name or the description, in any case.' }),
  }),
})

const ScheduleOrder = orderInput<ScheduleRow, Services>(builder, 'Schedule', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  NAME: { property: 'name', description: 'Its name.' },
  UPDATED_AT: { property: 'updatedAt', description: 'When it last changed.' },
})

const NEWEST_FIRST: Order<ScheduleRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

builder.queryFields((t) => ({
  schedules: t.field({
    type: ScheduleConnection,
    nullable: true,
    description: 'The caller’s schedules, or all with `sinas.schedules.read:all`, active or not, newest first.',
    authScopes: { can: 'schedules.read' },
    args: {
      ...page,
      filter: t.arg({ type: ScheduleFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: ScheduleOrder.input, description: 'Absent: the newest first.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) => {
      const { search, targetType: scheduleType, ...columns } = given(filter ?? {})
      const ofType = scheduleType ? { scheduleType } : {}
      const where = {
        ...ownRows(context, 'schedules.read'),
        ...columns,
        ...ofType,
        ...(search && containingIn(search, 'name', 'description')),
      }
      return readPage(context.em, { entity: ScheduleEntity, where, order: ScheduleOrder.order(orderBy, NEWEST_FIRST) }, args)
    },
  }),
  schedule: t.field({
    type: Schedule,
    nullable: true,
    description: 'A schedule. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.read' },
    args: { by: t.arg({ type: ScheduleReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findSchedule(context, by, 'read'),
  }),
}))

builder.objectFields(User, (t) => ({
  schedules: t.loadable({
    type: ScheduleConnection,
    description: 'Their schedules, as far as the caller may read them, newest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) =>
      readPages(
        context.em,
        { entity: ScheduleEntity, where: ownRows(context, 'schedules.read'), order: NEWEST_FIRST },
        args,
        'userId',
        ids,
      ),
    resolve: ({ id }) => id,
  }),
}))

/** Of each target, named as `namespace/name`, the schedules that start it. */
const schedulesOf = (context: Context, scheduleType: ScheduleRow['scheduleType'], targets: string[], args: PageArguments) =>
  readPages(
    context.em,
    { entity: ScheduleEntity, where: { ...ownRows(context, 'schedules.read'), scheduleType }, order: NEWEST_FIRST } as List<ScheduleRow>,
    args,
    ['targetNamespace', 'targetName'],
    targets.map((target) => target.split('/')),
  )

const ofTarget = {
  type: ScheduleConnection,
  description: 'The schedules that start it, as far as the caller may read them, newest first.',
  byPath: true,
  args: page,
} as const

builder.objectFields(FunctionStub, (t) => ({
  schedules: t.loadable({
    ...ofTarget,
    load: (names: string[], context, args) => schedulesOf(context, 'function', names, args),
    resolve: ({ namespace, name }) => `${namespace}/${name}`,
  }),
}))

builder.objectFields(AgentStub, (t) => ({
  schedules: t.loadable({
    ...ofTarget,
    load: (names: string[], context, args) => schedulesOf(context, 'agent', names, args),
    resolve: ({ namespace, name }) => `${namespace}/${name}`,
  }),
}))
