import type { Caller } from '../../schema/context.ts'
import { upperCase } from '../../schema/enum-words.ts'
import { SinasError } from '../../schema/errors.ts'
import { text } from '../../schema/inputs.ts'
import type { Scope } from '../../schema/permissions.ts'
import { builder } from './builder.ts'
import type { Change } from './change.ts'
import { readableState } from './find-state.ts'
import { StateType } from './state.ts'
import { action, mayRead } from './visibility.ts'

type Kind = 'created' | 'updated' | 'deleted'

/** As its subscriber sees it: a state that was shared with them a moment ago, and is no longer, is gone. */
interface StateChange extends Change {
  kind: Kind
}

const StateChangeKind = builder.enumType('StateChangeKind', {
  description: 'What happened, as the subscriber sees it: sharing a state with them creates it, no longer sharing it deletes it.',
  values: upperCase({
    created: { description: 'It is there, or was shared with the subscriber.' },
    updated: { description: 'It changed.' },
    deleted: { description: 'It is gone, or is no longer shared with the subscriber.' },
  } satisfies Record<Kind, object>),
})

const StateChangeType = builder.objectRef<StateChange>('StateChange').implement({
  description: 'A change of a state.',
  fields: (t) => ({
    kind: t.field({ type: StateChangeKind, description: 'What happened to it, as the subscriber sees it.', resolve: ({ kind }) => kind }),
    id: t.expose('id', { type: 'ID', description: 'The state’s.' }),
    namespace: t.exposeString('namespace', { description: 'Namespace of the state.' }),
    key: t.exposeString('key', { description: 'Key of the state.' }),
    version: t.exposeInt('version', { description: 'The state’s after the change; of a deleted one, its last.' }),
    state: t.field({
      type: StateType,
      nullable: true,
      description: 'The state as it is now, which may be a later version; null where it is gone.',
      resolve: ({ kind, id }, _, context) => (kind === 'deleted' ? null : readableState(context, { id }).catch(nullWhereGone)),
    }),
  }),
})

builder.subscriptionField('stateChanges', (t) =>
  t.field({
    type: StateChangeType,
    description:
      'Changes of the states of a namespace that the caller may read, by any user, from now on. ' +
      'Where changes may have been missed it ends with UNAVAILABLE: subscribe again, then read.',
    authScopes: (_, { namespace }) => ({ can: action('read', namespace) }),
    args: {
      namespace: t.arg.string({
        required: true,
        validate: text(1, 201),
        description: 'The namespace to watch; for the states of a store, `namespace/store`.',
      }),
    },
    async subscribe(_, { namespace }, context) {
      const caller = context.caller!
      const scope = context.reach(action('read', namespace))
      const wants = (change: Change) => change.namespace === namespace && kindOf(change, caller, scope) !== null
      const changes = await context.services.changes.subscribe(wants, context.signal)
      return withKinds(changes, caller, scope)
    },
    resolve: (change) => change,
  }),
)

function nullWhereGone(error: unknown): null {
  if (error instanceof SinasError && (error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN')) return null
  throw error
}

function kindOf({ before, after }: Change, caller: Caller, scope: Scope | null): Kind | null {
  const saw = before !== null && mayRead(caller, scope, before)
  const sees = after !== null && mayRead(caller, scope, after)
  if (sees) return saw ? 'updated' : 'created'
  return saw ? 'deleted' : null
}

function withKinds(changes: AsyncIterableIterator<Change>, caller: Caller, scope: Scope | null): AsyncIterableIterator<StateChange> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const step = await changes.next()
      return step.done ? step : { value: { ...step.value, kind: kindOf(step.value, caller, scope)! } }
    },
    return: (value) => changes.return!(value) as Promise<IteratorResult<StateChange>>,
  }
}
