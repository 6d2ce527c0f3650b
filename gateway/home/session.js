// The user who is logged in in this tab, and requests to the REST API as that user.
const KEY = 'session'

/** @type {{ access_token: string, refresh_token: string } | null} */
let tokens = JSON.parse(sessionStorage.getItem(KEY))

/** A tab that was duplicated has the tokens of the other, and a refresh token is good once: the tab that uses it tells the others what came of it. */
const tabs = new BroadcastChannel(KEY)
tabs.addEventListener('message', ({ data: { used, renewed } }) => {
  if (tokens?.refresh_token === used) keep(renewed)
})

/** @type {Promise<void> | undefined} */
let renewing

export const isLoggedIn = () => tokens !== null

/** The header that every door takes. */
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
  await fetchAsUser('/api/v1/auth/logout', withBody('POST', { refresh_token })).catch(() => undefined)
  keep(null)
}

/**
 * @returns the response, which is a success
 * @throws Error with what the server says is wrong; dispatches `loggedout` on the window where the session is over
 */
export async function call(method, path, body) {
  const response = await ask(path, withBody(method, body))
  if (response.ok) return response
  const { detail } = await response.json().catch(() => ({}))
  throw new Error(Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : (detail ?? `The server answers ${response.status}.`))
}

export const json = async (...request) => (await call(...request)).json()

/** `fetch` as the user: with their token, and with a new one where it has run out. @returns the response, whatever its status is */
export async function ask(path, options) {
  const response = await fetchAsUser(path, options)
  return response.status === 401 && tokens && (await renew()) ? fetchAsUser(path, options) : response
}

const fetchAsUser = (path, options) => fetch(path, { ...options, headers: { ...options.headers, ...(tokens && authorization()) } })

const withBody = (method, body) => ({
  method,
  ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
})

/** New tokens in place of those that run out: an access token lives for minutes only. @returns whether there are any */
async function renew() {
  renewing ??= fetchTokens(tokens.refresh_token).finally(() => {
    renewing = undefined
  })
  await renewing
  if (!tokens) window.dispatchEvent(new Event('loggedout'))
  return tokens !== null
}

async function fetchTokens(used) {
  const response = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: used }),
  })
  // Another tab may have been quicker.
  if (tokens?.refresh_token !== used) return
  if (!response.ok) return keep(null)
  begin(await response.json())
  tabs.postMessage({ used, renewed: tokens })
}
