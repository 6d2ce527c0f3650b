import type { FastifyInstance } from 'fastify'
import { may } from '../schema/permissions.ts'
import { VERSION } from '../schema/version.ts'

/** Asks one dependency. @returns what is known of it @throws when it is away */
export type ReadinessCheck = () => Promise<Record<string, unknown>>

/** Seconds that a dependency may take to answer. */
const TIMEOUT_SECONDS = 5
/** Milliseconds after which a dependency is asked again. */
const FRESH_MS = 500

/**
 * `/health`: the process is alive, and which version it is. `/info`: how users log in. `/ready`: each dependency answers, and in how many milliseconds. Details of a dependency, for example
 * how well functions are isolated, are for callers who may read the system's state.
 */
export function registerHealth(server: FastifyInstance, checks: Record<string, ReadinessCheck>): void {
  server.get('/health', { config: { isPublic: true } }, async () => ({ status: 'healthy', version: VERSION }))
  // By which consoles know how to log in.
  server.get('/info', { config: { isPublic: true } }, async () => ({ auth_mode: 'otp' }))
  const look = shared(() => Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await timed(check)] as const)))
  server.get('/ready', async ({ info }, reply) => {
    const results = await look()
    const ready = results.every(([, result]) => result.status === 'ok')
    const isInsider = may(info.caller, 'sinas.system.read:all')
    const told = results.map(([name, { status, milliseconds, ...known }]) => [name, { status, milliseconds, ...(isInsider && known) }])
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', dependencies: Object.fromEntries(told) })
  })
}

/** An answer is reused for a while, because strangers may ask as often as they like. */
function shared<Found>(look: () => Promise<Found>): () => Promise<Found> {
  let found: Promise<Found> | undefined
  return () => {
    if (!found) {
      found = look()
      const forget = () => setTimeout(() => (found = undefined), FRESH_MS).unref()
      found.then(forget, forget)
    }
    return found
  }
}

async function timed(check: ReadinessCheck): Promise<{ status: 'ok' | 'unavailable'; milliseconds: number } & Record<string, unknown>> {
  const start = performance.now()
  const elapsed = () => Math.round((performance.now() - start) * 10) / 10
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_SECONDS} seconds`)), TIMEOUT_SECONDS * 1000)
  })
  try {
    const known = await Promise.race([check(), late])
    return { ...known, status: 'ok', milliseconds: elapsed() }
  } catch {
    // The reason goes to the log: a stranger learns only that the dependency is away.
    return { status: 'unavailable', milliseconds: elapsed() }
  } finally {
    clearTimeout(timer)
  }
}
