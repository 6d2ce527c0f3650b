import { reach } from '../../../schema/permissions.ts'
import { builder, FunctionStub, ownRows, page, User } from '../builder.ts'
import type { DedupRule } from './dedup.ts'
import { findWebhook } from './find-webhook.ts'
import type { RateLimit } from './rate-limit.ts'
import { createWebhook, updateWebhook } from './save-webhook.ts'
import type { SignatureRule } from './signature.ts'
import { WebhookEntity, type WebhookRow } from './webhook.entity.ts'
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
  fields: (t) => ({ key: t.exposeString('key'), ttlSeconds: t.exposeInt('ttlSeconds') }),
})

const Limit = builder.objectRef<RateLimit>('RateLimit').implement({
  description: 'At most so many requests in so many seconds.',
  fields: (t) => ({ requests: t.exposeInt('requests'), seconds: t.exposeInt('seconds') }),
})

const Signature = builder.objectRef<SignatureRule>('WebhookSignature').implement({
  description: 'How requests are signed. The secret is not shown.',
  fields: (t) => ({
    scheme: t.expose('scheme', { type: SignatureScheme }),
    tolerance: t.exposeInt('tolerance', { description: 'Seconds.' }),
    header: t.exposeString('header', { nullable: true }),
    prefix: t.exposeString('prefix', { nullable: true }),
    algorithm: t.expose('algorithm', { type: SignatureAlgorithm, nullable: true }),
    encoding: t.expose('encoding', { type: SignatureEncoding, nullable: true }),
  }),
})

export const Webhook = builder.objectRef<WebhookRow>('Webhook').implement({
  description: 'A path at which requests from outside start a function.',
  fields: (t) => ({
    id: t.expose('id', { type: 'UUID' }),
    path: t.exposeString('path', { description: 'What stands after `/webhooks/`.' }),
    httpMethod: t.expose('httpMethod', { type: HttpMethod }),
    functionNamespace: t.exposeString('functionNamespace'),
    functionName: t.exposeString('functionName'),
    function: t.field({
      type: FunctionStub,
      nullable: true,
      resolve: ({ functionNamespace: namespace, functionName: name }) => ({ namespace, name }),
      description: 'Null where it is gone, or not the caller’s to read.',
    }),
    description: t.exposeString('description', { nullable: true }),
    defaultValues: t.expose('defaultValues', { type: 'JSON' }),
    requiresAuth: t.exposeBoolean('requiresAuth'),
    responseMode: t.expose('responseMode', { type: ResponseMode }),
    dedup: t.expose('dedup', { type: Dedup, nullable: true }),
    signature: t.expose('signature', { type: Signature, nullable: true }),
    rateLimit: t.expose('rateLimit', { type: Limit, nullable: true }),
    userRateLimit: t.expose('userRateLimit', { type: Limit, nullable: true }),
    isActive: t.exposeBoolean('isActive'),
    owner: t.field({ type: User, nullable: true, resolve: ({ userId }) => ({ id: userId }) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime' }),
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
    args: { skip: t.arg.int(page.skip), limit: t.arg.int(page.limit) },
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
    description: 'Creates a webhook owned by the caller. Errors: ALREADY_EXISTS, NOT_FOUND (the function), VALIDATION.',
    authScopes: { can: 'webhooks.create' },
    args: { input: t.arg({ type: CreateWebhookInput, required: true }) },
    resolve: (_, { input }, context) => createWebhook(context, input),
  }),
  updateWebhook: t.field({
    type: Webhook,
    description: 'Changes a webhook; it counts for the next request, in every process. Errors: NOT_FOUND, FORBIDDEN, CONFLICT, VALIDATION.',
    authScopes: { can: 'webhooks.update' },
    args: {
      webhook: t.arg.string({ required: true, description: REFERENCE }),
      input: t.arg({ type: UpdateWebhookInput, required: true }),
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
