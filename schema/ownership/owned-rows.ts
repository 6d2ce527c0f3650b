import type { Database } from '../database.ts'
import type { OwnedKind, Presence } from './presence.ts'

/** A row that a process owns, and the number of the claim by which it does: the fencing token. */
export interface Claim {
  id: string
  claim: number
}

/** A claim, with the process that holds it, or held it and died. */
export interface OwnedClaim extends Claim {
  owner: string
}

/** Names of our own code: they go into statements as they are. */
export interface OwnedTable {
  /** With its schema: `agents.turns`. */
  name: string
  /** Column of the owner's process id; null in a row that no process owns. */
  owner: string
  /** Integer column that counts claims. */
  claim: string
  /** SQL condition over the row: a process works on it. */
  isOwned: string
}

/** SQL condition: the row is still the owner's, by that claim. @param owner, claim the parameters that they are bound to */
export function isStill(table: OwnedTable, owner: string, claim: string): string {
  return `(${table.isOwned}) AND ${table.owner} = ${owner} AND ${table.claim} = ${claim}`
}

/**
 * Rows that one process at a time works on.
 *
 * Taking a row writes the process's id and counts its claims up. Everything that the owner writes later is conditional on both, and on the
 * row being owned still: a process that was paused, cut off or taken for dead changes nothing, whether the row has ended, or has another
 * owner, or has the same one by a later claim.
 */
export class OwnedRows {
  readonly #database: Database
  readonly #presence: Presence
  readonly #table: OwnedTable

  constructor(database: Database, presence: Presence, table: OwnedTable) {
    this.#database = database
    this.#presence = presence
    this.#table = table
  }

  /** SQL assignments by which a statement that gives the table no alias makes a row this process's. @param owner the parameter that `presence.processId` is bound to */
  takenBy(owner: string): string {
    const { name, owner: ownerColumn, claim } = this.#table
    return `${ownerColumn} = ${owner}, ${claim} = ${name}.${claim} + 1`
  }

  /**
   * From here on this process may own rows of the table.
   * @param takeUp the policy of their kind, for rows of processes that died: called again where it throws
   * @param recheck as in `OwnedKind`
   * @returns stops that
   */
  lookAfter(takeUp: (orphans: OwnedClaim[]) => Promise<void>, recheck: OwnedKind['recheck']): Promise<() => void> {
    return this.#presence.register({ name: this.#table.name, takeUp: async (ids) => takeUp(await this.orphans(ids)), recheck })
  }

  /**
   * Changes a row that this process owns: ends it, or gives it up.
   * @param changes SQL assignments over `$4`, `$5`, ...
   * @returns false where it is no longer this process's; then nothing was written
   */
  async end({ id, claim }: Claim, changes: string, values: unknown[] = []): Promise<boolean> {
    const sql = `UPDATE ${this.#table.name} SET ${changes} WHERE id = $1 AND ${isStill(this.#table, '$2', '$3')} RETURNING id`
    return (await this.#database.query(sql, [id, this.#presence.processId, claim, ...values])).length === 1
  }

  /** Of the claims that this process believes to hold, those that it has lost. */
  async lostAmong(claims: readonly Claim[]): Promise<Claim[]> {
    if (claims.length === 0) return []
    const { name, isOwned, owner, claim } = this.#table
    const sql = `SELECT id::text, ${claim} AS claim FROM ${name} WHERE id::text = ANY($1) AND (${isOwned}) AND ${owner} = $2`
    const held = await this.#database.query<Claim & Record<string, unknown>>(sql, [claims.map(({ id }) => id), this.#presence.processId])
    const claimOf = new Map(held.map((row) => [row.id, row.claim]))
    return claims.filter(({ id, claim }) => claimOf.get(id) !== claim)
  }

  /**
   * Rows of processes that died, for the policy of their kind: to end them, or to take them up.
   * @param processIds those that died; absent: every owner that is not present
   */
  async orphans(processIds?: readonly string[]): Promise<OwnedClaim[]> {
    const { name, isOwned, owner, claim } = this.#table
    const isDead = processIds
      ? `${owner} = ANY($1::uuid[])`
      : `${owner} IS NOT NULL AND NOT EXISTS (SELECT FROM ownership.processes p WHERE p.id = ${owner})`
    const sql = `SELECT id::text, ${claim} AS claim, ${owner}::text AS owner FROM ${name} WHERE (${isOwned}) AND ${isDead}`
    return this.#database.query(sql, processIds ? [processIds] : [])
  }
}
