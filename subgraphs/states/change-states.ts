import { z } from 'zod'
import { description, given, text } from '../../schema/inputs.ts'
import { builder } from './builder.ts'
import { deleteState } from './delete-state.ts'
import { resealStates } from './reseal-states.ts'
import { createState, updateState } from './save-state.ts'
import { StateType } from './state.ts'
import { STORE, StateReference, StateVisibility, tags } from './state-input.ts'
import { locatorOf } from './state-reference.ts'
import { action, namespaceOf, visibilityOf } from './visibility.ts'

const IF_MATCH =
  'Do it only if the state still has this version: `3`, `"3"`, several with commas, or `*` for any. Over REST this is the header If-Match.'

const relevance = z.number().min(0).max(1)

builder.relayMutationField(
  'createState',
  {
    inputFields: (t) => ({
      namespace: t.string({ required: true, validate: text(1, 100), description: 'What groups it with others.' }),
      store: t.string({ validate: text(0, 100), description: STORE }),
      key: t.string({
        required: true,
        validate: text(1, 255),
        description: 'Its name, unique among the caller’s states of the namespace.',
      }),
      value: t.field({ type: 'JSON', required: true, description: 'Any JSON value.' }),
      visibility: t.field({
        type: StateVisibility,
        defaultValue: 'private',
        description: 'Sharing takes the permission `sinas.states.create:group`, making public `sinas.states.create:all`.',
      }),
      groupId: t.field({ type: 'ID', description: 'Required where `visibility` is `group`: a group of the caller.' }),
      description: t.string({ validate: description, description: 'What it is about: found by search, and shown to agents.' }),
      tags: t.stringList({ validate: tags, defaultValue: [], description: 'Words to find it by.' }),
      relevanceScore: t.float({
        validate: relevance,
        defaultValue: 1,
        description: 'From 0 to 1: lists and agents take the highest first.',
      }),
      encrypted: t.boolean({
        defaultValue: false,
        description: 'Encrypt the value at rest. Search and lists do not look at values anyway.',
      }),
      expiresAt: t.field({ type: 'DateTime', description: 'From then on it is not there. Absent: never.' }),
    }),
  },
  {
    description: 'Creates a state owned by the caller. Errors: ALREADY_EXISTS, FORBIDDEN, BAD_REQUEST.',
    authScopes: (_, { input: { namespace, store } }) => ({ can: action('create', namespaceOf(namespace, store)) }),
    resolve: async (_, { input: { namespace, store, visibility, ...input } }, context) => ({
      state: await createState(context, {
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
  },
  { outputFields: (t) => ({ state: t.expose('state', { type: StateType, description: 'The new state.' }) }) },
)

builder.relayMutationField(
  'updateState',
  {
    description: 'What is to change. A field that is absent or null stays as it is.',
    inputFields: (t) => ({
      state: t.field({ type: StateReference, required: true, description: 'Which one.' }),
      ifMatch: t.string({ description: IF_MATCH }),
      value: t.field({ type: 'JSON', description: 'The new value, in place of all of the old one.' }),
      visibility: t.field({ type: StateVisibility, description: 'For the owner to change.' }),
      groupId: t.field({ type: 'ID', description: 'Required where `visibility` becomes `group`: a group of the caller.' }),
      description: t.string({ validate: description, description: 'What it is about.' }),
      tags: t.stringList({ validate: tags, description: 'In place of all of the old ones.' }),
      relevanceScore: t.float({ validate: relevance, description: 'From 0 to 1: lists and agents take the highest first.' }),
      encrypted: t.boolean({ description: 'Encrypt the value at rest, or no longer.' }),
      expiresAt: t.field({ type: 'DateTime', description: 'From then on it is not there.' }),
    }),
  },
  {
    description:
      'Changes a state: by its name, the one that `state` shows. For its owner, members of its group with `sinas.states.update:group`, and administrators. ' +
      'Errors: NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED, CONFLICT.',
    authScopes: { authenticated: true },
    async resolve(_, { input: { state, ifMatch, ...input } }, context) {
      const { visibility, ...changes } = given(input)
      return { state: await updateState(context, locatorOf(state), { ...changes, visibility: visibilityOf(visibility) }, ifMatch) }
    },
  },
  { outputFields: (t) => ({ state: t.expose('state', { type: StateType, description: 'The state as it is now.' }) }) },
)

builder.relayMutationField(
  'deleteState',
  {
    inputFields: (t) => ({
      state: t.field({ type: StateReference, required: true, description: 'Which one.' }),
      ifMatch: t.string({ description: IF_MATCH }),
    }),
  },
  {
    description: 'Deletes a state. Errors: NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED.',
    authScopes: { authenticated: true },
    resolve: async (_, { input: { state, ifMatch } }, context) => ({ state: await deleteState(context, locatorOf(state), ifMatch) }),
  },
  { outputFields: (t) => ({ state: t.expose('state', { type: StateType, description: 'The state as it was.' }) }) },
)

builder.relayMutationField(
  'resealStates',
  null,
  {
    description: 'Seals encrypted states that were sealed with an older ENCRYPTION_KEY with the current one.',
    authScopes: { canAll: 'states.update' },
    resolve: async (_, __, { database, services }) => ({ resealed: await resealStates(database, services.sealer) }),
  },
  { outputFields: (t) => ({ resealed: t.exposeInt('resealed', { description: 'How many.' }) }) },
)
