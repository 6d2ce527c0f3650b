import { z } from 'zod'

/** Text that PostgreSQL can hold: a NUL character it can't. @param max characters */
export const text = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((value) => !value.includes('\0'), 'NUL characters are not allowed')

/** Arguments of a list. */
export const skip = { defaultValue: 0, validate: z.int().min(0), description: 'How many to leave out.' } as const
export const limit = { defaultValue: 100, validate: z.int().min(1).max(1000), description: 'How many at most, 1 to 1000.' } as const

/** What of an input was given: null is as good as absent. */
export function given<Input extends object>(input: Input): { [Key in keyof Input]?: Exclude<Input[Key], null | undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined)) as never
}
