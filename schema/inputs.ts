import { z } from 'zod'
import { MAX_SETTING_LENGTH, MAX_SETTING_VALUES } from './bounded/limits.ts'
import { sizeWithin } from './bounded/size.ts'
import { hasNul, isStorable } from './storable.ts'

// The checks of fields that subgraphs share: what an input may be, and how it is told that it may not.

/** Text that PostgreSQL can hold: a NUL character it can't. @param max characters */
export const text = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((value) => !hasNul(value), 'NUL characters are not allowed')

/** How namespaces and names are written that become Python names. */
export const pythonName = z
  .string()
  .min(1)
  .max(255)
  .regex(
    /^[a-zA-Z_][a-zA-Z0-9_]*$/,
    'must begin with a letter or _, and hold only letters, digits and _: Python code calls it by this name',
  )

/** How other namespaces and names are written. */
export const identifier = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_-]*$/, 'must begin with a letter or _, and hold only letters, digits, _ and -')

/** What something is for, in the words of its author. */
export const description = text(0, 10_000)

/** A list that is counted before its items are looked at, since each that is wrong becomes a fault of its own. @param max items */
export const list = <Item extends z.ZodType>(item: Item, max: number) => z.array(z.unknown()).max(max).pipe(z.array(item))

/** An object of any names, counted before its members are looked at. @param max members */
export const record = <Value extends z.ZodType>(name: z.ZodString, value: Value, max: number) =>
  z
    .record(z.string(), z.unknown())
    .refine((members) => Object.keys(members).length <= max, `has more than ${max} members`)
    .pipe(z.record(name, value))

/** Is a JSON value small enough to be a setting? What is larger is for states and functions, which are written in another way. */
export const isSetting = (value: unknown) => sizeWithin(value, { values: MAX_SETTING_VALUES, characters: MAX_SETTING_LENGTH }) !== null

/** The message for a value that `isSetting` refuses. */
export const NO_SETTING = `has more than ${MAX_SETTING_VALUES} values or ${MAX_SETTING_LENGTH} characters`

/** A JSON object, since a JSON scalar may be anything. */
export const jsonObject = z
  .record(z.string(), z.unknown(), 'must be an object')
  .refine(isSetting, NO_SETTING)
  .refine(isStorable, 'holds characters that are not valid Unicode')

/** What of an input was given: null is as good as absent. */
export function given<Input extends object>(input: Input): { [Key in keyof Input]?: Exclude<Input[Key], null | undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined)) as never
}
