import { Agenda, type Job } from 'agenda'
import type { Logger } from 'pino'
import type { Listener } from '../../schema/ownership/listener.ts'
import type { Presence } from '../../schema/ownership/presence.ts'
import { StartError } from '../../schema/start-error.ts'
import { createBackend } from './agenda-backend.ts'
import type { Claim, JobCounts, JobFilter, JobRecord, ListedJob } from './job.ts'
import { PostgresStore } from './postgres-store.ts'
import type { JobStore } from './store.ts'
import { Wakeups } from './wakeups.ts'
import { type DefineOptions, type Definition, type Handler, Worker } from './worker.ts'

/** How often Agenda looks by itself, and how far ahead it claims scheduled jobs. */
const SCAN_MS = 1_000
const DRAIN_MS = 20_000
const BACKOFF = { delayMs: 1_000, factor: 2, maxMs: 60_000 }
const MAX_LIST = 1_000
const COMPLAIN_MS = 10_000

export interface QueueOptions {
  /** Where jobs live when no MongoDB is configured. */
  postgresUrl: string
  mongodbUrl?: string | undefined
  /** Name of this queue, unique among those that share the store. */
  name: string
  /** On which processes wake each other. */
  listener: Listener
  /** By which this process owns its jobs, and learns whose jobs are to be taken up. */
  presence: Presence
  log: Logger
}

export interface EnqueueOptions {
  /** Unique in the queue: enqueuing it again is the same job, also after it ended, for as long as its record is kept. */
  id: string
  /** Default: now. */
  runAt?: Date
  /** Default: what the job was defined with. */
  attempts?: number
  /** Groups take turns, so that one user's thousand jobs delay another's by one. */
  group?: string
}

/** Agenda waits for the promise of a processor, but its types name the form with a callback first. */
interface Definer {
  define(name: string, processor: (job: Job<Claim>) => Promise<void>, options: Parameters<Agenda['define']>[2]): void
}

/** Everything that runs later. One queue a process; processes on one store share the work. */
export class Queue {
  readonly #store: JobStore
  readonly #agenda: Agenda
  readonly #worker: Worker
  readonly #wakeups: Wakeups
  #closed: Promise<void> | undefined

  constructor(store: JobStore, agenda: Agenda, worker: Worker, wakeups: Wakeups) {
    this.#store = store
    this.#agenda = agenda
    this.#worker = worker
    this.#wakeups = wakeups
  }

