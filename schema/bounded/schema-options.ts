export type JsonSchema = Record<string, unknown>

/** How a schema is read. */
export interface SchemaOptions {
  /** Text becomes the number, truth value or null that the schema asks for, and defaults are filled in. */
  coerces?: boolean
  /** `format` is ignored. */
  ignoresFormats?: boolean
  /** `pattern` and `patternProperties` match anything. */
  ignoresPatterns?: boolean
}
