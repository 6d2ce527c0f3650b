import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { logs as texts } from '../../texts/en/logs.ts'
import { LogIcon } from '../../ui/icons.tsx'
import { readLogsSearch } from './search.ts'

const logsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/logs',
  validateSearch: readLogsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadLogs'),
  component: lazyRouteComponent(() => import('./LogsScreen.tsx'), 'LogsScreen'),
})

const requestRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/logs/$id',
  loader: lazyFn(() => import('./load.ts'), 'loadRequest'),
  component: lazyRouteComponent(() => import('./RequestScreen.tsx'), 'RequestScreen'),
  staticData: { crumb: ({ id }) => id! },
})

export const logs = {
  routes: [logsRoute, requestRoute],
  place: {
    path: '/logs',
    title: texts.title,
    group: 'observe',
    order: 3,
    icon: LogIcon,
    letter: 'l',
    needs: ['sinas.logs.read:own'],
    words: 'requests errors latency audit',
  },
} as const
