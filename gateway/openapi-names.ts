import { type GraphQLSchema, isListType, isNonNullType, type OperationDefinitionNode } from 'graphql'
import { HEADINGS } from '../schema/operations/headings.ts'
import { type Operation, rootType } from '../schema/operations.ts'
import { resultField } from './result-field.ts'

const VERB = /^(List|Get|Discover|Check)[A-Z]/

/** Every operationId begins with a verb: `Agents` is `ListAgents`, and `AgentById` is `GetAgentById`. */
export function operationIdOf(operation: Operation, schema: GraphQLSchema): string {
  const { name, kind } = operation
  if (kind !== 'query' || VERB.test(name)) return name
  return `${answersList(operation, schema) ? 'List' : 'Get'}${name}`
}

function answersList(operation: Operation, schema: GraphQLSchema): boolean {
  const type = resultField(operation, schema)?.type
  return isListType(isNonNullType(type) ? type.ofType : type)
}

/** `/groups/:id` as OpenAPI writes it. */
export const template = (path: string) => path.replace(/[:*](\w+)/g, '{$1}')

export const parametersIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!)

/** What the operations of one path end in, where they are told apart by how they name their object: `ByNamespaceAndName`. */
export const byParameters = (names: string[]) => `By${names.map(pascal).join('And')}`

/** `x_api_key` and `list-ed` are `XApiKey` and `ListEd`. */
export const pascal = (text: string) =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('')

export const headerName = (name: string) => name.split('_').map(pascal).join('-')

/** @throws where `schema/operations/headings.ts` does not know the path's first word */
export function headingOf(path: string, given: string | undefined): string {
  const word = path.replace(/^\/api\/v1/, '').split('/')[1]!
  const heading = Object.values(HEADINGS).find(({ name }) => name === given) ?? (given === undefined ? HEADINGS[word] : undefined)
  if (!heading) throw new Error(`no heading is known for ${given ?? path}`)
  return heading.name
}

/** The first sentence of a text, without its stop. */
export const firstSentence = (text: string) => (/^.*?(?=\.(\s|$)|$)/s.exec(text)?.[0] ?? text).replaceAll('\n', ' ')

/** The root field's description of the first field of an operation. */
export function fieldsOf(operation: Operation, schema: GraphQLSchema) {
  const fields = rootType(schema, operation.kind)!.getFields()
  const definition = operation.document.definitions[0] as OperationDefinitionNode
  return definition.selectionSet.selections.flatMap((selection) => (selection.kind === 'Field' ? (fields[selection.name.value] ?? []) : []))
}
