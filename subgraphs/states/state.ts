import { z } from 'zod'
import { given, limit, skip, text } from '../../schema/inputs.ts'
import { isUuid } from '../../schema/scalars.ts'
import { builder } from './builder.ts'
import { deleteState } from './delete-state.ts'
import { type Locator, readableState } from './find-state.ts'
import { listStates } from './list-states.ts'
import { resealStates } from './reseal-states.ts'
import { createState, updateState } from './save-state.ts'
import type { State } from './state.entity.ts'
import { CreateStateInput, STORE, StateVisibility, tags, UpdateStateInput } from './state-input.ts'
import { decodeValue } from './state-value.ts'
import { action, namespaceOf, visibilityOf } from './visibility.ts'

const User = builder
  .externalRef('User', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

const Group = builder
  .externalRef('Group', builder.selection<{ id: string }>('id'))
  .implement({ externalFields: (t) => ({ id: t.id({ nullable: false }) }) })

export const StateType = builder.objectRef<State>('State').implement({
  description: 'A JSON value under a namespace and a key. Each user has their own, and sees those that others share.',
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID', description: 'Its id.' }),
    userId: t.expose('userId', { type: 'UUID', description: 'Its owner.' }),
    owner: t.field({ type: User, nullable: true, resolve: ({ userId }) => ({ id: userId }), description: 'Its owner.' }),
    groupId: t.expose('groupId', {
      type: 'UUID',
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

const IF_MATCH =
  'Do it only if the state still has this version: `3`, `"3"`, several with commas, or `*` for any. Over REST this is the header If-Match.'

/** How a state is named. */
const stateName = builder.args((t) => ({
  namespace: t.string({
    required: true,
    validate: text(1, 100),
    description: 'Namespace of the state; where `store` is given, of the store.',
  }),
  store: t.string({ validate: text(0, 100), description: STORE }),
  key: t.string({ required: true, validate: text(1, 255), description: 'Key of the state.' }),
}))

builder.queryFields((t) => ({
  states: t.field({
    type: [StateType],
    description: 'The states that the caller may read, the most relevant first, then the latest.',
    authScopes: (_, { namespace, store }) => ({ can: namespace ? action('read', namespaceOf(namespace, store)) : 'states.read' }),
    args: {
      namespace: t.arg.string({ validate: text(1, 100), description: 'Only those of this namespace.' }),
      store: t.arg.string({ validate: text(0, 100), description: STORE }),
      visibility: t.arg({ type: StateVisibility, description: 'Only those that are seen by these.' }),
      tags: t.arg.stringList({ validate: tags, description: 'Only states that have all of them.' }),
      search: t.arg.string({ validate: text(0, 255), description: 'Part of the key or the description, in any case.' }),
      owner: t.arg.string({
        validate: z
          .string()
          .refine((owner) => owner === 'me' || owner === 'all' || isUuid(owner), 'owner should be `me`, `all` or a user’s id'),
        description: '`me`, `all` or a user’s id.',
      }),
      offered: t.arg.boolean({
        defaultValue: false,
        description: 'Only those of the caller, those shared with their groups, and public ones, also where they may read every state.',
      }),
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
    },
    resolve: (_, { namespace, store, visibility, skip, limit, ...filter }, context) =>
      listStates(
        context,
        { ...filter, namespace: namespace ? namespaceOf(namespace, store) : undefined, visibility: visibilityOf(visibility) },
        skip ?? 0,
        limit ?? 100,
      ),
  }),
  state: t.field({
    type: StateType,
    description: 'The state of this name: the caller’s own, or else one that is shared with them. Errors: NOT_FOUND.',
    authScopes: (_, { namespace, store }) => ({ can: action('read', namespaceOf(namespace, store)) }),
    args: stateName,
    resolve: (_, name, context) => readableState(context, locatorOf(name)),
  }),
  stateById: t.field({
    type: StateType,
    description: 'A state that the caller may read. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { authenticated: true },
    args: { id: t.arg({ type: 'UUID', required: true, description: 'Id of the state.' }) },
    resolve: (_, { id }, context) => readableState(context, { id }),
  }),
}))

builder.mutationFields((t) => ({
  createState: t.field({
    type: StateType,
    description: 'Creates a state owned by the caller. Errors: ALREADY_EXISTS, FORBIDDEN, BAD_REQUEST.',
    authScopes: (_, { input: { namespace, store } }) => ({ can: action('create', namespaceOf(namespace, store)) }),
    args: { input: t.arg({ type: CreateStateInput, required: true, description: 'The state to keep.' }) },
    resolve: (_, { input: { namespace, store, visibility, ...input } }, context) =>
      createState(context, {
        key: input.key,
        value: input.value,
        namespace: namespaceOf(namespace, store),
        visibility: visibilityOf(visibility) ?? 'private',
        groupId: input.groupId ?? null,
        description: input.description ?? null,
        tags: input.tags ?? [],
        relevanceScore: input.relevanceScore ?? 1,
        encrypted: input.encrypted ?? false,
        expiresAt: input.expiresAt ?? null,
      }),
  }),
  updateState: t.field({
    type: StateType,
    description:
      'Changes the state of this name: the one that `state` shows. For its owner, members of its group with `sinas.states.update:group`, and administrators. ' +
      'Errors: NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED, CONFLICT.',
    authScopes: (_, { namespace, store }) => ({ can: action('update', namespaceOf(namespace, store)) }),
    args: {
      ...stateName,
      input: t.arg({ type: UpdateStateInput, required: true, description: 'What is to change.' }),
      ifMatch: t.arg.string({ description: IF_MATCH }),
    },
    resolve: (_, { input, ifMatch, ...name }, context) => updateState(context, locatorOf(name), changesOf(input), ifMatch),
  }),
  updateStateById: t.field({
    type: StateType,
    description: 'Changes a state. Errors: NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED, CONFLICT.',
    authScopes: { authenticated: true },
    args: {
      id: t.arg({ type: 'UUID', required: true, description: 'Id of the state.' }),
      input: t.arg({ type: UpdateStateInput, required: true, description: 'What is to change.' }),
      ifMatch: t.arg.string({ description: IF_MATCH }),
    },
    resolve: (_, { id, input, ifMatch }, context) => updateState(context, { id }, changesOf(input), ifMatch),
  }),
  deleteState: t.field({
    type: StateType,
    description: 'Deletes the state of this name and returns what it was. Errors: NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED.',
    authScopes: (_, { namespace, store }) => ({ can: action('delete', namespaceOf(namespace, store)) }),
    args: {
      ...stateName,
      ifMatch: t.arg.string({ description: IF_MATCH }),
    },
    resolve: (_, { ifMatch, ...name }, context) => deleteState(context, locatorOf(name), ifMatch),
  }),
  deleteStateById: t.field({
    type: StateType,
    description: 'Deletes a state and returns what it was. Errors: NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED.',
    authScopes: { authenticated: true },
    args: {
      id: t.arg({ type: 'UUID', required: true, description: 'Id of the state.' }),
      ifMatch: t.arg.string({ description: IF_MATCH }),
    },
    resolve: (_, { id, ifMatch }, context) => deleteState(context, { id }, ifMatch),
  }),
  resealStates: t.int({
    description: 'Seals encrypted states that were sealed with an older ENCRYPTION_KEY with the current one. Returns how many.',
    authScopes: { canAll: 'states.update' },
    resolve: (_, __, { database, services }) => resealStates(database, services.sealer),
  }),
}))

function locatorOf({ namespace, store, key }: { namespace: string; store?: string | null | undefined; key: string }): Locator {
  return { namespace: namespaceOf(namespace, store), key }
}

function changesOf(input: typeof UpdateStateInput.$inferInput) {
  const { visibility, ...changes } = given(input)
  return { ...changes, visibility: visibilityOf(visibility) }
}
