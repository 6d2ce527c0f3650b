import type { OwnRight } from '../../session/rights.ts'

/** What a template takes of one's own rights. */
type Takes = (right: OwnRight) => boolean

const CHANGES = ['create', 'read', 'update', 'delete']
const DEPLOYED = ['functions', 'agents', 'skills', 'webhooks', 'schedules', 'packages']

const is =
  (...names: string[]): Takes =>
  ({ resource, action }) =>
    names.includes(`${resource}.${action}`)

const TAKES: Record<string, Takes> = {
  functions: is('functions.execute', 'functions.read', 'executions.read', 'executions.update'),
  agents: is('agents.read', 'agents.chat', 'chats.create', 'chats.read', 'chats.update', 'messages.create', 'messages.read'),
  states: ({ resource }) => resource === 'states',
  deploy: ({ resource, action }) => DEPLOYED.includes(resource) && CHANGES.includes(action),
  watch: ({ action }) => action === 'read',
  everything: () => true,
  custom: () => false,
}

export const TEMPLATES = Object.keys(TAKES)

const ADMIN = ['budgets', 'containers', 'groups', 'llm_providers', 'system']

/**
 * The rights that a template gives to a key: those that one has oneself, and with one's own things, as few keys are to reach further. What means
 * something for everybody's things alone is in the template of everything only.
 */
export function rightsFor(template: string, own: readonly OwnRight[]): string[] {
  const takes = TAKES[template] ?? TAKES.custom!
  const isEverything = template === 'everything'
  return own.filter(takes).flatMap(({ resource, action, scope, key }) => {
    if (isEverything) return [key]
    if (ADMIN.includes(resource)) return []
    return scope === 'own' ? [key] : [`sinas.${resource}.${action}:own`]
  })
}
