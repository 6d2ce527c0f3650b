import type { ChangeFeed } from '../../../schema/change-feed.ts'
import type { Config } from '../../../schema/config.ts'
import type { RequestInfo } from '../../../schema/context.ts'
import { internalRequest } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import { type OwnedClaim, OwnedRows } from '../../../schema/ownership/owned-rows.ts'
import type { Presence } from '../../../schema/ownership/presence.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import { type Quota, takeQuota } from '../../../schema/shared-rate-limit.ts'
import { askers } from '../editor.ts'
import { findRunner } from '../runner.ts'
import { enqueueFunction, mayPass, requireRight, runFunction } from '../targets.ts'
import type { RowChange } from '../watch-rows.ts'
import { type Accepted, accept, authorised } from './accept.ts'
import { bodyQuota, bodySeconds } from './body-keeping.ts'
import {
  type Admission,
  admit,
  answerDuplicate,
  type DeliveryOutcome,
  failOrphan,
  finish,
  type KeptRequest,
  OWNED_TABLE,
  readRequest,
  reject,
} from './delivery-store.ts'
import { FloodLimit } from './flood-limit.ts'
import { quotaHeaders, tightest } from './quota-headers.ts'
import { bodyBytes, normalPath, type WebhookRequest } from './request.ts'
import { isForeseen, json, noSuchWebhook, refusal, responseOf, type WebhookResponse } from './response.ts'
import { signatureFault } from './signature.ts'
import { runnerOf, startRun } from './start-run.ts'
import { type ActiveWebhook, WebhookTable } from './webhook-table.ts'

const LIMITS = 'triggers.rate_limits'

/** Of those who sign wrongly, one in so many milliseconds is written down. */
const REJECTION_INTERVAL_MS = 10_000

const WAS_REJECTED = 'This delivery was rejected, as its signature is not good, and its body was not kept: ask its sender to send it again'
const BODY_IS_GONE = 'The body of this delivery is no longer stored: ask its sender to send it again'

interface Dependencies {
  config: Config
  database: Database
  graph: Graph
  sealer: Sealer
  presence: Presence
  changes: Pick<ChangeFeed<RowChange>, 'publish'>
  log: Logger
}

