import { z } from 'zod'

/** Agents are also known by names that people read. */
export const agentName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-zA-Z_][a-zA-Z0-9 _\-():]*$/, 'must begin with a letter or _, and hold only letters, digits, spaces and any of _ - ( ) :')

/** `namespace/name` */
export const reference = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_-]*\/[a-zA-Z_][a-zA-Z0-9 _\-():]*$/, 'must be namespace/name')
