import type { Config } from '../../../schema/config.ts'

/** Its members may do everything, and its permissions can't be changed. */
export const ADMIN_GROUP = 'Admins'
/** The group of users whom an administrator creates. */
export const GUEST_GROUP = 'GuestUsers'

const own = (resource: string, ...actions: string[]) => actions.map((action) => `sinas.${resource}.${action}:own`)

const CRUD = ['create', 'read', 'update', 'delete']

/** The groups that every installation has, and what they grant. */
export const DEFAULT_GROUPS: Readonly<Record<string, { description: string; permissions: readonly string[] }>> = {
  [ADMIN_GROUP]: { description: 'May do everything', permissions: ['sinas.*:all'] },
  [GUEST_GROUP]: { description: 'May see themselves, until they are given more', permissions: own('users', 'read', 'update') },
  Users: {
    description: 'May use the platform for their own purposes',
    permissions: [
      ...own('agents', ...CRUD, 'chat'),
      'sinas.agents.read:group',
      'sinas.agents.chat:group',
      ...own('skills', ...CRUD),
      ...own('chats', ...CRUD),
      'sinas.chats.read:group',
      ...own('messages', 'create', 'read'),
      'sinas.messages.read:group',
      ...own('functions', ...CRUD, 'execute'),
      ...own('executions', 'read', 'update'),
      ...own('packages', 'create', 'read', 'delete'),
      ...own('webhooks', ...CRUD),
      ...own('schedules', ...CRUD),
      ...own('secrets', ...CRUD, 'use'),
      ...own('states', ...CRUD, 'search'),
      'sinas.states.read:group',
      ...own('users', 'read', 'update'),
      ...own('api_keys', 'create', 'read', 'delete'),
      ...own('logs', 'read'),
    ],
  },
}

export const isDefaultGroup = (name: string): boolean => Object.hasOwn(DEFAULT_GROUPS, name)

/** Groups that users are in without having anything to do with each other: being in one of them together shows no e-mail address. */
export const groupsOfAllUsers = ({ DEFAULT_GROUP_NAME }: Config): string[] => [...Object.keys(DEFAULT_GROUPS), DEFAULT_GROUP_NAME]
