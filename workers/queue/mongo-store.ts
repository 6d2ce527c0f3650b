import { randomUUID } from 'node:crypto'
import { MongoJobRepository } from '@agendajs/mongo-backend'
import type { JobRepository } from 'agenda'
import { type Collection, type Filter, MongoBulkWriteError, MongoClient, MongoServerError, ObjectId, type UpdateFilter } from 'mongodb'
import { inBatches } from '../../schema/batches.ts'
import type { Claim, JobCounts, JobFilter, JobOutcome, JobPlace, JobRecord, JobStatus, ListedJob, NewJob, NewSchedule } from './job.ts'
import { ending, FREE, type JobDocument, newDocument, owned, toClaim, toRecord } from './mongo-document.ts'
import type { JobStore, StoreOptions } from './store.ts'

const COLLECTION = 'agendaJobs'
const DUPLICATE_KEY = 11000
/** How long a start waits for a server, where the URL doesn't say. */
const SELECTION_MS = 10_000
/** Claims lose nothing in a crash of the server: the job is then simply still queued. */
const RELAXED = { writeConcern: { w: 1 } } as const

/** Jobs in MongoDB: one document each, in Agenda's collection. */
export class MongoStore implements JobStore {
  readonly name = 'MongoDB'
  readonly repository: JobRepository
  readonly #options: StoreOptions
  readonly #client: MongoClient
  readonly #jobs: Collection<JobDocument>
  readonly #insert = inBatches((jobs: NewJob[]) => this.#insertAll(jobs))

  private constructor(options: StoreOptions, client: MongoClient) {
    const db = client.db(hasDatabase(options.url) ? undefined : 'sinas')
    this.#options = options
    this.#client = client
    this.#jobs = db.collection(COLLECTION)
    this.repository = new MongoJobRepository({ mongo: db, db: { collection: COLLECTION }, ensureIndex: false })
  }

  static async open(options: StoreOptions): Promise<MongoStore> {
    const client = new MongoClient(options.url, {
      writeConcern: { w: 'majority', journal: true },
      ...(!options.url.includes('serverSelectionTimeoutMS') && { serverSelectionTimeoutMS: SELECTION_MS }),
    })
    try {
      await client.connect()
      const store = new MongoStore(options, client)
      await store.#createIndexes()
      return store
    } catch (error) {
      await client.close()
      throw error
    }
  }

