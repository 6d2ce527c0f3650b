import { schemaFault } from '../../../schema/bounded/json-schema.ts'
import { type Issue, SinasError } from '../../../schema/errors.ts'
import type { CodeError, FreeNames, Sandbox } from '../../../workers/sandbox/index.ts'

interface Checked {
  code?: string | null | undefined
  inputSchema?: unknown
  outputSchema?: unknown
}

/**
 * Checks what a type can't say: that the code is Python and the schemas are JSON Schemas.
 * @returns the names that the code leaves open; null where there is no code
 * @throws SinasError VALIDATION with every fault, for Python with its `line` and `column`
 */
export async function checkFunction({ code, inputSchema, outputSchema }: Checked, sandbox: Sandbox): Promise<FreeNames | null> {
  const analysis = typeof code === 'string' ? await sandbox.analyse(code) : null
  const issues = [
    ...(await schemaIssues('inputSchema', inputSchema)),
    ...(await schemaIssues('outputSchema', outputSchema)),
    ...(analysis && 'error' in analysis ? [codeIssue(analysis.error)] : []),
  ]
  if (issues.length > 0) throw new SinasError('VALIDATION', { issues })
  return analysis as FreeNames | null
}

function codeIssue({ line, column, message }: CodeError): Issue {
  return {
    type: 'value_error',
    loc: ['input', 'code'],
    msg: `Value error, ${message} (line ${line}, column ${column})`,
    ctx: { line, column, error: message },
  }
}

async function schemaIssues(field: string, schema: unknown): Promise<Issue[]> {
  if (schema === undefined || schema === null) return []
  const fault = (await schemaFault(schema)) ?? ('type' in (schema as object) ? null : "the schema must contain a 'type' key")
  return fault ? [{ type: 'value_error', loc: ['input', field], msg: `Value error, ${fault}`, input: schema }] : []
}
