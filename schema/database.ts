import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Migrator } from '@mikro-orm/migrations'
import { defineConfig, type EntityManager, MikroORM, type Options } from '@mikro-orm/postgresql'
import type { Pool, QueryResultRow } from 'pg'
import { turnIfLong } from './bounded/json.ts'
import type { Logger } from './log.ts'
import { QuickDriver } from './quick-literals.ts'
import { rowTypes } from './row-types.ts'
import { SharedReads } from './shared-reads.ts'
import { StartError } from './start-error.ts'

export type { EntityManager }

/** SQLSTATE of a statement that PostgreSQL ended because it and another waited for each other. */
const DEADLOCK = '40P01'
/** How often a statement is run again for that. */
const MOST_DEADLOCKS = 3

/** A subgraph's own part of the database: one Postgres schema, named like it, with its own migrations. */
export interface Database {
  readonly orm: MikroORM
  readonly pool: Pool
  /** An entity manager for one request. */
  fork(): EntityManager
  /**
   * SQL under the ORM, as a prepared statement, for paths that run on every request. One that PostgreSQL ended to break a deadlock is
   * run again: a statement alone is done whole or not at all. Instants are dates and all numbers are numbers, which the ORM's own pool leaves as text.
   * @param values bound to `$1`, `$2`, ...
   */
  query<Row extends QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /**
   * The same for a short read: one statement that changes and locks nothing, and finds its rows by an index. Those of one moment are sent together, and
   * wait for each other.
   */
  read<Row extends QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

/** Results of `defineEntity`. */
export type Entities = NonNullable<Options['entities']>

export interface DatabaseOptions {
  url: string
  /** The subgraph's name: its Postgres schema. */
  schema: string
  entities: Entities
  /** Folder of migrations, as a `file:` URL. */
  migrations: URL
  poolSize?: number
  log?: Logger
}

/**
 * Connects to a subgraph's database and brings its tables up to date. Several processes may do so at once: they take turns.
 * @throws StartError when the server can't be reached
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const orm = await MikroORM.init(ormConfig(options))
  const pool = (await orm.em.getConnection().getNativeClient()) as unknown as Pool
  try {
    await migrate(orm, pool, options)
  } catch (error) {
    await orm.close(true)
    throw databaseFailure(error, options.url)
  }
  const names = new Map<string, string>()
  const reads = new SharedReads(pool)
  const statement = (text: string, values: unknown[]) => {
    const name = values.length > MOST_VALUES ? undefined : nameOf(text, names)
    return { ...(name && { name }), text, values, types: rowTypes }
  }
  const database: Database = {
    orm,
    pool,
    fork: () => orm.em.fork(),
    async query<Row extends QueryResultRow>(sql: string, values: unknown[] = []) {
      // To put a long text together, and to send it, are two pieces of work.
      await turnIfLong(...values)
      for (let deadlocks = 0; ; deadlocks++) {
        try {
          return (await pool.query<Row>(statement(sql, values))).rows
        } catch (error) {
          if ((error as { code?: string }).code !== DEADLOCK || deadlocks === MOST_DEADLOCKS) throw error
        }
      }
    },
    async read<Row extends QueryResultRow>(sql: string, values: unknown[] = []) {
      await turnIfLong(...values)
      return (await reads.query<Row>(statement(sql, values))).rows
    },
    close: () => orm.close(true),
  }
  databases.set(orm.em.getDriver(), database)
  return database
}

const databases = new WeakMap<object, Database>()

/** The database that an entity manager reads: for SQL that the ORM builds, and a prepared statement should run. */
export const databaseOf = (em: EntityManager): Database => databases.get(em.getDriver())!

/** Statements that each connection of the pool remembers. Those that are put together from lists of values have ever new texts. */
const MOST_PREPARED = 500
/** Values of a statement that is prepared: one with more of them has a list in it, of whatever length. */
const MOST_VALUES = 40

function nameOf(sql: string, names: Map<string, string>): string | undefined {
  const known = names.get(sql)
  if (known || names.size >= MOST_PREPARED) return known
  const name = createHash('sha256').update(sql).digest('base64url').slice(0, 32)
  names.set(sql, name)
  return name
}

export function ormConfig({ url, schema, entities, migrations, poolSize = 10, log }: DatabaseOptions) {
  const folder = fileURLToPath(migrations)
  // A socket's folder, which the driver takes from a URL and the ORM does not.
  const host = new URL(url).searchParams.get('host')
  return defineConfig({
    driver: QuickDriver,
    clientUrl: url,
    schema,
    // Its own: else a call into another subgraph from within a transaction would run in this one's entity manager.
    contextName: schema,
    entities,
    // A subgraph may keep nothing here.
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    pool: { min: 0, max: poolSize, idleTimeoutMillis: 30_000 },
    logger: (message) => log?.debug(message),
    forceUtcTimezone: true,
    ignoreUndefinedInQuery: false,
    ensureDatabase: false,
    driverOptions: { connectionTimeoutMillis: 10_000, pipeline: true, application_name: `sinas:${schema}`, ...(host && { host }) },
    migrations: {
      path: folder,
      pathTs: folder,
      glob: '!(*.d).ts',
      tableName: `${schema}.migrations`,
      snapshotName: '.snapshot',
      // Written with the migration that it belongs to, not wherever one is run: other subgraphs' tables stand in the same database.
      snapshotOnMigrate: false,
      emit: 'ts',
      transactional: true,
    },
  })
}

async function migrate(orm: MikroORM, pool: Pool, { schema, migrations }: DatabaseOptions): Promise<void> {
  if (await isCurrent(pool, schema, migrations)) return
  const client = await pool.connect()
  try {
    // Two processes that start at once would both create the tables: the second waits here and finds them made.
    await client.query(`select pg_advisory_lock(hashtext('sinas:migrations'))`)
    await client.query(`create schema if not exists "${schema}"`)
    await orm.migrator.up()
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('sinas:migrations'))`).catch(() => client.release(true))
    client.release()
  }
}

/** Have all migrations run? Asked first because the migrator itself takes ten times as long to find out. */
async function isCurrent(pool: Pool, schema: string, migrations: URL): Promise<boolean> {
  const files = readdirSync(migrations).filter((file) => /^Migration.*\.ts$/.test(file))
  const exists = await pool.query('select to_regclass($1) as name', [`${schema}.migrations`])
  if (!exists.rows[0].name) return false
  const done = new Set((await pool.query(`select name from "${schema}".migrations`)).rows.map((row) => row.name))
  return files.every((file) => done.has(file.replace(/\.ts$/, '')))
}

/** The error of a start whose database can't be reached, in words for the person who starts it; any other error as it is. */
export function databaseFailure(error: unknown, url: string): unknown {
  if (!isConnectionFailure(error)) return error
  const { host } = new URL(url)
  return new StartError(
    `The database at ${host} can't be reached (${(error as Error).message}). Check DATABASE_URL and that the server runs.`,
    {
      cause: error,
    },
  )
}

function isConnectionFailure(error: unknown): boolean {
  const code = (error as { code?: string })?.code ?? ''
  return (
    /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|08|28|3D000|57P03)/.test(code) || /timeout exceeded when trying to connect/.test(String(error))
  )
}
