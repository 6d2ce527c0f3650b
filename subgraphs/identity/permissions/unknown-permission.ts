import { type Permission, parsePermission } from '../../../schema/permissions.ts'
import { probableMeaning } from './probable-meaning.ts'
import { PERMISSION_REFERENCE } from './reference.ts'

const REFERENCE = 'GET /api/v1/roles/permissions/reference lists what there is'

/** Characters of a refused text that a message repeats. */
const QUOTED = 100

/**
 * Why a text is nothing that can be granted: it is no permission, or one of this platform that names nothing that exists.
 * Permissions of other services are theirs to know.
 * @returns a sentence for the person who wrote it, with what they probably meant; null where there is no fault
 */
export function faultOf(text: string): string | null {
  const fault = whatIsWrong(text)
  if (!fault) return null
  const meant = probableMeaning(text, (candidate) => whatIsWrong(candidate) === null)
  const shown = text.length > QUOTED ? `${text.slice(0, QUOTED)}...` : text
  return `${JSON.stringify(shown)} ${fault}. ${meant ? `Did you mean ${JSON.stringify(meant)}?` : REFERENCE}`
}

function whatIsWrong(text: string): string | null {
  const permission = parsePermission(text)
  if (permission) return isOurs(permission) ? whatIsUnknown(permission) : null
  return /:(own|group|all|\*)$/.test(text)
    ? 'is no permission: one is written like sinas.functions.read:own'
    : 'does not end in a scope, which is :own, :group or :all'
}

/** A wildcard for the service counts as ours; so does our name in capitals, which would grant nothing. */
const isOurs = ({ base: [service = '*'] }: Permission) => service === '*' || service.toLowerCase() === 'sinas'

function whatIsUnknown({ base, path, action }: Permission): string | null {
  const [service = '*', ...names] = base
  if (service !== '*' && service !== 'sinas') return 'is not of this platform, whose permissions begin with sinas'
  if (service === 'sinas' && names.length === 0 && action !== '*') return 'names no resource'
  const resource = names.join('.') || '*'
  const known = PERMISSION_REFERENCE.filter((entry) => resource === '*' || entry.resource === resource)
  if (known.length === 0) return `names nothing that exists: there is no resource ${resource}`
  const actions = new Set(known.flatMap((entry) => entry.actions))
  if (action !== '*' && !actions.has(action)) return `names nothing that exists: the actions are ${[...actions].join(', ')}`
  if (path && (names.length === 0 || !known.some(({ namespaced }) => namespaced))) return 'names a namespace where there is none'
  return null
}
