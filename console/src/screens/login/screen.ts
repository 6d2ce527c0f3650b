import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { rootRoute } from '../../app/routes.ts'
import { hasSession } from '../../session/session.ts'

/** Where who is not logged in comes to, whatever they wanted to see. It has no place in the sidebar. */
export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search): { then?: string } => (isOwn(search.then) ? { then: search.then } : {}),
  beforeLoad({ search }) {
    if (hasSession()) throw redirect({ href: search.then ?? '/' })
  },
  component: lazyRouteComponent(() => import('./LoginScreen.tsx'), 'LoginScreen'),
})

/** A link could otherwise lead from the login to another site. */
const isOwn = (address: unknown): address is string => typeof address === 'string' && /^\/(?![/\\])/.test(address)
