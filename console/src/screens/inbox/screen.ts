import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { inbox as texts } from '../../texts/en/inbox.ts'
import { InboxIcon } from '../../ui/icons.tsx'

/** Which of the things is looked at. */
interface InboxSearch {
  item?: string | undefined
}

const inboxRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/inbox',
  validateSearch: ({ item }: Record<string, unknown>): InboxSearch => ({ item: typeof item === 'string' ? item : undefined }),
  loader: lazyFn(() => import('./load.ts'), 'loadInbox'),
  component: lazyRouteComponent(() => import('./InboxScreen.tsx'), 'InboxScreen'),
})

export const inbox = {
  routes: [inboxRoute],
  place: {
    path: '/inbox',
    title: texts.title,
    group: 'top',
    order: 2,
    icon: InboxIcon,
    letter: 'i',
    needs: [],
    words: 'approvals questions failed waiting',
  },
} as const
