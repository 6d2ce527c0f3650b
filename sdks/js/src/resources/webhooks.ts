import type {
  CreateWebhook,
  ListWebhookDeliveries,
  ListWebhooks,
  UpdateWebhook,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDetail,
} from '../generated/types.ts'
import { type Pages, pages } from '../pages.ts'
import { type ApiRequest, type CallOptions, encodePath, LONG_TIMEOUT_MS, path } from '../transport.ts'
import { Resource } from './resource.ts'

export interface WebhookCall {
  method?: ApiRequest['method']
  query?: Record<string, unknown>
  /** JSON, or the bytes that were signed. */
  body?: unknown
  /** `webhook-id` or `idempotency-key`, for example, which make two calls one. */
  headers?: Record<string, string>
}

/** Paths at which requests from outside start functions. A webhook is named by its id or its path. */
export class Webhooks extends Resource {
  create(params: CreateWebhook, options?: CallOptions): Promise<Webhook> {
    return this.transport.send('POST', '/api/v1/webhooks', params, options)
  }

  list(params?: ListWebhooks, options?: CallOptions): Pages<Webhook> {
    return pages(this.transport, '/api/v1/webhooks', params, options)
  }

  get(webhook: string, options?: CallOptions): Promise<WebhookDetail> {
    return this.transport.get(`/api/v1/webhooks/${encodePath(webhook)}`, undefined, options)
  }

  /** Changes a webhook. The change counts for the next request. */
  update(webhook: string, params: UpdateWebhook, options?: CallOptions): Promise<Webhook> {
    return this.transport.send('PATCH', `/api/v1/webhooks/${encodePath(webhook)}`, params, options)
  }

  /** Deletes a webhook and its deliveries. */
  delete(webhook: string, options?: CallOptions): Promise<void> {
    return this.transport.send('DELETE', `/api/v1/webhooks/${encodePath(webhook)}`, undefined, options)
  }

  /** What came, newest first, and what became of it. */
  deliveries(webhook: string, params?: ListWebhookDeliveries, options?: CallOptions): Pages<WebhookDelivery> {
    return pages(this.transport, path`/api/v1/webhooks/${webhook}/deliveries`, params, options)
  }

  /** A delivery with the answer that was sent. */
  delivery(id: string, options?: CallOptions): Promise<WebhookDeliveryDetail> {
    return this.transport.get(path`/api/v1/webhook-deliveries/${id}`, undefined, options)
  }

  /** Carries a delivery out again, with the webhook as it is now. */
  replay(id: string, options?: CallOptions): Promise<WebhookDeliveryDetail> {
    return this.transport.send('POST', path`/api/v1/webhook-deliveries/${id}/replay`, undefined, options)
  }

  /** Calls a webhook. @returns its answer: JSON, or text where it isn't */
  invoke<T = unknown>(
    webhook: string,
    { method = 'POST', query, body, headers = {} }: WebhookCall = {},
    options?: CallOptions,
  ): Promise<T> {
    const request: ApiRequest = {
      method,
      path: `/webhooks/${encodePath(webhook)}`,
      query,
      body,
      headers,
      // What stands behind it is not known to be harmless twice.
      isRepeatable: method === 'GET',
      timeout: LONG_TIMEOUT_MS,
    }
    return this.transport.json(request, options)
  }
}
