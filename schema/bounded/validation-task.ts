import type { SchemaOptions } from './schema-options.ts'

/** What a worker thread is given. Values travel as JSON, which costs the event loop less than to have them cloned. */
export interface ValidationTask {
  /** The schema as JSON. */
  schema: string
  options: SchemaOptions
  /** The value as JSON; absent: the schema itself is checked. */
  value?: string
  name: string
}

export interface Verdict {
  /** What is wrong, in a line, or null. */
  fault: string | null
  /** As JSON, where it was coerced. */
  value?: string
}
