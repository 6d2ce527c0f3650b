import type { Scope } from '../../../../schema/permissions.ts'

const ACTIONS: Record<string, string> = {
  create: 'make',
  read: 'see',
  update: 'change',
  delete: 'delete',
  execute: 'run',
  chat: 'chat with',
  share: 'offer to everyone',
  search: 'search in',
  install: 'install',
  manage_members: 'decide who is in',
  manage_permissions: 'decide what is granted by',
  '*': 'do everything with',
}
const RESOURCES: Record<string, string> = {
  api_keys: 'API keys',
  llm_providers: 'providers of language models',
  logs: 'request logs',
  mcp: 'MCP servers and their tools',
  executions: 'runs',
  system: 'the queue and the workers',
  containers: 'the processes that run functions',
  '*': 'everything',
}
const WHOSE: Record<Scope, string> = { own: 'their own', group: 'their own, and what is shared with their groups', all: 'everybody’s' }

/** Permissions in words. */
export const rights = {
  everything: 'Everything, of everybody',
  elsewhere: (service: string) => `Means something to the service ${service}, and nothing to this platform`,
  nothing: 'This is no permission, and grants nothing',
  meaning: (action: string, resource: string, where: string, scope: Scope) =>
    `${capital(ACTIONS[action] ?? action.replaceAll('_', ' '))} ${RESOURCES[resource] ?? resource.replaceAll('_', ' ')}${where && ` in ${where}`}: ${WHOSE[scope]}`,
  action: (action: string) => capital(ACTIONS[action] ?? action.replaceAll('_', ' ')),
  scope: { own: 'Own', group: 'Group', all: 'All' } satisfies Record<Scope, string>,
  scopes: { own: 'their own', group: 'those of their groups too', all: 'everybody’s' } satisfies Record<Scope, string>,
  input: {
    resource: 'What',
    action: 'Action',
    scope: 'Whose',
    path: 'Namespace or namespace/name',
    pathHint: 'Every one',
    text: 'As it is written',
    anything: 'Everything',
  },
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
