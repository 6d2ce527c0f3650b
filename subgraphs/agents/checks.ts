import { z } from 'zod'

const withoutNul = (value: string) => !value.includes('\0')
const NUL_MESSAGE = 'NUL characters are not allowed'

/** Text that PostgreSQL can hold. @param max characters */
export const text = (min: number, max: number) => z.string().min(min).max(max).refine(withoutNul, NUL_MESSAGE)

/** How namespaces and names are written. */
export const identifier = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_-]*$/)

/** Agents are also known by names that people read. */
export const agentName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-zA-Z_][a-zA-Z0-9 _\-():]*$/)

/** `namespace/name` */
export const reference = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_-]*\/[a-zA-Z_][a-zA-Z0-9 _\-():]*$/, 'must be namespace/name')

/** JSONB holds neither NUL nor half of a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return withoutNul(value) && value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item))
}

export const jsonObject = z
  .custom<Record<string, unknown>>((value) => value !== null && typeof value === 'object' && !Array.isArray(value), 'must be an object')
  .refine(isStorable, 'holds characters that are not valid Unicode')

/** Arguments of a list. */
export const skip = { defaultValue: 0, validate: z.int().min(0), description: 'Leaves out this many.' } as const
export const limit = { defaultValue: 100, validate: z.int().min(1).max(1000), description: 'At most this many.' } as const
