import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { keys as texts } from '../../texts/en/keys.ts'
import { KeyIcon } from '../../ui/icons.tsx'
import { readKeysSearch } from './search.ts'

const keysRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/keys',
  validateSearch: readKeysSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadKeys'),
  component: lazyRouteComponent(() => import('./KeysScreen.tsx'), 'KeysScreen'),
})

const newKeyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/keys/new',
  component: lazyRouteComponent(() => import('./NewKeyScreen.tsx'), 'NewKeyScreen'),
  staticData: { crumb: () => texts.new.title },
})

const keyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/keys/$id',
  loader: lazyFn(() => import('./load.ts'), 'loadKey'),
  component: lazyRouteComponent(() => import('./KeyScreen.tsx'), 'KeyScreen'),
  staticData: { crumb: ({ id }) => `…${id!.slice(-8)}` },
})

export const keys = {
  routes: [keysRoute, newKeyRoute, keyRoute],
  place: {
    path: '/keys',
    title: texts.title,
    group: 'manage',
    order: 2,
    icon: KeyIcon,
    letter: 'k',
    needs: ['sinas.api_keys.read:own'],
    words: 'api keys tokens secrets',
  },
} as const
