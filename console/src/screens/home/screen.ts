import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { home as texts } from '../../texts/en/home.ts'
import { HomeIcon } from '../../ui/icons.tsx'

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  loader: lazyFn(() => import('./load.ts'), 'loadHome'),
  component: lazyRouteComponent(() => import('./HomeScreen.tsx'), 'HomeScreen'),
})

export const home = {
  routes: [homeRoute],
  place: { path: '/', title: texts.title, group: 'top', order: 1, icon: HomeIcon, letter: 'h', needs: [] },
} as const
