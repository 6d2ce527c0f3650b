/** What of the webhooks stands in the address. */
export const DELIVERY_STATUSES = ['RUNNING', 'QUEUED', 'SUCCEEDED', 'FAILED', 'REJECTED'] as const

export interface WebhooksSearch {
  search?: string
  active?: 'yes' | 'no'
  auth?: 'login' | 'public'
}

export function readWebhooksSearch({ search, active, auth }: Record<string, unknown>): WebhooksSearch {
  return {
    search: typeof search === 'string' && search !== '' ? search : undefined,
    active: active === 'yes' || active === 'no' ? active : undefined,
    auth: auth === 'login' || auth === 'public' ? auth : undefined,
  }
}

export interface DeliveriesSearch {
  status?: (typeof DELIVERY_STATUSES)[number]
}

export const readDeliveriesSearch = ({ status }: Record<string, unknown>): DeliveriesSearch => ({
  status: DELIVERY_STATUSES.find((each) => each === status),
})

export interface NewWebhookSearch {
  /** `namespace/name` of the function that it is to start. */
  function?: string
}

export const readNewWebhookSearch = ({ function: name }: Record<string, unknown>): NewWebhookSearch => ({
  function: typeof name === 'string' && name.includes('/') ? name : undefined,
})
