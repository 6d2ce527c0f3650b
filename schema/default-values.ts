import SchemaBuilder, { BasePlugin, type PothosInputFieldConfig, type SchemaTypes } from '@pothos/core'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      defaultValues: DefaultValuesPlugin<Types>
    }
  }
}

const NAME = 'defaultValues'

/** What has a default is never null: it can be left out, but nobody asks for a page without a limit by `limit: null`. */
export class DefaultValuesPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onInputFieldConfig(config: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    return config.defaultValue === undefined ? config : { ...config, type: { ...config.type, required: true } }
  }
}

SchemaBuilder.registerPlugin(NAME, DefaultValuesPlugin)

export { NAME as DefaultValues }
