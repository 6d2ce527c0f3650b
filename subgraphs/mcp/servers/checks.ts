import { z } from 'zod'
import { list, record, text } from '../../../schema/inputs.ts'

/** A name stands in paths, and before the names of tools. */
export const serverName = text(1, 255).refine((name) => !name.includes('/'), 'must not contain /')

export const serverUrl = z
  .string()
  .max(2048)
  .pipe(z.url({ protocol: /^(https?|wss?)$/ }))

const headerName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, 'must be the name of a header')
const headerValue = z
  .string()
  .max(8192)
  .regex(/^[ -~]*$/, 'must be the value of a header')
const HOP_BY_HOP = new Set(['connection', 'content-length', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

export const headers = record(headerName, headerValue, 100).refine(
  (given) => !Object.keys(given).some((name) => HOP_BY_HOP.has(name.toLowerCase())),
  'must not contain headers of the connection',
)

export const environment = record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable'), text(0, 32_768), 1_000)
export const toolNames = list(text(1, 255), 1000)
export const args = list(text(0, 4096), 100)
export const seconds = z.int().min(1).max(900)
