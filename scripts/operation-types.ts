import { codegen } from '@graphql-codegen/core'
import * as operationsPlugin from '@graphql-codegen/typescript-operations'
import { MapperKind, mapSchema } from '@graphql-tools/utils'
import { buildASTSchema, GraphQLNonNull, type GraphQLSchema, isNonNullType, parse, printSchema, validate } from 'graphql'
import { loadOperations, type Operation } from '../schema/operations.ts'

/** The TypeScript types of the scalars. A subgraph gets parsed JSON from another, in the same process or over HTTP. */
const SCALARS = {
  ID: 'string',
  DateTime: 'string',
  BigInt: 'number',
  JSON: 'unknown',
  JSONObject: 'Record<string, unknown>',
  Caller: '../caller.ts#Caller',
  HttpHeaders: { input: 'Record<string, string>', output: 'Record<string, string | string[]>' },
  // Only federation's own directives use these.
  join__FieldSet: 'never',
  link__Import: 'never',
}

/** What of the named operations does not fit the graph, each with the name of its operation. @param supergraph SDL */
export function operationFaults(supergraph: string): string[] {
  const schema = buildASTSchema(parse(supergraph), { assumeValid: true })
  return [...loadOperations().values()].flatMap(({ name, document }) =>
    validate(schema, document).map(({ message }) => `${name}: ${message}`),
  )
}

/**
 * @param supergraph SDL: it has the fields that are `inaccessible` to clients as well
 * @returns the text of the file
 */
export async function operationTypes(supergraph: string): Promise<string> {
  const schemaAst = withAnswers(buildASTSchema(parse(supergraph), { assumeValid: true }))
  const operations = [...loadOperations().values()]
  const types = await codegen({
    filename: 'operations.ts',
    schema: parse(printSchema(schemaAst)),
    schemaAst,
    documents: operations.map(({ name, document }) => ({ location: name, document })),
    config: {
      scalars: SCALARS,
      strictScalars: true,
      namingConvention: 'keep',
      skipTypename: true,
      useTypeImports: true,
      arrayInputCoercion: false,
      disableDescriptions: true,
      skipDocumentsValidation: true,
      noExport: true,
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations: operationsPlugin },
  })
  return [
    '// What each named operation takes and returns. Written by `npm run compose`: read it as a diff, don’t edit it.',
    types.trim(),
    '',
    '/** Every named operation of `schema/operations`. */',
    'export interface Operations {',
    ...operations.map(registered),
    '}',
    '',
  ].join('\n')
}

/**
 * A root field that clients see is null only beside an error, and what runs an operation throws that error: its data is there.
 * One that is `inaccessible` says itself whether it may be null.
 */
export function withAnswers(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.ROOT_FIELD](field) {
      const isInternal = field.astNode?.directives?.some(({ name }) => name.value === 'inaccessible')
      return isInternal || isNonNullType(field.type) ? undefined : { ...field, type: new GraphQLNonNull(field.type) }
    },
  })
}

function registered({ name, kind }: Operation): string {
  const type = `${name}${kind[0]!.toUpperCase()}${kind.slice(1)}`
  return `  ${name}: { kind: '${kind}'; variables: ${type}Variables; data: ${type} }`
}
