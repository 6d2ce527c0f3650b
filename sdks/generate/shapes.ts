import { INNER, INPUTS, NOT_IN_LISTS, RESULTS, STREAMS } from './names.ts'

/** What a value is, in the words that all four languages have. */
export type Shape =
  | { kind: 'string' | 'datetime' | 'integer' | 'number' | 'boolean' | 'json' | 'object' }
  | { kind: 'list'; item: Shape }
  | { kind: 'named'; name: string }

export interface Field {
  name: string
  shape: Shape
  nullable: boolean
  required: boolean
  description: string | undefined
}

/** A type of the SDKs: what the API answers with, what it takes, or the data of an event. */
export interface Struct {
  name: string
  role: 'result' | 'input' | 'event'
  description: string | undefined
  fields: Field[]
}

interface Enumeration {
  name: string
  values: string[]
}

/** The events of a stream, by their names. */
interface Stream {
  name: string
  events: Record<string, Shape>
}

export interface Shapes {
  /** Results and inputs. */
  structs: Struct[]
  streams: Stream[]
  /** Structs with the role `event`. */
  events: Struct[]
  enumerations: Enumeration[]
  /** Those that only events have. */
  eventEnumerations: Enumeration[]
}

/** As much of JSON Schema as the documents of this platform use. */
interface Schema {
  $ref?: string
  anyOf?: Schema[]
  allOf?: Schema[]
  type?: string | string[]
  format?: string
  description?: string | undefined
  enum?: (string | null)[]
  items?: Schema
  properties?: Record<string, Schema>
  oneOf?: Schema[]
  const?: unknown
  contentSchema?: Schema
  required?: string[]
  additionalProperties?: unknown
}

type Role = Struct['role']

interface Operation {
  operationId: string
  summary?: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema; description?: string }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<string, { content?: { 'application/json'?: { schema: Schema }; 'text/event-stream'?: { 'x-itemSchema': Schema } } }>
}

export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** The named types of OpenAPI documents of this platform. @throws where an operation that names.ts names is in none of them */
export function readShapes(documents: ApiDocument[]): Shapes {
  const operations = new Map(
    documents.flatMap(({ paths }) =>
      Object.values(paths)
        .flatMap(Object.values)
        .map((operation) => [operation.operationId, operation]),
    ),
  )
  const reader = new ShapeReader(Object.assign({}, ...documents.map(({ components }) => components.schemas)))
  const named = (id: string) => {
    const operation = operations.get(id)
    if (!operation) throw new Error(`no document has the operation ${id}`)
    return operation
  }
  for (const [id, name] of Object.entries(RESULTS)) reader.readResult(name, named(id))
  for (const [id, name] of Object.entries(INPUTS)) reader.readInput(name, named(id))
  for (const [id, name] of Object.entries(STREAMS)) reader.readStream(name, named(id))
  return reader.shapes()
}

class ShapeReader {
  readonly #structs = new Map<string, Struct>()
  readonly #enumerations = new Map<string, Enumeration>()
  readonly #streams: Stream[] = []
  readonly #components: Record<string, Schema>

  /** @param components the documents' named schemas */
  constructor(components: Record<string, Schema>) {
    this.#components = components
  }

  readResult(name: string, { operationId, responses }: Operation): void {
    const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
    const given = success?.content?.['application/json']?.schema
    if (!given) throw new Error(`${operationId} answers without a body`)
    const schema = this.#resolve(given)
    this.#struct(name, 'result', schema.type === 'array' ? this.#resolve(schema.items!) : schema)
  }

