/**
 * The permission grammar and its matcher: pure functions, no database.
 *
 * A permission is `sinas.{resource}[/{namespace}[/{name}]].{action}:{scope}`. The dotted spelling with HTTP verbs
 * (`sinas.functions.ns.get:own`) means the same; both are compared in one normal form and stored as they were written.
 */

/** How far a permission reaches: the caller's own rows, rows of the caller's groups, every row. */
export type Scope = 'own' | 'group' | 'all'

/** Permission text to whether it is granted. A `false` entry never denies; it only fails to grant. */
export type Permissions = Readonly<Record<string, boolean>>

const SCOPES: Record<string, number> = { own: 1, group: 2, all: 3, '*': 3 }

const ACTIONS: Record<string, string> = { get: 'read', post: 'create', put: 'update', patch: 'update' }

const SYNONYMS: Record<string, string> = { request_logs: 'logs', contexts: 'states', dependencies: 'packages', roles: 'groups' }

/** Resources whose permissions may name a namespace and a name. */
const NAMESPACED = new Set([
  'agents',
  'functions',
  'skills',
  'manifests',
  'collections',
  'templates',
  'components',
  'queries',
  'stores',
  'connectors',
])

interface NormalPermission {
  /** Dotted service and resource: `['sinas', 'functions']`. */
  base: string[]
  /** Namespace and name; null where the text has none. */
  path: string[] | null
  action: string
  scope: string
}

const normalForms = new Map<string, NormalPermission | null>()

/** The text in its normal form, or null where it is no permission. Remembered, because a request compares the same texts again and again. */
function normalise(text: string): NormalPermission | null {
  const known = normalForms.get(text)
  if (known !== undefined) return known
  if (normalForms.size > 10_000) normalForms.clear()
  const normal = parse(text)
  normalForms.set(text, normal)
  return normal
}

function parse(text: string): NormalPermission | null {
  const colon = text.lastIndexOf(':')
  if (colon <= 0) return null
  const scope = text.slice(colon + 1)
  const rest = text.slice(0, colon)

  const slash = rest.indexOf('/')
  if (slash >= 0) {
    const dot = rest.lastIndexOf('.')
    if (dot < slash) return null
    const path = rest.slice(slash + 1, dot).split('/')
    return { base: synonyms(rest.slice(0, slash).split('.')), path, action: verb(rest.slice(dot + 1)), scope }
  }

  const segments = rest.split('.')
  const action = verb(segments.at(-1) ?? '')
  const resource = segments[1]
  if (segments[0] === 'sinas' && resource && NAMESPACED.has(resource) && segments.length > 3) {
    return { base: ['sinas', resource], path: segments.slice(2, -1), action, scope }
  }
  return { base: synonyms(segments.slice(0, -1)), path: null, action, scope }
}

const verb = (action: string) => ACTIONS[action] ?? action

const synonyms = (base: string[]) => base.map((segment) => SYNONYMS[segment] ?? segment)

/** Does the granted text cover the required one? `all` covers `group` covers `own`; `*` stands for any segment, at the end for all that follow. */
export function covers(grant: string, requirement: string): boolean {
  if (grant === requirement) return true
  const granted = normalise(grant)
  const required = normalise(requirement)
  if (!granted || !required) return false
  return (
    (SCOPES[granted.scope] ?? 0) >= (SCOPES[required.scope] ?? Number.POSITIVE_INFINITY) &&
    coversBase(granted, required) &&
    (granted.action === '*' || granted.action === required.action) &&
    coversPath(granted.path, required.path)
  )
}

function coversBase(granted: NormalPermission, required: NormalPermission): boolean {
  const open = granted.base.at(-1) === '*' || (granted.action === '*' && granted.base.length < required.base.length)
  if (open ? required.base.length < granted.base.length : required.base.length !== granted.base.length) return false
  return granted.base.every((segment, i) => segment === '*' || segment === required.base[i])
}

