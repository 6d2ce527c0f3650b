import { builder } from '../builder.ts'
import { findWebhook } from './find-webhook.ts'
import { createWebhook, updateWebhook } from './save-webhook.ts'
import type { WebhookRow } from './webhook.entity.ts'
import { Webhook } from './webhook.ts'
import { CreateWebhookInput, UpdateWebhookInput, whichWebhook } from './webhook-input.ts'

const payload = (mutation: string, description: string) =>
  builder.objectRef<{ webhook: WebhookRow }>(`${mutation}Payload`).implement({
    description: 'What a mutation answers.',
    fields: (t) => ({ webhook: t.expose('webhook', { type: Webhook, description }) }),
  })

const CreateWebhookPayload = payload('CreateWebhook', 'The new webhook.')
const UpdateWebhookPayload = payload('UpdateWebhook', 'The webhook as it is now.')

builder.mutationFields((t) => ({
  createWebhook: t.field({
    type: CreateWebhookPayload,
    nullable: true,
    description:
      'Creates a webhook owned by the caller, for a function that they may execute: what they may not do, also with the API key that they use, no run of it does. ' +
      'Errors: ALREADY_EXISTS, NOT_FOUND (the function), FORBIDDEN, VALIDATION.',
    authScopes: { can: 'webhooks.create' },
    args: { input: t.arg({ type: CreateWebhookInput, required: true, description: 'The webhook to create.' }) },
    resolve: async (_, { input }, context) => ({ webhook: await createWebhook(context, input) }),
  }),
  updateWebhook: t.field({
    type: UpdateWebhookPayload,
    nullable: true,
    description:
      'Changes a webhook, from the next request on, in every process. A caller who changes more than its description and rate limits, or activates it, becomes its editor: ' +
      'they must be allowed to execute its function, and no run of it does what they, or the users who set the rest, may not do. ' +
      'A caller who activates it (`isActive: true`, also where it is active) becomes its only editor. Errors: NOT_FOUND, FORBIDDEN, CONFLICT, VALIDATION.',
    authScopes: { can: 'webhooks.update' },
    args: { input: t.arg({ type: UpdateWebhookInput, required: true, description: 'What is to change.' }) },
    resolve: async (_, { input }, context) => ({ webhook: await updateWebhook(context, input) }),
  }),
}))

builder.relayMutationField(
  'deleteWebhook',
  { inputFields: (t) => ({ webhook: t.field(whichWebhook) }) },
  {
    description: 'Deletes a webhook and its deliveries. Errors: NOT_FOUND, FORBIDDEN.',
    authScopes: { can: 'webhooks.delete' },
    async resolve(_, { input }, context) {
      const webhook = await findWebhook(context, input.webhook, 'delete')
      await context.em.remove(webhook).flush()
      return { webhook }
    },
  },
  { outputFields: (t) => ({ webhook: t.expose('webhook', { type: Webhook, description: 'The webhook as it was.' }) }) },
)
