import type { Actor, Caller, Party } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import type { Permissions } from '../../../schema/permissions.ts'
import { USE_KNOWN_FOR } from './usage.ts'

// These run for every caller of the moment. Lists travel as JSON text and not as arrays: most answers are the same as the one before,
// so that the text is all that is looked at.
const WHO = `
  u.id, u.email,
  (select json_agg(m.group_id)::text from identity.members m where m.user_id = u.id and m.active) as groups,
  (select json_agg(p.permission_key)::text
     from identity.members m join identity.group_permissions p on p.group_id = m.group_id and p.permission_value
    where m.user_id = u.id and m.active) as grants`

const BY_USER = `select ${WHO} from identity.users u where u.id = $1 and u.is_active`

/** By the clock of the database, which also says when a key is over. */
const VALID_FOR_MS = 'extract(epoch from k.expires_at - now())::float8 * 1000'

const UNTIL_UNUSED = 'extract(epoch from s.last_used_at + make_interval(days => $2) - now())::float8 * 1000'

const byKey = (column: 'id' | 'key_hash') => `
  select ${WHO}, k.id as "keyId", k.permissions::text as "keyPermissions", ${VALID_FOR_MS} as "validForMs",
         k.last_used_at is null or k.last_used_at < now() - ${USE_KNOWN_FOR} as "useIsNews"
    from identity.api_keys k join identity.users u on u.id = k.user_id
   where k.${column} = $1 and k.is_active and (k.expires_at is null or k.expires_at > now()) and u.is_active`

const BY_SESSION = `
  select ${WHO}, s.id as "sessionId", ${UNTIL_UNUSED} as "validForMs",
         s.last_used_at < now() - ${USE_KNOWN_FOR} as "useIsNews"
    from identity.browser_sessions s join identity.users u on u.id = s.user_id
   where s.token_hash = $1 and s.last_used_at > now() - make_interval(days => $2) and u.is_active`

const BY_KEY_ID = byKey('id')
const BY_KEY_HASH = byKey('key_hash')

interface UserAnswer {
  id: string
  email: string
  groups: string | null
  grants: string | null
}

interface KeyAnswer extends UserAnswer {
  keyId: string
  keyPermissions: string
  validForMs: number | null
  useIsNews: boolean
}

/** A caller, and for how many milliseconds that holds if nothing changes. Null: for good. */
export interface Authentication {
  caller: Caller
  validForMs: number | null
  /** Set where the caller is logged in by a browser's session. */
  sessionId?: string
}

/** A caller who is logged in by a browser's session. */
interface SessionCaller extends Authentication {
  sessionId: string
  /** Is the last use that is written down about a minute old? */
  useIsNews: boolean
}

interface SessionAnswer extends UserAnswer {
  sessionId: string
  validForMs: number
  useIsNews: boolean
}

/** The user of a browser's session; null where it is unknown, ended, or was not used for so many days, or the user is not active. */
export async function findCallerBySession(database: Database, hash: string, days: number): Promise<SessionCaller | null> {
  const [answer] = await database.query<SessionAnswer & Record<string, unknown>>(BY_SESSION, [hash, days])
  if (!answer) return null
  const { sessionId, validForMs, useIsNews } = answer
  return { caller: asCaller(answer), sessionId, validForMs, useIsNews }
}

/** A caller who uses an API key. */
export interface KeyCaller extends Authentication {
  apiKeyId: string
  /** Is the last use that is written down about a minute old? */
  useIsNews: boolean
}

/** The user as a caller, with their current permissions; null where there is no such active user. */
async function findCallerByUser(database: Database, userId: string): Promise<Authentication | null> {
  const [answer] = await database.read<UserAnswer & Record<string, unknown>>(BY_USER, [userId])
  return answer ? { caller: asCaller(answer), validForMs: null } : null
}

/** The owner of an API key; null where the key is unknown, revoked or expired, or its owner is not active. */
export const findCallerByKeyHash = (database: Database, hash: string) => findCallerByKey(database, BY_KEY_HASH, hash)

const findCallerByKeyId = (database: Database, id: string) => findCallerByKey(database, BY_KEY_ID, id)

