import { limit, skip } from '../../../schema/inputs.ts'
import type { Rate } from '../../../schema/local-rate-limit.ts'
import { reach } from '../../../schema/permissions.ts'
import { builder, FunctionStub, ownRows, User } from '../builder.ts'
import { faultInTurn } from '../fault.ts'
import type { DedupRule } from './dedup.ts'
import { findWebhook } from './find-webhook.ts'
import { createWebhook, updateWebhook } from './save-webhook.ts'
import type { SignatureRule } from './signature.ts'
import { targetOf, WebhookEntity, type WebhookRow } from './webhook.entity.ts'
import {
  CreateWebhookInput,
  HttpMethod,
  ResponseMode,
  SignatureAlgorithm,
  SignatureEncoding,
  SignatureScheme,
  UpdateWebhookInput,
} from './webhook-input.ts'

const Dedup = builder.objectRef<DedupRule>('WebhookDedup').implement({
  description: 'What makes two deliveries the same, and for how long.',
  fields: (t) => ({
    key: t.exposeString('key', { description: '`$.a.b`: a field of the input; `header:Name`: a header.' }),
    ttlSeconds: t.exposeInt('ttlSeconds', { description: 'Seconds that a delivery is remembered.' }),
  }),
})

const Limit = builder.objectRef<Rate>('RateLimit').implement({
  description: 'At most so many requests in so many seconds.',
  fields: (t) => ({
    requests: t.exposeInt('requests', { description: 'How many.' }),
    seconds: t.exposeInt('seconds', { description: 'In how many seconds.' }),
  }),
})

const Signature = builder.objectRef<SignatureRule>('WebhookSignature').implement({
  description: 'How requests are signed. The secret is not shown.',
  fields: (t) => ({
    scheme: t.expose('scheme', { type: SignatureScheme, description: 'How the sender signs.' }),
    tolerance: t.exposeInt('tolerance', { description: 'Seconds.' }),
    header: t.exposeString('header', {
      nullable: true,
      description: 'Of `custom`: the header that holds the signature; null: `X-Signature`.',
    }),
    prefix: t.exposeString('prefix', { nullable: true, description: 'Of `custom`: what stands before the signature.' }),
    algorithm: t.expose('algorithm', {
      type: SignatureAlgorithm,
      nullable: true,
      description: 'Of `custom`: the hash of the HMAC; null: sha256.',
    }),
    encoding: t.expose('encoding', {
      type: SignatureEncoding,
      nullable: true,
      description: 'Of `custom`: how the signature is written; null: hex.',
    }),
  }),
})

