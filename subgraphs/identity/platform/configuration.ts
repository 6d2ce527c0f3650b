import { type Config, describeConfig } from '../../../schema/config.ts'
import { builder } from '../builder.ts'

interface Variable {
  name: string
  description: string
  value: string | null
  fallback: string
  isSecret: boolean
  isSet: boolean
}

const ConfigurationVariable = builder.objectRef<Variable>('ConfigurationVariable').implement({
  description: 'A variable that the platform is configured by.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, as docs/configuration.md lists it.' }),
    description: t.exposeString('description', { description: 'What it means.' }),
    value: t.exposeString('value', { nullable: true, description: 'What is in force. Null where it is a secret, or nothing.' }),
    default: t.exposeString('fallback', { description: 'What it is where the operator says nothing. Empty: nothing.' }),
    isSecret: t.exposeBoolean('isSecret', { description: 'Its value is never told.' }),
    isSet: t.exposeBoolean('isSet', { description: 'It has a value: that of the operator, or its default.' }),
  }),
})

builder.queryField('configuration', (t) =>
  t.field({
    type: [ConfigurationVariable],
    nullable: true,
    authScopes: { canAll: 'system.read' },
    description: 'What is in force in the process that answers, secrets hidden. Errors: FORBIDDEN.',
    resolve: (_root, _args, { services: { config } }) => inForce(config),
  }),
)

/** Each variable with its value, but for those of secrets. */
function inForce(config: Config): Variable[] {
  return describeConfig().map(({ name, ...known }) => {
    const value = textOf(config[name as keyof Config])
    return { ...known, name, isSet: value !== null, value: known.isSecret || value === null ? null : withoutLogin(value) }
  })
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return Array.isArray(value) ? value.join(',') : String(value)
}

/** Somebody may have written a password into a URL that is not meant to have one. */
const withoutLogin = (text: string): string => text.replace(/:\/\/[^/@\s,]+@/g, '://…@')