async function findCallerByKey(database: Database, sql: string, value: string): Promise<KeyCaller | null> {
  const [answer] = await database.query<KeyAnswer & Record<string, unknown>>(sql, [value])
  if (!answer) return null
  const apiKey = { id: answer.keyId, permissions: parsed<Permissions>(answer.keyPermissions) }
  const { keyId: apiKeyId, validForMs, useIsNews } = answer
  return { caller: { ...asCaller(answer), apiKey }, apiKeyId, validForMs, useIsNews }
}

const PARTIES = `
  select a.key_id is not null as "usesKey", ${WHO}, k.id as "keyId", k.permissions::text as "keyPermissions", ${VALID_FOR_MS} as "validForMs"
    from unnest($1::uuid[], $2::uuid[]) with ordinality as a(user_id, key_id, n)
    left join identity.users u on u.id = a.user_id and u.is_active
    left join identity.api_keys k
      on k.id = a.key_id and k.user_id = u.id and k.is_active and (k.expires_at is null or k.expires_at > now())
   order by a.n`

interface PartyAnswer {
  usesKey: boolean
  id: string | null
  groups: string | null
  grants: string | null
  keyId: string | null
  keyPermissions: string | null
  validForMs: number | null
}

/** Actors, and for how many milliseconds what is said of them holds if nothing changes. */
interface Parties {
  parties: readonly Party[]
  validForMs: number | null
}

const NOBODY: Parties = { parties: [], validForMs: null }

/** What actors may do now, in their order. An actor who is gone, or whose key is gone, may do nothing. */
export async function findParties(database: Database, actors: readonly Actor[]): Promise<Parties> {
  if (actors.length === 0) return NOBODY
  const values = [actors.map(({ userId }) => userId), actors.map(({ apiKeyId }) => apiKeyId)]
  const answers = await database.query<PartyAnswer & Record<string, unknown>>(PARTIES, values)
  return {
    parties: answers.map((answer, i) => asParty(actors[i]!, answer)),
    validForMs: least(...answers.map(({ validForMs }) => validForMs)),
  }
}

/** The shortest of some times; null is one without an end. */
export function least(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length > 0 ? Math.min(...known) : null
}

function asParty({ userId, apiKeyId }: Actor, { usesKey, id, groups, grants, keyId, keyPermissions }: PartyAnswer): Party {
  if (id === null) return { userId, groupIds: [], permissions: NOTHING }
  const party = { userId, groupIds: idsOf(groups), permissions: permissionsOf(grants) }
  if (!usesKey) return party
  return { ...party, apiKey: { id: apiKeyId!, permissions: keyId === null ? NOTHING : parsed<Permissions>(keyPermissions!) } }
}

const NOTHING: Permissions = Object.freeze({})

/** @returns null where the user, or the key through which they act, is not active */
export async function findCallerByActor(database: Database, { userId, apiKeyId }: Actor): Promise<Authentication | null> {
  if (apiKeyId === null) return findCallerByUser(database, userId)
  const found = await findCallerByKeyId(database, apiKeyId)
  return found?.caller.userId === userId ? found : null
}

const asCaller = ({ id, email, groups, grants }: UserAnswer): Caller => ({
  userId: id,
  email,
  groupIds: idsOf(groups),
  permissions: permissionsOf(grants),
})

const idsOf = (groups: string | null): readonly string[] => (groups === null ? [] : parsed<string[]>(groups))

const permissionsOf = (grants: string | null): Permissions => (grants === null ? NOTHING : granted(grants))

const texts = new Map<string, unknown>()
const grantSets = new Map<string, Permissions>()

/** JSON.parse that remembers: equal texts share one frozen value. */
const parsed = <T>(text: string): T => remembered(texts, text, () => Object.freeze(JSON.parse(text))) as T

const granted = (text: string): Permissions =>
  remembered(grantSets, text, () => Object.freeze(Object.fromEntries((JSON.parse(text) as string[]).map((key) => [key, true]))))

function remembered<T>(memory: Map<string, T>, key: string, make: () => T): T {
  const known = memory.get(key)
  if (known !== undefined) return known
  if (memory.size >= 1_000) memory.clear()
  const made = make()
  memory.set(key, made)
  return made
}
