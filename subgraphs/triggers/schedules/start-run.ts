import type { Actor, Caller } from '../../../schema/caller.ts'
import { internalRequest, type RequestInfo } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import { shapersOfTrigger } from '../editor.ts'
import { faultOf } from '../fault.ts'
import { chatIsRunning, chatOutcome, enqueueFunction, executionIsRunning, mayPass, startAgent } from '../targets.ts'
import { targetOf } from './schedule.entity.ts'
import {
  type EarlierSlot,
  type FiredSlot,
  lookLater,
  markEnded,
  markLater,
  markRunEnded,
  markSettled,
  markWaiting,
  type StartingSlot,
} from './slot-store.ts'

const MAX_ATTEMPTS = 8
/** Seconds between looks at the run that a slot waits for. */
const LOOK_SECONDS = 0.2

export interface StartDependencies {
  database: Database
  graph: Graph
  log: Logger
  /** `slot-store.ts`, for this slot and others of the same moment. */
  markFired(fired: FiredSlot): Promise<undefined>
  unsettledBefore(slot: StartingSlot): Promise<EarlierSlot[]>
  /** A user as they are now, with everyone who shaped the run; null where they are gone. */
  findRunner(userId: string, shapers: Actor[]): Promise<Caller | null>
}

/**
 * Hands the run of a slot over, as the schedule's owner with all who shaped it, and writes down what came of it. The schedule and its editor are
 * read together: a slot that waited through a change runs the schedule as it is now, with the rights of its current editor. The slot's id is the
 * execution's id: a retry after a crash starts nothing twice.
 */
export async function startRun(slot: StartingSlot, dependencies: StartDependencies): Promise<void> {
  const { database, log } = dependencies
  try {
    const runner = await dependencies.findRunner(slot.userId, [...shapersOfTrigger(slot), ...slot.askers])
    if (!runner)
      return await markEnded(database, slot, 'FAILED', (await faultOfSlot(slot, dependencies)) ?? 'The owner of this schedule is gone')
    const previous =
      slot.isManual || slot.overlapPolicy === 'parallel' ? null : await runningBefore(slot, asOwner(runner, slot), dependencies)
    if (previous) return await giveWay(slot, previous, database)
    const run = await handOver(slot, internalRequest(runner, slot.id), dependencies.graph)
    await dependencies.markFired({ slot, ...run, isSettled: slot.overlapPolicy === 'parallel' })
  } catch (error) {
    await giveUpOrRetry(slot, await explained(slot, error as Error, dependencies), database)
    log.warn(
      { err: error, scheduleId: slot.scheduleId, slot: slot.slotAt },
      'a scheduled run could not be started: its slot holds the reason',
    )
  }
}

/** Looks how the run of an agent goes on. Where it has failed, its slot says why: the chat only shows that there is no answer. */
export async function followRun(slot: StartingSlot, { database, graph, findRunner }: StartDependencies): Promise<void> {
  const owner = await findRunner(slot.userId, [])
  const outcome = owner ? await chatOutcome(graph, slot.chatId!, asOwner(owner, slot)) : { isRunning: false, error: null }
  if (outcome.isRunning) return lookLater(database, slot)
  await markRunEnded(database, slot, outcome.error)
}

/** What the platform looks at for itself, who shaped a run has no part in. */
const asOwner = ({ shapers: _, ...owner }: Caller, { id }: StartingSlot): RequestInfo => internalRequest(owner, id)

/** Where it may not start: whose right is missing, and which user may correct that. */
async function explained(slot: StartingSlot, error: Error, dependencies: StartDependencies): Promise<Error> {
  if (!(error instanceof SinasError) || error.code !== 'FORBIDDEN') return error
  const reason = await faultOfSlot(slot, dependencies)
  return reason === null ? error : new SinasError('REFUSED', { reason })
}

function faultOfSlot(slot: StartingSlot, { graph }: StartDependencies): Promise<string | null> {
  const run = { kind: 'schedule', trigger: slot, ownerId: slot.userId, askers: slot.askers, target: targetOf(slot) } as const
  return faultOf(graph, run, internalRequest(null, slot.id))
}

async function handOver(
  slot: StartingSlot,
  request: RequestInfo,
  graph: Graph,
): Promise<{ executionId: string | null; chatId: string | null }> {
  const { id, scheduleId, name, slotAt, targetNamespace, targetName, content, inputData } = slot
  if (slot.scheduleType === 'agent') {
    const chatId = await startAgent(
      graph,
      { id, scheduleName: name, slotAt, namespace: targetNamespace, name: targetName, content: content ?? '', input: inputData },
      request,
    )
    return { executionId: null, chatId }
  }
  const call = { namespace: targetNamespace, name: targetName, input: inputData, triggerType: 'SCHEDULE', triggerId: scheduleId } as const
  await enqueueFunction(graph, call, id, request)
  return { executionId: id, chatId: null }
}

/** The instant of an earlier slot whose run has not ended, or null. */
async function runningBefore(
  slot: StartingSlot,
  request: RequestInfo,
  { database, graph, unsettledBefore }: StartDependencies,
): Promise<Date | null> {
  const earlier = await unsettledBefore(slot)
  const ended: string[] = []
  for (const { id, status, slotAt, executionId, chatId } of earlier) {
    if (status !== 'FIRED') return slotAt
    const isRunning = chatId ? chatIsRunning(graph, chatId, request) : executionIsRunning(graph, executionId!, request)
    if (await isRunning) return slotAt
    ended.push(id)
  }
  await markSettled(database, ended)
  return null
}

function giveWay(slot: StartingSlot, previous: Date, database: Database): Promise<void> {
  // Slots that are caught up with one after another wait under any policy.
  const waits = slot.overlapPolicy === 'queue' || slot.status === 'WAITING'
  if (!waits) return markEnded(database, slot, 'SKIPPED', `The run of ${previous.toISOString()} has not ended`)
  return markWaiting(database, slot, `Waited for the run of ${previous.toISOString()}`, LOOK_SECONDS)
}

function giveUpOrRetry(slot: StartingSlot, error: Error, database: Database): Promise<void> {
  if (mayPass(error) && slot.attempts < MAX_ATTEMPTS) return markLater(database, slot, error.message, 2 ** slot.attempts)
  return markEnded(database, slot, 'FAILED', error.message)
}
