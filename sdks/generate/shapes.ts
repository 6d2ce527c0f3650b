import { INNER, INPUTS, RESULTS } from './names.ts'

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

/** A type of the SDKs: what the API answers with, or what it takes. */
export interface Struct {
  name: string
  role: 'result' | 'input'
  description: string | undefined
  fields: Field[]
}

interface Enumeration {
  name: string
  values: string[]
}

export interface Shapes {
  structs: Struct[]
  enumerations: Enumeration[]
}

/** As much of JSON Schema as the documents of this platform use. */
interface Schema {
  type?: string | string[]
  format?: string
  description?: string | undefined
  enum?: (string | null)[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: unknown
}

type Role = Struct['role']

interface Operation {
  operationId: string
  summary?: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema; description?: string }[]
  requestBody?: { content: { 'application/json': { schema: Schema } } }
  responses: Record<string, { content?: { 'application/json'?: { schema: Schema } } }>
}

export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>
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
  const reader = new ShapeReader()
  const named = (id: string) => {
    const operation = operations.get(id)
    if (!operation) throw new Error(`no document has the operation ${id}`)
    return operation
  }
  for (const [id, name] of Object.entries(RESULTS)) reader.readResult(name, named(id))
  for (const [id, name] of Object.entries(INPUTS)) reader.readInput(name, named(id))
  return reader.shapes()
}

class ShapeReader {
  readonly #structs = new Map<string, Struct>()
  readonly #enumerations = new Map<string, Enumeration>()

  readResult(name: string, { operationId, responses }: Operation): void {
    const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
    const schema = success?.content?.['application/json']?.schema
    if (!schema) throw new Error(`${operationId} answers without a body`)
    this.#struct(name, 'result', schema.type === 'array' ? schema.items! : schema)
  }

  readInput(name: string, { summary, parameters = [], requestBody }: Operation): void {
    const body = requestBody?.content['application/json'].schema ?? { properties: {}, required: [] }
    const query = parameters.filter((parameter) => parameter.in === 'query')
    this.#struct(name, 'input', {
      description: summary,
      properties: {
        ...body.properties,
        ...Object.fromEntries(query.map(({ name, schema, description }) => [name, { ...schema, description }])),
      },
      required: [...(body.required ?? []), ...query.filter(({ required }) => required).map(({ name }) => name)],
    })
  }

  shapes(): Shapes {
    return {
      structs: [...this.#structs.values()].sort(byName),
      enumerations: [...this.#enumerations.values()].sort(byName),
    }
  }

  #struct(name: string, role: Role, { description, properties = {}, required = [] }: Schema): Shape {
    const fields = Object.entries(properties).map(
      ([field, schema]): Field => ({
        name: field,
        shape: this.#shape(schema, name, field, role),
        nullable: Array.isArray(schema.type) && schema.type.includes('null'),
        required: required.includes(field),
        description: schema.description,
      }),
    )
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
    if (type === 'array') return { kind: 'list', item: this.#shape(schema.items!, owner, field, role) }
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
