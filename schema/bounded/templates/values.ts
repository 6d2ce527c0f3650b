// What templates compute with, and how much of it.
import { MAX_TEMPLATE_CHARACTERS, MAX_TEMPLATE_CODE, MAX_TEMPLATE_STEPS, MAX_TEMPLATE_TEXT } from '../limits.ts'
import { sizeWithin } from '../size.ts'

/** A fault of a template, or of its variables. */
export class TemplateError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'TemplateError'
  }
}

/** Counts the work that one rendering does: every operation tells it before it begins. */
export class Meter {
  #steps = 0
  #characters = 0
  #code = 0
  /** Objects that were asked whether they are empty: JavaScript lists all names of one to find its first. */
  readonly #emptiness = new Map<object, boolean>()

  step(count = 1): void {
    this.#steps += count
    if (this.#steps > MAX_TEMPLATE_STEPS) throw new TemplateError(`the template takes more than ${MAX_TEMPLATE_STEPS} steps`)
  }

  /** Characters that are read or written. @param count what the work costs, in those of a plain copy */
  characters(count: number): void {
    this.#characters += count
    if (this.#characters > MAX_TEMPLATE_CHARACTERS)
      throw new TemplateError(`the template reads and writes more than ${MAX_TEMPLATE_CHARACTERS} characters`)
  }

  /** Characters of templates that are parsed, inside of tags. */
  code(count: number): void {
    this.#code += count
    if (this.#code > MAX_TEMPLATE_CODE)
      throw new TemplateError(`there are more than ${MAX_TEMPLATE_CODE} characters between {{ }} and {% %}`)
  }

  isEmpty(object: object): boolean {
    let known = this.#emptiness.get(object)
    if (known === undefined) this.#emptiness.set(object, (known = entriesOf(object, this).length === 0))
    return known
  }

  /** Counts a text before it is built. @param length in characters */
  length(length: number): void {
    this.most(length)
    this.characters(length)
  }

  /** Refuses a text that is too long. @param length in characters */
  most(length: number): void {
    if (length > MAX_TEMPLATE_TEXT) throw new TemplateError(`the text is longer than ${MAX_TEMPLATE_TEXT} characters`)
  }
}

export function listOf(value: unknown, meter: Meter): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') {
    meter.step(value.length)
    return [...value]
  }
  if (isObject(value)) return entriesOf(value, meter).map(([key]) => key)
  throw new TemplateError(`${shown(value)} is no list`)
}

/** Names and values of an object. */
export function entriesOf(value: unknown, meter: Meter): [string, unknown][] {
  if (!isObject(value)) throw new TemplateError(`${shown(value)} is no object`)
  // Counting takes as long as listing: so counting stops at one object too many.
  const entries = Object.entries(value)
  meter.step(entries.length * 3)
  return entries
}

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)

/** How a value is printed: text as it is, lists and objects as JSON. */
export function textOf(value: unknown, meter: Meter): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return value === null ? 'None' : ''
  return typeof value === 'object' ? jsonOf(value, 0, meter) : String(value)
}

/** @param indent spaces a level, none: all in one line */
export function jsonOf(value: unknown, indent: number, meter: Meter): string {
  const size = sizeWithin(value, { values: MAX_TEMPLATE_STEPS, characters: MAX_TEMPLATE_TEXT })
  if (!size) throw new TemplateError(`a value is longer than ${MAX_TEMPLATE_TEXT} characters`)
  meter.step(size.values * 3)
  meter.characters(size.characters * 2)
  // Each value has a line of its own, with two quotation marks, a colon and a comma.
  meter.length(size.characters + size.values * (5 + indent * (indent > 0 ? depthOf(value) : 0)))
  return JSON.stringify(value, null, indent)
}

/** Levels of nesting. A template's values come from JSON, which has a most deep one. */
function depthOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  return 1 + Object.values(value).reduce<number>((most, item) => Math.max(most, depthOf(item)), 0)
}

/** A value in a message. */
export const shown = (value: unknown) =>
  (typeof value === 'string' ? value : value !== null && typeof value === 'object' ? 'an object' : String(value)).slice(0, 50)

export function number(value: unknown): number {
  if (typeof value === 'number') return value
  throw new TemplateError(`${shown(value)} is no number`)
}

/** Empty lists, objects and texts are false, as in Python. */
export function truthy(value: unknown, meter: Meter): boolean {
  if (Array.isArray(value)) return value.length > 0
  return isObject(value) ? !meter.isEmpty(value) : Boolean(value)
}

/** Less than 0, 0 or more than 0. JavaScript would write lists and objects out to compare them. */
export function order(a: unknown, b: unknown): number {
  if (isComposed(a) || isComposed(b)) throw new TemplateError('lists and objects have no order')
  return (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0
}

export const isComposed = (value: unknown): value is object => typeof value === 'object' && value !== null
