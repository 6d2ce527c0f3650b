// Every root field of a schema, each in the smallest operation that asks for it.
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
} from 'graphql'

export interface RootField {
  name: string
  /** Names of its arguments. */
  args: string[]
  /** An operation with the arguments that are required and a selection that is valid. */
  source: string
  /**
   * The same with these values, wherever an argument or a reference is called so, required or not; null where none is.
   * Of what a mutation writes, only ids are given: a name would be that of something new.
   */
  withValues(values: Record<string, string>): string | null
}

export function rootFields(schema: GraphQLSchema): RootField[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map(({ name, args, type }) => {
      const operation = (values: Values) => {
        const given = args.flatMap((arg) => fieldLiteral(arg, isRequiredArgument(arg), values))
        const source = `${root!.name.toLowerCase()} { ${name}${inParentheses(given.map(({ text }) => text))} ${leastSelection(type)} }`
        return { source, isFilled: given.some(({ isFilled }) => isFilled) }
      }
      return {
        name,
        args: args.map((arg) => arg.name),
        source: operation({}).source,
        withValues(values) {
          const { source, isFilled } = operation(values)
          return isFilled ? source : null
        },
      }
    }),
  )
}

type Values = Record<string, string>

/** @param isFilled one of the values is in it */
interface Literal {
  text: string
  isFilled: boolean
}

const inParentheses = (parts: string[]) => (parts.length > 0 ? `(${parts.join(', ')})` : '')

/** Nothing where it is not required, and no value is for it. */
function fieldLiteral(
  { name, type }: { name: string; type: GraphQLInputType },
  isRequired: boolean,
  values: Values,
  scalars = ['ID', 'String'],
): Literal[] {
  const literal = valueLiteral(name, isNonNullType(type) ? (type.ofType as GraphQLInputType) : type, values, scalars)
  if (literal.isFilled) return [{ text: `${name}: ${literal.text}`, isFilled: true }]
  return isRequired ? [{ text: `${name}: ${leastLiteral(type)}`, isFilled: false }] : []
}

function valueLiteral(name: string, type: GraphQLInputType, values: Values, scalars: string[]): Literal {
  if (isInputObjectType(type)) return inputLiteral(type, values)
  const value = values[name]
  if (value === undefined || !isScalarType(type) || !scalars.includes(type.name)) return { text: '', isFilled: false }
  return { text: JSON.stringify(value), isFilled: true }
}

function inputLiteral(type: GraphQLInputObjectType, values: Values): Literal {
  const isReference = type.isOneOf || type.name === 'QualifiedName' || type.name === 'StateName'
  const scalars = isReference ? ['ID', 'String'] : ['ID']
  const given = Object.values(type.getFields()).flatMap((field) => fieldLiteral(field, isRequiredInputField(field), values, scalars))
  const filled = given.filter(({ isFilled }) => isFilled)
  const chosen = type.isOneOf ? filled.slice(0, 1) : given
  return { text: `{ ${chosen.map(({ text }) => text).join(', ')} }`, isFilled: filled.length > 0 }
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

/** Of a list, how many there are. */
function leastSelection(type: GraphQLOutputType): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  return isObjectType(named) && named.name.endsWith('Connection') ? '{ totalCount }' : '{ __typename }'
}
