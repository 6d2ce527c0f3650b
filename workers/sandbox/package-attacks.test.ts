import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testAttacks, testFloodOfDescriptors } from './attacks.testing.ts'
import { type PackageStore, packageStore, seeing, warmUp } from './packages.testing.ts'
import { HOLD, isAlive, outputOf, request, sharedSandbox, testSandbox, tree } from './sandbox.testing.ts'
import type { Sandbox, SandboxOptions } from './types.ts'

// Code of packages is code of strangers, which runs in a process that others are forked from: what it tries when it is imported there, and later.

const SYSTEM_PYTHON = '/usr/bin/python3'
const LINUX = { skip: !existsSync(SYSTEM_PYTHON) || process.platform !== 'linux' }

const store: PackageStore = await packageStore()
let connections = 0
const server = createServer((socket) => {
  connections++
  socket.destroy()
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as { port: number }
after(async () => {
  server.close()
  await store[Symbol.asyncDispose]()
})

const open = (options: Partial<SandboxOptions> = {}) => testSandbox({ packagesDir: store.dir, ...options })

describe('what a function may not do, it may not do with packages in memory either', LINUX, () => {
  const boxes = {
    on: sharedSandbox(after, { packagesDir: store.dir }),
    off: sharedSandbox(after, { packagesDir: store.dir, network: false }),
  }
  const warm = new Map<string, Promise<Pick<Sandbox, 'run'>>>()
  const warmed = (mode: 'on' | 'off') => async () => {
    const set = await store.put({ known: '' })
    const open = async () => {
      const box = await boxes[mode]()
      await warmUp(box, [set], 'known')
      return seeing(box, [set])
    }
    if (!warm.has(mode)) warm.set(mode, open())
    return await warm.get(mode)!
  }
  testAttacks({ on: warmed('on'), off: warmed('off') }, ['c', 's', 's', 's', 's'])
  testFloodOfDescriptors(warmed('on'))
})

/** Tries things when it is imported, and keeps what came of them. `in_zygote`: whether that is in the process that others are forked from. */
const CURIOUS = `
import ctypes, gc, os, socket, stat, threading
libc = ctypes.CDLL(None, use_errno=True)
in_zygote = not gc.isenabled()
outcomes = {}
def attempt(name, act):
    try:
        outcomes[name] = ["did", repr(act())]
    except BaseException as error:
        outcomes[name] = [type(error).__name__, str(error)]
def call(number, *args):
    if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, args)) == -1:
        raise OSError(ctypes.get_errno())
for path in FILES:
    attempt(path, lambda: open(path, "rb").read(1))
for path in FOLDERS:
    attempt(path, lambda: os.listdir(path))
attempt("fork", os.fork)
attempt("vfork", lambda: call(58))
attempt("fork a sibling", lambda: call(56, 0x8000 | 17, 0, 0, 0, 0))
attempt("fork as the zygote asks", lambda: call(56, 0x8000 | 17 | 0x1200000, 0, 0, 0, 0))
attempt("exec", lambda: os.execv("/bin/true", ["true"]))
attempt("loopback", lambda: socket.create_connection(("127.0.0.1", PORT), 2))
attempt("unix socket", lambda: socket.socket(socket.AF_UNIX))
attempt("kill the parent", lambda: os.kill(os.getppid(), 9))
attempt("kill the server", lambda: os.kill(SERVER, 9))
attempt("kill all", lambda: os.kill(-1, 9))
attempt("ptrace", lambda: call(101, 16, os.getppid(), 0, 0))
attempt("raise a limit", lambda: __import__("resource").setrlimit(9, (-1, -1)))
attempt("limit the parent", lambda: __import__("resource").prlimit(os.getppid(), 7, (1, 1)))
attempt("mount", lambda: call(165, 0, 0, 0, 0, 0))
attempt("unshare", lambda: call(272, 0x10000000))
attempt("setuid", lambda: os.setuid(0))
attempt("write to the library", lambda: open(os.__file__, "a"))
environment = sorted(os.environ)
kinds = set()
for fd in range(3, 256):
    try:
        kinds.add(stat.filemode(os.fstat(fd).st_mode)[0])
    except OSError:
        continue
    if in_zygote:  # an execution ends itself by that
        attempt(f"word {fd}", lambda: os.write(fd, b'{"event":"exit","id":"00"}\\n'))
`
const curious = (files: string[], folders: string[]) =>
  Object.entries({ FILES: files, FOLDERS: folders, PORT: port, SERVER: process.pid }).reduce(
    (code, [name, value]) => code.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), JSON.stringify(value)),
    CURIOUS,
  )

