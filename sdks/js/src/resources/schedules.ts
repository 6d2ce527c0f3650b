import type {
  CreateSchedule,
  ListScheduleSlots,
  ListSchedules,
  Schedule,
  ScheduleDetail,
  ScheduleSlot,
  ScheduleStatus,
  UpdateSchedule,
} from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type CallOptions, path } from '../transport.ts'
import { Resource } from './resource.ts'

/** Cron expressions that start functions and agents. A schedule is named by its id or its name. */
export class Schedules extends Resource {
  create(params: CreateSchedule, options?: CallOptions): Promise<Schedule> {
    return this.transport.send('POST', '/api/v1/schedules', params, options)
  }

  list(params?: ListSchedules, options?: CallOptions): Pages<Schedule> {
    return pages(this.transport, '/api/v1/schedules', params, options)
  }

  get(schedule: string, options?: CallOptions): Promise<ScheduleDetail> {
    return this.transport.get(path`/api/v1/schedules/${schedule}`, undefined, options)
  }

  /** Changes a schedule, at once. */
  update(schedule: string, params: UpdateSchedule, options?: CallOptions): Promise<Schedule> {
    return this.transport.send('PATCH', path`/api/v1/schedules/${schedule}`, params, options)
  }

  /** Deletes a schedule and its slots. */
  delete(schedule: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', path`/api/v1/schedules/${schedule}`, undefined, options)
  }

  /** Keeps it from firing. Runs that have begun go on. */
  pause(schedule: string, options?: CallOptions): Promise<ScheduleStatus> {
    return this.transport.json({ method: 'POST', path: path`/api/v1/schedules/${schedule}/pause`, isRepeatable: true }, options)
  }

  /** Lets it fire again, from its next slot on. */
  resume(schedule: string, options?: CallOptions): Promise<ScheduleStatus> {
    return this.transport.json({ method: 'POST', path: path`/api/v1/schedules/${schedule}/resume`, isRepeatable: true }, options)
  }

  /** Runs it now, paused or not. */
  run(schedule: string, options?: CallOptions): Promise<ScheduleSlot> {
    return this.transport.send('POST', path`/api/v1/schedules/${schedule}/run`, undefined, options)
  }

  /** Every instant at which it was due, newest first, and what became of it. */
  slots(schedule: string, params?: ListScheduleSlots, options?: CallOptions): Pages<ScheduleSlot> {
    return pages(this.transport, path`/api/v1/schedules/${schedule}/slots`, params, options)
  }
}
