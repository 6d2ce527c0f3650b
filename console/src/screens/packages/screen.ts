import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { packages as texts } from '../../texts/en/packages.ts'
import { PackageIcon } from '../../ui/icons.tsx'
import { readPackagesSearch } from './search.ts'

const packagesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/packages',
  validateSearch: readPackagesSearch,
  loader: lazyFn(() => import('./load.ts'), 'loadPackages'),
  component: lazyRouteComponent(() => import('./PackagesScreen.tsx'), 'PackagesScreen'),
})

export const packages = {
  routes: [packagesRoute],
  place: {
    path: '/packages',
    title: texts.title,
    group: 'build',
    order: 6,
    icon: PackageIcon,
    letter: 'p',
    needs: ['sinas.packages.read:own', 'sinas.packages.create:own', 'sinas.packages.install:all'],
    words: 'pip requirements python libraries',
  },
} as const
