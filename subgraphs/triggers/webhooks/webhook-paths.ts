import type { JsonSchema } from '../../../schema/bounded/json-schema.ts'
import type { Context } from '../../../schema/context.ts'
import { reach } from '../../../schema/permissions.ts'
import { builder, type Services } from '../builder.ts'
import { functionsOfWebhooks, runnableFunctions, type TargetFunction } from '../targets.ts'
import type { METHODS, RESPONSE_MODES } from './webhook.entity.ts'

/** Webhooks that the document names: its readers are people, and programs that make clients of it. */
const MOST = 1000
/** Characters of a schema that the document shows: a larger one would make the document long for all readers. */
const MAX_SCHEMA_CHARACTERS = 32 * 1024

interface Row {
  userId: string
  path: string
  httpMethod: (typeof METHODS)[number]
  functionNamespace: string
  functionName: string
  description: string | null
  requiresAuth: boolean
  responseMode: (typeof RESPONSE_MODES)[number]
}

interface Described extends Row {
  inputSchema: JsonSchema | null
  outputSchema: JsonSchema | null
}

// $1 whether the caller may read all, $2 who may read their own, $3 and $4 namespaces and names of the functions that they may execute.
const VISIBLE = `
select user_id as "userId", path, http_method as "httpMethod", function_namespace as "functionNamespace", function_name as "functionName", description,
  requires_auth as "requiresAuth", response_mode as "responseMode"
from triggers.webhooks
where is_active and (
  $1 or user_id = $2 or (is_listed and not requires_auth)
  or (requires_auth and (function_namespace, function_name) in (select * from unnest($3::text[], $4::text[])))
)
order by user_id is not distinct from $2::uuid desc, path limit ${MOST}`

const WebhookPath = builder.objectRef<Described>('WebhookPath').implement({
  description: 'A webhook, as the runtime OpenAPI document tells of it.',
  inaccessible: true,
  fields: (t) => ({
    path: t.string({ description: 'From `/webhooks/` on.', resolve: ({ path }) => `/webhooks/${path}` }),
    method: t.string({ description: 'The method that it answers to.', resolve: ({ httpMethod }) => httpMethod }),
    status: t.int({ description: 'HTTP status of its answer.', resolve: ({ responseMode }) => (responseMode === 'async' ? 202 : 200) }),
    operationId: t.string({ description: 'Its name in the document.', resolve: ({ path }) => `webhook_${path.replace(/\W/g, '_')}` }),
    summary: t.string({ description: 'Its title in the document.', resolve: ({ path }) => `Webhook ${path}` }),
    description: t.exposeString('description', { nullable: true, description: 'What it is for, in the words of its owner.' }),
    tag: t.string({ description: 'The heading under which it is listed.', resolve: () => 'Webhooks' }),
    isPublic: t.boolean({ description: 'Whether it may be called without a credential.', resolve: ({ requiresAuth }) => !requiresAuth }),
    input: t.field({
      type: 'JSONObject',
      nullable: true,
      resolve: ({ inputSchema }) => short(inputSchema),
      description: 'JSON Schema of the function’s input.',
    }),
    output: t.field({
      type: 'JSONObject',
      nullable: true,
      resolve: (described) => answerSchema(described),
      description: 'JSON Schema of the answer.',
    }),
  }),
})

builder.queryField('webhookPaths', (t) =>
  t.field({
    type: [WebhookPath],
    description:
      'Active webhooks that the caller may know of: public ones that are listed, their own, and those that ask for a login and whose function they may execute; all with `sinas.webhooks.read:all`.',
    inaccessible: true,
    resolve: (_, _args, context) => visibleWebhooks(context),
  }),
)

/** However many there are: one query for the webhooks, and two for functions. */
async function visibleWebhooks(context: Context<Services>): Promise<Described[]> {
  const { caller, database, graph } = context
  const scope = reach(caller, 'webhooks.read')
  const runnable = caller ? await runnableFunctions(graph, context) : []
  const rows = await database.query<Row>(VISIBLE, [
    ...[scope === 'all', scope && caller!.userId, runnable.map(({ namespace }) => namespace), runnable.map(({ name }) => name)],
  ])
  const known = new Map(runnable.map((found) => [keyOf(found.namespace, found.name), found]))
  const published = await functionsOfWebhooks(
    graph,
    [...new Set(rows.map((row) => keyOf(row.functionNamespace, row.functionName)))],
    context,
  )
  const targets = new Map(published.map((found) => [keyOf(found.namespace, found.name), found]))
  return rows.map((row) => {
    const key = keyOf(row.functionNamespace, row.functionName)
    return { ...row, ...schemasOf(known.get(key) ?? ownedBy(row.userId, targets.get(key))) }
  })
}

const keyOf = (namespace: string, name: string) => `${namespace}/${name}`

/** The author of a function may show it by a webhook; the function of another author is shown only to callers who may execute it. */
const ownedBy = (userId: string, found: TargetFunction | undefined) => (found?.ownerId === userId ? found : undefined)

const schemasOf = (found: Pick<TargetFunction, 'inputSchema' | 'outputSchema'> | undefined) => ({
  inputSchema: found?.inputSchema ?? null,
  outputSchema: found?.outputSchema ?? null,
})

const short = (schema: JsonSchema | null) => (JSON.stringify(schema).length > MAX_SCHEMA_CHARACTERS ? null : schema)

function answerSchema({ responseMode, outputSchema }: Described) {
  const execution_id = { type: 'string', format: 'uuid' }
  if (responseMode === 'async') return { type: 'object', properties: { execution_id }, required: ['execution_id'] }
  return {
    type: 'object',
    properties: { success: { const: true }, execution_id, result: short(outputSchema) ?? {} },
    required: ['success', 'execution_id', 'result'],
  }
}
