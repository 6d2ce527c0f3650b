// Fails where the public GraphQL schema breaks a rule of graphql-eslint: Relay's conventions, names, ids, nullability, descriptions.  npm run check -- graph
import { readFile } from 'node:fs/promises'
import graphqlPlugin from '@graphql-eslint/eslint-plugin'
import { ESLint } from 'eslint'

const schema = await readFile(new URL('../schema/schema.graphql', import.meta.url), 'utf8')

/** What has no identity of its own: parts of one answer or event, and shapes that only their place tells apart. */
const WITHOUT_ID = {
  suffixes: ['Connection', 'Edge', 'Payload', 'Event', 'Stats', 'Count', 'Totals'],
  types: [
    ...['PageInfo', 'Platform', 'RateLimit', 'WebhookDedup', 'WebhookSignature', 'SchedulerStatus', 'InitialMessage', 'EnabledSkill'],
    // Events of a turn and of an execution: their `id` is a place in the stream.
    ...['ApprovalRequired', 'ApprovalsChange', 'MessageDelta', 'ToolCallDelta', 'ToolCallEnded', 'ToolCallRejected', 'ToolCallStarted'],
    ...['TurnDone', 'TurnFailed', 'ExecutionPrinted', 'ExecutionStatusChanged', 'ExecutionLog', 'TokenUsage', 'ToolCall'],
    ...['MessageStatistics', 'MessagesOfAgent', 'MessagesOfDay', 'MessagesOfRole', 'ModelUsage', 'RequestLogInterval'],
    ...['BudgetSpending', 'ConfigurationVariable', 'Storage', 'TemplatePreview', 'ChatChange', 'ExecutionStepsChanged'],
    'ExecutionErrorGroup',
    ...['FunctionCall', 'JobResult', 'QueueLength', 'QueueProcesses', 'QueueThreads', 'QueueWorker', 'Queues'],
    // Named by the process that has them, not by us.
    ...['SandboxLayer', 'SandboxPool', 'SandboxWorker', 'RequestLog', 'RequestedOperation'],
    ...['RenewedAccess', 'UserSession', 'DefaultGroup', 'DefaultPermissions', 'PermissionCheck', 'PermissionChecks', 'PermissionResource'],
    // Of another server, in its words.
    ...['McpTool', 'McpResource', 'McpResources', 'McpResourceTemplate', 'McpResourceTemplates', 'McpResourceContents', 'McpReadResource'],
    ...['McpPrompt', 'McpPrompts', 'McpPromptArgument', 'McpPromptMessage', 'McpFilledPrompt'],
  ],
}

const { 'flat/schema-recommended': recommended, 'flat/schema-relay': relay } = graphqlPlugin.configs
const linter = new ESLint({
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.graphql'],
    plugins: { '@graphql-eslint': graphqlPlugin as never },
    languageOptions: { parser: graphqlPlugin.parser, parserOptions: { graphQLConfig: { schema } } },
    rules: {
      ...(recommended.rules as object),
      ...(relay.rules as object),
      // A connection has `nodes` beside its edges, as GitHub's have, and a list that is always short is a list.
      '@graphql-eslint/relay-edge-types': [
        'error',
        // Our ids are UUIDs, and each kind has a root field: there is no `node(id:)` that an interface `Node` would serve.
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      '@graphql-eslint/input-name': ['error', { checkInputType: true, caseSensitiveInputType: false, checkQueries: false }],
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-nullable-result-in-root': 'error',
      '@graphql-eslint/require-nullable-fields-with-oneof': 'error',
      '@graphql-eslint/require-description': ['error', { types: true, DirectiveDefinition: true, FieldDefinition: true }],
      '@graphql-eslint/strict-id-in-types': ['error', { acceptedIdNames: ['id'], acceptedIdTypes: ['ID'], exceptions: WITHOUT_ID }],
    },
  },
})
const [result] = await linter.lintText(schema, { filePath: 'schema.graphql' })
const lines = schema.split('\n')
for (const { ruleId, line, message } of result!.messages) console.error(`${ruleId}: ${message}\n    ${lines[line - 1]?.trim()}`)
if (result!.messages.length > 0) {
  console.error(`${result!.messages.length} findings`)
  process.exitCode = 1
}
