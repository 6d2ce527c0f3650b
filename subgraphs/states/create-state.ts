import type { Context } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Services } from './builder.ts'
import { COLUMNS, type State, type Visibility } from './state.entity.ts'
import { encodeValue } from './state-value.ts'
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
  context.services.changes.publish(null, created)
  return created
}

/**
 * Sharing reaches further than a private state, and so must the caller's permission.
 * @throws SinasError BAD_REQUEST without a group; FORBIDDEN where the caller is not in it, or may not share that widely
 */
export function authoriseSharing(
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
