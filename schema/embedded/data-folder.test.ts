import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { openDataFolder } from './data-folder.ts'
import { startOwner } from './owner.testing.ts'

let root: string
before(async () => (root = await mkdtemp(path.join(tmpdir(), 'sinas-folder-'))))
after(() => rm(root, { recursive: true, force: true }))

test('a new folder is private, and so are its secrets, which stay the same', async () => {
  const name = path.join(root, 'new/folder')
  const first = await openDataFolder(name)
  const secrets = await Promise.all([first.secret('key', 32), first.secret('key', 32), first.secret('other', 16)])
  await first.close()
  assert.equal(Buffer.from(secrets[0], 'base64url').length, 32)
  assert.equal(Buffer.from(secrets[2], 'base64url').length, 16)
  assert.equal(secrets[0], secrets[1])
  assert.equal((await stat(name)).mode & 0o777, 0o700)
  assert.equal((await stat(path.join(name, 'key'))).mode & 0o777, 0o600)

  await using second = await openDataFolder(name)
  assert.equal(await second.secret('key'), secrets[0])
  assert.deepEqual((await readdir(name)).sort(), ['key', 'lock', 'other', 'owner.pid'])
})

test('a folder has one owner: a second process is told who it is', async () => {
  const name = path.join(root, 'owned')
  const owner = await startOwner(name, 'nothing')
  try {
    await assert.rejects(openDataFolder(name), {
      name: 'StartError',
      message: `The data folder ${name} is in use by the process with pid ${owner.pid}. Stop it, or set SINAS_DATA_DIR to another folder.`,
    })
  } finally {
    await owner.kill()
  }
})

test('an owner that was killed leaves the folder to the next one', async () => {
  const name = path.join(root, 'left')
  const owner = await startOwner(name, 'nothing')
  await owner.kill()
  const folder = await openDataFolder(name)
  await assert.rejects(openDataFolder(name), { name: 'StartError', message: new RegExp(`pid ${process.pid}`) })
  await folder.close()
  await folder.close()
  await (await openDataFolder(name)).close()
})

test('a folder that can not be created is one clear line', async () => {
  const file = path.join(root, 'file')
  await writeFile(file, '')
  await assert.rejects(openDataFolder(path.join(file, 'folder')), {
    name: 'StartError',
    message: /^The data folder .*file.folder can't be used \(ENOTDIR.*\)\. Check its owner, or set SINAS_DATA_DIR to another folder\.$/,
  })
})
