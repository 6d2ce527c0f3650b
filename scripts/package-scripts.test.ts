import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

/** Names of scripts that npm runs by itself when it installs: https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-scripts */
const RUN_BY_INSTALL = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare', 'dependencies']

test('npm runs no script of ours when it installs', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  assert.deepEqual(
    RUN_BY_INSTALL.filter((name) => name in scripts),
    [],
  )
})
