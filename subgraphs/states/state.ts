import { orderInput } from '../../schema/connections/fields.ts'
import { readPage, readPages } from '../../schema/connections/page.ts'
import { builder, Group, page, type Services, User } from './builder.ts'
import { readableState } from './find-state.ts'
import { listOfStates, MOST_RELEVANT_FIRST } from './list-states.ts'
import type { State } from './state.entity.ts'
import { StateFilter, StateReference, StateVisibility } from './state-input.ts'
import { locatorOf } from './state-reference.ts'
import { decodeValue } from './state-value.ts'
import { action, namespaceOf, visibilityOf } from './visibility.ts'

export const StateType = builder.objectRef<State>('State').implement({
  description: 'A JSON value under a namespace and a key. Each user has their own, and sees those that others share.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    userId: t.expose('userId', { type: 'ID', description: 'Its owner.' }),
    owner: t.field({ type: User, nullable: true, resolve: ({ userId }) => ({ id: userId }), description: 'Its owner.' }),
    groupId: t.expose('groupId', {
      type: 'ID',
      nullable: true,
      description: 'The group that it is shared with, where `visibility` is `group`.',
    }),
    group: t.field({
      type: Group,
      nullable: true,
      resolve: ({ groupId }) => (groupId ? { id: groupId } : null),
      description: 'The group that it is shared with, where `visibility` is `group`.',
    }),
    namespace: t.exposeString('namespace', { description: 'What groups it with others.' }),
    key: t.exposeString('key', { description: 'Its name, unique among its owner’s states of the namespace.' }),
    value: t.field({
      type: 'JSON',
      description: 'The value as it was written; what is encrypted at rest is decrypted here.',
      resolve: (state, _, { services }) => decodeValue(services.sealer, state),
    }),
    visibility: t.field({ type: StateVisibility, description: 'Which users see it.', resolve: ({ visibility }) => visibility }),
    description: t.exposeString('description', { nullable: true, description: 'What it is about: found by search, and shown to agents.' }),
    tags: t.exposeStringList('tags', { description: 'Words to find it by.' }),
    relevanceScore: t.exposeFloat('relevanceScore', { description: 'From 0 to 1: lists and agents take the highest first.' }),
    encrypted: t.exposeBoolean('encrypted', { description: 'Is the value encrypted at rest?' }),
    version: t.exposeInt('version', {
      description: 'Counts the changes, from 1. Compare and set with it: see `ifMatch` of `updateState`.',
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true, description: 'From then on it is not there.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
})

builder.asEntity(StateType, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => (context.caller ? readableState(context, { id }) : null),
})

const StateConnection = builder.connectionObject({
  type: StateType,
  name: 'StateConnection',
  description: 'A page of a list of states.',
})

const StateOrder = orderInput<State, Services>(builder, 'State', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  KEY: { property: 'key', description: 'Its key.' },
  RELEVANCE: { property: 'relevanceScore', description: 'Its relevance score.' },
  UPDATED_AT: { property: 'updatedAt', description: 'When it last changed.' },
})

const orderBy = { type: StateOrder.input, description: 'Absent: the most relevant first, then the latest.' } as const

builder.queryFields((t) => ({
  states: t.field({
    type: StateConnection,
    nullable: true,
    description: 'The states that the caller may read.',
    authScopes: (_, { filter }) => ({
      can: filter?.namespace ? action('read', namespaceOf(filter.namespace, filter.store)) : 'states.read',
    }),
    args: { ...page, filter: t.arg({ type: StateFilter, description: 'Which ones.' }), orderBy: t.arg(orderBy) },
    resolve: (_, { filter, orderBy: order, ...args }, context) =>
      readPage(context.em, listOfStates(context, filterOf(filter), StateOrder.order(order, MOST_RELEVANT_FIRST)), args),
  }),
  state: t.field({
    type: StateType,
    nullable: true,
    description: 'One state. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { by: t.arg({ type: StateReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => readableState(context, locatorOf(by)),
  }),
}))

builder.objectFields(User, (t) => ({
  states: t.loadable({
    type: StateConnection,
    description: 'Their states, as far as the caller may read them, the most relevant first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => readPages(context.em, listOfStates(context, {}, MOST_RELEVANT_FIRST), args, 'userId', ids),
    resolve: ({ id }) => id,
  }),
}))

builder.objectFields(Group, (t) => ({
  states: t.loadable({
    type: StateConnection,
    description: 'The states that are shared with it, as far as the caller may read them, the most relevant first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) =>
      readPages(context.em, listOfStates(context, { visibility: 'group' }, MOST_RELEVANT_FIRST), args, 'groupId', ids),
    resolve: ({ id }) => id,
  }),
}))

type Filter = typeof StateFilter.$inferInput

function filterOf(filter: Filter | null | undefined) {
  const { namespace, store, visibility, ...others } = filter ?? {}
  return { ...others, namespace: namespace ? namespaceOf(namespace, store) : undefined, visibility: visibilityOf(visibility) }
}
