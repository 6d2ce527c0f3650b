import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { me } from '../session/permissions.ts'
import { hasSession } from '../session/session.ts'
import { LonelyErrorPage } from './ErrorPage.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import type { Place } from './place.ts'

interface RouterContext {
  queryClient: QueryClient
  /** Of all screens, in the order of the sidebar. */
  places: readonly Place[]
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: LonelyErrorPage,
})

/** What is around every screen, for who is logged in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad({ location }) {
    if (!hasSession()) throw redirect({ to: '/login', search: { next: location.publicHref } })
  },
  loader: ({ context: { queryClient } }) => queryClient.ensureQueryData(me),
  component: lazyRouteComponent(() => import('./Shell.tsx'), 'Shell'),
  errorComponent: LonelyErrorPage,
  staleTime: Number.POSITIVE_INFINITY,
})
