import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { providers as texts } from '../../texts/en/providers.ts'
import { ProviderIcon } from '../../ui/icons.tsx'
import { readSpendSearch } from './search.ts'

const crumb = (label: string) => ({ crumb: () => label })
const short = { crumb: ({ id }: Record<string, string>) => `…${id!.slice(-8)}` }

const providersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers',
  component: lazyRouteComponent(() => import('./ProvidersScreen.tsx'), 'ProvidersScreen'),
})

const newProviderRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/new',
  component: lazyRouteComponent(() => import('./NewProviderScreen.tsx'), 'NewProviderScreen'),
  staticData: crumb(texts.form.newTitle),
})

const spendRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/spend',
  validateSearch: readSpendSearch,
  component: lazyRouteComponent(() => import('./SpendScreen.tsx'), 'SpendScreen'),
  staticData: crumb(texts.tabs.spend),
})

const budgetsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/budgets',
  component: lazyRouteComponent(() => import('./BudgetsScreen.tsx'), 'BudgetsScreen'),
  staticData: crumb(texts.tabs.budgets),
})

const newBudgetRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/budgets/new',
  component: lazyRouteComponent(() => import('./NewBudgetScreen.tsx'), 'NewBudgetScreen'),
  staticData: crumb(texts.budgets.form.newTitle),
})

const budgetRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/budgets/$id',
  component: lazyRouteComponent(() => import('./BudgetScreen.tsx'), 'BudgetScreen'),
  staticData: short,
})

const providerRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/providers/$id',
  component: lazyRouteComponent(() => import('./ProviderScreen.tsx'), 'ProviderScreen'),
  staticData: short,
})

export const providers = {
  routes: [providersRoute, newProviderRoute, spendRoute, budgetsRoute, newBudgetRoute, budgetRoute, providerRoute],
  place: {
    path: '/providers',
    title: texts.title,
    group: 'manage',
    order: 3,
    icon: ProviderIcon,
    letter: 'b',
    needs: ['sinas.llm_providers.read:all', 'sinas.budgets.read:all', 'sinas.messages.read:own'],
    words: 'providers llm budgets spend cost prices openai anthropic',
  },
} as const
