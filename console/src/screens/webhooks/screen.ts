import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { webhooks as texts } from '../../texts/en/webhooks.ts'
import { WebhookIcon } from '../../ui/icons.tsx'
import { readDeliveriesSearch, readNewWebhookSearch, readWebhooksSearch } from './search.ts'

const webhooksRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks',
  validateSearch: readWebhooksSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadWebhooks'),
  component: lazyRouteComponent(() => import('./WebhooksScreen.tsx'), 'WebhooksScreen'),
})

const newWebhookRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/new',
  validateSearch: readNewWebhookSearch,
  component: lazyRouteComponent(() => import('./NewWebhookScreen.tsx'), 'NewWebhookScreen'),
  staticData: { crumb: () => texts.create },
})

const webhookRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/webhooks/$id',
  loader: lazyFn(() => import('./load.ts'), 'loadWebhook'),
  component: lazyRouteComponent(() => import('./WebhookScreen.tsx'), 'WebhookScreen'),
  staticData: { crumb: ({ id }) => `…${id!.slice(-8)}` },
})

const deliveriesRoute = createRoute({
  getParentRoute: () => webhookRoute,
  path: '/',
  validateSearch: readDeliveriesSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadDeliveries'),
  component: lazyRouteComponent(() => import('./Deliveries.tsx'), 'Deliveries'),
})

const deliveryRoute = createRoute({
  getParentRoute: () => webhookRoute,
  path: '/deliveries/$delivery',
  loader: lazyFn(() => import('./load.ts'), 'loadDelivery'),
  component: lazyRouteComponent(() => import('./DeliveryPage.tsx'), 'DeliveryPage'),
  staticData: { crumb: () => texts.delivery.title },
})

const testRoute = createRoute({
  getParentRoute: () => webhookRoute,
  path: '/test',
  component: lazyRouteComponent(() => import('./TestEvent.tsx'), 'TestEvent'),
  staticData: { crumb: () => texts.tabs.test },
})

const senderRoute = createRoute({
  getParentRoute: () => webhookRoute,
  path: '/sender',
  component: lazyRouteComponent(() => import('./Sender.tsx'), 'Sender'),
  staticData: { crumb: () => texts.tabs.sender },
})

const settingsRoute = createRoute({
  getParentRoute: () => webhookRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./WebhookSettings.tsx'), 'WebhookSettings'),
  staticData: { crumb: () => texts.tabs.settings },
})

export const webhooks = {
  routes: [
    webhooksRoute,
    newWebhookRoute,
    webhookRoute.addChildren([deliveriesRoute, deliveryRoute, testRoute, senderRoute, settingsRoute]),
  ],
  place: {
    path: '/webhooks',
    title: texts.title,
    group: 'build',
    order: 2,
    icon: WebhookIcon,
    letter: 'w',
    needs: ['sinas.webhooks.read:own'],
    words: 'hooks deliveries events',
  },
} as const
