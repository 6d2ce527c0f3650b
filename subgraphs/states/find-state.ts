import type { Context } from '../../schema/context.ts'
import { SinasError } from '../../schema/errors.ts'
import type { Scope } from '../../schema/permissions.ts'
import type { Services } from './builder.ts'
import { COLUMNS, type State } from './state.entity.ts'
import { action, mayChange, mayRead } from './visibility.ts'

/** Which state is meant: by its id, or by its name as the caller sees it. */
export type Locator = { id: string } | { namespace: string; key: string }

const UNEXPIRED = '(expires_at is null or expires_at > now())'

const BY_ID = `select ${COLUMNS} from states.states where id = $1 and ${UNEXPIRED}`

// Several users may have the name: the caller's own comes first, then what is shared with fewer.
const BY_NAME = `select ${COLUMNS} from states.states
  where namespace = $1 and key = $2 and ${UNEXPIRED}
    and (user_id = $3 or visibility = 'public' or (visibility = 'group' and group_id = any($4::uuid[])) or $5)
  order by user_id = $3 desc, visibility = 'group' desc, visibility = 'public' desc, updated_at desc
  limit 1`

/**
 * A state that the caller may read.
 * @throws SinasError NOT_FOUND where there is none; FORBIDDEN where an id names one that is not the caller's to see
 */
export async function readableState(context: Context<Services>, locator: Locator): Promise<State> {
  if (!('id' in locator)) return findByName(context, locator, requireAny(context, 'read', locator.namespace))
  const state = await findById(context, locator.id)
  if (!mayRead(context.caller!, context.reach(action('read', state.namespace)), state)) throw forbidden('read', state)
  return state
}

/**
 * A state that the caller may change: by name, the same one that reading shows.
 * @throws SinasError NOT_FOUND where there is none; FORBIDDEN where it may only be read
 */
export async function changeableState(context: Context<Services>, locator: Locator, verb: 'update' | 'delete'): Promise<State> {
  if ('namespace' in locator) requireAny(context, verb, locator.namespace)
  const state =
    'id' in locator ? await findById(context, locator.id) : await findByName(context, locator, widestScope(context, locator, verb))
  if (!mayChange(context.caller!, context.reach(action(verb, state.namespace)), state)) throw forbidden(verb, state)
  return state
}

/** @throws SinasError FORBIDDEN where the caller may do this to no state of the namespace, not even to their own */
function requireAny(context: Context<Services>, verb: 'read' | 'update' | 'delete', namespace: string): Scope {
  const scope = context.reach(action(verb, namespace))
  if (scope === null) throw context.forbidden()
  return scope
}

async function findById({ database }: Context<Services>, id: string): Promise<State> {
  const [state] = await database.read<State>(BY_ID, [id])
  if (!state) throw notFound()
  return state
}

async function findByName(
  { caller, database }: Context<Services>,
  { namespace, key }: { namespace: string; key: string },
  scope: Scope | null,
): Promise<State> {
  const groups = scope === 'own' ? [] : caller!.groupIds
  const [state] = await database.read<State>(BY_NAME, [namespace, key, caller!.userId, groups, scope === 'all'])
  if (!state) throw notFound()
  return state
}

function widestScope(context: Context<Services>, { namespace }: { namespace: string }, verb: 'update' | 'delete'): Scope | null {
  const scopes = [context.reach(action('read', namespace)), context.reach(action(verb, namespace))]
  return (['all', 'group'] as const).find((scope) => scopes.includes(scope)) ?? 'own'
}

const notFound = () => new SinasError('NOT_FOUND', { what: 'State' })

const forbidden = (verb: 'read' | 'update' | 'delete', { namespace }: State) =>
  new SinasError('FORBIDDEN', { permission: `sinas.${action(verb, namespace)}:all` })
