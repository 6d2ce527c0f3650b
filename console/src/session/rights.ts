import { queryOptions } from '@tanstack/react-query'
import { covers, parsePermission, type Scope } from '../../../schema/permissions.ts'
import { ask } from '../data/ask.ts'
import { read } from '../data/query.ts'
import { rights as texts } from '../texts/en/rights.ts'
import { PermissionReferenceDocument, type PermissionReferenceQuery } from './generated/rights.ts'
import { PermissionsDocument } from './generated/session.ts'

export type { Scope }
/** The platform's own matcher: what is computed here is what it would decide. */
export { covers, parsePermission }

export const permissionReference = { ...read(PermissionReferenceDocument, {}), staleTime: Number.POSITIVE_INFINITY }
export type Reference = PermissionReferenceQuery['permissionReference']

/** From narrow to wide. */
export const SCOPES: readonly Scope[] = ['own', 'group', 'all']

/** What a group grants its members. */
export interface Grant {
  key: string
  /** False grants nothing, and denies nothing. */
  isOn: boolean
  groupId: string
  groupName: string
}

/** A permission in its parts, as one chooses them. */
export interface Parts {
  resource: string
  action: string
  /** `namespace`, or `namespace/name`; empty: every one. */
  path: string
  scope: Scope
}

export function partsOf(text: string): Parts | null {
  const permission = parsePermission(text)
  if (permission?.base[0] !== 'sinas' || permission.base.length > 2) return null
  const { base, path, action, scope } = permission
  return { resource: base[1] ?? '*', action, path: path?.join('/') ?? '', scope: scope === '*' ? 'all' : (scope as Scope) }
}

export function permissionOf({ resource, action, path, scope }: Parts): string {
  if (resource === '*' && action === '*') return `sinas.*:${scope}`
  return `sinas.${resource}${path && `/${path}`}.${action}:${scope}`
}

/** What a permission means, in words. */
export function meaningOf(text: string): string {
  const permission = parsePermission(text)
  if (!permission) return texts.nothing
  const { base, path, action, scope } = permission
  const [service = '*', resource = '*'] = base
  if (service !== '*' && service !== 'sinas') return texts.elsewhere(service)
  const reach = scope === '*' ? 'all' : (scope as Scope)
  if (resource === '*' && action === '*' && reach === 'all') return texts.everything
  return texts.meaning(action, resource, path?.join('/') ?? '', reach)
}

/** The widest scope in which some texts grant an action, or null. @param action `functions.read`, `functions/ns/name.execute` */
export function widest(keys: readonly string[], action: string): Scope | null {
  return SCOPES.findLast((scope) => keys.some((key) => covers(key, `sinas.${action}:${scope}`))) ?? null
}

/** Why a grant that seems to be about the same does not give it. */
export type Miss = 'off' | 'scope' | 'path'

export interface Explanation {
  given: Grant[]
  missed: { grant: Grant; why: Miss }[]
}

/** Which grants give a permission, and which come near it. */
export function explain(grants: readonly Grant[], requirement: string): Explanation {
  const given = grants.filter(({ key, isOn }) => isOn && covers(key, requirement))
  const missed = grants.flatMap((grant) => {
    const why = whyNot(grant, requirement)
    return why ? [{ grant, why }] : []
  })
  return { given, missed }
}

function whyNot({ key, isOn }: Grant, requirement: string): Miss | null {
  if (covers(key, requirement)) return isOn ? null : 'off'
  if (!isOn) return null
  const narrow = (text: string) => text.replace(/:(own|group|all|\*)$/, ':own')
  if (covers(key, narrow(requirement))) return 'scope'
  const [granted, required] = [partsOf(key), partsOf(requirement)]
  if (!granted || !required || granted.path === '') return null
  return covers(permissionOf({ ...granted, path: '' }), requirement) ? 'path' : null
}

/** What who is logged in may do, each in its widest scope: as the server says. */
export const ownRights = queryOptions({
  queryKey: ['permission', 'every one'],
  staleTime: 60_000,
  async queryFn({ client }): Promise<OwnRight[]> {
    const { permissionReference: reference } = await client.fetchQuery(permissionReference)
    const asked = reference.flatMap(({ resource, actions }) => actions.map((action) => ({ resource, action })))
    const permissions = asked.flatMap(({ resource, action }) => SCOPES.map((scope) => `sinas.${resource}.${action}:${scope}`))
    const { checkPermissions } = await ask(PermissionsDocument, { permissions })
    const held = new Set(checkPermissions.checks.filter(({ hasPermission }) => hasPermission).map(({ permission }) => permission))
    return asked.flatMap(({ resource, action }) => {
      const scope = SCOPES.findLast((each) => held.has(`sinas.${resource}.${action}:${each}`))
      return scope ? [{ resource, action, scope, key: `sinas.${resource}.${action}:${scope}` }] : []
    })
  },
})

export interface OwnRight {
  resource: string
  action: string
  scope: Scope
  key: string
}
