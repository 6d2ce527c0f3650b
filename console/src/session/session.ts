/**
 * The login of this browser. Everything that knows how it is kept is in this file: a cookie that no script can read. Who else wants to ask the server calls
 * `fetchAsUser`.
 */
const HINT = 'isLoggedIn'

/** No form and no page of another origin can send it: it makes the server take the cookie. */
const OWN_PAGE = { 'sinas-csrf': '1' }

const listeners = new Set<() => void>()

/** Is somebody logged in, as far as this browser knows? The server knows better, and answers UNAUTHENTICATED where the session is over. */
export const hasSession = (): boolean => localStorage.getItem(HINT) !== null

/** Calls the listener when the session ends, in whichever tab. @returns what stops that */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

window.addEventListener('storage', ({ key, newValue }) => {
  if (key === HINT && newValue === null) for (const listener of listeners) listener()
})

/** `fetch` as who is logged in. */
export function fetchAsUser(path: string, options: RequestInit = {}): Promise<Response> {
  const headers = new Headers(options.headers)
  for (const [name, value] of Object.entries(OWN_PAGE)) headers.set(name, value)
  return fetch(path, { ...options, headers })
}

/** Sends a code to the address. @returns what `logIn` wants with the code */
export async function sendCode(email: string): Promise<string> {
  const { session_id } = await send<{ session_id: string }>('POST', '/api/v1/auth/login', { email })
  return session_id
}

export async function logIn(sessionId: string, code: string): Promise<void> {
  await send('POST', '/session', { session_id: sessionId, otp_code: code })
  localStorage.setItem(HINT, 'yes')
}

export async function logOut(): Promise<void> {
  await send('DELETE', '/session')
  forgetSession()
}

/** The server says that it is over. */
export function forgetSession(): void {
  localStorage.removeItem(HINT)
}

/** @throws Error with what the server says is wrong */
async function send<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetchAsUser(path, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}))
  if (response.ok) return answer as Answer
  const { detail } = answer as { detail?: string | { msg: string }[] }
  throw new Error(Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : (detail ?? `The server answers ${response.status}.`))
}
