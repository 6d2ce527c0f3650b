// Every regular expression that stands in the source, since most are matched against what users send.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'

const root = path.resolve(import.meta.dirname, '../..')
const FOLDERS = ['gateway', 'subgraphs', 'workers', 'schema']
/** As long as a URL, or a name without a limit, may well be. Twice as long would be four times the time. */
const LONG = 16_000
/** Enough for one that doubles with each character to take a second. */
const SHORT = 26
const LIMIT_MS = 40

/** A regular expression stands where a value may; what is none does not compile. */
const LITERAL = /(?<=(?:[(,=:[!&|?{};>]|return|^)\s*)\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([a-z]*)/gm

async function expressions(): Promise<{ where: string; expression: RegExp }[]> {
  const found: { where: string; expression: RegExp }[] = []
  for (const folder of FOLDERS) {
    for await (const file of glob(`${folder}/**/*.ts`, { cwd: root, exclude: ['**/node_modules/**'] })) {
      if (/\.test\.|testing|generated/.test(file)) continue
      for (const [literal, source, flags] of readFileSync(path.join(root, file), 'utf8').matchAll(LITERAL)) {
        try {
          found.push({ where: `${file}: ${literal}`, expression: new RegExp(source!, flags!.replace(/[gy]/g, '')) })
        } catch {
          // It was something else.
        }
      }
    }
  }
  return found
}

/** Characters that it treats alike are all the same here: one of each kind. */
function lettersOf({ source, flags }: RegExp): string[] {
  const letters = new Set<string>()
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: /[uv]/.test(flags) })
  visitRegExpAST(pattern, {
    onCharacterEnter: ({ value }: AST.Character) => void letters.add(String.fromCodePoint(value)),
    onCharacterSetEnter: ({ kind }) => void letters.add({ any: 'x', digit: '0', space: ' ', word: 'a', property: 'a' }[kind]),
  })
  // What stands in a class is matched by it, and what does not by its opposite.
  return [...letters, 'a'].slice(0, 12)
}

/** What would make it try again and again: something that it matches many times over, and an end that it does not. */
function* attacks(letters: string[]): Generator<string> {
  const pumps = [...letters, ...letters.flatMap((one) => letters.slice(0, 4).map((other) => one + other))]
  for (const length of [SHORT, LONG]) {
    for (const start of ['', ...letters]) {
      for (const pump of new Set(pumps)) for (const end of ['\0', ')']) yield start + pump.repeat(length / pump.length) + end
    }
  }
}

test('every regular expression of ours takes a time that grows with the text alone', async () => {
  const all = await expressions()
  assert.ok(all.length > 100, `only ${all.length} were found`)
  for (const { where, expression } of all) {
    for (const attack of attacks(lettersOf(expression))) {
      const before = process.threadCpuUsage().user
      expression.test(attack)
      const ms = (process.threadCpuUsage().user - before) / 1000
      assert.ok(
        ms < LIMIT_MS,
        `${where} takes ${Math.round(ms)} ms for ${JSON.stringify(attack.slice(0, 30))}... of ${attack.length} characters`,
      )
    }
  }
})