for (const maxLevel of [3, 2] as const) {
  test(
    `level ${maxLevel}: a package that is imported for many finds no file, no process, no network and no word of the zygote`,
    LINUX,
    async () => {
      const other = await store.put({ private: 'secret = 1' })
      const files = [
        '/etc/shadow',
        '/proc/self/environ',
        '/proc/1/environ',
        `/proc/${process.pid}/environ`,
        `${process.cwd()}/package.json`,
      ]
      const folders = ['/proc', '/root', path.join(store.dir, other), `/.slots/store/${other}`, `/.store/${other}`, '/home']
      const set = await store.put({ curious: curious(files, folders) })
      await using box = await open({ maxLevel, python: SYSTEM_PYTHON })
      const { pid } = box.stats().workers[0]!
      connections = 0
      await warmUp(box, [set], 'curious')
      const tell =
        'import curious\ndef handler(i, c):\n    return [curious.in_zygote, curious.outcomes, curious.environment, sorted(curious.kinds)]'
      const [inZygote, outcomes, environment, kinds] = await outputOf(box, tell, { packages: [set] })
      assert.equal(inZygote, true)
      const did = Object.entries(outcomes as Record<string, [string, string]>).filter(
        ([name, [outcome]]) => outcome === 'did' && !name.startsWith('word'),
      )
      assert.deepEqual(did, [])
      assert.deepEqual(
        environment,
        ['HOME', 'LANG', 'OPENBLAS_NUM_THREADS', 'PATH', 'TMPDIR', 'USER', ...(maxLevel === 2 ? ['RES_OPTIONS'] : [])].sort(),
      )
      // Its line to the zygote, folders of its own slots, rules for files: nothing that leads elsewhere.
      assert.deepEqual(
        kinds.filter((kind: string) => !['s', 'd', '?'].includes(kind)),
        [],
      )
      assert.equal(connections, 0)
      assert.equal(box.stats().workers[0]!.pid, pid)
    },
  )
}

test('where functions may connect, a package that is imported for many may not', LINUX, async () => {
  const set = await store.put({
    caller: `import gc, socket\nin_zygote = not gc.isenabled()\ntry:\n    socket.create_connection(("127.0.0.1", ${port}), 2)\n    reached = True\nexcept OSError:\n    reached = False`,
  })
  await using box = await open({ allowedHosts: [`127.0.0.1:${port}`] })
  await warmUp(box, [set], 'caller')
  const code = `import caller, socket\ndef handler(i, c):\n    socket.create_connection(("127.0.0.1", ${port}), 2)\n    return [caller.in_zygote, caller.reached]`
  assert.deepEqual(await outputOf(box, code, { packages: [set] }), [true, false])
})

