/** What the documentation lists routes under. */
interface Heading {
  name: string
  description: string
}

/** By the first word of a route's path, in the order of the documentation. `@rest(tag: ...)` names a heading in place of the word. */
export const HEADINGS: Readonly<Record<string, Heading>> = {
  agents: {
    name: 'Agents',
    description: 'An agent is a model with instructions and tools. It is named by its namespace and name, as in `shop/assistant`.',
  },
  chats: {
    name: 'Chats',
    description: 'Conversations with agents: begin one, send messages, watch the answer as it is made, decide on calls.',
  },
  messages: { name: 'Messages', description: 'Messages of all chats that the caller may read, and what they cost.' },
  skills: { name: 'Skills', description: 'Instructions in Markdown that agents read when they need them.' },
  'llm-providers': { name: 'LLM providers', description: 'Services that run language models.' },
  budgets: { name: 'Budgets', description: 'Limits to what users and agents may spend on models.' },
  functions: { name: 'Functions', description: 'Python functions, each call of which is a fresh and isolated process.' },
  executions: { name: 'Executions', description: 'Calls of functions: their results, steps, output and resources.' },
  jobs: { name: 'Jobs', description: 'Queued calls of functions, as those see them who queued them.' },
  packages: { name: 'Packages', description: 'Python packages that functions may import.' },
  webhooks: { name: 'Webhooks', description: 'Paths at which requests from outside start functions, and the deliveries that came.' },
  schedules: { name: 'Schedules', description: 'Functions and agents that start by the clock, and the slots at which they were due.' },
  states: {
    name: 'States',
    description:
      'Values by namespace and key that outlive a call. A change with the header `If-Match` is made only if the version is still the one that it names.',
  },
  secrets: { name: 'Secrets', description: 'Values that functions use by name. No answer holds them.' },
  'mcp-servers': { name: 'MCP servers', description: 'Servers of the Model Context Protocol, whose tools agents use.' },
  mcp: { name: 'MCP tools', description: 'Tools of all active MCP servers.' },
  auth: { name: 'Auth', description: 'Logging in, tokens, API keys, and what the caller may do.' },
  users: { name: 'Users', description: 'Who may log in.' },
  groups: { name: 'Groups', description: 'Users with common permissions.' },
  'request-logs': { name: 'Request logs', description: 'Every request that the platform answered.' },
  queue: { name: 'Queue', description: 'Jobs of every kind, for operators, and those that failed in every attempt.' },
  workers: { name: 'Workers', description: 'The threads that run functions.' },
  containers: { name: 'Containers', description: 'The pool that runs functions, under the name that some clients know it by.' },
  version: { name: 'Platform', description: 'What runs here.' },
  roles: {
    name: 'Roles',
    description: 'Groups under the name that some clients know them by, with `role_id` for `group_id`. New clients use groups.',
  },
}

/** Under which every further path of an operation is listed, after all others. */
export const ALIASES: Heading = {
  name: 'Aliases',
  description: 'Further paths of the operations above, for clients that know them. New clients use the paths above.',
}
