import SchemaBuilder, {
  BasePlugin,
  type InputFieldsMapping,
  mapInputFields,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from '@pothos/core'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      defaultValues: DefaultValuesPlugin<Types>
    }
  }
}

const NAME = 'defaultValues'

interface Default {
  value: unknown
}

/**
 * Null is as good as absent: it becomes the default where there is one. GraphQL lets an explicit null pass, and a page with
 * `limit: null` would have no limit.
 */
class DefaultValuesPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const defaults = mapInputFields<Types, Default>(config.args, this.buildCache, ({ defaultValue }) =>
      defaultValue === undefined ? null : { value: defaultValue },
    )
    return defaults ? { ...config, argMappers: [...config.argMappers, (args) => fill(args, defaults)] } : config
  }
}

type Values = Record<string, unknown>

function fill<Types extends SchemaTypes>(given: Values, defaults: InputFieldsMapping<Types, Default>): Values {
  const filled = { ...given }
  for (const [name, field] of defaults) {
    const value = given[name]
    if (value === null && field.value) filled[name] = field.value.value
    else if (value && field.kind === 'InputObject' && field.fields.map && !field.isList)
      filled[name] = fill(value as Values, field.fields.map)
  }
  return filled
}

SchemaBuilder.registerPlugin(NAME, DefaultValuesPlugin)

export { NAME as DefaultValues }
