import type { Config } from '../../../schema/config.ts'
import type { Database } from '../../../schema/database.ts'
import { EVERYONE } from './package.entity.ts'

const MB = 1024 * 1024

// A folder counts once, however many owners use it, and a replaced set counts until no execution uses it any more.
const ALL = `SELECT coalesce(sum(bytes), 0)::float8 AS bytes FROM (SELECT DISTINCT folder, bytes FROM functions.package_sets) folders`
const REPLACED = `SELECT coalesce(sum(bytes), 0)::float8 AS bytes FROM (
  SELECT DISTINCT folder, bytes FROM functions.package_sets WHERE owner_id = $1 AND replaced_at IS NOT NULL AND folder <> $2) folders`

/** The bytes that a new set may take, and the error where it takes more. */
interface Quota {
  bytes: number
  refusal: string
}

/** @param current the folder of the owner's set as it is, which the new one replaces */
export async function quotaOf(database: Database, config: Config, ownerId: string, current: string): Promise<Quota> {
  const { PACKAGE_QUOTA_MB, PACKAGE_USER_QUOTA_MB } = config
  const taken = await bytesOf(database, ALL, [])
  const all: Quota = {
    bytes: Math.max(0, PACKAGE_QUOTA_MB * MB - taken),
    refusal: `All packages together may take ${PACKAGE_QUOTA_MB} MB of disk, of which ${Math.round(taken / MB)} are taken: the operator may raise PACKAGE_QUOTA_MB, or packages have to be removed that no function needs`,
  }
  if (ownerId === EVERYONE) return all
  const replaced = await bytesOf(database, REPLACED, [ownerId, current])
  const own: Quota = {
    bytes: Math.max(0, PACKAGE_USER_QUOTA_MB * MB - replaced),
    refusal: `Packages that a user installs for themselves may take ${PACKAGE_USER_QUOTA_MB} MB of disk, with all that they need and what executions that still run have of earlier ones: remove packages that your functions do not need, or ask the operator to raise PACKAGE_USER_QUOTA_MB or to install them for all users`,
  }
  return own.bytes < all.bytes ? own : all
}

async function bytesOf(database: Database, sql: string, values: unknown[]): Promise<number> {
  const [row] = await database.query<{ bytes: number }>(sql, values)
  return row!.bytes
}
