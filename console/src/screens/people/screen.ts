import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { people as texts } from '../../texts/en/people.ts'
import { PeopleIcon } from '../../ui/icons.tsx'
import { readCheckSearch, readGroupsSearch, readUsersSearch } from './search.ts'

const load = () => import('./load.ts')
const crumb = (label: string) => ({ crumb: () => label })

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  validateSearch: readUsersSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(load, 'loadUsers'),
  component: lazyRouteComponent(() => import('./UsersScreen.tsx'), 'UsersScreen'),
})

const inviteRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/users/new',
  component: lazyRouteComponent(() => import('./InviteScreen.tsx'), 'InviteScreen'),
  staticData: crumb(texts.invite.title),
})

const userRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/users/$id',
  loader: lazyFn(load, 'loadUser'),
  component: lazyRouteComponent(() => import('./UserScreen.tsx'), 'UserScreen'),
  staticData: { crumb: ({ id }) => `…${id!.slice(-8)}` },
})

const groupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/groups',
  validateSearch: readGroupsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(load, 'loadGroups'),
  component: lazyRouteComponent(() => import('./GroupsScreen.tsx'), 'GroupsScreen'),
  staticData: crumb(texts.tabs.groups),
})

const newGroupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/groups/new',
  component: lazyRouteComponent(() => import('./NewGroupScreen.tsx'), 'NewGroupScreen'),
  staticData: crumb(texts.group.newTitle),
})

const groupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/groups/$id',
  loader: lazyFn(load, 'loadGroup'),
  component: lazyRouteComponent(() => import('./GroupScreen.tsx'), 'GroupScreen'),
  staticData: { crumb: ({ id }) => `…${id!.slice(-8)}` },
})

const rightsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/rights',
  component: lazyRouteComponent(() => import('./MatrixScreen.tsx'), 'MatrixScreen'),
  staticData: crumb(texts.tabs.rights),
})

const checkRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/check',
  validateSearch: readCheckSearch,
  component: lazyRouteComponent(() => import('./CheckScreen.tsx'), 'CheckScreen'),
  staticData: crumb(texts.tabs.check),
})

export const people = {
  routes: [usersRoute, inviteRoute, userRoute, groupsRoute, newGroupRoute, groupRoute, rightsRoute, checkRoute],
  place: {
    path: '/people',
    title: texts.title,
    group: 'manage',
    order: 1,
    icon: PeopleIcon,
    letter: 'u',
    needs: ['sinas.users.read:all', 'sinas.groups.read:all', 'sinas.groups.manage_members:all'],
    words: 'users groups members permissions rights invite',
  },
} as const
