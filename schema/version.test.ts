import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { workingCopyCommit } from './version.ts'

test('the commit of a working copy is found: on a branch, packed, detached, and in a further working tree', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sinas-version-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const copy = path.join(folder, 'copy')
  const further = path.join(folder, 'further')
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { encoding: 'utf8' }).trim()
  git('init', '--quiet', '--initial-branch=main', copy)
  git('-C', copy, 'commit', '--quiet', '--allow-empty', '--message=first')
  const first = git('-C', copy, 'rev-parse', 'HEAD')
  assert.equal(workingCopyCommit(copy), first)
  git('-C', copy, 'pack-refs', '--all')
  assert.equal(workingCopyCommit(copy), first)
  git('-C', copy, 'worktree', 'add', '--quiet', '-b', 'other', further)
  git('-C', further, 'commit', '--quiet', '--allow-empty', '--message=second')
  assert.equal(workingCopyCommit(further), git('-C', further, 'rev-parse', 'HEAD'))
  assert.notEqual(workingCopyCommit(further), first)
  git('-C', copy, 'checkout', '--quiet', '--detach')
  assert.equal(workingCopyCommit(copy), first)
})

test('where there is no working copy there is no commit', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sinas-version-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  assert.equal(workingCopyCommit(folder), null)
})
