import type { Format } from 'ajv'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { MAX_FORMAT_LENGTH } from './limits.ts'

/**
 * Formats whose texts may be as long as one likes: their checks look at each character once. All others have `MAX_FORMAT_LENGTH`
 * characters at most, since theirs do not (`url` tries each `:` and `@` with all the others); nothing that they describe is longer.
 */
const ANY_LENGTH = new Set([
  'uri',
  'uri-reference',
  'uri-template',
  'json-pointer',
  'json-pointer-uri-fragment',
  'byte',
  'binary',
  'password',
])

/** The formats of JSON Schema and of OpenAPI, as `ajv-formats` checks them, each in bounded time. */
export const FORMATS = Object.fromEntries(
  Object.entries(fullFormats).map(([name, format]) => [name, ANY_LENGTH.has(name) ? format : limited(format)]),
) as Readonly<Record<string, Format>>

function limited(format: Format): Format {
  if (format instanceof RegExp) return (text: string) => isShort(text) && format.test(text)
  if (typeof format === 'function') return (text: string) => isShort(text) && format(text) === true
  if (typeof format !== 'object' || format.type === 'number' || format.async) return format
  // Those of dates and times are also compared, by `formatMinimum` and its like.
  const check = limited(format.validate as Format) as (text: string) => boolean
  return { ...format, validate: check } as Format
}

const isShort = (text: string) => text.length <= MAX_FORMAT_LENGTH
