import { createRoute, lazyFn, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../app/routes.ts'
import { chats as texts } from '../../texts/en/chats.ts'
import { ChatIcon } from '../../ui/icons.tsx'
import { readChatsSearch, readNewChatSearch } from './search.ts'

const chatsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/chats',
  validateSearch: readChatsSearch,
  loaderDeps: ({ search }) => search,
  loader: lazyFn(() => import('./load.ts'), 'loadChats'),
  component: lazyRouteComponent(() => import('./ChatsScreen.tsx'), 'ChatsScreen'),
})

const newChatRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/chats/new',
  validateSearch: readNewChatSearch,
  loader: lazyFn(() => import('./load.ts'), 'loadNewChat'),
  component: lazyRouteComponent(() => import('./NewChatScreen.tsx'), 'NewChatScreen'),
  staticData: { crumb: () => texts.new },
})

const chatRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/chats/$id',
  loader: lazyFn(() => import('./load.ts'), 'loadChat'),
  component: lazyRouteComponent(() => import('./ChatScreen.tsx'), 'ChatScreen'),
  staticData: { crumb: ({ id }) => `…${id!.slice(-8)}` },
})

export const chats = {
  routes: [chatsRoute, newChatRoute, chatRoute],
  place: {
    path: '/chats',
    title: texts.title,
    group: 'agents',
    order: 1,
    icon: ChatIcon,
    letter: 'c',
    needs: ['sinas.chats.read:own'],
    words: 'conversations messages talk',
  },
} as const
