import { builder } from '../builder.ts'
import type { WebhookResponse } from './response.ts'

const DeliverInput = builder.inputType('DeliverWebhookInput', {
  description: 'A request to a webhook, with its bytes as they came.',
  inaccessible: true,
  fields: (t) => ({
    method: t.string({ required: true, description: 'The HTTP method.' }),
    path: t.string({ required: true, description: 'What stands after `/webhooks/`, decoded.' }),
    query: t.string({ required: true, description: 'As in the URL, without the question mark.' }),
    headers: t.field({ type: 'HttpHeaders', required: true, description: 'Lower-case names to text.' }),
    body: t.string({ required: true, description: 'The bytes as they came: as text, or as base64 where they are no UTF-8 or hold a NUL.' }),
    bodyIsBase64: t.boolean({ required: true, description: 'Whether `body` is base64.' }),
  }),
})

const Response = builder.objectRef<WebhookResponse>('WebhookResponse').implement({
  description: 'What the gateway answers.',
  inaccessible: true,
  fields: (t) => ({
    status: t.exposeInt('status', { description: 'HTTP status.' }),
    headers: t.expose('headers', { type: 'HttpHeaders', description: 'Names to text, or to a list of texts.' }),
    body: t.exposeString('body', { description: 'Text, or base64.' }),
    bodyIsBase64: t.exposeBoolean('bodyIsBase64', { description: 'Whether `body` is base64.' }),
  }),
})

builder.mutationField('deliverWebhook', (t) =>
  t.field({
    type: Response,
    description: 'Answers a request to `/webhooks/*`, for the gateway. What is refused is an answer too.',
    inaccessible: true,
    args: { request: t.arg({ type: DeliverInput, required: true, description: 'The request, as it came.' }) },
    resolve: (_, { request }, context) => context.services.deliveries.deliver(request, context),
  }),
)

builder.queryField('webhookRefusal', (t) =>
  t.field({
    type: Response,
    nullable: true,
    description:
      'What a request to `/webhooks/*` is answered for which its body need not be read: there is no such webhook, its caller may not use it, or too many came. Null where it is to be read and delivered.',
    inaccessible: true,
    args: {
      method: t.arg.string({ required: true, description: 'The HTTP method.' }),
      path: t.arg.string({ required: true, description: 'What stands after `/webhooks/`, decoded.' }),
    },
    resolve: (_, request, context) => context.services.deliveries.refuse(request, context),
  }),
)
