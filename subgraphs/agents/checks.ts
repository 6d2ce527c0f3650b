import { z } from 'zod'
import { isSetting, NO_SETTING } from '../../schema/inputs.ts'
import { isStorable } from '../../schema/storable.ts'

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

export const jsonObject = z
  .custom<Record<string, unknown>>((value) => value !== null && typeof value === 'object' && !Array.isArray(value), 'must be an object')
  .refine(isSetting, NO_SETTING)
  .refine(isStorable, 'holds characters that are not valid Unicode')
