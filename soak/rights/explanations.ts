import type { Actor } from '../../schema/caller.ts'
import { covers } from '../../schema/permissions.ts'
import { UNIVERSE } from '../../subgraphs/identity/permissions/permissions.testing.ts'
import { LAB, nameOfHolder } from './cast.ts'
import { NOTES } from './estate.ts'
import type { World } from './world.ts'

export type Row = Record<string, any>

export interface Change {
  kind: 'added' | 'changed' | 'removed'
  /** As it is, or where it is removed, as it was. */
  row: Row
  was?: Row
  /** Columns that differ. */
  columns: string[]
}

/** Is a difference what the victim did, or what a grant of an attacker's allows? */
export type Explanation = (change: Change, world: World) => boolean | Promise<boolean>

const idOf = ({ cast }: World, name: string) => cast.attackers.find(({ person }) => person.name === name)!.person.id

const within = (columns: string[], allowed: string[]) => columns.every((column) => allowed.includes(column))

/** Was it made with the narrow key, and perhaps touched since by the victim, or by one who may change all users'? */
const isOfKey = (actors: readonly Actor[], keeper: string, { cast }: World) =>
  actors.some(({ apiKeyId }) => apiKeyId === cast.keyId) && actors.every(({ userId }) => userId === cast.victim.id || userId === keeper)

const names = (actors: readonly Actor[], id: string) => actors.some(({ userId }) => userId === id)

/** Who manages permissions may give and take what they hold themselves, to groups of others too. */
const grant: Explanation = async ({ kind, row, was }, world) => {
  if (kind === 'added' && !row.permission_value) return true
  const given = kind === 'removed' ? was! : row
  const holder = world.cast.attackers.find(({ person }) => person.name === nameOfHolder('sinas.groups.manage_permissions:all'))!.person
  const meant = UNIVERSE.filter((permission) => covers(String(given.permission_key), permission))
  if (meant.length === 0) return true
  const checked = await holder.must('POST', '/api/v1/auth/check-permissions', { permissions: meant })
  const [group] = await world.platform.sql<{ name: string }>('select name from identity.groups where id = $1', [given.group_id])
  return checked.result === true && group?.name === 'vault-group'
}

const FUNCTION_ASIDE = ['description', 'icon', 'timeout', 'is_active', 'requires_approval', 'shared_pool', 'is_shared', 'revision']

const fn: Explanation = ({ kind, row, columns }, world) => {
  const keeper = idOf(world, nameOfHolder('sinas.functions.update:all'))
  if (kind === 'added') return row.namespace === LAB && (isOfKey(row.authors, keeper, world) || names(row.authors, keeper))
  if (kind === 'removed' || columns.some((column) => ['user_id', 'id', 'namespace', 'name'].includes(column))) return false
  if (within(columns, FUNCTION_ASIDE)) return true
  if (names(row.authors, keeper)) return true
  const isVictims = row.authors.every(({ userId, apiKeyId }: Actor) => userId === world.cast.victim.id && apiKeyId === null)
  return isVictims && (world.estate.code[`${row.namespace}/${row.name}`] ?? []).includes(row.code)
}

/** Who may change everybody's may change this: and it says so, or they changed nothing that its runs do. The rest the victim tidied. @param aside what is tidied */
const trigger =
  (holder: Parameters<typeof nameOfHolder>[0], aside: string[]): Explanation =>
  ({ kind, row, columns }, world) => {
    const editors: Actor[] = [{ userId: row.editor_id, apiKeyId: row.editor_key_id }, ...row.shapers]
    if (kind === 'added') return editors.some(({ apiKeyId }) => apiKeyId === world.cast.keyId)
    if (kind === 'removed' || columns.some((column) => ['user_id', 'id', 'path'].includes(column))) return false
    const keeper = idOf(world, nameOfHolder(holder))
    const isKnown = editors.every(({ userId, apiKeyId }) => apiKeyId === null && (userId === world.cast.victim.id || userId === keeper))
    return isKnown && (names(editors, keeper) || within(columns, aside))
  }

const EDITORS = ['editor_id', 'editor_key_id', 'shapers', 'editors']

/** Settings that are the holder's say so; what is not shaped by them is the victim's. */
const agent: Explanation = ({ kind, row, was, columns }, world) => {
  const editors: Record<string, Actor[]> = row.editors
  const keeper = idOf(world, nameOfHolder('sinas.agents.update:all'))
  if (kind === 'added') return row.namespace === LAB && isOfKey(Object.values(editors).flat(), keeper, world)
  if (kind === 'removed' || columns.includes('user_id')) return false
  const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const shaping = columns.filter((column) => camel(column) in editors || camel(column) in was!.editors)
  return shaping.every((column) => names(editors[camel(column)] ?? [], keeper))
}

const chat: Explanation = async ({ kind, row }, { estate, platform, cast }) => {
  if (kind !== 'added') return false
  if (row.input.mark === estate.mark || row.agent_namespace === LAB) return true
  const [parent] = await platform.sql(
    // The chat of a slot has the slot's id.
    `select from agents.chats where id = $1 and user_id = $2 union all
     select from triggers.slots s join triggers.schedules t on t.id = s.schedule_id where s.id = $3 and t.user_id = $2`,
    [row.parent_id, cast.victim.id, row.id],
  )
  return parent !== undefined
}

const state: Explanation = ({ kind, row }) => kind === 'added' && row.namespace === NOTES && row.value?.by === 'note'

const scheduleOf = trigger('sinas.schedules.update:all', ['name', 'description', 'is_active', 'cron_expression', 'timezone', ...EDITORS])

/** A function is not told the content, which the victim may have left as another had set it when they resumed the schedule. */
const schedule: Explanation = (change, world) => {
  const isTold = change.row.schedule_type === 'agent'
  return scheduleOf({ ...change, columns: change.columns.filter((column) => isTold || column !== 'content') }, world)
}

export const explanations = {
  grant,
  function: fn,
  webhook: trigger('sinas.webhooks.update:all', [
    ...['description', 'rate_limit', 'user_rate_limit', 'is_active', 'requires_auth', 'response_mode', ...EDITORS],
  ]),
  schedule,
  agent,
  chat,
  state,
}
