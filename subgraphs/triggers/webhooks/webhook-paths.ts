import { internalRequest } from '../../../schema/context.ts'
import type { Graph } from '../../../schema/graph.ts'
import { builder } from '../builder.ts'
import { callerById, functionDetails } from '../targets.ts'
import { WebhookEntity, type WebhookRow } from './webhook.entity.ts'

interface Described {
  webhook: WebhookRow
  inputSchema: unknown
  outputSchema: unknown
}

const WebhookPath = builder.objectRef<Described>('WebhookPath').implement({
  description: 'An active webhook, as the runtime OpenAPI document tells of it.',
  inaccessible: true,
  fields: (t) => ({
    path: t.string({ description: 'From `/webhooks/` on.', resolve: ({ webhook }) => `/webhooks/${webhook.path}` }),
    method: t.string({ description: 'The method that it answers to.', resolve: ({ webhook }) => webhook.httpMethod }),
    operationId: t.string({
      description: 'Its name in the document.',
      resolve: ({ webhook }) => `webhook_${webhook.path.replace(/\W/g, '_')}`,
    }),
    summary: t.string({ description: 'Its title in the document.', resolve: ({ webhook }) => `Webhook ${webhook.path}` }),
    description: t.string({
      nullable: true,
      description: 'What it is for, in the words of its owner.',
      resolve: ({ webhook }) => webhook.description ?? null,
    }),
    tag: t.string({ description: 'The heading under which it is listed.', resolve: () => 'Webhooks' }),
    isPublic: t.boolean({ description: 'Whether it may be called without a credential.', resolve: ({ webhook }) => !webhook.requiresAuth }),
    input: t.field({
      type: 'JSON',
      nullable: true,
      resolve: ({ inputSchema }) => inputSchema,
      description: 'JSON Schema of the function’s input.',
    }),
    output: t.field({
      type: 'JSON',
      nullable: true,
      resolve: (described) => answerSchema(described),
      description: 'JSON Schema of the answer.',
    }),
  }),
})

builder.queryField('activeWebhooks', (t) =>
  t.field({
    type: [WebhookPath],
    description: 'Every active webhook with its function’s schemas.',
    inaccessible: true,
    async resolve(_, _args, { em, graph }) {
      const webhooks = await em.find(WebhookEntity, { isActive: true }, { orderBy: { path: 'asc' } })
      return Promise.all(webhooks.map((webhook) => describe(graph, webhook)))
    },
  }),
)

/** Asked as the owner: where they may not read the function, its schemas stay unsaid. */
async function describe(graph: Graph, webhook: WebhookRow): Promise<Described> {
  try {
    const owner = await callerById(graph, webhook.userId, internalRequest(null, crypto.randomUUID()))
    const found = await functionDetails(graph, webhook.functionNamespace, webhook.functionName, internalRequest(owner, crypto.randomUUID()))
    return { webhook, ...found }
  } catch {
    return { webhook, inputSchema: null, outputSchema: null }
  }
}

function answerSchema({ webhook, outputSchema }: Described) {
  const execution_id = { type: 'string', format: 'uuid' }
  if (webhook.responseMode === 'async') return { type: 'object', properties: { execution_id }, required: ['execution_id'] }
  return {
    type: 'object',
    properties: { success: { const: true }, execution_id, result: outputSchema ?? {} },
    required: ['success', 'execution_id', 'result'],
  }
}
