import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { asOrdinaryUser, outputOf, testSandbox } from './sandbox.testing.ts'

// Level 2: no namespaces, so that names lead to the files of the machine, and what Landlock leaves open counts.

const SYSTEM_PYTHON = '/usr/bin/python3'
const LINUX = { skip: !existsSync(SYSTEM_PYTHON) || process.platform !== 'linux' }
const ROOT = { skip: LINUX.skip || process.getuid?.() !== 0 }

test('level 2 keeps files, processes and sockets of the machine out of reach', {
  skip: !existsSync(SYSTEM_PYTHON) || process.platform !== 'linux',
}, async () => {
  await using box = await testSandbox({ maxLevel: 2, python: SYSTEM_PYTHON })
  assert.equal(box.level, 2)
  const code = `
import os, socket
def attempt(f):
    try:
        return repr(f())
    except OSError as error:
        return error.errno
def udp():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
def handler(i, c):
    return [attempt(f) for f in (
        lambda: open("/etc/shadow").read(), lambda: open("/proc/self/environ").read(), lambda: open(f"/proc/{os.getppid()}/environ").read(),
        lambda: os.listdir("/tmp"), lambda: os.listdir("/"), lambda: os.kill(os.getppid(), 9), lambda: os.kill(c["server"], 0), os.fork, udp,
        lambda: socket.socket(socket.AF_UNIX), lambda: socket.create_connection(("127.0.0.1", 9), 2), lambda: open("/tmp/x", "w"))]`
  const outcomes = await outputOf(box, code, { context: { server: process.pid } })
  assert.deepEqual(
    outcomes.map((outcome: unknown) => typeof outcome),
    outcomes.map(() => 'number'),
    JSON.stringify(outcomes),
  )
})

test('level 2: a function of a server that is an ordinary user changes nothing of the server’s files', ROOT, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sinas-server-'))
  const file = path.join(folder, 'secret.key')
  await writeFile(file, 'kept as it is', { mode: 0o600 })
  await utimes(file, 1000, 1000)
  await chown(file, 65_534, 65_534)
  await chmod(folder, 0o777)
  const code = `
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def attempt(f):
    try:
        return repr(f())
    except OSError as error:
        return error.errno
def called(result):
    if result == -1:
        raise OSError(ctypes.get_errno(), "")
    return result
def handler(file, c):
    return {name: attempt(act) for name, act in dict(
        chmod=lambda: os.chmod(file, 0o777), folder=lambda: os.chmod(os.path.dirname(file), 0o700), fchmodat2=lambda: called(libc.syscall(452, -100, file.encode(), 0o777, 0)),
        utime=lambda: os.utime(file), truncate=lambda: os.truncate(file, 0), open=lambda: open(file, "w"), read=lambda: open(file).read(),
        setxattr=lambda: os.setxattr(file, "user.x", b"x"), xattrs=lambda: os.listxattr(file), chown=lambda: os.chown(file, 65534, 65534),
        rename=lambda: os.rename(file, file + "2"), unlink=lambda: os.unlink(file), link=lambda: os.link(file, os.environ["TMPDIR"] + "/x"),
        watch=lambda: called(libc.inotify_add_watch(libc.inotify_init1(0), os.path.dirname(file).encode(), 0xFFF)),
    ).items()}`
  const [level, outcomes] = await asOrdinaryUser(SYSTEM_PYTHON, code, { maxLevel: 2 }, file)
  await chmod(folder, 0o755)
  assert.equal(level, 2)
  const { mode, mtimeMs, size } = await stat(file)
  assert.deepEqual([mode & 0o777, mtimeMs, size], [0o600, 1_000_000, 13], JSON.stringify(outcomes))
  assert.equal(await readFile(file, 'utf8'), 'kept as it is')
  // Calls that change modes and times say that they did: what copies files goes on.
  const told = Object.keys(outcomes).filter((name) => typeof outcomes[name] !== 'number')
  assert.deepEqual(told.sort(), ['chmod', 'folder', 'utime'], JSON.stringify(outcomes))
  await rm(folder, { recursive: true })
})

test('level 2: what copies, packs and unpacks files works in its own folder', LINUX, async () => {
  await using box = await testSandbox({ maxLevel: 2, python: SYSTEM_PYTHON })
  const code = `
import os, shutil, tarfile, tempfile, zipfile
def handler(i, c):
    os.chdir(tempfile.gettempdir())
    os.mkdir("folder")
    with open("folder/a", "w") as file:
        file.write("text")
    shutil.copy("folder/a", "b")
    shutil.copy2("folder/a", "c")
    shutil.copytree("folder", "copied")
    shutil.make_archive("packed", "zip", "folder")
    zipfile.ZipFile("packed.zip").extractall("unzipped")
    shutil.make_archive("packed", "gztar", "folder")
    tarfile.open("packed.tar.gz").extractall("untarred")
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w+", dir=folder) as file:
        file.write("text")
        file.truncate(2)
    os.replace("b", "d")
    return [open(path).read() for path in ("d", "c", "copied/a", "unzipped/a", "untarred/a")]`
  assert.deepEqual(await outputOf(box, code), Array(5).fill('text'))
})

for (const maxLevel of [3, 2] as const) {
  test(`level ${maxLevel}: a folder that is hard to empty is empty for the next, and stops no other`, LINUX, async () => {
    await using box = await testSandbox({ maxLevel, python: SYSTEM_PYTHON, storageMb: 64 })
    const code = `
import os
def handler(i, c):
    os.chdir(os.environ["TMPDIR"])
    for depth in range(2000):
        os.mkdir("locked", 0)
        os.symlink("/etc", "link")
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    return depth`
    const look = 'import os\ndef handler(i, c):\n    return os.listdir(os.environ["TMPDIR"])'
    for (let n = 0; n < 2; n++) {
      assert.equal(await outputOf(box, code), 1999)
      for (let m = 0; m < 10; m++) assert.deepEqual(await outputOf(box, look), [])
    }
  })
}
