// Every root field of a schema, each in the smallest operation that asks for it.
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
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
  /** An operation with the arguments that are required and a selection that is valid. */
  source: string
  /**
   * The same about one row, wherever an argument can name it: by an id, or by a reference. Null where no argument can.
   * @param row what names it, by the names of arguments
   */
  about(row: Row): string | null
}

type Row = Readonly<Record<string, string>>

export function rootFields(schema: GraphQLSchema): RootField[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}).map(({ name, args, type }) => {
      const operation = (given: string[]) =>
        `${root!.name.toLowerCase()} { ${name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${leastSelection(type)} }`
      return {
        name,
        source: operation(args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${leastLiteral(arg.type)}`)),
        about(row) {
          const given = membersAbout(args, row)
          return given && operation(given)
        },
      }
    }),
  )
}

type Member = GraphQLArgument | GraphQLInputField

/** Arguments, or fields of an input, of which at least one is of the row; the others are those that are required. */
function membersAbout(members: readonly Member[], row: Row): string[] | null {
  const naming = members.map((member) => literalAbout(member, row))
  if (naming.every((literal) => literal === null)) return null
  return members.flatMap((member, i) => {
    const literal = naming[i] ?? textOf(member, row) ?? (isRequired(member) ? leastLiteral(member.type) : null)
    return literal === null ? [] : [`${member.name}: ${literal}`]
  })
}

/** What names the row there. A text does so in a reference alone: elsewhere it may be the name of something new. */
function literalAbout({ name, type }: Member, row: Row): string | null {
  const input = getNullableType(type)
  if (getNamedType(type).name === 'ID' && !isListType(input)) return row[name] === undefined ? null : JSON.stringify(row[name])
  if (!isInputObjectType(input)) return null
  const fields = Object.values(input.getFields())
  if (!input.isOneOf) return inBraces(membersAbout(fields, row))
  const meant = name === 'user' ? { id: row.userId ?? row.id ?? '' } : row
  for (const field of fields) {
    const inner = getNullableType(field.type)
    const literal = isInputObjectType(inner) ? inBraces(textsOf(Object.values(inner.getFields()), meant)) : textOf(field, meant)
    if (literal) return `{ ${field.name}: ${literal} }`
  }
  return null
}

/** A qualified name: null where the row has not all of it. */
function textsOf(fields: GraphQLInputField[], row: Row): string[] | null {
  const texts = fields.map((field) => [field, textOf(field, row)] as const)
  if (texts.some(([field, text]) => text === null && isRequiredInputField(field))) return null
  return texts.flatMap(([{ name }, text]) => (text === null ? [] : [`${name}: ${text}`]))
}

const textOf = ({ name, type }: Member, row: Row): string | null =>
  ['ID', 'String'].includes(getNamedType(type).name) && row[name] ? JSON.stringify(row[name]) : null

const inBraces = (members: string[] | null): string | null => (members ? `{ ${members.join(', ')} }` : null)

const isRequired = ({ type, defaultValue }: Member): boolean => isNonNullType(type) && defaultValue === undefined

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

/** Of a connection, whether there are rows. */
function leastSelection(type: GraphQLOutputType): string {
  const named = getNamedType(type)
  if (isLeafType(named)) return ''
  return named.name.endsWith('Connection') ? '{ nodes { __typename } }' : '{ __typename }'
}
