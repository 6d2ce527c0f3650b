import { z } from 'zod'
import { text } from '../../../schema/inputs.ts'

const hasNoNul = (value: string) => !value.includes('\0')

/** A name stands in paths, and before the names of tools. */
export const serverName = text(1, 255).refine((name) => !name.includes('/'), 'must not contain /')

export const serverUrl = z.url({ protocol: /^(https?|wss?)$/ }).max(2048)

const headerName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, 'must be the name of a header')
const headerValue = z
  .string()
  .max(8192)
  .regex(/^[ -~]*$/, 'must be the value of a header')
const HOP_BY_HOP = new Set(['connection', 'content-length', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

export const headers = z
  .record(headerName, headerValue)
  .refine((given) => !Object.keys(given).some((name) => HOP_BY_HOP.has(name.toLowerCase())), 'must not contain headers of the connection')

export const environment = z.record(
  z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable'),
  z.string().max(32_768).refine(hasNoNul),
)
export const toolNames = z.array(text(1, 255)).max(1000)
export const args = z.array(z.string().max(4096).refine(hasNoNul)).max(100)
export const seconds = z.int().min(1).max(900)
