// Writes what of each `*.graphql` of the console is TypeScript, and its manifest for the gateway:  npm run console:documents
import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { codegen } from '@graphql-codegen/core'
import * as operationsPlugin from '@graphql-codegen/typescript-operations'
import {
  buildASTSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  printSchema,
  validate,
  visit,
} from 'graphql'
import { withAnswers } from './operation-types.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
/** Fragments that every screen may use. */
const SHARED = 'console/src/data/fragments.graphql'
const TRUSTED = 'gateway/documents/own'

const SCALARS = {
  ID: 'string',
  DateTime: 'string',
  BigInt: 'number',
  JSON: 'unknown',
  JSONObject: 'Record<string, unknown>',
  HttpHeaders: { input: 'Record<string, string>', output: 'Record<string, string | string[]>' },
}

/** Every generated file, by its path from the root. */
export async function consoleDocuments(): Promise<Map<string, string>> {
  const schema = withAnswers(buildASTSchema(parse(read('schema/schema.graphql')), { assumeValid: true }))
  const shared = parse(read(SHARED))
  const files = globSync('console/src/**/*.graphql', { cwd: ROOT }).filter((file) => file !== SHARED)
  const written = new Map<string, string>()
  for (const file of files.sort()) {
    const own = parse(read(file))
    const document = withFragments(own, shared)
    const faults = validate(schema, document)
    if (faults.length > 0) throw new Error(`${file} does not fit schema/schema.graphql:\n${faults.map(String).join('\n')}`)
    const { dir, name } = path.parse(file)
    const operations = operationsOf(document)
    written.set(`${dir}/generated/${name}.ts`, await typescriptOf(schema, document, { file, operations }))
    const manifest = Object.fromEntries(operations.map(({ id, text }) => [id, text]))
    written.set(`${TRUSTED}/console.${path.basename(dir)}.${name}.json`, `${JSON.stringify(manifest, null, 2)}\n`)
  }
  return written
}

interface PrintedOperation {
  name: string
  kind: string
  id: string
  text: string
}

function operationsOf(document: DocumentNode): PrintedOperation[] {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  return operations.map((operation) => {
    const text = print({ kind: Kind.DOCUMENT, definitions: [operation, ...fragmentsOf(operation, document)] })
    return { name: operation.name!.value, kind: operation.operation, id: `sha256:${createHash('sha256').update(text).digest('hex')}`, text }
  })
}

/** The fragments that an operation uses, and those that these use. */
function fragmentsOf(operation: OperationDefinitionNode, document: DocumentNode): FragmentDefinitionNode[] {
  const used = new Map<string, FragmentDefinitionNode>()
  const visitFragments = (node: OperationDefinitionNode | FragmentDefinitionNode) =>
    void visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = document.definitions.find((each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === value)
        if (!fragment || used.has(value)) return
        used.set(value, fragment as FragmentDefinitionNode)
        visitFragments(fragment as FragmentDefinitionNode)
      },
    })
  visitFragments(operation)
  return [...used.values()]
}

/** The file's own definitions, and of the shared fragments those that they use. */
function withFragments(own: DocumentNode, shared: DocumentNode): DocumentNode {
  const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...own.definitions, ...shared.definitions] }
  const used = new Set<unknown>(own.definitions)
  for (const each of own.definitions) for (const fragment of fragmentsOf(each as OperationDefinitionNode, whole)) used.add(fragment)
  return { kind: Kind.DOCUMENT, definitions: whole.definitions.filter((each) => used.has(each)) }
}

async function typescriptOf(
  schemaAst: GraphQLSchema,
  document: DocumentNode,
  { file, operations }: { file: string; operations: PrintedOperation[] },
): Promise<string> {
  const types = await codegen({
    filename: 'documents.ts',
    schema: parse(printSchema(schemaAst)),
    schemaAst,
    documents: [{ location: file, document }],
    config: {
      scalars: SCALARS,
      strictScalars: true,
      namingConvention: 'keep',
      skipTypename: true,
      useTypeImports: true,
      arrayInputCoercion: false,
      disableDescriptions: true,
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations: operationsPlugin },
  })
  const data = path.relative(path.join(path.dirname(file), 'generated'), 'console/src/data/document.ts')
  return [
    `// Of ${path.basename(file)}, by \`npm run console:documents\`: don’t edit it.`,
    `import { TypedDocument } from '${data}'`,
    types.trim(),
    ...operations.map(
      ({ name, kind, id, text }) =>
        `\nexport const ${name}Document = new TypedDocument<${name}${kind[0]!.toUpperCase()}${kind.slice(1)}, ${name}${kind[0]!.toUpperCase()}${kind.slice(1)}Variables>('${name}', '${id}', ${JSON.stringify(text)})`,
    ),
    '',
  ].join('\n')
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')

if (import.meta.main) {
  for (const stale of globSync(['console/src/**/generated/*.ts', `${TRUSTED}/console.*.json`], { cwd: ROOT }))
    rmSync(path.join(ROOT, stale))
  const files = await consoleDocuments()
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true })
    writeFileSync(path.join(ROOT, file), text)
  }
  console.log(`written: ${[...files.keys()].join(', ')}`)
}
