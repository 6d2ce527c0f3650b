import type { TriggerDef } from '@mikro-orm/core'

/** What PostgreSQL says where rights change: an empty change of a `ChangeFeed`. */
export const RIGHTS_CHANNEL = 'identity:rights'

const body = `perform pg_notify('${RIGHTS_CHANNEL}', '{"change":true}'); return null`

/**
 * For a table of which every row says what somebody may do. The database tells of a change itself: no author of a mutation can forget to, and what an
 * operator does by SQL counts as well. Told inside of the transaction, unlike other changes: these are few.
 */
export const EVERY_CHANGE: TriggerDef[] = [
  { name: 'rights', timing: 'after', events: ['insert', 'update', 'delete'], forEach: 'statement', body },
]

/**
 * For a table of what callers are known by: a new row takes nothing from anybody.
 * @param unread columns that no decision depends on, and that are written often; every other one counts, also one that is added later
 */
export const changesOfRows = (unread: string): TriggerDef[] => [
  {
    name: 'rights_update',
    timing: 'after',
    events: ['update'],
    forEach: 'row',
    // In the words in which PostgreSQL keeps it: the schema's differences are found by comparing these.
    when: `((to_jsonb(old.*) - '${unread}'::text) IS DISTINCT FROM (to_jsonb(new.*) - '${unread}'::text))`,
    body,
  },
  { name: 'rights_delete', timing: 'after', events: ['delete'], forEach: 'statement', body },
]
