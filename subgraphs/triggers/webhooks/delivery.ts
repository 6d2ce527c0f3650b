import type { Context } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { limit, skip } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { type DELIVERY_STATUSES, DeliveryEntity, type DeliveryRow } from './delivery.entity.ts'
import { keptRequest } from './delivery-store.ts'
import { findWebhook } from './find-webhook.ts'
import { fieldsOf } from './request.ts'
import { HttpMethod } from './webhook-input.ts'

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
    webhookId: t.expose('webhookId', { type: 'ID', description: 'The webhook that was asked.' }),
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
    executionId: t.exposeString('executionId', { nullable: true, description: 'The execution that it started; null: none.' }),
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

/** A caller who may read (or change) the webhook may read (or replay) its deliveries. @throws SinasError NOT_FOUND, FORBIDDEN */
async function findDelivery(context: Context, id: string, action: 'read' | 'update'): Promise<DeliveryRow> {
  const delivery = await context.em.findOne(DeliveryEntity, { id })
  if (!delivery) throw new SinasError('NOT_FOUND', { what: 'Delivery' })
  await findWebhook(context, delivery.webhookId, action)
  return delivery
}

builder.queryFields((t) => ({
  webhookDeliveries: t.field({
    type: [Delivery],
    description: 'Deliveries to a webhook, newest first. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'webhooks.read' },
    args: {
      webhook: t.arg.string({ required: true, description: 'Its id, or its path.' }),
      status: t.arg({ type: DeliveryStatus, description: 'Only deliveries of which this became.' }),
      skip: t.arg.int(skip),
      limit: t.arg.int(limit),
    },
    async resolve(_, { webhook, status, skip, limit }, context) {
      const { id } = await findWebhook(context, webhook, 'read')
      return context.em.find(
        DeliveryEntity,
        { webhookId: id, ...(status && { status }) },
        { offset: skip ?? 0, limit: limit ?? 100, orderBy: { receivedAt: 'desc', id: 'asc' } },
      )
    },
  }),
  webhookDelivery: t.field({
    type: Delivery,
    description: 'A delivery. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'webhooks.read' },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the delivery.' }) },
    resolve: (_, { id }, context) => findDelivery(context, id, 'read'),
  }),
}))

builder.mutationField('replayWebhookDelivery', (t) =>
  t.field({
    type: Delivery,
    description:
      'Carries a delivery out again, with the webhook as it is now: as the webhook’s owner where it is public, else as the caller. ' +
      'Credentials are not kept, so its function sees none. Errors: NOT_FOUND, FORBIDDEN, CONFLICT (the webhook is not active, or what came is not kept: it was rejected, or its time is over).',
    authScopes: { can: 'webhooks.update' },
    args: { id: t.arg({ type: 'ID', required: true, description: 'Id of the delivery to repeat.' }) },
    async resolve(_, { id }, context) {
      const delivery = await findDelivery(context, id, 'update')
      const replayed = await context.services.deliveries.replay(keptRequest(delivery), context)
      return context.em.findOneOrFail(DeliveryEntity, { id: replayed })
    },
  }),
)
