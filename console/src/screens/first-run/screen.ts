import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { firstRun as texts } from '../../texts/en/first-run.ts'
import { PlusIcon } from '../../ui/icons.tsx'
import { readFirstRunSearch } from './search.ts'

const firstRunRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/first-steps',
  validateSearch: readFirstRunSearch,
  component: lazyRouteComponent(() => import('./FirstRunScreen.tsx'), 'FirstRunScreen'),
})

const functionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/first-steps/function',
  validateSearch: readFirstRunSearch,
  component: lazyRouteComponent(() => import('./FirstRunScreen.tsx'), 'FirstFunctionScreen'),
})

export const firstRun = {
  routes: [firstRunRoute, functionRoute],
  place: {
    path: '/first-steps',
    title: texts.title,
    group: 'manage',
    order: 20,
    icon: PlusIcon,
    letter: '1',
    needs: ['sinas.agents.create:own', 'sinas.functions.create:own'],
    words: 'start begin onboarding tour provider agent function webhook',
  },
} as const
