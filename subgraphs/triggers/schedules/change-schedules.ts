import type { Context } from '../../../schema/context.ts'
import { builder, type Services } from '../builder.ts'
import { askers } from '../editor.ts'
import { requireRight } from '../targets.ts'
import { findSchedule } from './find-schedule.ts'
import { createSchedule, updateSchedule } from './save-schedule.ts'
import { type ScheduleRow, targetOf } from './schedule.entity.ts'
import { Schedule } from './schedule.ts'
import { CreateScheduleInput, type ScheduleReference, UpdateScheduleInput, whichSchedule } from './schedule-input.ts'
import { SlotEntity } from './slot.entity.ts'
import { Slot } from './slot.ts'

const payload = (mutation: string, description: string) =>
  builder.objectRef<{ schedule: ScheduleRow }>(`${mutation}Payload`).implement({
    description: 'What a mutation answers.',
    fields: (t) => ({ schedule: t.expose('schedule', { type: Schedule, description }) }),
  })

const CreateSchedulePayload = payload('CreateSchedule', 'The new schedule.')
const UpdateSchedulePayload = payload('UpdateSchedule', 'The schedule as it is now.')

builder.mutationFields((t) => ({
  createSchedule: t.field({
    type: CreateSchedulePayload,
    nullable: true,
    description:
      'Creates a schedule owned by the caller, of a function or agent that they may start: what they may not do, also with the API key that they use, no run of it does. ' +
      'Errors: ALREADY_EXISTS, NOT_FOUND (the function or agent), FORBIDDEN, VALIDATION.',
    authScopes: { can: 'schedules.create' },
    args: { input: t.arg({ type: CreateScheduleInput, required: true, description: 'The schedule to create.' }) },
    resolve: async (_, { input }, context) => ({ schedule: await createSchedule(context, input) }),
  }),
  updateSchedule: t.field({
    type: UpdateSchedulePayload,
    nullable: true,
    description:
      'Changes a schedule, at once. A caller who changes more than its name and description, or resumes it, becomes its editor: they must be allowed to start its function or agent, ' +
      'and no run of it does what they, or the users who set the rest, may not do. A caller who resumes it (`isActive: true`, also where it is active) becomes its only editor. Errors: NOT_FOUND, FORBIDDEN, ALREADY_EXISTS, VALIDATION.',
    authScopes: { can: 'schedules.update' },
    args: { input: t.arg({ type: UpdateScheduleInput, required: true, description: 'What is to change.' }) },
    resolve: (_, { input: { schedule, ...changes } }, context) => change(context, schedule, changes),
  }),
}))

const ABOUT = {
  inputFields: (t: Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]) => ({ schedule: t.field(whichSchedule) }),
}

builder.relayMutationField(
  'pauseSchedule',
  ABOUT,
  {
    description: 'Stops a schedule from firing. Runs that have begun go on. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.update' },
    resolve: (_, { input: { schedule } }, context) => change(context, schedule, { isActive: false }),
  },
  { outputFields: (t) => ({ schedule: t.expose('schedule', { type: Schedule, description: 'The paused schedule.' }) }) },
)

builder.relayMutationField(
  'resumeSchedule',
  ABOUT,
  {
    description:
      'Lets a paused schedule fire again, from its next slot on. The caller becomes its only editor. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.update' },
    resolve: (_, { input: { schedule } }, context) => change(context, schedule, { isActive: true }),
  },
  { outputFields: (t) => ({ schedule: t.expose('schedule', { type: Schedule, description: 'The active schedule.' }) }) },
)

builder.relayMutationField(
  'deleteSchedule',
  ABOUT,
  {
    description: 'Deletes a schedule and its slots. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'schedules.delete' },
    async resolve(_, { input }, context) {
      const schedule = await findSchedule(context, input.schedule, 'delete')
      await context.em.remove(schedule).flush()
      await context.services.scheduler.arm()
      return { schedule }
    },
  },
  { outputFields: (t) => ({ schedule: t.expose('schedule', { type: Schedule, description: 'The schedule as it was.' }) }) },
)

builder.relayMutationField(
  'runSchedule',
  ABOUT,
  {
    description:
      'Runs a schedule now, also where it is paused or another run of it goes on: as its owner, and with no right that the caller lacks. ' +
      'Errors: NOT_FOUND, FORBIDDEN (also where the caller may not start its function or agent).',
    authScopes: { can: 'schedules.update' },
    async resolve(_, { input: { schedule } }, context) {
      const found = await findSchedule(context, schedule, 'update')
      await requireRight(context.graph, targetOf(found), context)
      const slot = await context.services.scheduler.runNow(found.id, askers(context.caller!))
      return { slot: await context.em.findOneOrFail(SlotEntity, { id: slot }) }
    },
  },
  { outputFields: (t) => ({ slot: t.expose('slot', { type: Slot, description: 'The instant of this run.' }) }) },
)

type Changes = Parameters<typeof updateSchedule>[2]

async function change(context: Context<Services>, reference: typeof ScheduleReference.$inferInput, changes: Changes) {
  const { id } = await findSchedule(context, reference, 'update')
  return { schedule: await updateSchedule(context, id, changes) }
}
