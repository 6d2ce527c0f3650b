import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { mcp as texts } from '../../texts/en/mcp.ts'
import { McpIcon } from '../../ui/icons.tsx'
import { readMcpSearch, readMcpServerSearch } from './search.ts'

const serversRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mcp',
  validateSearch: readMcpSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadServers'),
  component: lazyRouteComponent(() => import('./ServersScreen.tsx'), 'ServersScreen'),
})

const newServerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mcp/new',
  component: lazyRouteComponent(() => import('./NewServerScreen.tsx'), 'NewServerScreen'),
  staticData: { crumb: () => texts.form.newTitle },
})

const serverRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/mcp/servers/$server',
  validateSearch: readMcpServerSearch,
  loader: lazyFn(() => import('./load.ts'), 'loadServer'),
  component: lazyRouteComponent(() => import('./ServerScreen.tsx'), 'ServerScreen'),
  staticData: { crumb: ({ server }) => server! },
})

export const mcp = {
  routes: [serversRoute, newServerRoute, serverRoute],
  place: {
    path: '/mcp',
    title: texts.title,
    group: 'build',
    order: 5,
    icon: McpIcon,
    letter: 'm',
    needs: ['sinas.mcp.read:own', 'sinas.mcp.read:group', 'sinas.mcp.create:all'],
    words: 'model context protocol tools servers',
  },
} as const
