// Every root field of a schema, each in the smallest operation that asks for it.
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'

export interface RootField {
  name: string
  /** Names of its arguments. */
  args: string[]
  /** An operation with the arguments that are required and a selection that is valid. */
  source: string
  /** The same with variables for the arguments of these names, required or not. */
  withVariables(names: string[]): string
}

export function rootFields(schema: GraphQLSchema): RootField[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map(({ name, args, type }) => {
      const withVariables = (names: string[]) => {
        const variables = args.filter((arg) => names.includes(arg.name))
        const head = variables.length > 0 ? `(${variables.map((arg) => `$${arg.name}: ${arg.type}`).join(', ')})` : ''
        return `${root!.name.toLowerCase()} ${head} { ${name}${argumentsOf(args, names)} ${leastSelection(type)} }`
      }
      return { name, args: args.map((arg) => arg.name), source: withVariables([]), withVariables }
    }),
  )
}

function argumentsOf(args: readonly GraphQLArgument[], variables: string[]): string {
  const given = args.flatMap((arg) => {
    if (variables.includes(arg.name)) return [`${arg.name}: $${arg.name}`]
    return isRequiredArgument(arg) ? [`${arg.name}: ${leastLiteral(arg.type)}`] : []
  })
  return given.length > 0 ? `(${given.join(', ')})` : ''
}

function leastLiteral(type: GraphQLInputType): string {
  if (isNonNullType(type)) return leastLiteral(type.ofType as GraphQLInputType)
  if (isListType(type)) return '[]'
  if (isEnumType(type)) return type.getValues()[0]!.name
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
    const required = type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField)
    return `{ ${required.map(({ name, type }) => `${name}: ${leastLiteral(type)}`).join(', ')} }`
  }
  return (
    { Int: '1', Float: '1', BigInt: '1', Boolean: 'true', ID: `"${crypto.randomUUID()}"`, DateTime: '"2030-01-01T00:00:00Z"' }[type.name] ??
    '"x"'
  )
}

const leastSelection = (type: GraphQLOutputType) => (isLeafType(getNamedType(type)) ? '' : '{ __typename }')
