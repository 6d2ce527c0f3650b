// What templates compute with, and how much of it.

/** What is wrong with a template, or with what it was given. */
export class TemplateError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'TemplateError'
  }
}

const MAX_STEPS = 100_000
export const MAX_LENGTH = 1_000_000

/** Counts the work that one rendering does. */
export class Meter {
  #steps = 0

  step(count = 1): void {
    if ((this.#steps += count) > MAX_STEPS) throw new TemplateError(`the template takes more than ${MAX_STEPS} steps`)
  }

  /** Refuses a text before it is built. @param length in characters */
  length(length: number): void {
    if (length > MAX_LENGTH) throw new TemplateError(`the text is longer than ${MAX_LENGTH} characters`)
  }
}

export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return [...value]
  if (value !== null && typeof value === 'object') return Object.keys(value)
  throw new TemplateError(`${textOf(value)} is no list`)
}

/** How a value is printed: text as it is, lists and objects as JSON. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return value === null ? 'None' : ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export function number(value: unknown): number {
  if (typeof value === 'number') return value
  throw new TemplateError(`${textOf(value).slice(0, 50)} is no number`)
}

/** Empty lists, objects and texts are false, as in Python. */
export function truthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (value !== null && typeof value === 'object') return Object.keys(value).length > 0
  return Boolean(value)
}
