import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { rootRoute } from '../../app/routes.ts'
import { hasSession } from '../../session/session.ts'

/** Where who is not logged in comes to, whatever they wanted to see. It has no place in the sidebar. */
export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search): { next?: string } => ({ next: isOwn(search.next) ? search.next : undefined }),
  beforeLoad({ search }) {
    if (!hasSession()) return
    throw search.next ? redirect({ href: location.origin + search.next, reloadDocument: true }) : redirect({ to: '/' })
  },
  component: lazyRouteComponent(() => import('./LoginScreen.tsx'), 'LoginScreen'),
})

/** A link could otherwise lead from the login to another site. */
const isOwn = (address: unknown): address is string => typeof address === 'string' && /^\/(?![/\\])/.test(address)
