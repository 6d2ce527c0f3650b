import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { agents as texts } from '../../texts/en/agents.ts'
import { AgentIcon } from '../../ui/icons.tsx'
import { readAgentsSearch } from './search.ts'

const agentsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents',
  validateSearch: readAgentsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadAgents'),
  component: lazyRouteComponent(() => import('./AgentsScreen.tsx'), 'AgentsScreen'),
})

const newAgentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/new',
  component: lazyRouteComponent(() => import('./NewAgentScreen.tsx'), 'NewAgentScreen'),
  staticData: { crumb: () => texts.new },
})

const agentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/agents/$namespace/$name',
  loader: lazyFn(() => import('./load.ts'), 'loadAgent'),
  component: lazyRouteComponent(() => import('./AgentScreen.tsx'), 'AgentScreen'),
  staticData: { crumb: ({ namespace, name }) => `${namespace}/${name}` },
})

export const agents = {
  routes: [agentsRoute, newAgentRoute, agentRoute],
  place: {
    path: '/agents',
    title: texts.title,
    group: 'agents',
    order: 2,
    icon: AgentIcon,
    letter: 'a',
    needs: ['sinas.agents.read:own'],
    words: 'assistants models prompts tools skills',
  },
} as const
