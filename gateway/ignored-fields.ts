import type { FastifyReply, FastifyRequest } from 'fastify'
import { suggestionList } from 'graphql/jsutils/suggestionList.js'
import { type Issue, SinasError } from '../schema/errors.ts'
import type { Operation } from '../schema/operations.ts'

/** A field of the body, or a parameter of the query, that an operation does not have. */
interface Ignored {
  place: 'body' | 'query'
  name: string
  /** What is to be known of it, as a sentence without its end. */
  reason: string
}

/** Names that are told at most: a body may have thousands. */
const MAX_TOLD = 20
const MAX_NAME_LENGTH = 100

const LATER = 'comes with a later version'

/** Fields of the contract that we lack, by operation: that they are spelled right is no reason to suggest others. */
const AGENT = Object.fromEntries(
  [
    ...['hooks', 'system_tools', 'query_parameters', 'enabled_queries', 'enabled_stores', 'enabled_collections'],
    ...['enabled_components', 'enabled_connectors'],
  ].map((name) => [name, LATER]),
)
const LACKING: Record<string, Record<string, string>> = {
  CreateAgent: AGENT,
  UpdateAgent: AGENT,
  UpdateAgentById: AGENT,
  ApproveTool: { always_allow: `${LATER}: the next call asks again` },
}

/** Fields without which a request would not do what its client counts on: it is refused, and not carried out without them. */
const REFUSED: Record<string, Record<string, string>> = {
  ExecuteFunctionAsync: { callback_url: 'is not supported: ask GET /jobs/{id}, or watch GET /executions/{id}/events' },
}

interface Given {
  query: Record<string, unknown>
  body: unknown
}

/** Says of each request to an operation what of it would be ignored. */
export function createIgnoredFields(operation: Operation): (given: Given) => Ignored[] {
  const known = { body: namesAt(operation, 'body'), query: namesAt(operation, 'query') }
  const isWhole = operation.variables.some(({ place }) => place === 'whole_body')
  const lacking = { ...LACKING[operation.name], ...REFUSED[operation.name] }

  const ignoredIn = (place: Ignored['place'], names: string[]): Ignored[] =>
    names
      .filter((name) => !known[place].has(name))
      .map((name) => ({ place, name, reason: lacking[name] ?? suggestion(name, [...known[place]]) }))

  return ({ query, body }) => {
    const fields = isWhole || typeof body !== 'object' || body === null || Array.isArray(body) ? {} : (body as Record<string, unknown>)
    // The contract has no way to set a value to null: null counts as absent.
    const given = Object.keys(fields).filter((name) => fields[name] !== null)
    return [...ignoredIn('body', given), ...ignoredIn('query', Object.keys(query))]
  }
}

/**
 * Names in a `Warning` header what of a request is ignored. Refuses it under `Prefer: handling=strict`, and where what it asks for would be missed.
 * @throws SinasError VALIDATION
 */
export function tellIgnored(operation: Operation, ignored: Ignored[], request: FastifyRequest, reply: FastifyReply): void {
  const isStrict = prefersStrict(request.headers.prefer)
  if (isStrict) reply.header('preference-applied', 'handling=strict')
  const refused = isStrict ? ignored : ignored.filter(({ name }) => REFUSED[operation.name]?.[name] !== undefined)
  if (refused.length > 0) throw new SinasError('VALIDATION', { issues: refused.slice(0, MAX_TOLD).map(issueOf) })
  if (ignored.length > 0) reply.header('warning', ignored.slice(0, MAX_TOLD).map(warningOf))
}

function namesAt({ variables }: Operation, place: Ignored['place']): Set<string> {
  return new Set(variables.filter((variable) => variable.place === place).flatMap(({ name, restName }) => [restName, name]))
}

function suggestion(name: string, known: string[]): string {
  const [nearest] = name.length > MAX_NAME_LENGTH ? [] : suggestionList(name, known)
  return nearest ? `is not known: did you mean ${nearest}?` : 'is not known'
}

const issueOf = ({ place, name, reason }: Ignored): Issue => ({
  type: 'extra_forbidden',
  loc: [place, name],
  msg: `Extra inputs are not permitted: ${shown(name)} ${reason}`,
})

/** RFC 9111 still names the code 299; its text is a quoted string. */
const warningOf = ({ place, name, reason }: Ignored) => `299 - "Ignored in the ${place}: ${shown(name)} ${reason}"`

/** A name that a client made up, as it may stand in a header: printable ASCII without quotes. */
const shown = (name: string) => name.slice(0, MAX_NAME_LENGTH).replace(/[^\x20-\x7e]|["\\]/g, '?')

/** RFC 7240: preferences are separated by commas, and may have parameters behind semicolons. */
function prefersStrict(header: string | string[] | undefined): boolean {
  const preferences = [header ?? ''].flat().join(',').split(',')
  return preferences.some((preference) => /^\s*handling\s*=\s*"?strict"?\s*(;|$)/i.test(preference))
}