  readInput(name: string, { summary, parameters = [], requestBody }: Operation): void {
    const body = this.#resolve(requestBody?.content['application/json'].schema ?? { properties: {}, required: [] })
    const query = parameters.filter((parameter) => parameter.in === 'query')
    this.#struct(name, 'input', {
      description: summary && `${summary}.`,
      properties: {
        ...body.properties,
        ...Object.fromEntries(query.map(({ name, schema, description }) => [name, { ...schema, description }])),
      },
      required: [...(body.required ?? []), ...query.filter(({ required }) => required).map(({ name }) => name)],
    })
  }

  /** One event is one of several, each with its name and the JSON of its data. */
  readStream(name: string, { responses }: Operation): void {
    const { oneOf = [] } = this.#resolve(responses[200]!.content!['text/event-stream']!['x-itemSchema'])
    const members = oneOf.map((member) => {
      const { event, data } = this.#resolve(member).properties!
      const of = data!.contentSchema!.$ref!.split('/').at(-1)!
      return [String(event!.const), this.#struct(of, 'event', this.#resolve(data!.contentSchema!))] as const
    })
    this.#streams.push({ name, events: Object.fromEntries(members) })
  }

  shapes(): Shapes {
    const all = [...this.#structs.values()].sort(byName)
    const structs = all.filter(({ role }) => role !== 'event')
    const enumerations = [...this.#enumerations.values()].sort(byName)
    const used = JSON.stringify(structs)
    const isUsed = ({ name }: Enumeration) => used.includes(`"name":"${name}"`)
    return {
      structs,
      streams: this.#streams,
      events: all.filter(({ role }) => role === 'event'),
      enumerations: enumerations.filter(isUsed),
      eventEnumerations: enumerations.filter((enumeration) => !isUsed(enumeration)),
    }
  }

  /** The schema where a reference to it is, and one that may be null besides. */
  #resolve({ $ref, anyOf, allOf, ...own }: Schema): Schema {
    if ($ref) return { ...this.#components[$ref.split('/').at(-1)!], ...own }
    // What stands beside the answer itself is warnings.
    if (allOf) return { ...this.#resolve(allOf[0]!), ...own }
    const [one, none] = anyOf ?? []
    if (!one || none?.type !== 'null') return own
    const { type, ...schema } = this.#resolve(one)
    return { ...schema, ...own, type: [type as string, 'null'] }
  }

  #struct(name: string, role: Role, { description, properties = {}, required = [] }: Schema): Shape {
    const fields = Object.entries(properties).map(([field, given]): Field => {
      const schema = this.#resolve(given)
      return {
        name: field,
        shape: this.#shape(schema, name, field, role),
        nullable: (Array.isArray(schema.type) && schema.type.includes('null')) || NOT_IN_LISTS.has(`${name}.${field}`),
        required: required.includes(field),
        description: given.description,
      }
    })
    const struct: Struct = { name, role, description, fields }
    const same = [...this.#structs.values()].find((other) => other.role === role && fingerprint(other) === fingerprint(struct))
    // The same shape in two places is one type, unless both are named on purpose.
    if (same && !isNamed(name)) return { kind: 'named', name: same.name }
    const other = this.#structs.get(name)
    if (other && fingerprint(other) !== fingerprint(struct)) throw new Error(`two shapes are named ${name}`)
    this.#structs.set(name, other ?? struct)
    return { kind: 'named', name }
  }

  #shape(schema: Schema, owner: string, field: string, role: Role): Shape {
    const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type
    if (schema.enum) return this.#enumeration(schema.enum, owner, field)
    if (type === 'array') return { kind: 'list', item: this.#shape(this.#resolve(schema.items!), owner, field, role) }
    if (type === 'object' && schema.properties) return this.#struct(innerName(owner, field), role, schema)
    if (type === 'object' || schema.additionalProperties) return { kind: 'object' }
    if (type === 'string') return { kind: schema.format === 'date-time' ? 'datetime' : 'string' }
    return type === 'integer' || type === 'number' || type === 'boolean' ? { kind: type } : { kind: 'json' }
  }

  #enumeration(all: (string | null)[], owner: string, field: string): Shape {
    const values = all.filter((value) => value !== null)
    const same = [...this.#enumerations.values()].find((other) => other.values.join() === values.join())
    const name = same?.name ?? innerName(owner, field)
    if (!same && (this.#enumerations.has(name) || this.#structs.has(name))) throw new Error(`two shapes are named ${name}`)
    this.#enumerations.set(name, { name, values })
    return { kind: 'named', name }
  }
}

const NAMED = new Set([...Object.values(RESULTS), ...Object.values(INPUTS)])

const isNamed = (name: string) => NAMED.has(name)

const innerName = (owner: string, field: string) => INNER[`${owner}.${field}`] ?? owner + pascal(field)

const fingerprint = ({ fields }: Struct) => JSON.stringify(fields.map(({ description: _, ...field }) => field))

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)

/** `cron_expression` -> `CronExpression` */
export const pascal = (name: string) => name.replace(/(?:^|[_\s-])(\w)/g, (_, first: string) => first.toUpperCase())
