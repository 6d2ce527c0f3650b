import { defineEntity, type InferEntity, p } from '@mikro-orm/core'

const VISIBILITIES = ['private', 'group', 'public'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** A value under `namespace` and `key`, of which each user has their own. */
export const StateEntity = defineEntity({
  name: 'State',
  tableName: 'states',
  schema: 'states',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    groupId: p.uuid().nullable(),
    namespace: p.text(),
    key: p.text(),
    // `json` keeps the text as it was sent: the order of keys, and the NUL characters that `jsonb` refuses.
    // Of an encrypted state it is a JSON string: the sealed text.
    value: p.json<unknown>().columnType('json'),
    visibility: p.enum(VISIBILITIES),
    description: p.text().nullable(),
    tags: p.array<string>(),
    relevanceScore: p.float().columnType('double precision'),
    encrypted: p.boolean(),
    version: p.integer(),
    expiresAt: p.datetime().columnType('timestamptz').nullable(),
    createdAt: p.datetime().columnType('timestamptz'),
    updatedAt: p.datetime().columnType('timestamptz'),
  },
  // Serves reading by name and, with the user, holds names unique.
  uniques: [{ name: 'states_name', properties: ['namespace', 'key', 'userId'] }],
  indexes: [
    { name: 'states_of_user', properties: ['userId'] },
    { name: 'states_of_group', properties: ['groupId'], where: { visibility: 'group' } },
    { name: 'states_public', properties: ['namespace'], where: { visibility: 'public' } },
    { name: 'states_expiring', properties: ['expiresAt'], where: { expiresAt: { $ne: null } } },
  ],
  checks: [{ name: 'states_group_is_named', expression: `visibility <> 'group' or group_id is not null` }],
})

export type State = InferEntity<typeof StateEntity>

/** Columns as the SQL of hot paths selects them: named like the entity's properties. */
export const COLUMNS = `id, user_id as "userId", group_id as "groupId", namespace, key, value, visibility, description, tags,
  relevance_score as "relevanceScore", encrypted, version,
  expires_at as "expiresAt", created_at as "createdAt", updated_at as "updatedAt"`
