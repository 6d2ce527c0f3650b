import type { Caller } from '../../../schema/context.ts'
import { SinasError } from '../../../schema/errors.ts'
import { holds, match } from '../../../schema/permissions.ts'
import { isUuid } from '../../../schema/scalars.ts'
import type { IdentityContext } from '../builder.ts'

export interface Group {
  id: string
  name: string
  description?: string | null | undefined
  emailDomain?: string | null | undefined
  externalGroupId?: string | null | undefined
  createdAt: Date
  updatedAt: Date
}

const GROUPS = `
  select g.id, g.name, g.description, g.email_domain as "emailDomain", g.external_group_id as "externalGroupId",
         g.created_at as "createdAt", g.updated_at as "updatedAt"
    from identity.groups g`

const BY_NAME = `${GROUPS} where g.name = $1`
// An id goes before a name that looks like one.
const BY_ID_OR_NAME = `${GROUPS} where g.id = $1::uuid or g.name = $1::text order by g.id = $1::uuid desc limit 1`
const BY_IDS = `${GROUPS} where g.id = any($1::uuid[])`
const BY_ID = `${GROUPS} where g.id = $1`

type Row = Group & Record<string, unknown>

const READ_ALL = 'sinas.groups.read:all'

/** Groups that membership alone shows. An API key and those who shaped a run are no members: they see the user's groups where they may. */
export function groupsOf({ userId, groupIds, apiKey, shapers = [] }: Caller): readonly string[] {
  const byKey = !apiKey || match(apiKey.permissions, 'sinas.groups.read:own')
  const byShapers = shapers.every((shaper) => holds(shaper, shaper.userId === userId ? 'sinas.groups.read:own' : READ_ALL))
  return byKey && byShapers ? groupIds : []
}

/** Which group is meant: by one of these. */
export interface GroupReference {
  id?: string | null | undefined
  name?: string | null | undefined
  /** As a path of REST has it. */
  idOrName?: string | null | undefined
}

/** @throws SinasError NOT_FOUND */
export async function findGroup({ database }: IdentityContext, { id, name, idOrName }: GroupReference): Promise<Group> {
  const text = id ?? name ?? idOrName!
  const sql = id ? BY_ID : idOrName && isUuid(idOrName) ? BY_ID_OR_NAME : BY_NAME
  const [group] = await database.read<Row>(sql, [text])
  if (!group) throw new SinasError('NOT_FOUND', { what: 'Group' })
  return group
}

/** A group whose member the caller is, or any for holders of `groups.read:all`. @throws SinasError NOT_FOUND, FORBIDDEN */
export async function findVisibleGroup(context: IdentityContext, reference: GroupReference): Promise<Group> {
  const group = await findGroup(context, reference)
  if (!groupsOf(context.caller!).includes(group.id) && !context.may(READ_ALL)) throw groupNotVisible()
  return group
}

/** Ids of the groups that the caller may see; null where it is all of them. */
export function visibleGroupIds(context: IdentityContext): readonly string[] | null {
  if (context.may(READ_ALL)) return null
  return context.caller ? groupsOf(context.caller) : []
}

/** The groups that something refers to; null where the caller is no member and does not hold `groups.read:all`. */
export async function readReferredGroups(context: IdentityContext, ids: readonly string[]): Promise<(Group | null)[]> {
  const only = visibleGroupIds(context)
  const visible = only ? ids.filter((id) => only.includes(id)) : ids
  const rows = visible.length > 0 ? await context.database.read<Row>(BY_IDS, [visible]) : []
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => found.get(id) ?? null)
}

export const groupNotVisible = () => new SinasError('FORBIDDEN', { permission: READ_ALL })
