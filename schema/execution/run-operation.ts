import {
  defaultTypeResolver,
  type ExecutionResult,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getVariableValues,
  isObjectType,
  locatedError,
} from 'graphql'
import type { PromiseOrValue } from '../streams.ts'
import { FieldErrors, type Path } from './field-errors.ts'
import type { OperationPlan, PlannedField, Selection, Shape } from './operation-plan.ts'

type Data = Record<string, unknown>

interface Request {
  variableValues: Readonly<Record<string, unknown>> | undefined
  contextValue: unknown
}

/** Runs an operation as `execute` of graphql-js does, step by step the same, with what was planned once. */
export function runOperation(plan: OperationPlan, { variableValues, contextValue }: Request): PromiseOrValue<ExecutionResult> {
  const { coerced, errors } = getVariableValues(plan.schema, plan.operation.variableDefinitions ?? [], variableValues ?? {})
  if (errors) return { errors }
  return new OperationRun(plan, coerced, contextValue).result()
}

class OperationRun {
  readonly #plan: OperationPlan
  readonly #values: Data
  readonly #context: unknown
  readonly #errors = new FieldErrors()

  constructor(plan: OperationPlan, values: Data, context: unknown) {
    this.#plan = plan
    this.#values = values
    this.#context = context
  }

  result(): PromiseOrValue<ExecutionResult> {
    const { operation, rootFields } = this.#plan
    const failed = (error: unknown) => {
      this.#errors.add(error as GraphQLError, undefined)
      return this.#answer(null)
    }
    try {
      const data = operation.operation === 'mutation' ? this.#oneAfterOther(rootFields) : this.#fields(rootFields, undefined, undefined)
      return isPromise(data) ? data.then((completed) => this.#answer(completed), failed) : this.#answer(data)
    } catch (error) {
      return failed(error)
    }
  }

  #answer(data: Data | null): ExecutionResult {
    const errors = this.#errors.list
    return errors.length === 0 ? { data } : { errors, data }
  }

