import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { account as texts } from '../../texts/en/account.ts'
import { UserIcon } from '../../ui/icons.tsx'

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./AccountScreen.tsx'), 'AccountScreen'),
})

export const account = {
  routes: [accountRoute],
  place: {
    path: '/account',
    title: texts.title,
    group: 'manage',
    order: 9,
    icon: UserIcon,
    letter: 'y',
    needs: [],
    words: 'profile theme log out my rights permissions',
  },
} as const