/** Carries out requests to webhooks, and answers for those that it began. */
export class Deliveries {
  readonly #dependencies: Dependencies
  readonly #table: WebhookTable
  readonly #floodLimit: FloodLimit
  readonly #rows: OwnedRows
  readonly #running = new Set<Promise<unknown>>()
  readonly #rejectedAt = new Map<string, number>()
  #leave = () => {}

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    this.#table = new WebhookTable(dependencies.database, dependencies.sealer)
    this.#floodLimit = new FloodLimit(dependencies.config)
    this.#rows = new OwnedRows(dependencies.database, dependencies.presence, OWNED_TABLE)
  }

  async open(): Promise<void> {
    this.#leave = await this.#rows.lookAfter(
      (orphans) => this.#takeUp(orphans),
      // A delivery that was lost to another process goes on: what it writes in the end finds no row.
      async () => this.#takeUp(await this.#rows.orphans()),
    )
  }

  /** Ends when the deliveries of this process have. */
  async stop(): Promise<void> {
    this.#leave()
    await Promise.allSettled(this.#running)
  }

  /** Answers a request to `/webhooks/*`. @throws only what was not foreseen */
  async deliver(given: WebhookRequest, info: RequestInfo): Promise<WebhookResponse> {
    const request = { ...given, path: normalPath(given.path) }
    return this.#asItIs(request, (webhook) => this.#attempt(webhook, request, info))
  }

  /** What a request is answered whose body need not be read for that; null where it need. */
  async refuse({ method, path }: Pick<WebhookRequest, 'method' | 'path'>, info: RequestInfo): Promise<WebhookResponse | null> {
    return this.#asItIs({ method, path: normalPath(path) }, async (webhook) => {
      if (webhook.requiresAuth) authorised(webhook, { ...info, decisions: [] })
      this.#floodLimit.look(webhook, info.ip)
      return (await this.#table.isCurrent(webhook)) ? null : 'stale'
    })
  }

  /** Does something with a webhook as it is: with the remembered one, and again where that turns out to be stale. @returns what it did, or a refusal */
  async #asItIs<Done>(
    { method, path }: Pick<WebhookRequest, 'method' | 'path'>,
    act: (webhook: ActiveWebhook) => Promise<Done | 'stale'>,
  ): Promise<Done | WebhookResponse> {
    for (;;) {
      const webhook = await this.#table.find(method, path)
      if (!webhook) return noSuchWebhook(await this.#table.methodsOf(path))
      try {
        const done = await act(webhook)
        if (done !== 'stale') return done
      } catch (error) {
        if (!isForeseen(error)) throw error
        // A webhook that changed meanwhile would perhaps not have refused.
        if (await this.#table.isCurrent(webhook)) return refusal(error)
      }
      this.#table.forget(webhook)
    }
  }

  /**
   * Carries a delivery out again, as the webhook is now: a public one as its owner, any other as the caller.
   * @returns the new delivery's id
   * @throws SinasError CONFLICT where the webhook is not active, or what came is not kept
   */
  async replay({ id: replayOf, webhookId, status, isBodyKept, request }: KeptRequest, info: RequestInfo): Promise<string> {
    if (status === 'REJECTED') throw new SinasError('CONFLICT', { reason: WAS_REJECTED })
    if (!isBodyKept) throw new SinasError('CONFLICT', { reason: BODY_IS_GONE })
    const webhook = await this.#table.read(webhookId)
    if (!webhook) throw new SinasError('CONFLICT', { reason: 'The webhook is not active: activate it to repeat its deliveries' })
    const accepted = await accept(webhook, request, info)
    const { namespace, name } = accepted.call
    await requireRight(this.#dependencies.graph, { type: 'function', namespace, name }, info)
    const held = await this.#admit({ ...accepted.admission, dedup: null, replayOf })
    if (typeof held === 'string') throw new SinasError('CONFLICT', { reason: 'The webhook was changed at the same time: try again' })
    await this.#carryOut(held, accepted.caller ? accepted : { ...accepted, askers: askers(info.caller!) }, info)
    return held.id
  }

  async #attempt(webhook: ActiveWebhook, request: WebhookRequest, info: RequestInfo): Promise<WebhookResponse | 'stale'> {
    await this.#verify(webhook, request)
    this.#floodLimit.take(webhook, info.ip)
    const accepted = await accept(webhook, request, info)
    const quota = tightest(await this.#takeQuotas(webhook, accepted.admission.userId))
    const headers = quota ? quotaHeaders(quota) : {}
    if (quota && !quota.allowed) {
      const answer = refusal(new SinasError('RATE_LIMITED', { retryAfter: quota.retryAfter }))
      return (await this.#table.isCurrent(webhook)) ? withHeaders(answer, headers) : 'stale'
    }
    // Asked for while the delivery is written down. Its shapers are the webhook's, which what is admitted has confirmed.
    const runner = runnerOf(this.#dependencies.graph, accepted, info)
    runner.catch(() => undefined) // the run throws it, if there is one
    for (;;) {
      const admitted = await this.#admit(accepted.admission)
      if (admitted === 'stale') return admitted
      if (admitted !== 'duplicate') return withHeaders(await this.#carryOut(admitted, { ...accepted, runner }, info), headers)
      const duplicate = await answerDuplicate(this.#dependencies.database, webhook.id, accepted.admission.dedup!)
      if (duplicate.is === 'refused') throw new SinasError('IDEMPOTENCY_KEY_REUSED')
      if (duplicate.is === 'answered') return withHeaders(duplicate.response, headers)
      if (duplicate.is === 'acknowledged') return withHeaders(json(200, { deduplicated: true }), headers)
    }
  }

  async #admit(admission: Admission): ReturnType<typeof admit> {
    const { database, config, presence, changes } = this.#dependencies
    const { webhook, request } = admission
    const admitted = await admit(database, admission, presence.processId, bodySeconds(webhook, request.body.length, config))
    if (typeof admitted !== 'string') changes.publish({ id: admitted.id, parentId: webhook.id, ownerId: webhook.userId })
    return admitted
  }

  async #verify(webhook: ActiveWebhook, request: WebhookRequest): Promise<void> {
    const { signature, secret } = webhook
    if (!signature || secret === null) return
    const now = Date.now()
    const fault = signatureFault(signature, { secret, headers: request.headers, body: bodyBytes(request), now: now / 1000 })
    if (fault === null) return
    if (now - (this.#rejectedAt.get(webhook.id) ?? 0) > REJECTION_INTERVAL_MS && (await this.#table.isCurrent(webhook))) {
      this.#rejectedAt.set(webhook.id, now)
      const id = await reject(this.#dependencies.database, webhook, request, fault)
      this.#dependencies.changes.publish({ id, parentId: webhook.id, ownerId: webhook.userId })
    }
    throw new SinasError('INVALID_SIGNATURE', { reason: fault })
  }

  async #takeQuotas(webhook: ActiveWebhook, userId: string): Promise<Quota[]> {
    const { database } = this.#dependencies
    const { userRateLimit, rateLimit } = webhook
    const ofUser = userRateLimit && (await takeQuota(database, LIMITS, `${webhook.id}/${userId}`, userRateLimit))
    // A sender over their own limit takes nothing from the others.
    const ofAll = rateLimit && ofUser?.allowed !== false && (await takeQuota(database, LIMITS, webhook.id, rateLimit))
    return [ofUser, ofAll].filter((quota) => !!quota)
  }

  #carryOut(held: OwnedClaim, accepted: Accepted, info: RequestInfo): Promise<WebhookResponse> {
    const { webhook } = accepted.admission
    const run = webhook.responseMode === 'async' ? this.#enqueue(accepted, info) : this.#run(accepted, info)
    return this.#track(this.#finish(held, run, webhook))
  }

  async #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#running.add(work)
    try {
      return await work
    } finally {
      this.#running.delete(work)
    }
  }

  async #run(accepted: Accepted, info: RequestInfo): Promise<DeliveryOutcome> {
    const { graph } = this.#dependencies
    const run = await startRun(graph, accepted, info, (request) => runFunction(graph, accepted.call, request))
    const isFailed = run.status !== 'COMPLETED' && run.status !== 'AWAITING_INPUT'
    return {
      status: isFailed ? 'FAILED' : 'SUCCEEDED',
      executionId: run.executionId,
      ...responseOf(run),
      error: isFailed ? (run.error ?? run.status) : null,
    }
  }

  async #enqueue(accepted: Accepted, info: RequestInfo): Promise<DeliveryOutcome> {
    const { graph } = this.#dependencies
    const { deliveryId } = accepted.admission
    await startRun(graph, accepted, info, (request) => enqueueFunction(graph, accepted.call, deliveryId, request))
    return { status: 'QUEUED', executionId: deliveryId, response: json(202, { execution_id: deliveryId }), error: null, warning: null }
  }

  /** Writes down how a run ended. @throws the error of the run, where it is unforeseen */
  async #finish(held: OwnedClaim, run: Promise<DeliveryOutcome>, webhook: ActiveWebhook): Promise<WebhookResponse> {
    let unforeseen: unknown
    const outcome = await run.catch((error: unknown) => {
      if (isForeseen(error)) return failed(error)
      unforeseen = error
      return failed(new SinasError('INTERNAL'))
    })
    const { database, config, changes, log } = this.#dependencies
    if (await finish(database, held, outcome, bodyQuota(webhook, config)))
      changes.publish({ id: held.id, parentId: webhook.id, ownerId: webhook.userId })
    else log.warn({ deliveryId: held.id }, 'another process ended this delivery, because it took this process for dead')
    if (unforeseen) throw unforeseen
    return outcome.response
  }

  /** Looks after the deliveries of processes that died. @throws where one could not be carried out for now */
  async #takeUp(orphans: readonly OwnedClaim[]): Promise<void> {
    await this.#track(Promise.all(orphans.map((orphan) => this.#resume(orphan))))
  }

  /** Carries out a delivery that a duplicate's sender was promised: by the queue, where its id keeps it from running twice. */
  async #resume(orphan: OwnedClaim): Promise<void> {
    const { database, log } = this.#dependencies
    if (await failOrphan(database, orphan)) return
    try {
      await finish(database, orphan, await this.#enqueueKept(orphan.id, internalRequest(null, crypto.randomUUID())), null)
    } catch (error) {
      log.warn({ err: error, deliveryId: orphan.id }, 'this process could not resume a delivery of a dead process')
      // A passing error: the row keeps its dead owner, so that it is tried again.
      if (mayPass(error)) throw error
      await finish(database, orphan, failed(error as SinasError), null)
    }
  }

  async #enqueueKept(deliveryId: string, info: RequestInfo): Promise<DeliveryOutcome> {
    const kept = await readRequest(this.#dependencies.database, deliveryId)
    const webhook = kept && (await this.#table.read(kept.webhookId))
    if (!webhook)
      throw new SinasError('CONFLICT', {
        reason: 'The platform stopped during this delivery, and the webhook is no longer active',
      })
    const [user, ...shapers] = kept.callers ?? []
    const caller = user ? await findRunner(this.#dependencies.graph, user, shapers, info) : null
    const accepted = await accept(webhook, kept.request, { ...info, caller })
    return this.#enqueue({ ...accepted, admission: { ...accepted.admission, deliveryId } }, info)
  }
}

const failed = (error: SinasError): DeliveryOutcome => ({
  status: 'FAILED',
  executionId: null,
  response: refusal(error),
  error: error.message,
  warning: null,
})

const withHeaders = (response: WebhookResponse, headers: Record<string, string>): WebhookResponse => ({
  ...response,
  headers: { ...response.headers, ...headers },
})
