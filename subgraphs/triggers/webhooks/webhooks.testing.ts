// What the tests of webhooks begin with: a platform, two users, and a function that answers with what it was given.
import type { Caller } from '../../../schema/context.ts'
import { openTriggers } from '../triggers.testing.ts'

const ECHO = 'return {"input": input, "request": context["request"], "user": context["user_id"], "chat": context["chat_id"]}'

export const newPath = () => `hook-${crypto.randomUUID().slice(0, 8)}`

/** @param environment variables, as a user would set them */
export async function openWebhooks(environment: Record<string, string> = {}) {
  const platform = await openTriggers(environment)
  const owner = await platform.user()
  const other = await platform.user()
  const echo = await platform.fn(owner, ECHO)
  return {
    platform,
    owner,
    other,
    /** Name of the function. */
    echo,
    /** A new webhook, which is public and starts `echo` where `over` does not say otherwise. */
    hook: (over: Record<string, unknown> = {}, by: Caller = owner) =>
      platform.run('CreateWebhook', { path: newPath(), function_name: echo, requires_auth: false, ...over }, by),
    executions: (webhookId: string) =>
      platform.functions.database.query<{ status: string; chat_id: string }>('select * from functions.executions where trigger_id = $1', [
        webhookId,
      ]),
    deliveries: (webhook: { id: string }) => platform.run('WebhookDeliveries', { webhook: webhook.id }, owner),
  }
}
