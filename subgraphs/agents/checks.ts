import { z } from 'zod'
import { isSetting, NO_SETTING } from '../../schema/inputs.ts'

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
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed()
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item))
}

export const jsonObject = z
  .custom<Record<string, unknown>>((value) => value !== null && typeof value === 'object' && !Array.isArray(value), 'must be an object')
  .refine(isSetting, NO_SETTING)
  .refine(isStorable, 'holds characters that are not valid Unicode')
