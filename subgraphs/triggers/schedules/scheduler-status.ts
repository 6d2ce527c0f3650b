import { builder } from '../builder.ts'
import { ScheduleEntity, type ScheduleRow } from './schedule.entity.ts'
import { Schedule } from './schedule.ts'

const SchedulerStatus = builder.objectRef<{ schedules: ScheduleRow[]; total: number }>('SchedulerStatus').implement({
  description: 'That schedules fire, and which.',
  fields: (t) => ({
    status: t.string({
      description: 'Always `running`: the process that answers also fires schedules.',
      resolve: () => 'running',
    }),
    jobs: t.expose('schedules', { type: [Schedule], description: 'Active schedules that the caller may read.' }),
    totalJobs: t.exposeInt('total', { description: 'Of all users.' }),
  }),
})

builder.queryField('schedulerStatus', (t) =>
  t.field({
    type: SchedulerStatus,
    nullable: true,
    description: 'Whether schedules fire, and how many there are. Every client may ask; logged-in users also see their own.',
    authScopes: { optional: true },
    async resolve(_, _args, context) {
      const { em, caller } = context
      const total = await em.count(ScheduleEntity, { isActive: true })
      const scope = caller && context.reach('schedules.read')
      if (!caller || !scope) return { schedules: [], total }
      const visible = scope === 'all' ? {} : { userId: caller.userId }
      return {
        schedules: await em.find(ScheduleEntity, { isActive: true, ...visible }, { orderBy: { nextRun: 'asc' }, limit: 1000 }),
        total,
      }
    },
  }),
)
