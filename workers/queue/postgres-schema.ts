import { getCreateTableSQL } from '@agendajs/postgres-backend'
import type pg from 'pg'

/** The PostgreSQL schema that the queue has to itself. */
export const SCHEMA = 'queue'
/** Agenda's own table, so that tools made for Agenda can read it, with the columns that ownership and turns need. */
export const TABLE = 'agenda_jobs'

/** The id of a process that never was. */
const NO_PROCESS = '00000000-0000-0000-0000-000000000000'

const STATEMENTS = [
  `CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`,
  `SET LOCAL search_path TO ${SCHEMA}`,
  getCreateTableSQL(TABLE),
  `ALTER TABLE ${TABLE}
    ADD COLUMN IF NOT EXISTS job_id TEXT NOT NULL UNIQUE DEFAULT gen_random_uuid()::text,
    ADD COLUMN IF NOT EXISTS status TEXT NOT NULL DEFAULT 'queued',
    ADD COLUMN IF NOT EXISTS schedule TEXT,
    ADD COLUMN IF NOT EXISTS job_group TEXT NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS turn BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS attempts INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN IF NOT EXISTS max_attempts INTEGER NOT NULL DEFAULT 1,
    ADD COLUMN IF NOT EXISTS lock_token UUID,
    ADD COLUMN IF NOT EXISTS owner UUID,
    ADD COLUMN IF NOT EXISTS cancel_requested BOOLEAN NOT NULL DEFAULT FALSE,
    ADD COLUMN IF NOT EXISTS result JSONB`,
  `CREATE INDEX IF NOT EXISTS queue_claim ON ${TABLE} (name, turn, next_run_at) WHERE status = 'queued'`,
  `CREATE INDEX IF NOT EXISTS queue_turn ON ${TABLE} (name, job_group, turn) WHERE status = 'queued'`,
  // A job that a process of an earlier version holds has no owner: that process is gone.
  `UPDATE ${TABLE} SET owner = '${NO_PROCESS}' WHERE lock_token IS NOT NULL AND owner IS NULL`,
  `CREATE INDEX IF NOT EXISTS queue_lease ON ${TABLE} (lock_token) WHERE lock_token IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS queue_owner ON ${TABLE} (owner) WHERE owner IS NOT NULL`,
  `CREATE INDEX IF NOT EXISTS queue_schedule ON ${TABLE} (schedule) WHERE schedule IS NOT NULL AND status = 'queued'`,
  // Both columns go the same way, so that a page begins at any place.
  `DROP INDEX IF EXISTS queue_list, queue_dead`,
  `CREATE INDEX IF NOT EXISTS queue_pages ON ${TABLE} (created_at, id)`,
  `CREATE INDEX IF NOT EXISTS queue_dead_pages ON ${TABLE} (created_at, id) WHERE status = 'failed'`,
  `CREATE INDEX IF NOT EXISTS queue_old ON ${TABLE} (last_finished_at) WHERE status IN ('completed', 'cancelled')`,
  // Rows change state several times: room in each page lets the updates stay in it, and a small queue table wants its dead rows gone soon.
  `ALTER TABLE ${TABLE} SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500)`,
]

/** Creates or completes the table. Processes that start together take turns: CREATE ... IF NOT EXISTS alone is not safe against itself. */
export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('sinas.queue'))`)
    for (const statement of STATEMENTS) await client.query(statement)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
