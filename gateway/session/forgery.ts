import type { FastifyRequest } from 'fastify'
import type { Config } from '../../schema/config.ts'
import { SinasError } from '../../schema/errors.ts'

/** No form can send it, and no page of another origin without asking first, which is refused. */
const HEADER = 'sinas-csrf'

const NO_HEADER =
  'By the session of a browser, a request that changes something or opens a stream needs the header "Sinas-CSRF: 1". Send it, or log in by an access token or an API key'

const FOREIGN =
  'The session of a browser is for the pages of this address, and this request comes from another one. Use an access token or an API key there; where it is the address of this platform, the operator sets PUBLIC_URL to it'

/** Did a page of ours send it, or the user themselves? Scripts outside of browsers say nothing of where they are, and have no cookie to be misused. */
export function isFromUs({ headers, host }: FastifyRequest, { publicUrl }: Config): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = headers
  return origin === undefined || origin === new URL(publicUrl).origin || (URL.canParse(origin) && new URL(origin).host === host)
}

/** Why a request by cookie may be one that another page made the browser send; null where it can't be. */
export function forgeryOf(request: FastifyRequest, config: Config): SinasError | null {
  if (!isFromUs(request, config)) return new SinasError('CSRF_REFUSED', { reason: FOREIGN })
  return request.headers[HEADER] === '1' ? null : new SinasError('CSRF_REFUSED', { reason: NO_HEADER })
}