test('a package that leaves its root finds the slots of its own set, and no other', LINUX, async () => {
  const secret = `secret-${crypto.randomUUID()}`
  const set = await store.put({
    climber: `
import os
def climb():
    os.mkdir("/tmp/deep")
    outside = os.open("/", os.O_RDONLY)
    os.chroot("/tmp/deep")
    os.fchdir(outside)
    for _ in range(30):
        os.chdir("..")
    os.chroot(".")
    slots = os.listdir("/.slots")
    return slots, [os.listdir(f"/.slots/{slot}/tmp") for slot in slots], os.listdir("/"), os.listdir("/.store")
try:
    seen = climb()
except BaseException as error:
    seen = [repr(error)]
`,
  })
  await using box = await open()
  const stop = new AbortController()
  const up = Promise.withResolvers<void>()
  const victim = box.run(
    request(`import time\ndef handler(i, c):\n    open("/tmp/${secret}", "w").close()\n    print("up")\n    time.sleep(60)`, {
      timeoutMs: 60_000,
    }),
    {
      signal: stop.signal,
      onLog: () => up.resolve(),
    },
  )
  await up.promise
  await warmUp(box, [set], 'climber')
  const tell = 'import climber\ndef handler(i, c):\n    return climber.seen'
  const [slots, folders, root, lid] = await outputOf(box, tell, { packages: [set] })
  assert.ok(root.includes('usr'), 'it climbed')
  assert.ok(
    slots.every((name: string) => /^\d+$/.test(name)),
    slots,
  )
  assert.deepEqual(folders.flat(), ['deep'])
  assert.deepEqual(lid, [])
  stop.abort()
  await victim
})

const ROUNDS = 6
/** What a package does to the process that it is imported in; executions, which have the collector on, are left alone. */
const HOSTILE: Record<string, string> = {
  'works on for ever': 'zygote.PackageZygote._fork_when_asked = lambda self: spin()',
  'listens no more': 'zygote.PackageZygote._fork_when_asked = lambda self: time.sleep(600)',
  'ends itself': 'os._exit(0)',
  'takes all memory': `
try:
    kept = []
    while True:
        kept.append(bytearray(16 << 20))
except MemoryError:
    kept.pop()`,
  'floods the zygote': `
def flood(self):
    while True:
        self._line.send(os.urandom(64))
zygote.PackageZygote._fork_when_asked = flood`,
  'makes up births': `
def births(self):
    while True:
        pair = socket.socketpair()
        zygote.send_fds(self._line, b"B", [each.fileno() for each in pair])
        self._line.send(b"B")
zygote.PackageZygote._fork_when_asked = births`,
  'makes up that it is ready again': `
def again(self):
    for _ in range(20):
        self._line.send(b"R" + bytes(8))
        zygote.send_fds(self._line, b"F", [0, 1, 2])
    self._fork()
zygote.PackageZygote._fork = zygote.PackageZygote._fork_when_asked
zygote.PackageZygote._fork_when_asked = again`,
  'forks more than it is asked to': `
def bomb(self):
    while True:
        try:
            self._sibling.fork()
        except OSError:
            self._line.recv(1)
zygote.PackageZygote._fork_when_asked = bomb`,
  'has spares that die': 'zygote.PackageZygote._settle = lambda self, index: os._exit(3)',
  'has spares that do not run': 'zygote.run = lambda *_: time.sleep(600)',
  'has spares that take no connection': `
receive = zygote.recv_fds
zygote.recv_fds = lambda sock, size: receive(sock, size) if size == 1 else time.sleep(600)`,
  'has spares that close their line': `
settle = zygote.PackageZygote._settle
def close(self, index):
    settle(self, index)
    self._line.send(b"B")
    os.closerange(3, 64)
    time.sleep(600)
zygote.PackageZygote._settle = close`,
  'has spares that say they were born twice': `
settle = zygote.PackageZygote._settle
def twice(self, index):
    settle(self, index)
    for _ in range(5):
        self._line.send(b"B")
zygote.PackageZygote._settle = twice`,
  'sends descriptors that no process takes': `
pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(10)]
try:
    while True:
        for one, _ in pairs:
            zygote.send_fds(one, b"x", [0] * 100, socket.MSG_DONTWAIT)
except OSError:
    pass`,
}

