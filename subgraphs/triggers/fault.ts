import type { Actor } from '../../schema/caller.ts'
import type { RequestInfo } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Graph } from '../../schema/graph.ts'
import { type Edited, editorOf } from './editor.ts'
import { findRunner } from './runner.ts'
import { askFor, nameOf, onBehalf, type Target } from './targets.ts'

/** A run that a trigger starts: its user, the others who shaped it, and its target. */
export interface TriggeredRun {
  kind: 'webhook' | 'schedule'
  trigger: Edited
  /** The user as whom it runs; null where each caller of the webhook runs it as themselves. */
  ownerId: string | null
  /** Those who asked for this one run, by hand. */
  askers: readonly Actor[]
  target: Target
}

/** Describes a user whom a run needs: its owner, its editor or another shaper. */
interface Party {
  actor: Actor
  /** Begins a sentence. */
  name: string
  /** Begins a sentence about the API key that they used. */
  key: string
  /** Ends a sentence: what is to be done. */
  remedy: string
}

/**
 * What keeps a run from starting, in a sentence that says who may mend it: its owner, its editor or another who shaped it is gone, or may not start
 * the target any more, or the target is not there. Null where nothing does. It asks for each of them: for when a run has failed, or a person asks.
 */
export async function faultOf(graph: Graph, run: TriggeredRun, info: RequestInfo): Promise<string | null> {
  for (const party of partiesOf(run)) {
    const fault = await faultOfParty(graph, party, run.target, info)
    if (fault) return fault
  }
  return null
}

const queues = new WeakMap<object, Promise<unknown>>()

/** The same for a field: in one request one after the other, so that a long list that asks for it does not slow other requests. */
export function faultInTurn(context: RequestInfo & { graph: Graph }, run: TriggeredRun): Promise<string | null> {
  const fault = (queues.get(context) ?? Promise.resolve()).then(() => faultOf(context.graph, run, context))
  const isOver = fault.catch(() => undefined)
  queues.set(context, isOver)
  return fault
}

function partiesOf({ kind, trigger, ownerId, askers, target }: TriggeredRun): Party[] {
  const remedy = `: a user who may ${verbOf(target)} ${nameOf(target)} has to save the ${kind} again`
  const owner = { name: `The owner of this ${kind}`, key: '', remedy: '' }
  const editor = {
    name: `The user who last changed this ${kind}`,
    key: `The API key with which this ${kind} was last changed`,
    remedy,
  }
  const shaper = { name: `Another user who shaped this ${kind}`, key: `Another API key that shaped this ${kind}`, remedy }
  const asker = {
    name: 'A user who asked for this run',
    key: 'The API key with which this run was asked for',
    remedy: '',
  }
  return [
    ...(ownerId === null ? [] : [{ ...owner, actor: { userId: ownerId, apiKeyId: null } }]),
    { ...editor, actor: editorOf(trigger) },
    ...trigger.shapers.map((actor) => ({ ...shaper, actor })),
    ...askers.map((actor) => ({ ...asker, actor })),
  ]
}

async function faultOfParty(graph: Graph, { actor, name, key, remedy }: Party, target: Target, info: RequestInfo): Promise<string | null> {
  const caller = await findRunner(graph, actor, [], onBehalf(null, info))
  const user = caller ?? (actor.apiKeyId ? await findRunner(graph, { ...actor, apiKeyId: null }, [], onBehalf(null, info)) : null)
  if (!user) return `${name} is deactivated or no longer exists${remedy}`
  if (!caller) return `${key} was revoked or has expired${remedy}`
  try {
    const isActive = await askFor(graph, target, onBehalf(caller, info))
    return isActive ? null : `Function ${target.namespace}/${target.name} is not active`
  } catch (error) {
    if (!(error instanceof SinasError)) throw error
    if (error.code !== 'FORBIDDEN') return error.message
    return `${caller.apiKey ? key : name} may not ${verbOf(target)} ${nameOf(target)}${remedy}`
  }
}

const verbOf = ({ type }: Target) => (type === 'function' ? 'execute' : 'talk with')
