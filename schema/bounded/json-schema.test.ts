import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { type JsonSchema, schemaFault, validatorOf } from './json-schema.ts'

const cpuMs = () => process.threadCpuUsage().user / 1000
const check = async (schema: JsonSchema, value: unknown) => validatorOf(schema).check(value, 'value')

/** Keywords of all kinds, within each other. */
const schemas: fc.Arbitrary<JsonSchema> = fc
  .letrec<{ schema: JsonSchema }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<JsonSchema>(
        { type: 'string' },
        { type: 'integer' },
        { const: 1 },
        { enum: ['a', 1, null] },
        { minLength: 2 },
        { maxLength: 3 },
      ),
      fc.constantFrom<JsonSchema>(
        { pattern: '^(a|b)+$' },
        { pattern: '(?!a)b' },
        { format: 'email' },
        { minimum: 1 },
        { multipleOf: 2 },
        { $ref: '#' },
      ),
      fc.constantFrom<JsonSchema>(
        { required: ['a'] },
        { minProperties: 1 },
        { uniqueItems: true },
        { maxItems: 2 },
        { $ref: '#/$defs/x' },
        {},
      ),
      fc.record({
        properties: fc.record({ a: tie('schema'), b: tie('schema') }, { requiredKeys: [] }),
        additionalProperties: tie('schema'),
      }),
      fc.record({ items: tie('schema') }),
      fc.record({ prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie('schema') }),
      fc.record({ if: tie('schema') }).chain((condition) => tie('schema').map((schema) => ({ ...condition, else: schema }))),
      fc.record({ contains: tie('schema') }),
      fc.record({ patternProperties: fc.record({ '^a': tie('schema') }) }),
      fc.record({ propertyNames: tie('schema') }),
      fc.record({ allOf: fc.tuple(tie('schema')), unevaluatedProperties: tie('schema') }),
    ),
  }))
  .schema.map((schema) => ({ ...schema, $defs: { x: { properties: { a: { type: 'string' } } } } }))

const values = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value).replaceAll('"__proto__"', '"a"')))

suite('a JSON Schema', () => {
  test('of any kind is decided in bounded time, on the event loop and in a worker thread alike', async () => {
    await fc.assert(
      fc.asyncProperty(schemas, fc.array(values, { minLength: 1, maxLength: 3 }), async (schema, candidates) => {
        const validator = validatorOf(schema)
        // The same, where its cost can't be told.
        const elsewhere = validatorOf({ ...schema, $anchor: 'worker' })
        for (const value of candidates) {
          const began = cpuMs()
          const here = validator.check(value, 'value')
          assert.ok(cpuMs() - began < 50, 'it holds the event loop')
          assert.equal(await here, await elsewhere.check(value, 'value'))
        }
      }),
      { numRuns: 150 },
    )
  })

  test('says what Ajv says', async () => {
    await fc.assert(
      fc.asyncProperty(schemas, values, async (schema, value) => {
        fc.pre(!JSON.stringify(schema).includes('format'))
        let expected: boolean | undefined
        try {
          expected = new Ajv2020({ strict: false, logger: false }).compile(schema)(value) as boolean
        } catch {
          // It refers to itself without end.
        }
        const fault = await check(schema, value)
        if (expected === undefined) assert.notEqual(fault, null)
        else assert.equal(fault === null, expected, fault ?? undefined)
      }),
      { numRuns: 150 },
    )
  })

  test('says what is wrong, where, in a line', async () => {
    const schema = { type: 'object', properties: { a: { enum: ['x', 'y'] }, b: { pattern: '^a+$' } }, additionalProperties: false }
    assert.equal(await check(schema, { a: 'z' }), 'value/a must be equal to one of the allowed values: "x", "y"')
    assert.equal(await check(schema, { b: 'b' }), 'value/b must match pattern "^a+$"')
    assert.equal(await check(schema, { c: 1 }), 'value must NOT have additional properties: c')
    assert.ok((await check({ enum: Array.from({ length: 5_000 }, (_, i) => `a${i}`) }, 1))!.length < 2_100)
  })

  test('fills in defaults and reads text as what it should be, here and in a worker thread, and leaves the value as it was', async () => {
    const schema = { type: 'object', properties: { n: { type: 'integer' }, d: { default: [1] } } }
    const given = { n: '7' }
    for (const each of [schema, { ...schema, $anchor: 'worker' }])
      assert.deepEqual(await validatorOf(each, { coerces: true }).coerce(given, 'value'), { value: { n: 7, d: [1] } })
    assert.deepEqual(given, { n: '7' })
    const large = { items: { properties: { a: { default: 'x'.repeat(90_000) } } } }
    const answer = await validatorOf(large, { coerces: true }).coerce(Array(100).fill({}), 'value')
    assert.match((answer as { fault: string }).fault, /the defaults add more than 100000 characters/)
  })

  test('that is empty takes anything', async () => {
    assert.equal(validatorOf({}).check(1, 'value'), null)
    assert.equal(validatorOf({ $schema: 'https://json-schema.org/draft/2020-12/schema' }).check(1, 'value'), null)
  })

  test('is refused where it is none, too large, too deep, or compiles to nothing', async () => {
    const nested = (levels: number): JsonSchema => (levels === 0 ? {} : { not: nested(levels - 1) })
    for (const [schema, why] of [
      [[], /must be an object/],
      [{ type: 'nothing' }, /schema\/type must be equal to one of the allowed values/],
      [{ description: 'x'.repeat(100_001) }, /longer than 100000 characters/],
      [{ enum: Array(60_000).fill(1) }, /longer than 100000 characters/],
      [nested(250), /nested deeper than 200 levels/],
      [{ $ref: '#/nowhere' }, /can't resolve reference/],
      [{ pattern: '(' }, /Invalid regular expression/],
    ] as const)
      assert.match((await schemaFault(schema)) ?? 'nothing', why)
    assert.equal(await schemaFault({ pattern: '^(?=a)' }), null)
  })

  test('that a worker thread has to check ends by a deadline, and the next is checked', async () => {
    const doubling = { type: 'object', properties: { a: { anyOf: [{ $ref: '#' }, { $ref: '#' }] } } }
    let value: unknown = 1
    for (let i = 0; i < 60; i++) value = { a: value }
    assert.match(
      (await check(doubling, value))!,
      /could not be checked against its schema within 5000 ms: simplify the schema, or send less/,
    )
    assert.match((await check({ $anchor: 'a', items: { items: { not: {} } } }, [[1]]))!, /must NOT be valid/)
  })

  test('is compiled once, and what is compiled is not kept without end', async () => {
    const schema = (n: number) => ({
      type: 'object',
      title: `schema ${n}`,
      properties: Object.fromEntries(Array.from({ length: 140 }, (_, i) => [`p${i}`, { type: 'string' }])),
    })
    for (let n = 0; n < 50; n++) await check(schema(n), {})
    const before = process.memoryUsage.rss()
    for (let n = 50; n < 400; n++) await check(schema(n), {})
    assert.ok(process.memoryUsage.rss() - before < 60 * 2 ** 20)
    const validator = validatorOf(schema(0))
    await validator.check({}, 'value')
    const began = cpuMs()
    for (let n = 0; n < 1_000; n++) assert.equal(validator.check({ p1: 'x' }, 'value'), null)
    assert.ok((cpuMs() - began) / 1_000 < 1, 'it is compiled each time')
  })
})
