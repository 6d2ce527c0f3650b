import type { Database } from './database.ts'
import { ENVELOPE_SECONDS, type Envelope } from './identity-envelope.ts'
import type { Logger } from './log.ts'
import { repeat } from './repeat.ts'

/** The envelopes that this process has accepted, until they expire: a second use is refused. It holds only what was signed with our key. */
export class UsedEnvelopes {
  /** When each nonce expires, in the order of arrival, which is nearly that of expiry. */
  readonly #expiries = new Map<string, number>()

  get size(): number {
    return this.#expiries.size
  }

  /** @returns false where it was used before */
  use({ nonce, expires }: Envelope): boolean {
    this.#forget()
    if (this.#expiries.has(nonce)) return false
    this.#expiries.set(nonce, expires)
    return true
  }

  #forget(): void {
    const now = Date.now() / 1000
    for (const [nonce, expires] of this.#expiries) {
      if (expires > now) return
      this.#expiries.delete(nonce)
    }
  }
}

/** What several processes with one database have accepted. */
export interface SharedEnvelopes {
  /** @returns false where any of the processes has used it before */
  use(envelope: Envelope): Promise<boolean>
  /** Drops what has expired, as happens by itself. */
  forget(): Promise<void>
  close(): Promise<void>
}

// Not logged ahead: after a crash of PostgreSQL the table is empty, and what was in it has expired by the time that it is back.
const CREATE = `
  create schema if not exists processes;
  create unlogged table if not exists processes.used_envelopes (nonce uuid primary key, expires timestamptz not null)`
const USE = 'insert into processes.used_envelopes values ($1, to_timestamp($2)) on conflict do nothing returning nonce'
// A clock that is behind must not forget too early.
const FORGET = `delete from processes.used_envelopes where expires < now() - interval '${ENVELOPE_SECONDS} seconds'`

/**
 * Makes an envelope good for one of the processes that serve the same subgraphs, however requests are spread over them. It costs a
 * statement, so that only what changes something, or goes on for long, asks here: to play a query to another process, one must have seen
 * it within the last seconds, and then has seen its answer too.
 */
export async function openSharedEnvelopes(database: Database, log: Logger): Promise<SharedEnvelopes> {
  const client = await database.pool.connect()
  try {
    // As with migrations: two processes that start at once would both create it.
    await client.query(`begin; select pg_advisory_xact_lock(hashtext('sinas:migrations')); ${CREATE}; commit`)
  } finally {
    client.release()
  }
  const forget = async () => void (await database.query(FORGET))
  const stop = repeat(forget, {
    everyMs: ENVELOPE_SECONDS * 1000,
    log,
    failure: 'expired identity envelopes could not be deleted: this process tries again in a moment',
  })
  return {
    use: async ({ nonce, expires }) => (await database.query(USE, [nonce, expires])).length === 1,
    forget,
    close: stop,
  }
}
