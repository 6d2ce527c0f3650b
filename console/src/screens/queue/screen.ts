import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { queue as texts } from '../../texts/en/queue.ts'
import { QueueIcon } from '../../ui/icons.tsx'
import { readQueueSearch } from './search.ts'

const queueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/queue',
  validateSearch: readQueueSearch,
  loaderDeps: ({ search: { status, kind } }) => ({ status, kind }),
  loader: lazyFn(() => import('./load.ts'), 'loadQueue'),
  component: lazyRouteComponent(() => import('./QueueScreen.tsx'), 'QueueScreen'),
})

export const queue = {
  routes: [queueRoute],
  place: {
    path: '/queue',
    title: texts.title,
    group: 'observe',
    order: 3,
    icon: QueueIcon,
    letter: 'q',
    needs: ['sinas.system.read:all'],
    words: 'jobs dead letters pending workers',
  },
} as const
