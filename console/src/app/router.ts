import type { QueryClient } from '@tanstack/react-query'
import { type AnyRoute, createRouter } from '@tanstack/react-router'
import { screens } from '../screens/index.ts'
import { loginRoute } from '../screens/login/screen.ts'
import { ErrorPage } from './ErrorPage.tsx'
import type { Place } from './place.ts'
import { rank } from './places.ts'
import { rootRoute, shellRoute } from './routes.ts'

/** All routes of all screens, one after the other. */
type RoutesOf<Screens> = Screens extends readonly [infer First extends { routes: readonly AnyRoute[] }, ...infer Rest]
  ? [...First['routes'], ...RoutesOf<Rest>]
  : []

const routes = screens.flatMap((screen) => [...screen.routes]) as unknown as RoutesOf<typeof screens>
const places = screens.map(({ place }): Place => place).sort((a, b) => rank(a) - rank(b))
const routeTree = rootRoute.addChildren([loginRoute, shellRoute.addChildren(routes)])

/** Addresses of screens begin with this word, so that none is ever one of the API's. Only `/` is without it. */
const PREFIX = '/console'

export function createConsoleRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient, places },
    rewrite: {
      input({ url }) {
        if (url.pathname.startsWith(`${PREFIX}/`) || url.pathname === PREFIX) url.pathname = url.pathname.slice(PREFIX.length) || '/'
        return url
      },
      output({ url }) {
        if (url.pathname !== '/') url.pathname = PREFIX + url.pathname
        return url
      },
    },
    defaultErrorComponent: ErrorPage,
    defaultPreload: 'intent',
    defaultPreloadDelay: 30,
    // The cache of queries says what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
    scrollRestoration: true,
    defaultStructuralSharing: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}
