import type { Context } from '../../../schema/context.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import { reach } from '../../../schema/permissions.ts'
import { builder, FunctionStub, ownRows, type Services, User } from '../builder.ts'
import { faultInTurn } from '../fault.ts'
import { findSchedule } from './find-schedule.ts'
import { createSchedule, updateSchedule } from './save-schedule.ts'
import { ScheduleEntity, type ScheduleRow, targetOf } from './schedule.entity.ts'
import { CreateScheduleInput, MissedPolicy, OverlapPolicy, ScheduleType, UpdateScheduleInput } from './schedule-input.ts'

export const Schedule = builder.objectRef<ScheduleRow>('Schedule').implement({
  description: 'A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id; its name does as well, wherever a schedule is asked for.' }),
    name: t.exposeString('name', { description: 'Unique among the owner’s schedules.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    scheduleType: t.expose('scheduleType', { type: ScheduleType, description: 'What it starts.' }),
    targetNamespace: t.exposeString('targetNamespace', { description: 'Namespace of the function or agent.' }),
    targetName: t.exposeString('targetName', { description: 'Name of the function or agent.' }),
    function: t.field({
      type: FunctionStub,
      nullable: true,
      resolve: ({ scheduleType, targetNamespace: namespace, targetName: name }) =>
        scheduleType === 'function' ? { namespace, name } : null,
      description: 'What it starts; null where that is an agent, is gone, or not the caller’s to read.',
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
  async resolveReference({ id }, { em, caller }) {
    const scope = reach(caller, 'schedules.read')
    const schedule = scope && (await em.findOne(ScheduleEntity, { id }))
    return schedule && (scope === 'all' || schedule.userId === caller!.userId) ? schedule : null
  },
})

const REFERENCE = { required: true, description: 'Its id, or its name.' } as const

builder.queryFields((t) => ({
  schedules: t.field({
    type: [Schedule],
    description: 'The caller’s schedules, or all with `sinas.schedules.read:all`, active or not, newest first.',
    authScopes: { can: 'schedules.read' },
    args: { skip: t.arg.int(skip), limit: t.arg.int(limit) },
    resolve: (_, { skip, limit }, context) =>
      context.em.find(ScheduleEntity, ownRows(context, 'schedules.read'), {
        offset: skip ?? 0,
        limit: limit ?? 100,
        orderBy: { createdAt: 'desc', id: 'asc' },
      }),
  }),
  schedule: t.field({
    type: Schedule,
    description: 'A schedule. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.read' },
    args: { schedule: t.arg.string(REFERENCE) },
    resolve: (_, { schedule }, context) => findSchedule(context, schedule, 'read'),
  }),
}))

builder.mutationFields((t) => ({
  createSchedule: t.field({
    type: Schedule,
    description:
      'Creates a schedule owned by the caller, of a function or agent that they may start: what they may not do, also with the API key that they use, no run of it does. ' +
      'Errors: ALREADY_EXISTS, NOT_FOUND (the function or agent), FORBIDDEN, VALIDATION.',
    authScopes: { can: 'schedules.create' },
    args: { input: t.arg({ type: CreateScheduleInput, required: true, description: 'The schedule to create.' }) },
    resolve: (_, { input }, context) => createSchedule(context, input),
  }),
  updateSchedule: t.field({
    type: Schedule,
    description:
      'Changes a schedule, at once. A caller who changes more than its name and description, or resumes it, becomes its editor: they must be allowed to start its function or agent, ' +
      'and no run of it does what they, or the users who set the rest, may not do. A caller who resumes it (`isActive: true`, also where it is active) becomes its only editor. Errors: NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, VALIDATION.',
    authScopes: { can: 'schedules.update' },
    args: {
      schedule: t.arg.string(REFERENCE),
      input: t.arg({ type: UpdateScheduleInput, required: true, description: 'What is to change.' }),
    },
    resolve: async (_, { schedule, input }, context) =>
      updateSchedule(context, (await findSchedule(context, schedule, 'update')).id, input),
  }),
  pauseSchedule: t.field({
    type: Schedule,
    description: 'Stops a schedule from firing. Runs that have begun go on. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.update' },
    args: { schedule: t.arg.string(REFERENCE) },
    resolve: (_, { schedule }, context) => setActive(context, schedule, false),
  }),
  resumeSchedule: t.field({
    type: Schedule,
    description:
      'Lets a paused schedule fire again, from its next slot on. The caller becomes its only editor. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.update' },
    args: { schedule: t.arg.string(REFERENCE) },
    resolve: (_, { schedule }, context) => setActive(context, schedule, true),
  }),
  deleteSchedule: t.field({
    type: 'Boolean',
    description: 'Deletes a schedule and its slots. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.delete' },
    args: { schedule: t.arg.string(REFERENCE) },
    async resolve(_, { schedule }, context) {
      await context.em.remove(await findSchedule(context, schedule, 'delete')).flush()
      await context.services.scheduler.arm()
      return true
    },
  }),
}))

async function setActive(context: Context<Services>, reference: string, isActive: boolean) {
  const { id } = await findSchedule(context, reference, 'update')
  return updateSchedule(context, id, { isActive })
}