  async #oneAfterOther({ fields, blank }: Selection): Promise<Data> {
    const results: Data = { ...blank }
    for (const field of fields) {
      const result = this.#field(field, undefined, undefined)
      results[field.key] = isPromise(result) ? await result : result
    }
    return results
  }

  #fields({ fields, blank }: Selection, source: unknown, above: Path | undefined): PromiseOrValue<Data> {
    const results: Data = { ...blank }
    const keys: string[] = []
    const pending: Promise<unknown>[] = []
    try {
      for (const field of fields) {
        const result = field.isProperty ? this.#property(field, source, above) : this.#field(field, source, above)
        if (isPromise(result)) {
          keys.push(field.key)
          pending.push(result)
        } else results[field.key] = result
      }
    } catch (error) {
      // The others may fail as well, and are heard, so that no rejection is left unhandled.
      if (pending.length > 0)
        return Promise.all(pending).finally(() => {
          throw error
        }) as never
      throw error
    }
    if (pending.length === 0) return results
    return Promise.all(pending).then((values) => {
      for (const [i, key] of keys.entries()) results[key] = values[i]
      return results
    })
  }

  /** A value of the object. Where it stands is written down only if it fails. */
  #property(field: PlannedField, source: unknown, above: Path | undefined): unknown {
    const name = field.definition.name
    const value = isObject(source) ? source[name] : undefined
    if (typeof value === 'function' || isPromise(value)) return this.#field(field, source, above)
    try {
      return this.#complete(field.shape, field, value)
    } catch (error) {
      return this.#fail(error, field, field.shape, pathOf(field, above))
    }
  }

  #field(field: PlannedField, source: unknown, above: Path | undefined): unknown {
    const { definition, nodes, shape } = field
    const path = pathOf(field, above)
    const info = this.#info(field, path)
    try {
      const values = definition.args.length === 0 ? {} : getArgumentValues(definition, nodes[0]!, this.#values)
      const result = definition.resolve
        ? definition.resolve(source, values, this.#context, info)
        : defaultResolve(source, values, this.#context, info)
      return this.#guarded(
        isPromise(result)
          ? result.then((value) => this.#complete(shape, field, value, path, info))
          : this.#complete(shape, field, result, path, info),
        field,
        shape,
        path,
      )
    } catch (error) {
      return this.#fail(error, field, shape, path)
    }
  }

  #guarded(completed: unknown, field: PlannedField, shape: Shape, path: Path): unknown {
    return isPromise(completed) ? completed.then(undefined, (error) => this.#fail(error, field, shape, path)) : completed
  }

  /** Null for what may be null; the error goes on to what is above what may not. */
  #fail(cause: unknown, { nodes }: PlannedField, { isNonNull }: Shape, path: Path): null {
    const error = locatedError(cause, nodes, keysOf(path))
    if (isNonNull) throw error
    this.#errors.add(error, path)
    return null
  }

  /** @param path of all but a property */
  #complete(shape: Shape, field: PlannedField, value: unknown, path?: Path, info?: GraphQLResolveInfo): unknown {
    if (value instanceof Error) throw value
    if (value === null || value === undefined) {
      if (!shape.isNonNull) return null
      throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`)
    }
    switch (shape.kind) {
      case 'leaf': {
        const serialized = shape.type.serialize(value)
        if (serialized === null || serialized === undefined)
          throw new Error(`Expected ${shape.type.name}.serialize to return a value that is not null for field ${nameOf(field)}.`)
        return serialized
      }
      case 'list':
        return this.#list(shape.items, field, value, path!, info!)
      case 'object':
        return this.#fields(this.#plan.selection(field, shape.type), value, path)
      case 'abstract': {
        const name = (shape.type.resolveType ?? defaultTypeResolver)(value, this.#context, info!, shape.type)
        const complete = (known: string | undefined) =>
          this.#fields(this.#plan.selection(field, this.#typeOf(known, shape, field)), value, path)
        return isPromise(name) ? name.then(complete) : complete(name)
      }
    }
  }

  #list(items: Shape, field: PlannedField, list: unknown, path: Path, info: GraphQLResolveInfo): PromiseOrValue<unknown[]> {
    if (!isObject(list) || !(Symbol.iterator in list))
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${nameOf(field)}".`)
    const results: unknown[] = []
    let hasPending = false
    try {
      for (const item of list as unknown as Iterable<unknown>) {
        const result = this.#item(items, field, item, { prev: path, key: results.length, typename: undefined }, info)
        hasPending ||= isPromise(result)
        results.push(result)
      }
    } catch (error) {
      if (hasPending) for (const result of results) if (isPromise(result)) result.catch(() => undefined)
      throw error
    }
    return hasPending ? Promise.all(results) : results
  }

  #item(shape: Shape, field: PlannedField, item: unknown, path: Path, info: GraphQLResolveInfo): unknown {
    try {
      const completed = isPromise(item)
        ? item.then((value) => this.#complete(shape, field, value, path, info))
        : this.#complete(shape, field, item, path, info)
      return this.#guarded(completed, field, shape, path)
    } catch (error) {
      return this.#fail(error, field, shape, path)
    }
  }

  #typeOf(name: string | undefined, { type }: Extract<Shape, { kind: 'abstract' }>, field: PlannedField): GraphQLObjectType {
    const { schema } = this.#plan
    const found = typeof name === 'string' ? schema.getType(name) : undefined
    if (isObjectType(found) && schema.isSubType(type, found)) return found
    throw new GraphQLError(
      `Abstract type "${type.name}" was resolved to ${name}, which is none of its types, for field "${nameOf(field)}".`,
    )
  }

  #info({ definition, nodes, parentType }: PlannedField, path: Path): GraphQLResolveInfo {
    const { schema, fragments, operation } = this.#plan
    return {
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path,
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues: this.#values,
      // A library of the gateway declares more members, which graphql-js doesn't give either.
    } as GraphQLResolveInfo
  }
}

const pathOf = ({ key, parentType }: PlannedField, prev: Path | undefined): Path => ({ prev, key, typename: parentType.name })

const nameOf = ({ parentType, definition }: PlannedField): string => `${parentType.name}.${definition.name}`

function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = []
  for (let at: Path | undefined = path; at; at = at.prev) keys.push(at.key)
  return keys.reverse()
}

function defaultResolve(source: unknown, values: Data, context: unknown, info: GraphQLResolveInfo): unknown {
  if (!isObject(source)) return undefined
  const value = source[info.fieldName]
  return typeof value === 'function' ? value.call(source, values, context, info) : value
}

const isObject = (value: unknown): value is Data => (typeof value === 'object' && value !== null) || typeof value === 'function'

const isPromise = <T>(value: T | Promise<T> | unknown): value is Promise<T> => typeof (value as { then?: unknown })?.then === 'function'
