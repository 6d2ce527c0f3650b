// Who is logged in, in this tab, and requests to the REST API as them.
const KEY = 'session'

/** @type {{ access_token: string, refresh_token: string } | null} */
let tokens = JSON.parse(sessionStorage.getItem(KEY))

export const isLoggedIn = () => tokens !== null

/** The header that GraphiQL and curl take. */
export const authorization = () => ({ Authorization: `Bearer ${tokens.access_token}` })

function keep(changed) {
  tokens = changed
  if (tokens) sessionStorage.setItem(KEY, JSON.stringify(tokens))
  else sessionStorage.removeItem(KEY)
}

/** Takes the answer of verify-otp. */
export const begin = ({ access_token, refresh_token }) => keep({ access_token, refresh_token })

export async function end() {
  const { refresh_token } = tokens
  await send('POST', '/api/v1/auth/logout', { refresh_token }).catch(() => undefined)
  keep(null)
}

/**
 * @returns the response, which is a success
 * @throws Error with what the server says is wrong; dispatches `loggedout` on the window where the session is over
 */
export async function call(method, path, body) {
  let response = await send(method, path, body)
  if (response.status === 401 && tokens && (await renew())) response = await send(method, path, body)
  if (response.ok) return response
  const { detail } = await response.json().catch(() => ({}))
  throw new Error(Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : (detail ?? `The server answers ${response.status}.`))
}

export const json = async (...request) => (await call(...request)).json()

function send(method, path, body) {
  return fetch(path, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...(tokens && authorization()) },
    ...(body && { body: JSON.stringify(body) }),
  })
}

/** A new access token: each lives for minutes only. @returns whether there is one */
async function renew() {
  const { refresh_token } = tokens
  const response = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
  })
  if (response.ok) keep({ ...(await response.json()), refresh_token })
  else keep(null)
  if (!tokens) window.dispatchEvent(new Event('loggedout'))
  return tokens !== null
}
