import { type AgendaBackend, type JobParameters, type JobRepository, toJobId } from 'agenda'
import type { Claim } from './job.ts'
import type { JobStore } from './store.ts'
import type { Wakeups } from './wakeups.ts'

/** Agenda must never find an expired lock: the store alone judges whether a lease holds. */
const FOREVER = new Date(8.64e15)

/** What stands between the store and Agenda. */
export interface Leasing {
  /** Leases the next job of a name that this process may start; null when there is none, or it takes no more. */
  claim(job: string, horizon: Date): Promise<Claim | null>
  /** Gives a claim back that Agenda took and can't run. */
  release(claim: Claim): Promise<void>
}

/**
 * Agenda's backend over a store. Agenda keeps its scan, its limits and its dispatch; every call by which it would decide or write
 * who owns a job goes to the leases, because Agenda's own writes are not conditional on still holding the lock: a process that
 * was paused would overwrite the state of a job that another one took over, and a job replaced in mid-run would lose its new time.
 */
export function createBackend(store: JobStore, wakeups: Wakeups, leasing: Leasing): AgendaBackend {
  const leased: Pick<JobRepository, 'getNextJobToRun' | 'saveJobState' | 'unlockJob' | 'unlockJobs'> = {
    async getNextJobToRun(job, horizon) {
      const claim = await leasing.claim(job, horizon)
      return claim ? toParameters(claim) : undefined
    },
    // The attempt writes its own beginning and end.
    async saveJobState() {},
    unlockJob: (job) => leasing.release(job.data as Claim),
    // Called when Agenda stops, after the queue has released what it held.
    async unlockJobs() {},
  }
  return {
    name: store.name,
    repository: Object.assign(Object.create(store.repository) as JobRepository, leased),
    notificationChannel: wakeups,
    ownsConnection: false,
    connect: () => store.repository.connect(),
    async disconnect() {},
  }
}

/** A claim as Agenda knows jobs. A scheduled job is handed over before its time; the attempt waits for the exact instant. */
function toParameters(claim: Claim): JobParameters<Claim> {
  return {
    _id: toJobId(claim.key),
    name: claim.job,
    priority: 0,
    nextRunAt: new Date(0),
    type: 'normal',
    lockedAt: FOREVER,
    data: claim,
  }
}
