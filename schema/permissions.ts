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

/** Characters that a permission may have. */
export const MAX_PERMISSION_LENGTH = 512

// Maps, because an object also has the names of its prototype: `sinas.users.constructor:own`.
const SCOPES = new Map([
  ['own', 1],
  ['group', 2],
  ['all', 3],
  ['*', 3],
])

const VERBS = new Map([
  ['get', 'read'],
  ['post', 'create'],
  ['put', 'update'],
  ['patch', 'update'],
])

const SYNONYMS = new Map([
  ['request_logs', 'logs'],
  ['contexts', 'states'],
  ['dependencies', 'packages'],
  ['roles', 'groups'],
])

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

/** A permission in the form in which permissions are compared. `*` stands for any segment. */
export interface Permission {
  /** Service and resource: `['sinas', 'functions']`. Empty in `*:all`. */
  readonly base: readonly string[]
  /** Namespace and name; null where the text has none. */
  readonly path: readonly string[] | null
  readonly action: string
  readonly scope: string
}

/** A permission that is asked for: its path comes from the data, where a namespace of states may be any text. */
interface Requirement extends Permission {
  /** Could the same text be granted? */
  readonly isPermission: boolean
}

// ASCII alone, so that no letter looks like another one.
const WORD = /^(?:\*|[A-Za-z0-9_-]+)$/
// No `*` inside of a segment, and no sign that looks like one of those that divide a permission. One class, not two that overlap: those are tried in
// every combination before a text is refused.
const PATH_SEGMENT = /^(?:\*|[\p{L}\p{M}\p{N}\x20-\x29\x2b-\x2e\x30-\x7e]+)$/u

const known = new Map<string, Requirement | null>()
const REMEMBERED = 10_000

/**
 * Reads a permission as it may be granted, strictly.
 * @returns its normal form, or null where the text is no permission
 */
export function parsePermission(text: string): Permission | null {
  const read = readPermission(text)
  return read?.isPermission ? read : null
}

/** Remembered, because a request compares the same texts again and again. */
function readPermission(text: string): Requirement | null {
  const remembered = known.get(text)
  if (remembered !== undefined) return remembered
  const read = normalise(text)
  if (text.length > MAX_PERMISSION_LENGTH) return read
  if (known.size >= REMEMBERED) known.clear()
  known.set(text, read)
  return read
}

/** A path may hold dots and colons, so what follows it is looked for from the end. */
function normalise(text: string): Requirement | null {
  const colon = text.lastIndexOf(':')
  const scope = text.slice(colon + 1)
  if (colon < 0 || !SCOPES.has(scope)) return null
  const subject = text.slice(0, colon)
  const slash = subject.indexOf('/')
  const dot = subject.lastIndexOf('.')
  if (slash > dot) return null
  const words = (slash < 0 ? subject : subject.slice(0, slash) + subject.slice(dot)).split('.')
  // Without a service there is `*` alone, which is everything of every service.
  if (!words.every((word) => WORD.test(word)) || (words.length < 2 && subject !== '*')) return null
  const action = words.at(-1)!
  const names = words.slice(0, -1)
  const isDotted = slash < 0 && isOurs(names) && names.length > 2 && NAMESPACED.has(names[1]!)
  const path = isDotted ? names.slice(2) : slash < 0 ? null : subject.slice(slash + 1, dot).split('/')
  return {
    base: canonical(isDotted ? names.slice(0, 2) : names),
    path,
    action: VERBS.get(action) ?? action,
    scope,
    isPermission: text.length <= MAX_PERMISSION_LENGTH && (path ?? []).every(isPathSegment),
  }
}

/** With the one name of a resource of ours that has several. */
const canonical = (names: string[]) => (isOurs(names) ? names.map((name, i) => (i === 1 ? (SYNONYMS.get(name) ?? name) : name)) : names)

const isOurs = ([service]: readonly string[]) => service === 'sinas' || service === '*'

const isPathSegment = (text: string) => PATH_SEGMENT.test(text) && text === text.trim() && text === text.normalize()

/**
 * Does the granted text cover the required one? `all` covers `group` covers `own`; `*` stands for any segment, at the end for all that
 * follow. What covers a permission covers all that the permission covers, so that this alone decides whether a caller may grant it.
 */
export function covers(grant: string, requirement: string): boolean {
  const granted = parsePermission(grant)
  const required = granted && readPermission(requirement)
  return !!required && coversRequired(granted, required)
}

function coversRequired(granted: Permission, required: Permission): boolean {
  return (
    SCOPES.get(granted.scope)! >= SCOPES.get(required.scope)! &&
    (granted.action === '*' || granted.action === required.action) &&
    coversBase(granted, required) &&
    coversPath(granted.path, required.path)
  )
}

function coversBase({ base, action }: Permission, required: Permission): boolean {
  const missing = required.base.length - base.length
  const isOpen = base.at(-1) === '*' || action === '*'
  if (missing < 0 || (missing > 0 && !isOpen)) return false
  return base.every((segment, i) => segment === '*' || segment === required.base[i])
}

/** A grant without a path means all paths; a requirement without one is covered only by a path of wildcards. */
function coversPath(granted: readonly string[] | null, required: readonly string[] | null): boolean {
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
  let given = answers.get(permissions)
  if (!given) answers.set(permissions, (given = new Map()))
  let answer = given.get(requirement)
  if (answer === undefined) {
    if (given.size > REMEMBERED) given.clear()
    given.set(requirement, (answer = matchAny(permissions, requirement)))
  }
  return answer
}

function matchAny(permissions: Permissions, requirement: string): boolean {
  const required = readPermission(requirement)
  if (!required) return false
  for (const grant in permissions) {
    if (permissions[grant] !== true) continue
    const granted = parsePermission(grant)
    if (granted && coversRequired(granted, required)) return true
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
