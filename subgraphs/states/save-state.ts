import type { Context } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Services } from './builder.ts'
import { changeOf } from './change.ts'
import { compareAndSet, requireVersion } from './compare-and-set.ts'
import { changeableState, type Locator } from './find-state.ts'
import { COLUMNS, type State, type Visibility } from './state.entity.ts'
import { decodeValue, encodeValue } from './state-value.ts'
import { action } from './visibility.ts'

export interface NewState {
  namespace: string
  key: string
  value: unknown
  visibility: Visibility
  groupId: string | null
  description: string | null
  tags: string[]
  relevanceScore: number
  encrypted: boolean
  expiresAt: Date | null
}

// An expired state is as good as gone, whether it was pruned yet or not: the new one takes its place.
const INSERT = `insert into states.states as existing
  (id, user_id, group_id, namespace, key, value, visibility, description, tags, relevance_score, encrypted, version, expires_at, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, now(), now())
  on conflict (namespace, key, user_id) do update set
    id = excluded.id, group_id = excluded.group_id, value = excluded.value, visibility = excluded.visibility,
    description = excluded.description, tags = excluded.tags, relevance_score = excluded.relevance_score,
    encrypted = excluded.encrypted, version = 1, expires_at = excluded.expires_at, created_at = now(), updated_at = now()
  where existing.expires_at <= now()
  returning ${COLUMNS}`

/** @throws SinasError ALREADY_EXISTS where the caller has the name; BAD_REQUEST without the group that it is shared with; FORBIDDEN */
export async function createState(context: Context<Services>, state: NewState): Promise<State> {
  authoriseSharing(context, 'create', state)
  const id = crypto.randomUUID()
  const [created] = await context.database.query<State>(INSERT, [
    id,
    context.caller!.userId,
    state.groupId,
    state.namespace,
    state.key,
    await encodeValue(context.services.sealer, id, state.value, state.encrypted),
    state.visibility,
    state.description,
    state.tags,
    state.relevanceScore,
    state.encrypted,
    state.expiresAt,
  ])
  if (!created) throw new SinasError('ALREADY_EXISTS', { what: `State ${state.namespace}/${state.key}` })
  context.services.changes.publish(changeOf(null, created))
  return created
}

/**
 * Sharing reaches further than a private state, and so must the caller's permission.
 * @throws SinasError BAD_REQUEST without a group; FORBIDDEN where the caller is not in it, or may not share that widely
 */
function authoriseSharing(
  context: Context<Services>,
  verb: 'create' | 'update',
  { namespace, visibility, groupId }: { namespace: string; visibility: Visibility; groupId: string | null },
): void {
  if (visibility === 'private') return
  const scope = context.reach(action(verb, namespace))
  if (scope !== 'all' && (visibility === 'public' || scope !== 'group')) {
    throw new SinasError('FORBIDDEN', { permission: `sinas.${action(verb, namespace)}:${visibility === 'public' ? 'all' : 'group'}` })
  }
  if (visibility === 'public') return
  if (!groupId) throw new SinasError('BAD_REQUEST', { reason: 'group_id is required when visibility is group' })
  if (scope !== 'all' && !context.caller!.groupIds.includes(groupId))
    throw new SinasError('FORBIDDEN', { permission: 'membership of the group' })
}

/** What is to change; what is absent stays. */
export type StateChanges = { [Setting in Exclude<keyof NewState, 'namespace' | 'key'>]?: NewState[Setting] | undefined }

// Writes only if what was decided on before still holds: which users see the state, how its value is kept and, where it matters, its version.
const UPDATE = `update states.states set
    value = coalesce($6::json, value), encrypted = coalesce($7, encrypted), visibility = coalesce($8, visibility),
    group_id = coalesce($9, group_id), description = coalesce($10, description), tags = coalesce($11, tags),
    relevance_score = coalesce($12, relevance_score), expires_at = coalesce($13, expires_at),
    version = version + 1, updated_at = now()
  where id = $1 and visibility = $2 and group_id is not distinct from $3 and encrypted = $4 and ($5::int is null or version = $5)
  returning ${COLUMNS}`

/**
 * @param ifMatch the versions that it may have, as in HTTP's `If-Match`
 * @throws SinasError NOT_FOUND, FORBIDDEN, PRECONDITION_FAILED; CONFLICT where others change it all the time
 */
export function updateState(
  context: Context<Services>,
  locator: Locator,
  changes: StateChanges,
  ifMatch: string | null | undefined,
): Promise<State> {
  return compareAndSet(async () => {
    const before = await changeableState(context, locator, 'update')
    requireVersion(before.version, ifMatch)
    authoriseMove(context, before, changes)
    const after = await write(context, before, changes, Boolean(ifMatch))
    if (after) context.services.changes.publish(changeOf(before, after))
    return after
  })
}

async function write({ database, services }: Context<Services>, before: State, changes: StateChanges, versioned: boolean) {
  const encrypted = changes.encrypted ?? before.encrypted
  // A value that is to be kept differently is written anew, so it must not have changed since it was read.
  const rewritten = changes.value === undefined && encrypted !== before.encrypted
  const value = rewritten ? await decodeValue(services.sealer, before) : changes.value
  const [after] = await database.query<State>(UPDATE, [
    before.id,
    before.visibility,
    before.groupId,
    before.encrypted,
    versioned || rewritten ? before.version : null,
    value === undefined ? null : await encodeValue(services.sealer, before.id, value, encrypted),
    changes.encrypted,
    changes.visibility,
    changes.groupId,
    changes.description,
    changes.tags,
    changes.relevanceScore,
    changes.expiresAt,
  ])
  return after
}

/** Only the owner decides with whom a state is shared, not all who may write to it. */
function authoriseMove(context: Context<Services>, before: State, changes: StateChanges): void {
  const { userId, namespace } = before
  const visibility = changes.visibility ?? before.visibility
  const groupId = changes.groupId ?? before.groupId ?? null
  if (visibility === before.visibility && groupId === before.groupId) return
  const permission = `sinas.states/${namespace}.update:all`
  if (userId !== context.caller!.userId && !context.may(permission)) throw new SinasError('FORBIDDEN', { permission })
  authoriseSharing(context, 'update', { namespace, visibility, groupId })
}