const Webhook = builder.objectRef<WebhookRow>('Webhook').implement({
  description: 'A path at which requests from outside start a function.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id; its path does as well, wherever a webhook is asked for.' }),
    path: t.exposeString('path', { description: 'What stands after `/webhooks/`.' }),
    httpMethod: t.expose('httpMethod', { type: HttpMethod, description: 'The method that it answers to.' }),
    functionNamespace: t.exposeString('functionNamespace', { description: 'Namespace of the function that it starts.' }),
    functionName: t.exposeString('functionName', { description: 'Name of the function that it starts.' }),
    function: t.field({
      type: FunctionStub,
      nullable: true,
      resolve: ({ functionNamespace: namespace, functionName: name }) => ({ namespace, name }),
      description: 'Null where it is gone, or not the caller’s to read.',
    }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
    defaultValues: t.expose('defaultValues', { type: 'JSON', description: 'Input that a request does not give.' }),
    requiresAuth: t.exposeBoolean('requiresAuth', {
      description:
        'Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.',
    }),
    responseMode: t.expose('responseMode', { type: ResponseMode, description: 'What the sender is answered with, and when.' }),
    dedup: t.expose('dedup', {
      type: Dedup,
      nullable: true,
      description: 'What makes two deliveries the same; null: the sender’s own id.',
    }),
    signature: t.expose('signature', {
      type: Signature,
      nullable: true,
      description: 'How requests must be signed; null: they need not be.',
    }),
    rateLimit: t.expose('rateLimit', {
      type: Limit,
      nullable: true,
      description: 'For the webhook as a whole; null: none, but for what the platform lets through to a public one.',
    }),
    userRateLimit: t.expose('userRateLimit', { type: Limit, nullable: true, description: 'For each user who calls it; null: none.' }),
    isActive: t.exposeBoolean('isActive', { description: 'An inactive one answers 404.' }),
    isListed: t.exposeBoolean('isListed', {
      description:
        'Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function.',
    }),
    owner: t.field({
      type: User,
      nullable: true,
      description: 'The user as whom it runs where it is public.',
      resolve: ({ userId }) => ({ id: userId }),
    }),
    editor: t.field({
      type: User,
      nullable: true,
      description:
        'The editor: the user who last changed what its runs do. A run does nothing to its user’s things that the editor could not do. Null where the editor is gone.',
      resolve: ({ editorId }) => ({ id: editorId }),
    }),
    editorId: t.expose('editorId', { type: 'ID', description: 'Id of the user who last changed what its runs do.' }),
    editorKeyId: t.expose('editorKeyId', {
      type: 'ID',
      nullable: true,
      description: 'Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.',
    }),
    fault: t.string({
      nullable: true,
      description:
        'Why its function would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists.',
      resolve: (row, _, context) =>
        faultInTurn(context, {
          kind: 'webhook',
          trigger: row,
          ownerId: row.requiresAuth ? null : row.userId,
          askers: [],
          target: targetOf(row),
        }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
})

builder.asEntity(Webhook, {
  key: builder.selection<{ id: string }>('id'),
  async resolveReference({ id }, { em, caller }) {
    const scope = reach(caller, 'webhooks.read')
    const webhook = scope && (await em.findOne(WebhookEntity, { id }))
    return webhook && (scope === 'all' || webhook.userId === caller!.userId) ? webhook : null
  },
})

const REFERENCE = 'Its id, or its path.'

builder.queryFields((t) => ({
  webhooks: t.field({
    type: [Webhook],
    description: 'The caller’s webhooks, or all with `sinas.webhooks.read:all`, active or not, newest first.',
    authScopes: { can: 'webhooks.read' },
    args: { skip: t.arg.int(skip), limit: t.arg.int(limit) },
    resolve: (_, { skip, limit }, context) =>
      context.em.find(WebhookEntity, ownRows(context, 'webhooks.read'), {
        offset: skip ?? 0,
        limit: limit ?? 100,
        orderBy: { createdAt: 'desc', id: 'asc' },
      }),
  }),
  webhook: t.field({
    type: Webhook,
    description: 'A webhook. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'webhooks.read' },
    args: { webhook: t.arg.string({ required: true, description: REFERENCE }) },
    resolve: (_, { webhook }, context) => findWebhook(context, webhook, 'read'),
  }),
}))

builder.mutationFields((t) => ({
  createWebhook: t.field({
    type: Webhook,
    description:
      'Creates a webhook owned by the caller, for a function that they may execute: what they may not do, also with the API key that they use, no run of it does. ' +
      'Errors: ALREADY_EXISTS, NOT_FOUND (the function), FORBIDDEN, VALIDATION.',
    authScopes: { can: 'webhooks.create' },
    args: { input: t.arg({ type: CreateWebhookInput, required: true, description: 'The webhook to create.' }) },
    resolve: (_, { input }, context) => createWebhook(context, input),
  }),
  updateWebhook: t.field({
    type: Webhook,
    description:
      'Changes a webhook, from the next request on, in every process. A caller who changes more than its description and rate limits, or activates it, becomes its editor: ' +
      'they must be allowed to execute its function, and no run of it does what they, or the users who set the rest, may not do. ' +
      'A caller who activates it (`isActive: true`, also where it is active) becomes its only editor. Errors: NOT_FOUND, FORBIDDEN, CONFLICT, VALIDATION.',
    authScopes: { can: 'webhooks.update' },
    args: {
      webhook: t.arg.string({ required: true, description: REFERENCE }),
      input: t.arg({ type: UpdateWebhookInput, required: true, description: 'What is to change.' }),
    },
    resolve: (_, { webhook, input }, context) => updateWebhook(context, webhook, input),
  }),
  deleteWebhook: t.field({
    type: 'Boolean',
    description: 'Deletes a webhook and its deliveries. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'webhooks.delete' },
    args: { webhook: t.arg.string({ required: true, description: REFERENCE }) },
    async resolve(_, { webhook }, context) {
      await context.em.remove(await findWebhook(context, webhook, 'delete')).flush()
      return true
    },
  }),
}))
