// Writes docs/access.md from what each root field asks of its callers:  npm run docs
import { writeFile } from 'node:fs/promises'
import type { GraphQLField, GraphQLSchema } from 'graphql'
import { toolName } from '../gateway/mcp-operations.ts'
import { type Admission, admissionOf, scopesFor } from '../schema/auth-scopes.ts'
import type { Caller } from '../schema/caller.ts'
import { loadOperations, type Operation, ownerOf } from '../schema/operations.ts'
import { DEFAULT_GROUPS } from '../subgraphs/identity/groups/default-groups.ts'
import { subgraphs } from '../subgraphs/index.ts'

/** What the key of the table is for. */
export const KEY_GRANTS = 'sinas.states.read:own'

const granting = (permissions: readonly string[]) => Object.fromEntries(permissions.map((text) => [text, true]))
const userOf = (group: string): Caller => ({
  userId: group,
  email: `${group}@example.com`,
  groupIds: [],
  permissions: granting(DEFAULT_GROUPS[group]!.permissions),
})

export const CALLERS = {
  stranger: null,
  user: userOf('Users'),
  key: { ...userOf('Users'), apiKey: { id: 'key', permissions: granting([KEY_GRANTS]) } },
  administrator: userOf('Admins'),
} satisfies Record<string, Caller | null>

export type CallerName = keyof typeof CALLERS

/** A root field, the doors to it, and who may pass. */
export interface AccessRow {
  kind: 'query' | 'mutation' | 'subscription'
  field: string
  routes: string[]
  tools: string[]
  asks: string
  admission: Record<CallerName, Admission>
}

export function accessRows(): AccessRow[] {
  const schemas = Object.entries(subgraphs).map(([name, { schema }]) => [name, schema] as const)
  const operations = [...loadOperations().values()]
  return schemas.flatMap(([name, schema]) =>
    rootFields(schema).map(([kind, field]) => {
      const doors = operations.filter(
        (operation) => operation.kind === kind && operation.rootFields.includes(field.name) && ownerOf(operation, schemas) === name,
      )
      return toRow(kind, field, doors)
    }),
  )
}

type Field = GraphQLField<unknown, unknown>

function rootFields(schema: GraphQLSchema): [AccessRow['kind'], Field][] {
  const roots = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: schema.getSubscriptionType() }
  return Object.entries(roots).flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {})
      .filter(({ name, extensions }) => !name.startsWith('_') && !(extensions.pothosOptions as { inaccessible?: boolean }).inaccessible)
      .map((field): [AccessRow['kind'], Field] => [kind as AccessRow['kind'], field as Field]),
  )
}

const toRow = (kind: AccessRow['kind'], field: Field, doors: Operation[]): AccessRow => ({
  kind,
  field: field.name,
  routes: doors.flatMap(({ rest }) => (rest ? [`${rest.method} ${rest.paths[0]}`] : [])),
  tools: doors.filter(({ tool }) => tool).map(toolName),
  asks: asksOf(field),
  admission: Object.fromEntries(
    Object.entries(CALLERS).map(([name, caller]) => [name, admissionOf(scopesFor(field, caller), caller)]),
  ) as AccessRow['admission'],
})

function asksOf(field: Field): string {
  const { can, canAll, authenticated, optional } = scopesFor(field, null)
  if (canAll) return `\`${canAll}:all\``
  if (can) return `\`${can}\``
  if (authenticated) return 'a login'
  return optional ? 'nothing; who is logged in sees more' : 'nothing'
}

/** The page's text. */
export function accessPage(): string {
  const rows = accessRows().map(({ kind, field, routes, tools, asks, admission }) => {
    const doors = [...routes, ...tools.map((tool) => `tool ${tool}`)].map((door) => `\`${door}\``).join('<br>')
    return `| ${kind} | \`${field}\` | ${doors} | ${asks} | ${Object.values(admission).join(' | ')} |`
  })
  return [
    '# Who may do what',
    '',
    'Everything that can be done is a root field of the graph, whichever door it is asked by: GraphQL, a REST route, a tool of `/mcp` or of an agent.',
    'This page says what each field asks of its caller, and what comes of four of them: a stranger, a member of the group `Users` as it is made, an API key of',
    `theirs that grants \`${KEY_GRANTS}\`, and an administrator. A new field is in it by itself: \`npm run docs\` writes the page, and`,
    '`gateway/callers.test.ts` tries every field, route and tool as each of the four.',
    '',
    '`login`: they have to log in. `no`: they may not. `own`, `group`, `all`: they may, with their own things, those of their groups, or all. `yes`: they may, and are',
    'shown what is theirs to see. Beside these doors there are `/health`, `/ready`, the pages and their documents, `/schema.graphql`, and webhooks, of which each says who may call it.',
    '',
    `| kind | field | doors | asks for | ${Object.keys(CALLERS).join(' | ')} |`,
    `|---|---|---|---|${Object.keys(CALLERS)
      .map(() => '---|')
      .join('')}`,
    ...rows,
    '',
  ].join('\n')
}

if (import.meta.main) {
  await writeFile(new URL('../docs/access.md', import.meta.url), accessPage())
  console.log('written: docs/access.md')
}
