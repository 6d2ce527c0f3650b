import SchemaBuilder, { BasePlugin, completeValue, type PothosOutputFieldConfig, reduceMaybeAsync, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      lateValidation: LateValidationPlugin<Types>
    }
  }
}

const NAME = 'lateValidation'

type ArgumentMappers<Types extends SchemaTypes> = PothosOutputFieldConfig<Types>['argMappers']
type Resolver<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context']>

/**
 * Pothos checks a field's arguments before it asks any plugin, authorisation among them. Placed between the two in the list of plugins,
 * this one takes the checks of those after it and makes them where those before it have had their say.
 */
class LateValidationPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    return { ...config, argMappers: [], extensions: { ...config.extensions, [NAME]: config.argMappers } }
  }

  override wrapResolve(resolve: Resolver<Types>, config: PothosOutputFieldConfig<Types>): Resolver<Types> {
    // An event of a subscription has no arguments: they were checked when it began.
    return config.kind === 'Subscription' ? resolve : withMappers(resolve, mappersOf(config))
  }

  override wrapSubscribe(subscribe: Resolver<Types> | undefined, config: PothosOutputFieldConfig<Types>): Resolver<Types> | undefined {
    return subscribe && withMappers(subscribe, mappersOf(config))
  }
}

const mappersOf = <Types extends SchemaTypes>({ extensions }: PothosOutputFieldConfig<Types>) =>
  extensions?.[NAME] as ArgumentMappers<Types>

function withMappers<Types extends SchemaTypes>(resolve: Resolver<Types>, mappers: ArgumentMappers<Types>): Resolver<Types> {
  if (mappers.length === 0) return resolve
  return (parent, args, context, info) => {
    const mapped = reduceMaybeAsync(mappers, args as Record<string, unknown>, (acc, mapper) => mapper(acc, context, info))
    return completeValue(mapped, (checked) => resolve(parent, checked, context, info))
  }
}

SchemaBuilder.registerPlugin(NAME, LateValidationPlugin)

export { NAME as LateValidation }
