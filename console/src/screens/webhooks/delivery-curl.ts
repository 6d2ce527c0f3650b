import { addressOf, type Delivery, hasBody } from './data.ts'

/** What the program that sends it sets by itself. */
const OWN_HEADERS = ['host', 'content-length', 'connection', 'accept-encoding', 'transfer-encoding', 'cookie', 'sinas-csrf']

/** The request of a delivery as curl: without credentials, which are not kept. */
export function curlOfDelivery({ method, path, query, headers, body, bodyIsBase64 }: Delivery): string {
  const entries = Object.entries((query ?? {}) as Record<string, unknown>).flatMap(([name, value]) =>
    [value].flat().map((each) => [name, String(each)]),
  )
  const search = entries.length > 0 ? `?${new URLSearchParams(entries)}` : ''
  const kept = Object.entries(headers as Record<string, string>).filter(
    ([name]) => !OWN_HEADERS.includes(name) && !/^(sec-|x-forwarded-)/.test(name),
  )
  const lines = [`curl -s -X ${method} ${quoted(addressOf(path) + search)}`]
  for (const [name, value] of kept) lines.push(`-H ${quoted(`${name}: ${value}`)}`)
  if (body !== '' && hasBody(method)) lines.push(`--data-binary ${bodyIsBase64 ? '@-' : quoted(body)}`)
  const command = lines.join(' \\\n  ')
  return bodyIsBase64 ? `printf %s ${quoted(body)} | openssl base64 -d -A | ${command}` : command
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
