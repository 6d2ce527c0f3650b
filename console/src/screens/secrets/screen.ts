import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { secrets as texts } from '../../texts/en/secrets.ts'
import { LockIcon } from '../../ui/icons.tsx'
import { readSecretsSearch } from './search.ts'

const secretsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/secrets',
  validateSearch: readSecretsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadSecrets'),
  component: lazyRouteComponent(() => import('./SecretsScreen.tsx'), 'SecretsScreen'),
})

const newSecretRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/secrets/new',
  component: lazyRouteComponent(() => import('./NewSecretScreen.tsx'), 'NewSecretScreen'),
  staticData: { crumb: () => texts.new.title },
})

const secretRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/secrets/$id',
  loader: lazyFn(() => import('./load.ts'), 'loadSecret'),
  component: lazyRouteComponent(() => import('./SecretScreen.tsx'), 'SecretScreen'),
  staticData: { crumb: ({ id }) => `…${id!.slice(-8)}` },
})

export const secrets = {
  routes: [secretsRoute, newSecretRoute, secretRoute],
  place: {
    path: '/secrets',
    title: texts.title,
    group: 'build',
    order: 5,
    icon: LockIcon,
    letter: 'x',
    needs: ['sinas.secrets.read:own', 'sinas.secrets.use:own', 'sinas.secrets.create:own'],
    words: 'secrets passwords keys vault credentials environment variables',
  },
} as const
