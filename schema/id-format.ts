import SchemaBuilder, {
  BasePlugin,
  createInputValueMapper,
  mapInputFields,
  type PothosOutputFieldConfig,
  resolveInputTypeConfig,
  type SchemaTypes,
} from '@pothos/core'
import { SinasError } from './errors.ts'
import { isUuid } from './scalars.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      idFormat: IdFormatPlugin<Types>
    }
  }
}

const NAME = 'idFormat'

/** Every id of ours is a UUID: an argument of type `ID` that is none is refused with its place, before a query fails on it. */
class IdFormatPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const ids = mapInputFields<Types, true>(config.args, this.buildCache, ({ type }) =>
      resolveInputTypeConfig(type, this.buildCache).name === 'ID' ? true : null,
    )
    if (!ids) return config
    const read = createInputValueMapper(ids, (value, { config: { name } }) => readId(value, name))
    return { ...config, argMappers: [...config.argMappers, (args) => read(args)] }
  }
}

function readId(value: unknown, name: string): unknown {
  if (value === null || value === undefined) return value
  if (isUuid(value)) return value.toLowerCase()
  throw new SinasError('VALIDATION', {
    issues: [{ type: 'uuid_parsing', loc: [name], msg: 'Input should be a valid UUID', input: value }],
  })
}

SchemaBuilder.registerPlugin(NAME, IdFormatPlugin)

export { NAME as IdFormat }
