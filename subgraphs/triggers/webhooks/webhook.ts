import { containingIn } from '../../../schema/bounded/contains.ts'
import { orderInput } from '../../../schema/connections/fields.ts'
import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { type List, readPage, readPages } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { given, text } from '../../../schema/inputs.ts'
import type { Rate } from '../../../schema/local-rate-limit.ts'
import { builder, FunctionStub, mayOn, ownRows, page, type Services, User } from '../builder.ts'
import { faultInTurn } from '../fault.ts'
import type { DedupRule } from './dedup.ts'
import { findWebhook } from './find-webhook.ts'
import type { SignatureRule } from './signature.ts'
import { targetOf, WebhookEntity, type WebhookRow } from './webhook.entity.ts'
import { HttpMethod, ResponseMode, SignatureAlgorithm, SignatureEncoding, SignatureScheme, WebhookReference } from './webhook-input.ts'

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

export const Webhook = builder.objectRef<WebhookRow>('Webhook').implement({
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
  async resolveReference({ id }, context) {
    const webhook = await loadRow(context, WebhookEntity, id)
    return webhook && mayOn(context, 'webhooks.read', webhook) ? webhook : null
  },
})

const WebhookConnection = builder.connectionObject({
  type: Webhook,
  name: 'WebhookConnection',
  description: 'A page of a list of webhooks.',
})

const WebhookFilter = builder.inputType('WebhookFilter', {
  description: 'Which webhooks are listed: those that meet all that is given.',
  fields: (t) => ({
    isActive: t.boolean({ description: 'Those that are active, or those that are not.' }),
    requiresAuth: t.boolean({ description: 'Those whose callers must log in, or those that any client may call.' }),
    search: t.string({ validate: text(0, 255), description: 'Part of the path or the description, in any case.' }),
  }),
})

const WebhookOrder = orderInput<WebhookRow, Services>(builder, 'Webhook', {
  CREATED_AT: { property: 'createdAt', description: 'When it was made.' },
  PATH: { property: 'path', description: 'Its path.' },
  UPDATED_AT: { property: 'updatedAt', description: 'When it last changed.' },
})

const NEWEST_FIRST: Order<WebhookRow> = [
  ['createdAt', 'desc'],
  ['id', 'desc'],
]

const readable = (context: Context): List<WebhookRow> => ({
  entity: WebhookEntity,
  where: ownRows(context, 'webhooks.read'),
  order: NEWEST_FIRST,
})

builder.queryFields((t) => ({
  webhooks: t.field({
    type: WebhookConnection,
    nullable: true,
    description: 'The caller’s webhooks, or all with `sinas.webhooks.read:all`, active or not.',
    authScopes: { can: 'webhooks.read' },
    args: {
      ...page,
      filter: t.arg({ type: WebhookFilter, description: 'Which ones.' }),
      orderBy: t.arg({ type: WebhookOrder.input, description: 'Absent: the newest first.' }),
    },
    resolve: (_, { filter, orderBy, ...args }, context) => {
      const { search, ...columns } = given(filter ?? {})
      const where = { ...ownRows(context, 'webhooks.read'), ...columns, ...(search && containingIn(search, 'path', 'description')) }
      return readPage(context.em, { entity: WebhookEntity, where, order: WebhookOrder.order(orderBy, NEWEST_FIRST) }, args)
    },
  }),
  webhook: t.field({
    type: Webhook,
    nullable: true,
    description: 'A webhook. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'webhooks.read' },
    args: { by: t.arg({ type: WebhookReference, required: true, description: 'Which one.' }) },
    resolve: (_, { by }, context) => findWebhook(context, by, 'read'),
  }),
}))

builder.objectFields(User, (t) => ({
  webhooks: t.loadable({
    type: WebhookConnection,
    description: 'Their webhooks, as far as the caller may read them, newest first.',
    byPath: true,
    args: page,
    load: (ids: string[], context, args) => readPages(context.em, readable(context), args, 'userId', ids),
    resolve: ({ id }) => id,
  }),
}))

builder.objectFields(FunctionStub, (t) => ({
  webhooks: t.loadable({
    type: WebhookConnection,
    description: 'The webhooks that start it, as far as the caller may read them, newest first.',
    byPath: true,
    args: page,
    load: (names: string[], context, args) =>
      readPages(
        context.em,
        readable(context),
        args,
        ['functionNamespace', 'functionName'],
        names.map((name) => name.split('/')),
      ),
    resolve: ({ namespace, name }) => `${namespace}/${name}`,
  }),
}))
