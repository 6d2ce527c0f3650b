import { loadRow } from '../../../schema/connections/load-row.ts'
import type { Order } from '../../../schema/connections/order.ts'
import { readPages } from '../../../schema/connections/page.ts'
import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { builder, Execution, mayOn, page, type Services } from '../builder.ts'
import { type RowChange, watchRows } from '../watch-rows.ts'
import { type DELIVERY_STATUSES, DeliveryEntity, type DeliveryRow } from './delivery.entity.ts'
import { keptRequest } from './delivery-store.ts'
import { findWebhook } from './find-webhook.ts'
import { fieldsOf } from './request.ts'
import { WebhookEntity, type WebhookRow } from './webhook.entity.ts'
import { Webhook } from './webhook.ts'
import { HttpMethod, WebhookReference } from './webhook-input.ts'

const DeliveryStatus = builder.enumType('WebhookDeliveryStatus', {
  description: 'What became of a delivery.',
  values: {
    RUNNING: { description: 'Accepted; its function runs.' },
    QUEUED: { description: 'Accepted and stored in the queue: the execution says how it goes on.' },
    SUCCEEDED: { description: 'Its function ran.' },
    FAILED: { description: 'Its function failed, or could not be started.' },
    REJECTED: { description: 'Not accepted: its signature is not good. Of many in a short time one is kept.' },
  } satisfies Record<(typeof DELIVERY_STATUSES)[number], object>,
})

const Delivery = builder.objectRef<DeliveryRow>('WebhookDelivery').implement({
  description:
    'One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public.',
  fields: (t) => ({
    id: t.expose('id', { type: 'ID', description: 'Its id.' }),
    webhookId: t.expose('webhookId', { type: 'ID', description: 'Id of the webhook that was asked.' }),
    webhook: t.loadable({
      type: Webhook,
      description: 'The webhook that was asked.',
      load: (ids: string[], context: Context) => Promise.all(ids.map((id) => loadRow(context, WebhookEntity, id))) as Promise<WebhookRow[]>,
      resolve: ({ webhookId }) => webhookId,
    }),
    status: t.expose('status', { type: DeliveryStatus, description: 'What became of it.' }),
    method: t.field({ type: HttpMethod, description: 'The method of the request.', resolve: ({ method }) => method as never }),
    path: t.exposeString('path', { description: 'The path that was asked for, without `/webhooks/`.' }),
    query: t.field({ type: 'JSON', description: 'Fields of the query string.', resolve: ({ query }) => fieldsOf(query) }),
    headers: t.expose('headers', { type: 'JSON', description: 'Without credentials.' }),
    body: t.exposeString('body', { description: 'As it came: text, or base64.' }),
    bodyIsBase64: t.exposeBoolean('bodyIsBase64', { description: 'Whether `body` is base64: it was no text.' }),
    isBodyKept: t.exposeBoolean('isBodyKept', {
      description: 'Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again.',
    }),
    duplicates: t.exposeInt('duplicates', { description: 'How often it came again and was answered from this one.' }),
    executionId: t.expose('executionId', { type: 'ID', nullable: true, description: 'Id of the execution that it started; null: none.' }),
    execution: t.field({
      type: Execution,
      nullable: true,
      description: 'The execution that it started; null where there is none, or it is not kept any more.',
      resolve: ({ executionId }) => (executionId ? { id: executionId } : null),
    }),
    responseStatus: t.int({
      nullable: true,
      description: 'HTTP status of the answer; null until there is one.',
      resolve: ({ response }) => response?.status ?? null,
    }),
    responseHeaders: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Headers of the answer.',
      resolve: ({ response }) => response?.headers ?? null,
    }),
    responseBody: t.string({
      nullable: true,
      description: 'Body of the answer: as it was sent, or base64. Null where it is not kept.',
      resolve: ({ response }) => (response && !response.isBodyDropped ? response.body : null),
    }),
    error: t.exposeString('error', { nullable: true, description: 'Why it failed or was rejected.' }),
    warning: t.exposeString('warning', {
      nullable: true,
      description: 'What its function asked for and did not get: headers that a webhook may not send.',
    }),
    replayOf: t.expose('replayOf', { type: 'ID', nullable: true, description: 'The delivery that this one repeats.' }),
    receivedAt: t.expose('receivedAt', { type: 'DateTime', description: 'When it arrived.' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true, description: 'When its end was known; null before.' }),
    durationMs: t.int({
      nullable: true,
      description: 'Milliseconds from arrival to end.',
      resolve: ({ receivedAt, finishedAt }) => (finishedAt ? finishedAt.getTime() - receivedAt.getTime() : null),
    }),
  }),
})

