/** A kind of thing that permissions are about. */
export interface PermissionResource {
  resource: string
  description: string
  actions: string[]
  /** A permission may name a namespace and a name: `sinas.functions/billing/charge.execute:own`. */
  namespaced: boolean
  /** Means something in the scope `all` only. */
  adminOnly: boolean
}

const CRUD = ['create', 'read', 'update', 'delete']

const resource = (
  name: string,
  description: string,
  actions: string[],
  { namespaced = false, adminOnly = false } = {},
): PermissionResource => ({ resource: name, description, actions, namespaced, adminOnly })

/** Every permission that the platform asks for. */
export const PERMISSION_REFERENCE: readonly PermissionResource[] = [
  resource('agents', 'Agents, and chats with them; `share` offers one to everyone', [...CRUD, 'chat', 'share'], { namespaced: true }),
  resource('api_keys', 'Keys for programs', ['create', 'read', 'delete']),
  resource('budgets', 'Limits to what may be spent on language models', CRUD, { adminOnly: true }),
  resource('chats', 'Conversations', CRUD),
  resource('containers', 'The processes that run functions', ['read', 'update', 'delete'], { adminOnly: true }),
  resource('executions', 'Runs of functions; `update` continues one that waits for input', ['read', 'update']),
  resource('functions', 'Python functions and their runs; `share` offers them to others', [...CRUD, 'execute', 'share', 'shared_pool'], {
    namespaced: true,
  }),
  resource('groups', 'Groups, their members and what they grant', [...CRUD, 'manage_members', 'manage_permissions'], { adminOnly: true }),
  resource('llm_providers', 'Providers of language models', CRUD, { adminOnly: true }),
  resource('logs', 'Request logs', ['read']),
  resource('mcp', 'MCP servers and their tools; to change a server takes the scope `all`', [...CRUD, 'execute']),
  resource('messages', 'Messages of chats', ['create', 'read']),
  resource(
    'packages',
    'Python packages for functions: for those of all users with `install` in the scope `all`, otherwise for the caller’s own',
    ['create', 'install', 'read', 'delete'],
  ),
  resource('schedules', 'Runs of functions by the clock', CRUD),
  resource(
    'secrets',
    'Values that functions use by name; `use` lets runs have them, and a permission may name one: `secrets/NAME.use`. To share one takes `create` in the scope `all`',
    [...CRUD, 'use'],
    { namespaced: true },
  ),
  resource('skills', 'Instructions that agents can take up; `share` offers one to everyone', [...CRUD, 'share'], { namespaced: true }),
  resource('states', 'Values that are kept by key; a permission may name their namespace', [...CRUD, 'search'], { namespaced: true }),
  resource('system', 'Queue, dead letters, workers, and in their place `containers`', ['read', 'update'], { adminOnly: true }),
  resource('users', 'Users', CRUD),
  resource('webhooks', 'Runs of functions by HTTP', CRUD),
]
