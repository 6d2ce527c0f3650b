import { invalid, SinasError } from '../../schema/errors.ts'

/**
 * What is to be changed must still be as the client last saw it.
 * @param ifMatch the value of HTTP's `If-Match`: a version, quoted or not, several with commas, or `*` for any
 * @throws SinasError PRECONDITION_FAILED where the version is none of them; VALIDATION where it can't be read
 */
export function requireVersion(version: number, ifMatch: string | null | undefined): void {
  if (!ifMatch || ifMatch.trim() === '*') return
  const expected = ifMatch.split(',').map(parseTag)
  if (expected.includes(version)) return
  throw new SinasError('PRECONDITION_FAILED', { reason: `The state is at version ${version}, not at ${expected.join(' or ')}` })
}

function parseTag(text: string): number {
  const [, quoted, bare] = /^\s*(?:"(\d{1,10})"|(\d{1,10}))\s*$/.exec(text) ?? []
  const digits = quoted ?? bare
  if (!digits) throw invalid(['ifMatch'], 'If-Match should be a version, for example "3"', text)
  return Number(digits)
}

const ATTEMPTS = 10

/**
 * Reads, decides and writes again where another request wrote in between.
 * @param attempt gives undefined where its write found what it had read changed
 * @throws SinasError CONFLICT where that happens every time
 */
export async function compareAndSet<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (let i = 0; i < ATTEMPTS; i++) {
    const result = await attempt()
    if (result !== undefined) return result
  }
  throw new SinasError('CONFLICT', { reason: 'Other requests are changing this state: try again' })
}
