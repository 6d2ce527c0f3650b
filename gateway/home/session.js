// The user who is logged in in this browser, by a cookie that no script can read, and requests to the REST API as that user.
const KEY = 'isLoggedIn'

/** As far as this browser knows: the server may have ended the session. All tabs share it. */
export const isLoggedIn = () => localStorage.getItem(KEY) !== null

window.addEventListener('storage', ({ key }) => {
  if (key === KEY && !isLoggedIn()) window.dispatchEvent(new Event('loggedout'))
})

/** Logs in with the code that was sent. */
export async function begin(session_id, otp_code) {
  await call('POST', '/session', { session_id, otp_code })
  localStorage.setItem(KEY, 'yes')
}

export async function end() {
  await ask('/session', withBody('DELETE')).catch(() => undefined)
  localStorage.removeItem(KEY)
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

/** `fetch` as the user, whose browser sends the cookie. @returns the response, whatever its status is */
async function ask(path, options) {
  const response = await fetch(path, { ...options, headers: { ...options.headers, 'sinas-csrf': '1' } })
  if (response.status === 401 && isLoggedIn()) {
    localStorage.removeItem(KEY)
    window.dispatchEvent(new Event('loggedout'))
  }
  return response
}

const withBody = (method, body) => ({
  method,
  ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
})
