import type { QueryClient } from '@tanstack/react-query'
import { deliveryPages, oneDelivery, oneWebhook, webhooksPages } from './data.ts'
import type { DeliveriesSearch, WebhooksSearch } from './search.ts'

interface Loading {
  context: { queryClient: QueryClient }
}

export const loadWebhooks = ({ context: { queryClient }, deps }: Loading & { deps: WebhooksSearch }) =>
  queryClient.prefetchInfiniteQuery(webhooksPages(deps))

export const loadWebhook = ({ context: { queryClient }, params: { id } }: Loading & { params: { id: string } }) =>
  queryClient.ensureQueryData(oneWebhook(id))

export const loadDeliveries = ({
  context: { queryClient },
  params: { id },
  deps,
}: Loading & { params: { id: string }; deps: DeliveriesSearch }) => queryClient.prefetchInfiniteQuery(deliveryPages(id, deps))

export const loadDelivery = ({ context: { queryClient }, params: { delivery } }: Loading & { params: { delivery: string } }) =>
  queryClient.ensureQueryData(oneDelivery(delivery))
