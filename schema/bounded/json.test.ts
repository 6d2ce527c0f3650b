import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { isTooDeep, JsonMeter, JsonTooLargeError, readJson, readLongJson } from './json.ts'

const cpuMs = () => process.threadCpuUsage().user / 1000

suite('JSON', () => {
  test('is read as JSON.parse reads it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        assert.deepEqual(readJson(text), JSON.parse(text))
        assert.deepEqual(await readLongJson(text), JSON.parse(text))
      }),
      { numRuns: 300 },
    )
  })

  test('that is none is a SyntaxError', async () => {
    for (const text of ['', '{', '[1,]', '{"a":}', '"', '"\\', ']', '}}}}', '{"a":1}}', 'nul', '[1 2]']) {
      assert.throws(() => readJson(text), SyntaxError, text)
      await assert.rejects(readLongJson(text), SyntaxError, text)
    }
  })

  test('of 100,000 values is read, and of more refused', () => {
    const list = (items: number) => `[${Array(items).fill('1').join(',')}]`
    assert.equal((readJson(list(100_000)) as unknown[]).length, 100_000)
    assert.throws(() => readJson(list(100_001)), JsonTooLargeError)
    assert.throws(() => readJson(`[${Array(50_001).fill('[]').join(',')}]`), JsonTooLargeError)
  })

  test('may hold a text of any length, and objects of the same shape as often as one likes', () => {
    readJson(`{"a":"${',[{'.repeat(1_000_000)}\\"${'\\\\'.repeat(1_000_000)}"}`)
    readJson(`[${Array(33_000).fill('{"name":1,"value":"x, y"}').join(',')}]`)
  })

  test('whose objects are all of other shapes counts more', () => {
    const shapes = (n: number) => `[${Array.from({ length: n }, (_, i) => `{"k${i}":1}`).join(',')}]`
    readJson(shapes(14_000))
    assert.throws(() => readJson(shapes(15_000)), JsonTooLargeError)
    // Ten names in every order make shapes without end.
    const orders = Array.from({ length: 20_000 }, (_, i) => `{${[...String(i)].map((digit, place) => `"${digit}${place}":1`).join(',')}}`)
    assert.throws(() => readJson(`[${orders.join(',')}]`), JsonTooLargeError)
  })

  test('nests 200 levels deep at most', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
    assert.equal(isTooDeep(readJson(nested(200))), false)
    assert.throws(() => readJson(nested(201)), /nested deeper than 200 levels/)
    assert.equal(isTooDeep(JSON.parse(nested(201))), true)
  })

  test('is counted alike in one piece and in many, whatever stands where it is cut', () => {
    const verdict = (pieces: string[]) => {
      const meter = new JsonMeter()
      try {
        for (const piece of pieces) meter.push(Buffer.from(piece, 'latin1'))
        return 'fits'
      } catch (error) {
        return (error as Error).message
      }
    }
    const text = `[${Array.from({ length: 14_000 }, (_, i) => `{"k\\"${i}":"\\\\"}`).join(',')}`
    for (const more of ['', `,${'['.repeat(5_000)}`, `,${'{"new":1},'.repeat(20_000)}`]) {
      const whole = Buffer.from(text + more).toString('latin1')
      const expected = verdict([whole])
      for (const size of [1, 2, 3, 7, 1000]) assert.equal(verdict(whole.match(new RegExp(`[^]{1,${size}}`, 'g'))!), expected)
    }
  })

  test('of several texts counts together', () => {
    const meter = new JsonMeter()
    const text = `[${Array(60_000).fill('1').join(',')}]`
    readJson(text, meter)
    assert.throws(() => readJson('"', meter), SyntaxError)
    assert.throws(() => readJson(text, meter), JsonTooLargeError)
  })

  test('of 16 MB is read in pieces, between which others have their turn', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await readLongJson(`"${'x'.repeat(2 ** 24)}"`)
    clearInterval(timer)
    assert.ok(turns > 20, `${turns} turns`)
  })

  test('that is refused costs no more than what is not', () => {
    const text = `[${'[],'.repeat(5_000_000)}[]]`
    const began = cpuMs()
    assert.throws(() => readJson(text), JsonTooLargeError)
    assert.ok(cpuMs() - began < 50)
  })
})