  async #createIndexes(): Promise<void> {
    await this.#jobs.createIndex({ jobId: 1 }, { name: 'queue_id', unique: true })
    await this.#jobs.createIndex({ name: 1, status: 1, turn: 1, nextRunAt: 1 }, { name: 'queue_claim' })
    await this.#jobs.createIndex({ name: 1, group: 1, status: 1, turn: -1 }, { name: 'queue_turn' })
    await this.#jobs.createIndex({ lockToken: 1 }, { name: 'queue_lease' })
    await this.#jobs.createIndex({ owner: 1 }, { name: 'queue_owner' })
    await this.#jobs.createIndex({ schedule: 1 }, { name: 'queue_schedule' })
    await this.#jobs.createIndex({ status: 1, createdAt: -1 }, { name: 'queue_list' })
  }

  async insert(job: NewJob): Promise<JobRecord> {
    // Where it is gone again, the job that was in the way was pruned.
    return (await this.#insert(job)) ?? (await this.get(job.id)) ?? this.insert(job)
  }

  /** @returns undefined where there is a job with the id */
  async #insertAll(jobs: NewJob[]): Promise<(JobRecord | undefined)[]> {
    const turns = new Map<string, number>()
    const documents: JobDocument[] = []
    for (const job of jobs) {
      const line = JSON.stringify([job.job, job.group])
      const turn = turns.get(line) ?? (await this.#nextTurn(job.job, job.group))
      turns.set(line, turn + 1)
      const { id: jobId, job: name, data, maxAttempts } = job
      documents.push({ ...newDocument({ jobId, name, data, nextRunAt: job.runAt ?? new Date(), maxAttempts }), group: job.group, turn })
    }
    try {
      await this.#jobs.insertMany(documents, { ordered: false })
      return documents.map(toRecord)
    } catch (error) {
      const taken = takenIn(error)
      if (!taken) throw error
      return documents.map((document, i) => (taken.has(i) ? undefined : toRecord(document)))
    }
  }

  /**
   * A new job's place in line. Each group counts its own jobs up; a group that was idle starts where the line stands now.
   * The lowest turn is served first, so that groups alternate however many jobs one of them has waiting.
   */
  async #nextTurn(name: string, group: string): Promise<number> {
    const projection = { turn: 1 }
    const [own, front] = await Promise.all([
      this.#jobs.findOne({ name, group, status: 'queued' }, { sort: { turn: -1 }, projection }),
      this.#jobs.findOne({ name, status: 'queued', nextRunAt: { $lte: new Date() } }, { sort: { turn: 1 }, projection }),
    ])
    return Math.max(own ? own.turn + 1 : 0, front?.turn ?? 0)
  }

  async schedule({ key, job, data, runAt, maxAttempts }: NewSchedule): Promise<void> {
    const { _id, jobId, ...fresh } = newDocument({
      jobId: `schedule:${key}`,
      name: job,
      data,
      nextRunAt: runAt,
      maxAttempts,
      schedule: key,
    })
    const upsert = () => this.#jobs.updateOne({ jobId }, { $set: fresh }, { upsert: true })
    // Two processes that insert one key at a time: the second finds it there when it tries again.
    await upsert().catch((error) => {
      if (!isDuplicate(error)) throw error
      return upsert()
    })
  }

  async unschedule(key: string): Promise<boolean> {
    const { deletedCount } = await this.#jobs.deleteMany({ schedule: key, status: 'queued' })
    return deletedCount > 0
  }

  async claim(job: string, horizon: Date, limit: number, without: string[]): Promise<Claim[]> {
    const claims: Claim[] = []
    while (claims.length < limit) {
      const claim = await this.#claimOne(job, horizon, without)
      if (!claim) break
      claims.push(claim)
    }
    return claims
  }

  async #claimOne(job: string, horizon: Date, without: string[]): Promise<Claim | null> {
    const now = new Date()
    const due: Filter<JobDocument>[] = [
      { schedule: null, nextRunAt: { $lte: now } },
      { schedule: { $ne: null }, nextRunAt: { $lte: horizon } },
    ]
    const document = await this.#jobs.findOneAndUpdate(
      { name: job, status: 'queued', group: { $nin: without }, lockToken: null, $or: due },
      { $set: { lockToken: randomUUID(), lockedAt: now, owner: this.#options.processId } },
      { sort: { turn: 1, nextRunAt: 1 }, returnDocument: 'after', ...RELAXED },
    )
    return document ? toClaim(document) : null
  }

  async begin(claim: Claim): Promise<boolean> {
    const { modifiedCount } = await this.#jobs.updateOne(
      { ...owned(claim), status: 'queued' },
      {
        $set: {
          status: 'running',
          attempts: Math.min(claim.attempts + 1, claim.maxAttempts),
          lastRunAt: new Date(),
          // A scheduled job that begins gives up the id that stood for "the pending one of its key".
          ...(claim.schedule !== null && { jobId: `schedule:${claim.schedule}#${claim.token}` }),
        },
      },
      RELAXED,
    )
    return modifiedCount === 1
  }

  async settle(claim: Claim, outcome: JobOutcome): Promise<boolean> {
    if (outcome.status === 'completed' && claim.schedule !== null) {
      const { deletedCount } = await this.#jobs.deleteOne(owned(claim))
      return deletedCount === 1
    }
    if (outcome.status === 'queued') {
      const { modifiedCount } = await this.#jobs.updateOne(
        { ...owned(claim), cancelRequested: false },
        { $set: { ...FREE, ...ending(outcome) } },
      )
      // Where a user asked to cancel the job while it ran, it doesn't run again.
      return modifiedCount === 1 || this.settle(claim, { status: 'cancelled', error: outcome.error })
    }
    const { modifiedCount } = await this.#jobs.updateOne(owned(claim), { $set: { ...FREE, ...ending(outcome) } })
    return modifiedCount === 1
  }

  async held(tokens: string[]): Promise<Map<string, { cancelled: boolean }>> {
    const projection = { lockToken: 1, cancelRequested: 1 }
    const documents = await this.#jobs.find({ lockToken: { $in: tokens } }, { projection }).toArray()
    return new Map(documents.map(({ lockToken, cancelRequested }) => [lockToken!, { cancelled: cancelRequested }]))
  }

  async owners(): Promise<string[]> {
    return (await this.#jobs.distinct('owner', { owner: { $ne: null } })).filter((owner) => owner !== null)
  }

  async takeFrom(processIds: readonly string[]): Promise<string[]> {
    const orphans = await this.#jobs.find({ owner: { $in: [...processIds] } }).toArray()
    const jobs = new Set<string>()
    for (const orphan of orphans) if (await this.#takeUp(orphan)) jobs.add(orphan.name)
    return [...jobs]
  }

  async #takeUp({ _id, lockToken, status, cancelRequested, attempts, maxAttempts }: JobDocument): Promise<boolean> {
    const failReason = `The process that ran it stopped responding in attempt ${attempts} of ${maxAttempts}`
    const ended = { status: 'cancelled', nextRunAt: null, lastFinishedAt: new Date() } as const
    const again = { status: 'queued', nextRunAt: new Date() } as const
    const begun = status === 'running' ? { failReason, ...(cancelRequested ? ended : again) } : {}
    const { modifiedCount } = await this.#jobs.updateOne({ _id, lockToken, status }, { $set: { ...FREE, ...begun } })
    return modifiedCount === 1
  }

  async get(id: string): Promise<JobRecord | null> {
    const document = await this.#jobs.findOne({ jobId: id })
    return document ? toRecord(document) : null
  }

  async cancel(id: string): Promise<JobRecord | null> {
    const cancelled = await this.#change(
      { jobId: id, status: 'queued' },
      { $set: { ...FREE, status: 'cancelled', cancelRequested: true, nextRunAt: null, lastFinishedAt: new Date() } },
    )
    return cancelled ?? this.#change({ jobId: id, status: 'running' }, { $set: { cancelRequested: true } })
  }

  async list({ job, status, after, before, backwards, limit, offset }: JobFilter): Promise<ListedJob[]> {
    const direction = backwards ? 1 : -1
    const [from, to] = backwards ? [before, after] : [after, before]
    const bounds = [from && beyond(from, direction), to && beyond(to, direction === 1 ? -1 : 1)].filter((bound) => bound !== undefined)
    const filter: Filter<JobDocument> = { ...kindOf({ job, status }), ...(bounds.length > 0 && { $and: bounds }) }
    const documents = await this.#jobs.find(filter).sort({ createdAt: direction, _id: direction }).skip(offset).limit(limit).toArray()
    return documents.map((document) => ({
      ...toRecord(document),
      place: [document.createdAt.toISOString(), String(document._id)],
    }))
  }

  count(filter: Pick<JobFilter, 'job' | 'status'>): Promise<number> {
    return this.#jobs.countDocuments(kindOf(filter))
  }

  async counts(): Promise<Record<string, JobCounts>> {
    const groups = await this.#jobs
      .aggregate<{ _id: { name: string; status: JobStatus }; total: number }>([
        { $group: { _id: { name: '$name', status: '$status' }, total: { $sum: 1 } } },
      ])
      .toArray()
    const counts: Record<string, JobCounts> = {}
    for (const { _id, total } of groups) {
      counts[_id.name] ??= { queued: 0, running: 0, completed: 0, failed: 0, cancelled: 0, oldestDueAt: await this.#oldestDueAt(_id.name) }
      counts[_id.name]![_id.status] = total
    }
    return counts
  }

  async #oldestDueAt(name: string): Promise<Date | null> {
    const oldest = await this.#jobs.findOne({ name, status: 'queued', nextRunAt: { $lte: new Date() } }, { sort: { nextRunAt: 1 } })
    return oldest?.nextRunAt ?? null
  }

  retry(id: string): Promise<JobRecord | null> {
    return this.#change(
      { jobId: id, status: 'failed' },
      { $set: { status: 'queued', attempts: 0, nextRunAt: new Date(), lastFinishedAt: null, cancelRequested: false } },
    )
  }

  async removeDeadLetters(id?: string): Promise<number> {
    const { deletedCount } = await this.#jobs.deleteMany({ status: 'failed', ...(id !== undefined && { jobId: id }) })
    return deletedCount
  }

  async prune(before: Date): Promise<number> {
    const { deletedCount } = await this.#jobs.deleteMany({ status: { $in: ['completed', 'cancelled'] }, lastFinishedAt: { $lt: before } })
    return deletedCount
  }

  async close(): Promise<void> {
    await this.#client.close()
  }

  async #change(filter: Filter<JobDocument>, update: UpdateFilter<JobDocument>): Promise<JobRecord | null> {
    const document = await this.#jobs.findOneAndUpdate(filter, update, { returnDocument: 'after' })
    return document ? toRecord(document) : null
  }
}

const kindOf = ({ job, status }: Pick<JobFilter, 'job' | 'status'>): Filter<JobDocument> => ({
  ...(job && { name: job }),
  ...(status && { status }),
})

/** What stands after a place, or before it. */
function beyond([createdAt, key]: JobPlace, direction: 1 | -1): Filter<JobDocument> {
  const sign = direction === 1 ? '$gt' : '$lt'
  const at = new Date(createdAt)
  return { $or: [{ createdAt: { [sign]: at } }, { createdAt: at, _id: { [sign]: new ObjectId(key) } }] } as Filter<JobDocument>
}

function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE_KEY
}

/** Which documents of many were not inserted for their ids are taken; undefined where another thing went wrong. */
function takenIn(error: unknown): Set<number> | undefined {
  if (!(error instanceof MongoBulkWriteError)) return undefined
  const faults = [error.writeErrors].flat()
  return faults.length > 0 && faults.every(({ code }) => code === DUPLICATE_KEY) ? new Set(faults.map(({ index }) => index)) : undefined
}

/** A URL without a database would mean one named "test". */
function hasDatabase(url: string): boolean {
  return /^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(url)
}
