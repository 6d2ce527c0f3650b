import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { states as texts } from '../../texts/en/states.ts'
import { StateIcon } from '../../ui/icons.tsx'
import { readStatesSearch } from './search.ts'

/** The tree, and beside it what is chosen. */
const statesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/states',
  validateSearch: readStatesSearch,
  loader: lazyFn(() => import('./load.ts'), 'loadTree'),
  component: lazyRouteComponent(() => import('./StatesScreen.tsx'), 'StatesScreen'),
})

const listRoute = createRoute({
  getParentRoute: () => statesRoute,
  path: '/',
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadStates'),
  component: lazyRouteComponent(() => import('./StateList.tsx'), 'StateList'),
})

const newStateRoute = createRoute({
  getParentRoute: () => statesRoute,
  path: '/new',
  component: lazyRouteComponent(() => import('./NewState.tsx'), 'NewState'),
  staticData: { crumb: () => texts.create },
})

const stateRoute = createRoute({
  getParentRoute: () => statesRoute,
  path: '/$id',
  loader: lazyFn(() => import('./load.ts'), 'loadState'),
  component: lazyRouteComponent(() => import('./StatePage.tsx'), 'StatePage'),
  staticData: { crumb: ({ id }) => `…${id!.slice(-8)}` },
})

export const states = {
  routes: [statesRoute.addChildren([listRoute, newStateRoute, stateRoute])],
  place: {
    path: '/states',
    title: texts.title,
    group: 'build',
    order: 4,
    icon: StateIcon,
    letter: 't',
    needs: ['sinas.states.read:own'],
    words: 'states memory values namespaces key store',
  },
} as const
