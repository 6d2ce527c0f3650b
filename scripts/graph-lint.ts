// Fails where the public GraphQL schema breaks a rule of graphql-eslint: Relay's conventions, names, ids, nullability, descriptions.  npm run lint:graph
import { readFile } from 'node:fs/promises'
import graphqlPlugin from '@graphql-eslint/eslint-plugin'
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition'
import { ESLint } from 'eslint'
import { parse, print } from 'graphql'

const supergraph = await readFile(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8')
/** What clients see: without what is for composing subgraphs, or inaccessible. */
const schema = print(transformSupergraphToPublicSchema(parse(supergraph)))

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
        { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
      ],
      '@graphql-eslint/input-name': ['error', { checkInputType: true, checkQueries: false }],
      '@graphql-eslint/no-scalar-result-type-on-mutation': 'error',
      '@graphql-eslint/require-nullable-result-in-root': 'error',
      '@graphql-eslint/require-nullable-fields-with-oneof': 'error',
      '@graphql-eslint/require-description': ['error', { types: true, DirectiveDefinition: true, FieldDefinition: true }],
      '@graphql-eslint/strict-id-in-types': ['error', { acceptedIdNames: ['id'], acceptedIdTypes: ['ID'] }],
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
