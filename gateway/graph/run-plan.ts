import { type ExecutionResult, GraphQLError } from 'graphql'
import type { RequestInfo } from '../../schema/context.ts'
import type { SubgraphEndpoint } from '../../schema/graph.ts'
import type { Fetch, Step } from './plan.ts'

type Data = Record<string, unknown>
type Path = readonly (string | number)[]

/** What the subgraphs have answered so far, put together. */
export interface Gathered {
  data: Data
  errors: GraphQLError[]
}

interface Run {
  endpoints: ReadonlyMap<string, SubgraphEndpoint>
  info: RequestInfo
  /** Values of all variables, with their defaults. */
  values: Record<string, unknown>
}

/** An object of which a subgraph is to tell more, everywhere that it stands. */
interface Entity {
  representation: Data
  places: { object: Data; path: Path }[]
}

/** Asks the subgraphs for what a plan wants of them. */
export async function runPlan(plan: Step, run: Run): Promise<Gathered> {
  const gathered: Gathered = { data: {}, errors: [] }
  await runStep(plan, run, gathered)
  return gathered
}

async function runStep(step: Step | undefined, run: Run, gathered: Gathered): Promise<void> {
  if (!step) return
  if (step.kind === 'fetch') return step.entities.length === 0 ? fetchRoot(step, run, gathered) : fetchEntities(step, run, gathered)
  if (step.kind === 'condition') return runStep(run.values[step.variable] === true ? step.yes : step.no, run, gathered)
  if (step.kind === 'parallel') return void (await Promise.all(step.steps.map((each) => runStep(each, run, gathered))))
  for (const each of step.steps) await runStep(each, run, gathered)
}

async function fetchRoot(fetch: Fetch, run: Run, { data, errors }: Gathered): Promise<void> {
  const result = await ask(fetch, {}, run)
  merge(data, result.data ?? {})
  const keys = rootKeys(fetch)
  for (const error of result.errors ?? [])
    for (const path of error.path ? [error.path] : keys.map((key) => [key])) errors.push(at(path, error))
}

async function fetchEntities(fetch: Fetch, run: Run, { data, errors }: Gathered): Promise<void> {
  const wanted = fetch.entities.map((entities) => ({ ...entities, found: findEntities(data, entities) }))
  if (wanted.every(({ found }) => found.length === 0)) return
  const named = Object.fromEntries(wanted.map(({ variable, found }) => [variable, found.map(({ representation }) => representation)]))
  const result = await ask(fetch, named, run)
  for (const { field, found } of wanted) {
    const answers = (result.data?.[field] ?? []) as (Data | null)[]
    for (const [i, { places }] of found.entries()) for (const { object } of places) merge(object, answers[i] ?? {})
  }
  for (const error of result.errors ?? []) {
    const [field, index, ...rest] = error.path ?? []
    for (const entities of wanted) {
      if (field !== undefined && field !== entities.field) continue
      const touched = typeof index === 'number' ? [entities.found[index]!] : entities.found
      for (const { places } of touched) for (const { path } of places) errors.push(at([...path, ...rest], error))
    }
  }
}

/** @returns what a subgraph says, or the error that keeps it from doing so */
async function ask({ subgraph, document, variables }: Fetch, more: Data, { endpoints, info, values }: Run): Promise<ExecutionResult<Data>> {
  const own = Object.fromEntries(variables.filter((name) => Object.hasOwn(values, name)).map((name) => [name, values[name]]))
  try {
    return await endpoints.get(subgraph)!.execute(document, { ...own, ...more }, info)
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error))
    return { errors: [new GraphQLError(cause.message, { originalError: cause })] }
  }
}

/** Entities in the data, each once. */
function findEntities(data: Data, { paths, keys }: Fetch['entities'][number]): Entity[] {
  const found = new Map<string, Entity>()
  const add = (object: Data, path: Path) => {
    const names = keys.get(String(object.__typename))
    if (!names) return
    const representation = Object.fromEntries(names.map((name) => [name, object[name]]))
    const key = JSON.stringify(representation)
    const known = found.get(key)
    if (known) known.places.push({ object, path })
    else found.set(key, { representation, places: [{ object, path }] })
  }
  const walk = (value: unknown, [segment, ...rest]: readonly string[], path: Path): void => {
    if (value === null || value === undefined) return
    if (segment === undefined) add(value as Data, path)
    else if (segment === '@') for (const [i, item] of (value as unknown[]).entries()) walk(item, rest, [...path, i])
    else walk((value as Data)[segment], rest, [...path, segment])
  }
  for (const path of paths) walk(data, path, [])
  return [...found.values()]
}

/** Adds what is said of an object to what is known of it. */
function merge(target: Data, source: Data): void {
  for (const [key, value] of Object.entries(source)) {
    const known = target[key]
    if (Array.isArray(known) && Array.isArray(value)) for (const [i, item] of value.entries()) mergeItem(known, i, item)
    else if (isObject(known) && isObject(value)) merge(known, value)
    else target[key] = value
  }
}

function mergeItem(list: unknown[], index: number, value: unknown): void {
  const known = list[index]
  if (isObject(known) && isObject(value)) merge(known, value)
}

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value)

function rootKeys({ document }: Fetch): string[] {
  const [operation] = document.definitions
  if (operation?.kind !== 'OperationDefinition') return []
  return operation.selectionSet.selections.flatMap((node) => (node.kind === 'Field' ? [node.alias?.value ?? node.name.value] : []))
}

/** The error at its place in the answer. */
const at = (path: Path, { message, extensions, originalError }: GraphQLError): GraphQLError =>
  new GraphQLError(message, { path, extensions, originalError })
