// A real OpenID Connect issuer on a free port: discovery, keys, and tokens that it signs.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'

export const AUDIENCE = 'sinas'

export interface Issuer extends AsyncDisposable {
  url: string
  /** Signs a token that is good for this issuer and audience, but for what is said otherwise. */
  token(claims: Record<string, unknown>, over?: TokenOptions): Promise<string>
  /** A further key, which is published from now on in place of the others. */
  rotate(): Promise<void>
  /** How often the keys were fetched. */
  readonly fetches: number
}

interface TokenOptions {
  issuer?: string
  audience?: string | string[]
  /** The header `typ`. */
  type?: string
  expiresIn?: string
  key?: CryptoKey | Uint8Array
  algorithm?: string
}

/**
 * @param options.discovery without it, keys are at `/.well-known/jwks.json` and nothing says so
 * @param options.calledItself what the discovery document says in place of the issuer's URL
 */
export async function openIssuer({ discovery = true, calledItself = '' } = {}): Promise<Issuer> {
  const keysPath = discovery ? '/keys' : '/.well-known/jwks.json'
  let fetches = 0
  let current = await createKey()
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (discovery && request.url === '/.well-known/openid-configuration')
      return void answer(200, { issuer: calledItself || url, jwks_uri: url + keysPath })
    if (request.url !== keysPath) return void answer(404, {})
    fetches++
    answer(200, { keys: [current.published] })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    token: (
      claims,
      { issuer = url, audience = AUDIENCE, type = 'JWT', expiresIn = '5m', key = current.privateKey, algorithm = 'RS256' } = {},
    ) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm, kid: current.published.kid as string, typ: type })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(expiresIn)
        .sign(key),
    async rotate() {
      current = await createKey()
    },
    get fetches() {
      return fetches
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function createKey() {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  return { privateKey, published: { ...(await exportJWK(publicKey)), kid: crypto.randomUUID(), alg: 'RS256', use: 'sig' } }
}