/** A grant without a path means all paths; a requirement without one is covered only by a path of wildcards. */
function coversPath(granted: string[] | null, required: string[] | null): boolean {
  if (!granted) return true
  const length = Math.max(granted.length, required?.length ?? 0)
  for (let i = 0; i < length; i++) {
    // `functions/ns.get` says nothing about the name, so it reaches every name in the namespace.
    const segment = granted[i] ?? '*'
    if (segment !== '*' && segment !== required?.[i]) return false
  }
  return true
}

const answers = new WeakMap<Permissions, Map<string, boolean>>()

/** Is the required permission granted? Only `true` entries grant. Answers on a frozen map are remembered: many requests share one. */
export function match(permissions: Permissions, requirement: string): boolean {
  if (!Object.isFrozen(permissions)) return matchAny(permissions, requirement)
  let known = answers.get(permissions)
  if (!known) answers.set(permissions, (known = new Map()))
  let answer = known.get(requirement)
  if (answer === undefined) {
    if (known.size > 10_000) known.clear()
    known.set(requirement, (answer = matchAny(permissions, requirement)))
  }
  return answer
}

function matchAny(permissions: Permissions, requirement: string): boolean {
  if (permissions[requirement] === true) return true
  for (const grant in permissions) {
    if (permissions[grant] === true && covers(grant, requirement)) return true
  }
  return false
}

/** What one party may do. Two sets where an API key is used: both must grant, so that a key never outlives what its owner may do. */
export interface Grants {
  permissions: Permissions
  apiKey?: { permissions: Permissions } | undefined
}

/** What a run may do: what its user may, less what anyone who shaped it could not do to the user's things. */
export interface RunGrants extends Grants {
  userId: string
  shapers?: readonly (Grants & { userId: string })[] | undefined
}

/** May this party, by themselves? @param requirement a whole permission, `sinas.schedules.read:all` */
export function holds({ permissions, apiKey }: Grants, requirement: string): boolean {
  return match(permissions, requirement) && (!apiKey || match(apiKey.permissions, requirement))
}

/**
 * May the run that asks do this to things of its user? A shaper's `:own` counts for nothing on the user's things, which are foreign to
 * them: their rights count where they hold them at `:all`. A shaper who is the user, through an API key, is asked as the user is.
 * @param requirement a whole permission, `sinas.schedules.read:all`
 */
export function may(caller: RunGrants | null, requirement: string): boolean {
  if (!caller || !holds(caller, requirement)) return false
  if (!caller.shapers || caller.shapers.length === 0) return true
  const foreign = forEveryRow(requirement)
  return caller.shapers.every((shaper) => holds(shaper, shaper.userId === caller.userId ? requirement : foreign))
}

/** The same permission in the scope `all`. */
export const forEveryRow = (requirement: string) => `${requirement.slice(0, requirement.lastIndexOf(':'))}:all`

/**
 * The widest scope in which the run that asks may do `action` to things of its user, or null.
 * @param action without service and scope: `schedules.read`, `functions/ns/name.execute`
 */
export function reach(caller: RunGrants | null, action: string): Scope | null {
  return widest((requirement) => may(caller, requirement), action)
}

/** The widest scope in which one party, by themselves, may do `action`, or null. */
export function reachOf(party: Grants, action: string): Scope | null {
  return widest((requirement) => holds(party, requirement), action)
}

function widest(isGranted: (requirement: string) => boolean, action: string): Scope | null {
  for (const scope of ['all', 'group', 'own'] as const) {
    if (isGranted(`sinas.${action}:${scope}`)) return scope
  }
  return null
}

/**
 * May the run that asks do `action` to a thing of `ownerId`? Each party is asked as themselves, so that what belongs to a shaper is not
 * foreign to them: an administrator's run of a user's function may call that user's other functions.
 */
export function mayActOn(caller: RunGrants | null, action: string, ownerId: string): boolean {
  return caller !== null && [caller, ...(caller.shapers ?? [])].every((party) => reaches(party, action, ownerId))
}

function reaches(party: Grants & { userId: string }, action: string, ownerId: string): boolean {
  const scope = reachOf(party, action)
  return scope === 'all' || (scope !== null && party.userId === ownerId)
}
