import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import type { Context } from './context.ts'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      separateMutations: SeparateMutationsPlugin<Types>
    }
  }
}

const NAME = 'separateMutations'

/** The mutations of one request run one after another, and each begins with an entity manager of its own: one that fails leaves nothing to the next. */
class SeparateMutationsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context']>,
    config: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context']> {
    if (config.parentType !== 'Mutation') return resolve
    return (parent, args, context, info) => {
      ;(context as unknown as Context).startAnew()
      return resolve(parent, args, context, info)
    }
  }
}

SchemaBuilder.registerPlugin(NAME, SeparateMutationsPlugin)

export { NAME as SeparateMutations }
