import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EntityMetadata } from '@mikro-orm/core'
import { conditionOf, SqlCondition } from './condition.ts'

interface Row {
  userId: string
  tags: string[]
  expiresAt: Date | null
}

const column = (name: string, type: string) => ({ name, fieldNames: [name], columnTypes: [type] })
const meta = {
  className: 'Thing',
  properties: { userId: column('user_id', 'uuid'), tags: column('tags', 'text[]'), expiresAt: column('expires_at', 'timestamptz') },
} as unknown as EntityMetadata<Row>

function written(where: unknown) {
  const values: unknown[] = []
  return { sql: conditionOf<Row>(where as never, meta, (value) => `$${values.push(value)}`), values }
}

test('what is asked for decides the text, and the values are bound', () => {
  const now = new Date()
  assert.deepEqual(written({ userId: 'a', expiresAt: null }), { sql: '"row"."user_id" = $1 and "row"."expires_at" is null', values: ['a'] })
  assert.deepEqual(written({ $and: [{ userId: 'a' }, { $or: [{ expiresAt: { $gt: now } }, { tags: { $contains: ['x'] } }] }] }), {
    sql: '(("row"."user_id" = $1) and ((("row"."expires_at" > $2) or ("row"."tags" @> $3))))',
    values: ['a', now, ['x']],
  })
  assert.equal(written({ userId: `'; drop table x` }).sql, written({ userId: 'b' }).sql)
})

test('a list of whatever length is one value', () => {
  const two = written({ userId: { $in: ['a', 'b'] } })
  assert.deepEqual(two, { sql: '"row"."user_id" = any(cast($1 as uuid[]))', values: [['a', 'b']] })
  assert.equal(written({ userId: [] }).sql, two.sql)
})

test('nothing that is asked lets every row through, and no alternative none', () => {
  assert.equal(written({}).sql, 'true')
  assert.equal(written({ $and: [] }).sql, 'true')
  assert.equal(written({ $or: [] }).sql, 'false')
})

test('SQL of its own stands among the rest', () => {
  const own = new SqlCondition((bind) => `"row"."user_id" in (select id from people where name = ${bind('Ada')})`)
  assert.deepEqual(written({ $and: [{ userId: 'a' }, own] }), {
    sql: '(("row"."user_id" = $1) and ("row"."user_id" in (select id from people where name = $2)))',
    values: ['a', 'Ada'],
  })
})

test('what is not known is an error, and never left out', () => {
  assert.throws(() => written({ nobody: 1 }), /Thing has no property nobody/)
  assert.throws(() => written({ userId: { $regex: 'a' } }), /user_id: \$regex is not known here/)
  assert.throws(() => written({ userId: undefined }), /user_id is undefined/)
})
