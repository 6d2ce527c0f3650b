import type { Caller, RequestInfo } from '../../../schema/context.ts'
import { internalRequest } from '../../../schema/context.ts'
import type { Database } from '../../../schema/database.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { Logger } from '../../../schema/log.ts'
import { chatIsRunning, chatOutcome, enqueueFunction, executionIsRunning, mayPass, ownerFault, startAgent } from '../targets.ts'
import {
  lookLater,
  markEnded,
  markFired,
  markLater,
  markRunEnded,
  markSettled,
  markWaiting,
  type StartingSlot,
  unsettledBefore,
} from './slot-store.ts'

const MAX_ATTEMPTS = 8
/** Seconds between looks at the run that a slot waits for. */
const WAIT = 0.2

export interface StartParts {
  database: Database
  graph: Graph
  log: Logger
  /** Who a user is now. */
  callerById(userId: string): Promise<Caller | null>
}

/**
 * Hands the run of a slot over, as the schedule's owner, and writes down what came of it. The slot's id is the execution's: whoever
 * tries again after a crash starts nothing twice.
 */
export async function startRun(slot: StartingSlot, parts: StartParts): Promise<void> {
  const { database, log } = parts
  try {
    const owner = await parts.callerById(slot.userId)
    const fault = ownerFaultOf(slot, owner)
    if (fault) return await markEnded(database, slot.id, 'FAILED', fault)
    const request = internalRequest(owner, slot.id)
    const previous = slot.isManual || slot.overlapPolicy === 'parallel' ? null : await runningBefore(slot, request, parts)
    if (previous) return await giveWay(slot, previous, database)
    const run = await handOver(slot, request, parts.graph)
    await markFired(database, slot.id, { ...run, isSettled: slot.overlapPolicy === 'parallel' })
  } catch (error) {
    await giveUpOrRetry(slot, error as Error, database)
    log.warn({ err: error, scheduleId: slot.scheduleId, slot: slot.slotAt }, 'a scheduled run could not be started')
  }
}

/** Looks how the run of an agent goes on. Where it has failed, its slot says why: the chat only shows that there is no answer. */
export async function followRun({ id, userId, chatId }: StartingSlot, { database, graph, callerById }: StartParts): Promise<void> {
  const owner = await callerById(userId)
  const outcome = owner ? await chatOutcome(graph, chatId!, internalRequest(owner, id)) : { isRunning: false, error: null }
  if (outcome.isRunning) return lookLater(database, id)
  await markRunEnded(database, id, outcome.error)
}

/** Whether an owner may still talk with an agent is for agents to say. */
function ownerFaultOf({ scheduleType, targetNamespace, targetName }: StartingSlot, owner: Caller | null): string | null {
  return scheduleType === 'agent' && owner ? null : ownerFault(owner, 'schedule', targetNamespace, targetName)
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
async function runningBefore(slot: StartingSlot, request: RequestInfo, { database, graph }: StartParts): Promise<Date | null> {
  const earlier = await unsettledBefore(database, slot)
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
  // Slots that wait from the start, to be caught up with one after another, wait whatever the policy.
  const waits = slot.overlapPolicy === 'queue' || slot.status === 'WAITING'
  if (!waits) return markEnded(database, slot.id, 'SKIPPED', `The run of ${previous.toISOString()} has not ended`)
  return markWaiting(database, slot.id, `Waited for the run of ${previous.toISOString()}`, WAIT)
}

function giveUpOrRetry(slot: StartingSlot, error: Error, database: Database): Promise<void> {
  if (mayPass(error) && slot.attempts < MAX_ATTEMPTS) return markLater(database, slot.id, error.message, 2 ** slot.attempts)
  return markEnded(database, slot.id, 'FAILED', error.message)
}
