import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { runs as texts } from '../../texts/en/runs.ts'
import { RunIcon } from '../../ui/icons.tsx'
import { readCompareSearch, readErrorsSearch, readRunSearch, readRunsSearch } from './search.ts'

const runsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/runs',
  validateSearch: readRunsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadRuns'),
  component: lazyRouteComponent(() => import('./RunsScreen.tsx'), 'RunsScreen'),
})

const errorsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/runs/errors',
  validateSearch: readErrorsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadErrors'),
  component: lazyRouteComponent(() => import('./ErrorsScreen.tsx'), 'ErrorsScreen'),
  staticData: { crumb: () => texts.errors.title },
})

const compareRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/runs/compare',
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import('./CompareScreen.tsx'), 'CompareScreen'),
  staticData: { crumb: () => texts.compare.title },
})

const runRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/runs/$id',
  validateSearch: readRunSearch,
  loader: lazyFn(() => import('./load.ts'), 'loadRun'),
  component: lazyRouteComponent(() => import('./RunScreen.tsx'), 'RunScreen'),
  staticData: { crumb: ({ id }) => texts.short(id!) },
})

export const runs = {
  routes: [runsRoute, errorsRoute, compareRoute, runRoute],
  place: {
    path: '/runs',
    title: texts.title,
    group: 'observe',
    order: 1,
    icon: RunIcon,
    letter: 'r',
    needs: ['sinas.executions.read:own'],
    words: 'executions history errors failures',
  },
} as const
