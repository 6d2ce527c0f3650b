import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { functions as texts } from '../../texts/en/functions.ts'
import { FunctionIcon } from '../../ui/icons.tsx'
import { readFunctionSearch, readFunctionsSearch } from './search.ts'

const functionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/functions',
  validateSearch: readFunctionsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadFunctions'),
  component: lazyRouteComponent(() => import('./FunctionsScreen.tsx'), 'FunctionsScreen'),
})

const newFunctionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/functions/new',
  component: lazyRouteComponent(() => import('./NewFunctionScreen.tsx'), 'NewFunctionScreen'),
  staticData: { crumb: () => texts.new.title },
})

const functionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/functions/$namespace/$name',
  validateSearch: readFunctionSearch,
  loader: lazyFn(() => import('./load.ts'), 'loadFunction'),
  component: lazyRouteComponent(() => import('./FunctionScreen.tsx'), 'FunctionScreen'),
  staticData: { crumb: ({ namespace, name }) => `${namespace}/${name}` },
})

export const functions = {
  routes: [functionsRoute, newFunctionRoute, functionRoute],
  place: {
    path: '/functions',
    title: texts.title,
    group: 'build',
    order: 1,
    icon: FunctionIcon,
    letter: 'f',
    needs: ['sinas.functions.read:own', 'sinas.functions.create:own'],
    words: 'python code editor versions',
  },
} as const
