/**
 * The login of this browser. Everything that knows how it is kept is in this file: who else wants to ask the server calls `fetchAsUser`.
 * Access tokens live in this tab, where GraphiQL and the pages of the REST API find them too.
 */
const KEY = 'session'

interface Tokens {
  access_token: string
  refresh_token: string
}

let tokens: Tokens | null = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
let renewing: Promise<void> | undefined
const listeners = new Set<() => void>()

/** A tab that was duplicated has the tokens of the other, and a refresh token is good once: the tab that uses it tells the others what came of it. */
const tabs = new BroadcastChannel(KEY)
tabs.addEventListener('message', ({ data: { used, renewed } }) => {
  if (tokens?.refresh_token === used) keep(renewed)
})

/** @returns whether there is a login, as far as this browser knows: the server may have ended it */
export const hasSession = (): boolean => tokens !== null

/** Calls the listener when the session ends, by whomever. @returns what stops that */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** `fetch` as who is logged in. */
export async function fetchAsUser(path: string, options: RequestInit = {}): Promise<Response> {
  const response = await fetchWithToken(path, options)
  if (response.status !== 401 || !tokens) return response
  await renew(tokens)
  return tokens ? fetchWithToken(path, options) : response
}

/** Sends a code to the address. @returns what `logIn` wants with the code */
export async function sendCode(email: string): Promise<string> {
  const { session_id } = await post<{ session_id: string }>('/api/v1/auth/login', { email })
  return session_id
}

export async function logIn(sessionId: string, code: string): Promise<void> {
  keep(await post<Tokens>('/api/v1/auth/verify-otp', { session_id: sessionId, otp_code: code }))
}

export async function logOut(): Promise<void> {
  const refreshToken = tokens?.refresh_token
  if (refreshToken) await post('/api/v1/auth/logout', { refresh_token: refreshToken }).catch(() => undefined)
  end()
}

function keep(changed: Tokens | null): void {
  tokens = changed && { access_token: changed.access_token, refresh_token: changed.refresh_token }
  if (tokens) sessionStorage.setItem(KEY, JSON.stringify(tokens))
  else sessionStorage.removeItem(KEY)
}

function end(): void {
  keep(null)
  for (const listener of listeners) listener()
}

function fetchWithToken(path: string, options: RequestInit): Promise<Response> {
  const headers = new Headers(options.headers)
  if (tokens) headers.set('authorization', `Bearer ${tokens.access_token}`)
  return fetch(path, { ...options, headers })
}

function renew({ refresh_token: used }: Tokens): Promise<void> {
  return (renewing ??= fetchTokens(used).finally(() => {
    renewing = undefined
  }))
}

async function fetchTokens(used: string): Promise<void> {
  const response = await fetch('/api/v1/auth/refresh', json({ refresh_token: used }))
  // Another tab may have been quicker.
  if (tokens?.refresh_token !== used) return
  if (!response.ok) return end()
  keep(await response.json())
  tabs.postMessage({ used, renewed: tokens })
}

/** @throws Error with what the server says is wrong */
async function post<Answer>(path: string, body: object): Promise<Answer> {
  const response = await fetchWithToken(path, json(body))
  const answer = response.status === 204 ? null : await response.json().catch(() => ({}))
  if (response.ok) return answer as Answer
  const { detail } = answer as { detail?: string | { msg: string }[] }
  throw new Error(Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : (detail ?? `The server answers ${response.status}.`))
}

const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
