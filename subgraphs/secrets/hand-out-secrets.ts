import { MAX_SECRETS_LENGTH } from '../../schema/bounded/limits.ts'
import type { Context } from '../../schema/context.ts'
import { mayActOn } from '../../schema/permissions.ts'
import { builder, type Services } from './builder.ts'
import { openVersion } from './save-secret.ts'
import type { SecretRow } from './secret.entity.ts'
import { actionOn } from './secret-access.ts'
import type { UsedBy } from './secret-use.entity.ts'
import { SecretUser } from './secret-use.ts'

/** For what secrets are handed out. */
interface Purpose {
  usedBy: UsedBy
  /** As people name it: `billing/charge`. */
  usedByName: string
  executionId?: string | null | undefined
}

/** A secret that was asked for: its value, or why it may not be used. */
interface HandedOut {
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
async function handOutSecrets(context: Context<Services>, names: readonly string[], purpose: Purpose): Promise<HandedOut[]> {
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
  let length = 0
  return names.map((name) => {
    const secret = chosen.get(name)
    if (!secret) return refused(name, `There is no secret ${name} that this run may use: create one of this name`)
    if (!allowed.includes(secret)) {
      const reach = secret.userId === caller.userId && !caller.shapers?.length ? 'own' : 'all'
      return refused(name, `Secret ${name}: sinas.${actionOn(name, 'use')}:${reach} is required of everyone who shaped this run`)
    }
    const value = openVersion(context.services.sealer, { id: secret.versionId, sealedValue: secret.sealedValue })
    length += value.length
    if (length > MAX_SECRETS_LENGTH)
      return refused(name, `Secret ${name}: a run is given at most ${MAX_SECRETS_LENGTH} characters of secrets`)
    return { name, value, fault: null }
  })
}

const refused = (name: string, fault: string): HandedOut => ({ name, value: null, fault })

const HandedOutSecret = builder.objectRef<HandedOut>('HandedOutSecret').implement({
  inaccessible: true,
  description: 'A secret for the platform itself to use.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.' }),
    value: t.exposeString('value', { nullable: true, description: 'Its value; null where it may not be used.' }),
    fault: t.exposeString('fault', { nullable: true, description: 'Why it may not be used.' }),
  }),
})

builder.queryField('handedOutSecrets', (t) =>
  t.field({
    type: [HandedOutSecret],
    inaccessible: true,
    description: 'The values of secrets, as the caller and all who shaped the run may use them. What is handed out is recorded.',
    authScopes: { authenticated: true },
    args: {
      names: t.arg.stringList({ required: true, description: 'Which ones.' }),
      usedBy: t.arg({ type: SecretUser, required: true, description: 'To what they are handed out.' }),
      usedByName: t.arg.string({ required: true, description: 'Its name.' }),
      executionId: t.arg({ type: 'ID', description: 'The run of a function.' }),
    },
    resolve: (_, { names, ...purpose }, context) => handOutSecrets(context, names, purpose),
  }),
)