  /** Says how jobs of a name run. Before `start` and before the first job of that name. */
  define<Data>(job: string, handler: Handler<Data>, options: DefineOptions<Data>): void {
    this.#worker.definitions.set(job, { handler, options: { attempts: 1, backoff: BACKOFF, ...options } } as Definition)
    // lockLifetime only sets how often Agenda looks after its promises: the lease is renewed and judged elsewhere.
    const agenda: Definer = this.#agenda
    agenda.define(job, ({ attrs }) => this.#worker.run(attrs.data), {
      concurrency: options.concurrency,
      lockLimit: options.concurrency,
      lockLifetime: SCAN_MS,
    })
  }

  /** Begins to take jobs. A process that only enqueues never calls it. */
  async start(): Promise<void> {
    await this.#agenda.start()
    await this.#worker.start()
  }

  /** Stores a job, and is durable when it resolves. @param data small and JSON: ids, not documents */
  async enqueue(job: string, data: unknown, options: EnqueueOptions): Promise<JobRecord> {
    const record = await this.#store.insert({
      id: options.id,
      job,
      data,
      runAt: options.runAt ?? null,
      maxAttempts: options.attempts ?? this.#definition(job).options.attempts,
      group: options.group ?? '',
    })
    if (!options.runAt || options.runAt.getTime() <= Date.now()) this.#wakeups.announce(job)
    return record
  }

  /**
   * Sets the one pending job of a key, in place of the one that was pending: its new time and data count at once, in every process.
   * It fires at that instant, at least once: each process that fires it must make sure, by the key and `runAt`, that it is the only one.
   * A time that passed while no process ran fires as soon as one does. An attempt that already began is not touched.
   */
  async scheduleAt(job: string, key: string, when: Date, data: unknown): Promise<void> {
    await this.#store.schedule({ key, job, data, runAt: when, maxAttempts: this.#definition(job).options.attempts })
    if (when.getTime() <= Date.now() + SCAN_MS) this.#wakeups.announce(job)
  }

  /** Removes the pending job of a key. @returns whether there was one */
  unschedule(key: string): Promise<boolean> {
    return this.#store.unschedule(key)
  }

  get(id: string): Promise<JobRecord | null> {
    return this.#store.get(id)
  }

  /**
   * Cancels a queued job at once. A running one is told to stop by its signal, and is `cancelled` when it does.
   * @returns the job as it is now, or null when there is none that could be cancelled
   */
  async cancel(id: string): Promise<JobRecord | null> {
    const record = await this.#store.cancel(id)
    if (record?.status === 'running') this.#wakeups.announceCancel(id)
    return record
  }

  /** Jobs, newest first. */
  list(filter: Partial<JobFilter> = {}): Promise<ListedJob[]> {
    return this.#store.list({ ...filter, limit: Math.min(filter.limit ?? 100, MAX_LIST + 1), offset: filter.offset ?? 0 })
  }

  /** Counts of each kind of job over all processes, and the attempts that run in this one. */
  async stats(): Promise<{ jobs: Record<string, JobCounts>; running: number; store: string }> {
    return { jobs: await this.#store.counts(), running: this.#worker.runningCount, store: this.#store.name }
  }

  count(filter: Pick<JobFilter, 'job' | 'status'> = {}): Promise<number> {
    return this.#store.count(filter)
  }

  /** Gives a dead letter a fresh set of attempts, from now. @returns null when there is no such dead letter */
  async retry(id: string): Promise<JobRecord | null> {
    const record = await this.#store.retry(id)
    if (record) this.#wakeups.announce(record.job)
    return record
  }

  /** Removes one dead letter, or all of them. @returns how many */
  removeDeadLetters(id?: string): Promise<number> {
    return this.#store.removeDeadLetters(id)
  }

  /** Takes no more jobs, lets the running ones finish for `deadlineMs`, and gives the rest back to the queue. */
  close(deadlineMs: number = DRAIN_MS): Promise<void> {
    this.#closed ??= this.#close(deadlineMs)
    return this.#closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  async #close(deadlineMs: number): Promise<void> {
    await this.#worker.close(deadlineMs)
    await this.#agenda.stop(false)
    await this.#wakeups.disconnect()
    await this.#store.close()
  }

  #definition(job: string) {
    const definition = this.#worker.definitions.get(job)
    if (!definition) throw new Error(`The job ${job} is not defined in this process`)
    return definition
  }
}

/**
 * Opens the queue on MongoDB where one is configured, else on PostgreSQL, and creates what it needs there.
 * @throws StartError when the database can't be reached or used
 */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { listener, log, name, presence } = options
  const store = await openStore(options)
  // Each needs the other: the worker looks again when an attempt ends, and a wake-up may tell an attempt to stop.
  const worker: Worker = new Worker({ store, wakeups: () => wakeups, presence, log })
  const wakeups: Wakeups = new Wakeups({
    listener,
    name,
    onCancel: (id) => worker.cancel(id),
    onError: (error) => log.warn({ err: error }, 'the queue could not wake other processes: they look for jobs within a second'),
  })
  const agenda = new Agenda({
    backend: createBackend(store, wakeups, worker),
    name,
    processEvery: SCAN_MS,
    maxConcurrency: Number.MAX_SAFE_INTEGER,
  })
  agenda.on(
    'error',
    seldom((error) => log.warn({ err: error }, 'the queue could not look for jobs: it tries again')),
  )
  await agenda.ready
  return new Queue(store, agenda, worker, wakeups)
}

/** Looks happen many times a second, and while the store is away all of them fail. */
function seldom(act: (error: Error) => void): (error: Error) => void {
  let last = -Infinity
  return (error) => {
    if (performance.now() - last < COMPLAIN_MS) return
    last = performance.now()
    act(error)
  }
}

async function openStore({ postgresUrl, mongodbUrl, presence: { processId }, log }: QueueOptions): Promise<JobStore> {
  try {
    if (mongodbUrl) {
      // Loaded where it is used: its driver is the larger part of what the queue loads.
      const { MongoStore } = await import('./mongo-store.ts')
      return await MongoStore.open({ url: mongodbUrl, processId })
    }
    return await PostgresStore.open({ url: postgresUrl, processId }, log)
  } catch (error) {
    const variable = mongodbUrl ? 'MONGODB_URL' : 'DATABASE_URL'
    throw new StartError(`The job queue can't use its database: ${(error as Error).message}. Check ${variable}.`, { cause: error })
  }
}
