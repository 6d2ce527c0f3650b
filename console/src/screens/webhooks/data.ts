import { ask } from '../../data/ask.ts'
import { read, readPages } from '../../data/query.ts'
import {
  WebhookDeliveriesDocument,
  WebhookDeliveryDocument,
  type WebhookDeliveryQuery,
  WebhookDocument,
  WebhookFunctionsDocument,
  type WebhookQuery,
  WebhooksDocument,
  type WebhooksQueryVariables,
} from './generated/webhooks.ts'
import type { DeliveriesSearch, WebhooksSearch } from './search.ts'

export type Webhook = WebhookQuery['webhook']
export type Delivery = WebhookDeliveryQuery['webhookDelivery']
type WebhooksFilter = NonNullable<WebhooksQueryVariables['filter']>

const filterOf = ({ search, active, auth }: WebhooksSearch): WebhooksFilter => ({
  ...(search && { search }),
  ...(active && { isActive: active === 'yes' }),
  ...(auth && { requiresAuth: auth === 'login' }),
})

export const webhooksPages = (search: WebhooksSearch) =>
  readPages(WebhooksDocument, { filter: filterOf(search), orderBy: { field: 'PATH', direction: 'ASC' } }, ({ webhooks }) => webhooks)
export const oneWebhook = (id: string) => read(WebhookDocument, { id })
export const deliveryPages = (id: string, { status }: DeliveriesSearch) =>
  readPages(WebhookDeliveriesDocument, { id, ...(status && { status }) }, ({ webhook }) => webhook.deliveries)
export const oneDelivery = (id: string) => read(WebhookDeliveryDocument, { id })

/** Functions by a part of their name, as `namespace/name`. */
export async function findFunctions(search: string) {
  const { functions } = await ask(WebhookFunctionsDocument, { search })
  return functions.nodes.map(({ namespace, name }) => ({ value: `${namespace}/${name}`, label: `${namespace}/${name}` }))
}

export const addressOf = (path: string): string => `${location.origin}/webhooks/${path.split('/').map(encodeURIComponent).join('/')}`

/** May a browser, or who writes a snippet, send a body by this method? */
export const hasBody = (method: string): boolean => method !== 'GET'
