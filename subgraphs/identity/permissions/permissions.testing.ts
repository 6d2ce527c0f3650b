// Permissions that fast-check makes up: what may be asked for, what may be granted, and texts that are neither.
import fc from 'fast-check'
import { PERMISSION_REFERENCE } from './reference.ts'

const SCOPES = ['own', 'group', 'all']
const SPELLINGS: Record<string, string[]> = { read: ['get'], create: ['post'], update: ['put', 'patch'] }
const SYNONYMS: Record<string, string> = { logs: 'request_logs', states: 'contexts', packages: 'dependencies', groups: 'roles' }

const name = fc.constantFrom('billing', 'charge', 'ns', 'a-b', 'My agent (v2): x', 'groß', 'a.b', '*', 'x*')

interface Parts {
  service: string
  resource: string | null
  path: string[] | null
  action: string
  scope: string
}

const write = ({ service, resource, path, action, scope }: Parts) =>
  `${service}${resource === null ? '' : `.${resource}`}${path ? `/${path.join('/')}` : ''}.${action}:${scope}`

/** The spelling with dots alone, where the path has none. */
const writeDotted = (parts: Parts) =>
  parts.path?.every((segment) => /^[\w*-]+$/.test(segment))
    ? write({ ...parts, path: null, resource: [parts.resource, ...parts.path].join('.') })
    : write(parts)

const path = fc.array(name, { minLength: 1, maxLength: 3 })

const asked: fc.Arbitrary<Parts> = fc.constantFrom(...PERMISSION_REFERENCE).chain(({ resource, actions, namespaced }) =>
  fc.record({
    service: fc.constantFrom('sinas', 'sinas', 'sinas', 'titan'),
    resource: fc.constant(resource),
    path: namespaced ? fc.option(path, { nil: null }) : fc.constant(null),
    action: fc.constantFrom(...actions),
    scope: fc.constantFrom(...SCOPES),
  }),
)

/** The same or more: with wildcards, without a path or part of it, in a wider scope. */
const widened = (parts: Parts): fc.Arbitrary<Parts> =>
  fc.record({
    service: fc.constantFrom(parts.service, parts.service, parts.service, '*'),
    resource: fc.constantFrom(parts.resource, parts.resource, parts.resource, '*', null),
    path: fc.constantFrom(
      parts.path,
      parts.path,
      null,
      ['*'],
      ['*', '*'],
      parts.path?.slice(0, 1) ?? null,
      parts.path?.map((segment, i) => (i === 0 ? segment : '*')) ?? null,
    ),
    action: fc.constantFrom(parts.action, parts.action, '*'),
    scope: fc.constantFrom(parts.scope, parts.scope, 'all', '*'),
  })

const respelled = (parts: Parts): fc.Arbitrary<string> =>
  fc
    .record({
      ...Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, fc.constant(value)])),
      resource: fc.constantFrom(parts.resource, SYNONYMS[parts.resource ?? ''] ?? parts.resource),
      action: fc.constantFrom(parts.action, ...(SPELLINGS[parts.action] ?? [])),
    } as { [Key in keyof Parts]: fc.Arbitrary<Parts[Key]> })
    .chain((spelled) => fc.constantFrom(write(spelled), writeDotted(spelled)))

/** Texts of the words and signs of permissions, most of which are none. */
const scrambled = fc
  .array(
    fc.constantFrom(
      'sinas',
      'titan',
      '*',
      '.',
      '.',
      '/',
      ':',
      'users',
      'functions',
      'read',
      'own',
      'all',
      'constructor',
      '__proto__',
      ' ',
      '＊',
      'ѕinas',
    ),
    { maxLength: 9 },
  )
  .map((words) => words.join(''))

/** Permissions as code asks for them. */
const requirement: fc.Arbitrary<string> = asked.map(write)

/** A permission that is asked for, one that covers it, and one that mostly covers that. */
export const chain: fc.Arbitrary<{ requirement: string; grant: string; wider: string }> = asked.chain((parts) =>
  widened(parts).chain((more) =>
    fc.record({ requirement: respelled(parts), grant: respelled(more), wider: widened(more).chain(respelled) }),
  ),
)

/** Anything that a person may write where a permission is wanted. */
export const writtenText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: asked.chain(widened).chain(respelled) },
  { weight: 2, arbitrary: requirement },
  { weight: 1, arbitrary: scrambled },
)

/** What a grantor holds, and what they are asked to give: mostly near to each other, else little of it would be accepted. */
export const delegation: fc.Arbitrary<{ held: string[]; wanted: string }> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ links: chain, others: fc.array(writtenText, { maxLength: 3 }) })
      .map(({ links, others }) => ({ held: [links.wider, ...others], wanted: links.grant })),
  },
  { weight: 1, arbitrary: fc.record({ held: fc.array(writtenText, { maxLength: 4 }), wanted: writtenText }) },
)

/** Every permission of the reference in every scope, with and without these paths. */
export const UNIVERSE: readonly string[] = PERMISSION_REFERENCE.flatMap(({ resource, actions, namespaced }) => {
  const paths = namespaced ? [null, ['billing'], ['billing', 'charge'], ['ns', 'charge'], ['groß'], ['a.b']] : [null]
  return actions.flatMap((action) =>
    paths.flatMap((path) => SCOPES.map((scope) => write({ service: 'sinas', resource, path, action, scope }))),
  )
})
