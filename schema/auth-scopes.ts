import type { GraphQLField, GraphQLSchema } from 'graphql'
import type { AuthScopes } from './builder.ts'
import type { Caller } from './caller.ts'
import { type Operation, rootType } from './operations.ts'
import { may, reach, type Scope } from './permissions.ts'

/** What a root field asks of its caller: the one way in, or a function that says it for a caller and arguments; undefined where it is inaccessible. */
type Given = Partial<AuthScopes> | ((parent: unknown, args: unknown, context: unknown) => Partial<AuthScopes>) | undefined

const givenTo = (field: GraphQLField<unknown, unknown> | undefined): Given =>
  (field?.extensions.pothosOptions as { authScopes?: Given } | undefined)?.authScopes

/** What an operation's root fields ask of their callers, where that does not depend on the arguments. */
export function fixedScopes(operation: Operation, schema: GraphQLSchema): (Partial<AuthScopes> | undefined)[] {
  const fields = rootType(schema, operation.kind)?.getFields()
  return operation.rootFields.map((name) => {
    const given = givenTo(fields?.[name])
    return typeof given === 'object' ? given : undefined
  })
}

/** Stands for any argument, and for any field of one: as text it is its own name in braces. */
const anyArgument = (ofName: string): object =>
  new Proxy({}, { get: (_, name) => (name === Symbol.toPrimitive ? () => `{${ofName}}` : anyArgument(String(name))) })

const ANY_ARGUMENTS = anyArgument('arguments')

/** The permission that a root field requires of this caller, for any arguments. */
export function scopesFor(field: GraphQLField<unknown, unknown>, caller: Caller | null): Partial<AuthScopes> {
  const given = givenTo(field)
  if (typeof given !== 'function') return given ?? {}
  return given({}, ANY_ARGUMENTS, {
    caller,
    may: (permission: string) => may(caller, permission),
    reach: (action: string) => reach(caller, action),
  })
}

/**
 * Whether a field admits a caller: `login` where they must log in first, `no`, or how far their permission reaches: their own things, those of their groups, all;
 * `yes` where the field itself shows each caller only what they may see.
 */
export type Admission = 'login' | 'no' | 'yes' | Scope

export function admissionOf(scopes: Partial<AuthScopes>, caller: Caller | null): Admission {
  if (scopes.public || scopes.optional) return 'yes'
  if (!caller) return 'login'
  if (scopes.authenticated) return 'yes'
  if (scopes.canAll !== undefined) return may(caller, `sinas.${scopes.canAll}:all`) ? 'all' : 'no'
  return (scopes.can !== undefined && reach(caller, scopes.can)) || 'no'
}
