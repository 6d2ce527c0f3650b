import type { Context } from '../../schema/context.ts'
import { mayActOn } from '../../schema/permissions.ts'
import type { Services } from './builder.ts'
import { openVersion } from './save-secret.ts'
import type { SecretRow } from './secret.entity.ts'
import { actionOn } from './secret-access.ts'
import type { UsedBy } from './secret-use.entity.ts'

/** For what secrets are handed out. */
export interface Purpose {
  usedBy: UsedBy
  /** As people name it: `billing/charge`. */
  usedByName: string
  executionId?: string | null | undefined
}

/** A secret that was asked for: its value, or why it may not be used. */
export interface HandedOut {
  name: string
  value: string | null
  fault: string | null
}

interface Found extends Pick<SecretRow, 'id' | 'name' | 'userId' | 'visibility' | 'version'> {
  versionId: string
  sealedValue: string
}

const FIND = `select s.id, s.name, s.user_id as "userId", s.visibility, s.version, v.id as "versionId", v.sealed_value as "sealedValue"
  from secrets.secrets s join secrets.versions v on v.secret_id = s.id and v.version = s.version
  where s.name = any($1) and (s.visibility = 'shared' or s.user_id = $2)`

const RECORD = `insert into secrets.uses (id, secret_id, version, used_by, used_by_name, execution_id, user_id, used_at)
  select gen_random_uuid(), u.secret, u.version, $3, $4, $5, $6, now() from unnest($1::uuid[], $2::int[]) as u (secret, version)`

/**
 * The values of secrets, for something that runs for the caller. A secret of the caller's own comes before the shared one of its name. Each
 * party that shaped the run must be allowed to use it, and that it was handed out is on record before it is.
 */
export async function handOutSecrets(context: Context<Services>, names: readonly string[], purpose: Purpose): Promise<HandedOut[]> {
  const caller = context.caller!
  const found = await context.database.query<Found>(FIND, [[...new Set(names)], caller.userId])
  const chosen = new Map<string, Found>()
  for (const row of found) if (row.visibility === 'private' || !chosen.has(row.name)) chosen.set(row.name, row)
  const allowed = [...chosen.values()].filter(({ name, userId }) => mayActOn(caller, actionOn(name, 'use'), userId))
  if (allowed.length > 0) {
    const { usedBy, usedByName, executionId = null } = purpose
    const [ids, versions] = [allowed.map(({ id }) => id), allowed.map(({ version }) => version)]
    await context.database.query(RECORD, [ids, versions, usedBy, usedByName, executionId, caller.userId])
  }
  return names.map((name) => {
    const secret = chosen.get(name)
    if (!secret) return refused(name, `There is no secret ${name} that this run may use: create one of this name`)
    if (!allowed.includes(secret)) {
      const reach = secret.userId === caller.userId && !caller.shapers?.length ? 'own' : 'all'
      return refused(name, `Secret ${name}: sinas.${actionOn(name, 'use')}:${reach} is required of everyone who shaped this run`)
    }
    return { name, value: openVersion(context.services.sealer, { id: secret.versionId, sealedValue: secret.sealedValue }), fault: null }
  })
}

const refused = (name: string, fault: string): HandedOut => ({ name, value: null, fault })