const DeliveryConnection = builder.connectionObject({
  type: Delivery,
  name: 'WebhookDeliveryConnection',
  description: 'A page of a list of deliveries.',
})

const LATEST_FIRST: Order<DeliveryRow> = [
  ['receivedAt', 'desc'],
  ['id', 'desc'],
]

builder.objectFields(Webhook, (t) => ({
  deliveries: t.loadable({
    type: DeliveryConnection,
    description: 'The requests to it, and what became of them, the latest first. None where the caller may not read the webhook.',
    byPath: true,
    args: { ...page, status: t.arg({ type: DeliveryStatus, description: 'Only deliveries of which this became.' }) },
    // A caller who may only change a webhook is shown it by a mutation, and no more than that.
    load: (webhooks: WebhookRow[], context, { status, ...args }) => {
      const ids = webhooks.map((webhook) => (mayOn(context, 'webhooks.read', webhook) ? webhook.id : null))
      return readPages(context.em, { entity: DeliveryEntity, where: status ? { status } : {}, order: LATEST_FIRST }, args, 'webhookId', ids)
    },
    resolve: (webhook) => webhook as never,
  }),
}))

/** @param em a new one for each event of a subscription: one that lives as long would answer from what it once read */
async function readableDelivery(context: Context<Services>, id: string, em = context.em): Promise<DeliveryRow | null> {
  const delivery = await loadRow({ em }, DeliveryEntity, id)
  const webhook = delivery && (await loadRow({ em }, WebhookEntity, delivery.webhookId))
  return webhook && mayOn(context, 'webhooks.read', webhook) ? delivery : null
}

builder.asEntity(Delivery, {
  key: builder.selection<{ id: string }>('id'),
  resolveReference: ({ id }, context) => readableDelivery(context, id),
})

/** A caller who may read (or change) the webhook may read (or replay) its deliveries. @throws SinasError NOT_FOUND, FORBIDDEN */
async function findDelivery(context: Context, id: string, action: 'read' | 'update'): Promise<DeliveryRow> {
  const delivery = await context.em.findOne(DeliveryEntity, { id })
  if (!delivery) throw new SinasError('NOT_FOUND', { what: 'Delivery' })
  await findWebhook(context, { id: delivery.webhookId }, action)
  return delivery
}

builder.queryField('webhookDelivery', (t) =>
  t.field({
    type: Delivery,
    nullable: true,
    description: 'A delivery. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'webhooks.read' },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the delivery.' }) },
    resolve: (_, { id }, context) => findDelivery(context, id, 'read'),
  }),
)

builder.relayMutationField(
  'replayWebhookDelivery',
  { inputFields: (t) => ({ id: t.id({ required: true, description: 'Id of the delivery to repeat.' }) }) },
  {
    description:
      'Carries a delivery out again, with the webhook as it is now: as the webhook’s owner where it is public, else as the caller. ' +
      'Credentials are not kept, so its function sees none. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (the webhook is not active, or what came is not kept: it was rejected, or its time is over).',
    authScopes: { can: 'webhooks.update' },
    async resolve(_, { input: { id } }, context) {
      const delivery = await findDelivery(context, id, 'update')
      const replayed = await context.services.deliveries.replay(keptRequest(delivery), context)
      return { delivery: await context.em.findOneOrFail(DeliveryEntity, { id: replayed }) }
    },
  },
  { outputFields: (t) => ({ delivery: t.expose('delivery', { type: Delivery, description: 'The new delivery.' }) }) },
)

builder.subscriptionField('webhookDeliveryChanges', (t) =>
  t.field({
    type: Delivery,
    nullable: true,
    description:
      'Deliveries to webhooks that the caller may read, whenever one arrives or ends, from now on. ' +
      'Where changes may have been missed it ends with UNAVAILABLE: subscribe again, then read. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'webhooks.read' },
    args: { webhook: t.arg({ type: WebhookReference, description: 'Only those to this webhook.' }) },
    async subscribe(_, { webhook }, context) {
      const only = webhook && (await findWebhook(context, webhook, 'read')).id
      const wants = ({ parentId, ownerId }: RowChange) =>
        (!only || parentId === only) && mayOn(context, 'webhooks.read', { userId: ownerId })
      return watchRows(context, context.services.deliveryChanges, wants, (id) => readableDelivery(context, id, context.database.fork()))
    },
    resolve: (delivery) => delivery as DeliveryRow,
  }),
)
