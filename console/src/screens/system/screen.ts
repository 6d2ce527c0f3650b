import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { system as texts } from '../../texts/en/system.ts'
import { SystemIcon } from '../../ui/icons.tsx'
import { readSystemSearch } from './search.ts'

const systemRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/system',
  validateSearch: readSystemSearch,
  loader: lazyFn(() => import('./load.ts'), 'loadSystem'),
  component: lazyRouteComponent(() => import('./SystemScreen.tsx'), 'SystemScreen'),
})

export const system = {
  routes: [systemRoute],
  place: {
    path: '/system',
    title: texts.title,
    group: 'manage',
    order: 9,
    icon: SystemIcon,
    letter: 'z',
    needs: ['sinas.system.read:all'],
    words: 'health status version configuration sandbox disk database',
  },
} as const