test('a package that turns on the process it is imported in harms its own set and no other', {
  ...LINUX,
  timeout: 120_000,
}, async () => {
  const sets = await Promise.all(
    Object.entries(HOSTILE).map(async ([name, code]) => {
      const body = code.trim().replaceAll('\n', '\n    ')
      return [
        name,
        await store.put({
          hostile: `import gc, os, socket, sys, time\ndef spin():\n    while True: pass\nif not gc.isenabled():\n    zygote = sys.modules["sinas_runner.package_zygote"]\n    ${body}\n`,
        }),
      ] as const
    }),
  )
  await using box = await open({ warmSets: sets.length, concurrency: 32, maxQueued: 1000 })
  const { pid } = box.stats().workers[0]!
  const hold = box.run(request(HOLD, { input: 5, timeoutMs: 60_000 }))
  const code = 'import hostile\ndef handler(n, c):\n    return n'
  const ended = new Map<string, string[]>(sets.map(([name]) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(
      sets.map(async ([name, set]) => {
        const result = await box.run(request(code, { user: name, packages: [set], input: round, timeoutMs: 700 }))
        ended
          .get(name)!
          .push(result.status === 'failed' ? result.reason : result.status === 'completed' ? `completed ${result.output}` : result.status)
      }),
    )
    assert.equal(await outputOf(box, 'def handler(i, c):\n    return "untouched"', { user: 'ada' }), 'untouched')
    await sleep(200)
  }
  const result = await hold
  assert.equal(result.status === 'completed' && result.output, 5)
  assert.equal(box.stats().workers[0]!.pid, pid, 'the zygote was replaced')
  for (const [name, reasons] of ended) {
    assert.equal(reasons.length, ROUNDS, name)
    for (const [round, reason] of reasons.entries())
      assert.match(reason, new RegExp(`^(completed ${round}|timeout|crash|memory)$`), `${name}: ${reasons}`)
    assert.ok(
      reasons.some((reason) => reason.startsWith('completed')),
      `${name}: ${reasons}`,
    )
  }
})

test('the limits of an execution are not its package’s to forget', LINUX, async () => {
  const set = await store.put({
    careless:
      'import resource, sys\nresource.setrlimit = resource.prlimit = lambda *_: None\nsys.modules["sinas_runner.package_zygote"].cpu_micros = lambda: 1 << 60',
  })
  await using box = await open({ memoryMb: 128 })
  await warmUp(box, [set], 'careless')
  const greedy = await box.run(request('import careless\ndef handler(i, c):\n    return len(bytes(400 << 20))', { packages: [set] }))
  assert.ok(greedy.status === 'failed' && greedy.reason === 'memory', JSON.stringify(greedy))
  const endless = await box.run(request('import careless\ndef handler(i, c):\n    while True: pass', { packages: [set], timeoutMs: 400 }))
  assert.ok(endless.status === 'failed' && endless.reason === 'timeout', JSON.stringify(endless))
  assert.ok(endless.cpuMs > 20 && endless.cpuMs < 5000, `${endless.cpuMs} ms`)
})

for (const maxLevel of [3, 2] as const) {
  test(`level ${maxLevel}: nothing of a package outlives the server, whatever it does not do to die with it`, LINUX, async () => {
    const set = await store.put({
      immortal:
        'import signal, sys\nsys.modules["sinas_runner.package_zygote"].die_with = lambda *_: None\nfor n in range(1, 32):\n    try:\n        signal.signal(n, signal.SIG_IGN)\n    except OSError:\n        pass',
    })
    const script = `
import { testSandbox } from ${JSON.stringify(path.join(import.meta.dirname, 'sandbox.testing.ts'))}
import { warmUp } from ${JSON.stringify(path.join(import.meta.dirname, 'packages.testing.ts'))}
const box = await testSandbox({ packagesDir: ${JSON.stringify(store.dir)}, maxLevel: ${maxLevel}, python: ${JSON.stringify(SYSTEM_PYTHON)} })
await warmUp(box, [${JSON.stringify(set)}], 'immortal')
console.log(box.stats().workers[0].pid)
setInterval(() => {}, 1000)`
    const server = execFile(process.execPath, ['--input-type=module-typescript', '-e', script])
    const pid = await new Promise<number>((resolve) => server.stdout!.once('data', (text) => resolve(Number(text))))
    const processes = tree([pid])
    assert.ok(processes.length >= 8, `${processes.length} processes`)
    server.kill('SIGKILL')
    for (const deadline = Date.now() + 5000; processes.some(isAlive) && Date.now() < deadline; ) await sleep(10)
    assert.deepEqual(processes.filter(isAlive), [])
  })
}
