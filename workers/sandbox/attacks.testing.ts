import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureOf, outputOf, request } from './sandbox.testing.ts'
import type { Sandbox } from './types.ts'

/** `attempt(f)` gives ['did', result] or the error's [type, errno]; `libc` calls C. */
const PRELUDE = `
import ctypes, os, signal, socket, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
def attempt(f):
    try:
        return ["did", repr(f())]
    except BaseException as error:
        return [type(error).__name__, getattr(error, "errno", None)]
def call(number, *args):
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in args])
    return ["did", result] if result != -1 else ["OSError", ctypes.get_errno()]
`

/** What came of each attempt: an expression of Python, by name. */
async function attempts(box: Pick<Sandbox, 'run'>, tries: Record<string, string>): Promise<Record<string, [string, unknown]>> {
  const entries = Object.entries(tries).map(([name, code]) => `        ${JSON.stringify(name)}: ${code},`)
  return await outputOf(box, `${PRELUDE}\ndef handler(input, context):\n    return {\n${entries.join('\n')}\n    }`, {
    input: { server: process.pid },
  })
}

function assertRefused(outcomes: Record<string, [string, unknown]>): void {
  const did = Object.entries(outcomes).filter(([, [outcome]]) => outcome === 'did')
  assert.deepEqual(did, [])
}

/**
 * What a function must not be able to do, tried by functions. What needs a server to connect to is in network.test.ts.
 * @param boxes sandboxes with the network on and off, whatever door leads to them; each has 16 MB of /tmp
 * @param descriptors kinds of what is open: /dev/null, both ends of what carries raw output (one end twice), and the connection
 */
export function testAttacks(
  boxes: Record<'on' | 'off', () => Promise<Pick<Sandbox, 'run'>>>,
  descriptors = ['c', 'p', 'p', 'p', 's'],
): void {
  for (const [mode, open] of Object.entries(boxes)) {
    test(`network ${mode}: reads no file of the machine or the server`, async () => {
      const files = [
        '/etc/shadow',
        '/etc/hostname',
        '/etc/gshadow',
        '/proc/self/environ',
        '/proc/1/environ',
        '/proc/self/maps',
        '/sys/kernel/version',
        `${process.cwd()}/package.json`,
        `${import.meta.dirname}/sandbox.ts`,
        '.env',
        '../.env',
        '/dev/sda',
        '/dev/mem',
        '/dev/kmsg',
      ]
      const reads = Object.fromEntries(files.map((path) => [path, `attempt(lambda: open(${JSON.stringify(path)}, "rb").read(1))`]))
      assertRefused(
        await attempts(await open(), {
          ...reads,
          'list /': 'attempt(lambda: os.listdir("/"))',
          'list /.slots': 'attempt(lambda: os.listdir("/.slots"))',
          'list /proc': 'attempt(lambda: os.listdir("/proc"))',
        }),
      )
    })

    test(`network ${mode}: sees nothing of the server's environment`, async () => {
      const environment = await outputOf(await open(), 'import os\ndef handler(i, c):\n    return dict(os.environ)')
      assert.deepEqual(Object.keys(environment).sort(), ['HOME', 'LANG', 'OPENBLAS_NUM_THREADS', 'PATH', 'TMPDIR', 'USER'])
    })

    test(`network ${mode}: writes nowhere but to its /tmp`, async () => {
      const stdlib = 'json.__file__'
      const outcomes = await attempts(await open(), {
        root: 'attempt(lambda: open("/new", "w"))',
        etc: 'attempt(lambda: open("/etc/hosts", "w"))',
        append: 'attempt(lambda: open("/etc/passwd", "a"))',
        stdlib: `attempt(lambda: open(${stdlib}, "r+"))`,
        replace: `attempt(lambda: os.rename("/etc/hosts", "/tmp/x"))`,
        unlink: `attempt(lambda: os.unlink(${stdlib}))`,
        chmod: `attempt(lambda: os.chmod(${stdlib}, 0o777))`,
        link: `attempt(lambda: os.link(${stdlib}, "/tmp/link"))`,
        device: 'attempt(lambda: os.mknod("/tmp/null", 0o20666, os.makedev(1, 3)))',
        shm: 'attempt(lambda: open("/dev/shm/x", "w"))',
        symlink: 'attempt(lambda: (os.symlink("/etc/shadow", "/tmp/s"), open("/tmp/s").read()))',
      })
      assertRefused(outcomes)
      assert.equal(
        await outputOf(await open(), 'def handler(i, c):\n    open("/tmp/ok", "w").write("ok")\n    return open("/tmp/ok").read()'),
        'ok',
      )
    })

    test(`network ${mode}: starts no process`, async () => {
      const outcomes = await attempts(await open(), {
        fork: 'attempt(os.fork)',
        vfork: 'call(58)',
        clone: 'call(56, 17, 0, 0, 0, 0)',
        'clone into namespaces': 'call(56, 0x10000000 | 0x10000, 0, 0, 0, 0)',
        clone3: 'call(435, ctypes.create_string_buffer(88), 88)',
        execve: 'attempt(lambda: os.execv("/bin/sh", ["sh"]))',
        fexecve: `attempt(lambda: os.execve(os.open(json.__file__, 0), ["x"], {}))`,
        posix_spawn: 'attempt(lambda: os.posix_spawn("/bin/sh", ["sh"], {}))',
        subprocess: 'attempt(lambda: __import__("subprocess").run(["true"]))',
        system: '["did", 0] if libc.system(b"true") == 0 else ["OSError", 1]',
        multiprocessing: 'attempt(lambda: __import__("multiprocessing").get_context("fork").Process(target=print).start())',
        daemonise: 'attempt(os.setsid)',
      })
      assertRefused(outcomes)
    })

    test(`network ${mode}: signals, traces and limits no other process`, async () => {
      const outcomes = await attempts(await open(), {
        'kill the zygote': 'attempt(lambda: os.kill(os.getppid(), 9))',
        'kill pid 1': 'attempt(lambda: os.kill(1, 9))',
        'kill everything': 'attempt(lambda: os.kill(-1, 9))',
        'kill the group': 'attempt(lambda: os.kill(0, 9))',
        killpg: 'attempt(lambda: os.killpg(os.getpgrp(), 9))',
        'kill the server': 'attempt(lambda: os.kill(input["server"], 9))',
        'a signal sent by the kernel': 'attempt(lambda: __import__("fcntl").fcntl(1, 8, os.getppid()))',
        'a signal of choice': 'attempt(lambda: __import__("fcntl").fcntl(1, 10, 9))',
        'a signal to an owner': 'attempt(lambda: __import__("fcntl").fcntl(1, 15, bytes(8)))',
        'news of a folder': 'attempt(lambda: __import__("fcntl").fcntl(os.open("/tmp", 0), 1026, 1))',
        'kill a sibling': 'attempt(lambda: [os.kill(os.getpid() + d, 9) for d in range(-8, 9) if d])',
        tkill: 'call(200, 1, 9)',
        tgkill: 'call(234, 1, 1, 9)',
        sigqueue: 'call(129, 1, 9, ctypes.create_string_buffer(128))',
        pidfd: 'call(434, 1, 0)',
        pidfd_send_signal: 'call(424, 0, 9, 0, 0)',
        ptrace: 'call(101, 16, 1, 0, 0)',
        process_vm_readv: 'call(310, 1, 0, 0, 0, 0, 0)',
        process_vm_writev: 'call(311, 1, 0, 0, 0, 0, 0)',
        prlimit: 'attempt(lambda: __import__("resource").prlimit(1, 7, (1, 1)))',
        'raise its own limit': 'attempt(lambda: __import__("resource").setrlimit(9, (-1, -1)))',
        priority: 'attempt(lambda: os.setpriority(0, 1, 19))',
        affinity: 'attempt(lambda: os.sched_setaffinity(1, {0}))',
      })
      assertRefused(outcomes)
    })

    test(`network ${mode}: has none of the kernel's back doors`, async () => {
      const buffer = 'ctypes.create_string_buffer(256)'
      const outcomes = await attempts(await open(), {
        bpf: `call(321, 5, ${buffer}, 128)`,
        keyctl: 'call(250, 0, -3, 1)',
        add_key: `call(248, b"user", b"k", b"v", 1, -3)`,
        io_uring: `call(425, 8, ${buffer})`,
        memfd: 'call(319, b"x", 0)',
        userfaultfd: 'call(323, 0)',
        perf: `call(298, ${buffer}, 0, -1, -1, 0)`,
        setns: 'call(308, 0, 0)',
        unshare: 'call(272, 0x10000000)',
        mount: 'call(165, b"none", b"/tmp", b"tmpfs", 0, 0)',
        umount: 'call(166, b"/tmp", 2)',
        open_tree: 'call(428, -100, b"/", 1)',
        chroot: 'attempt(lambda: os.chroot("/tmp"))',
        pivot_root: 'call(155, b"/tmp", b"/tmp")',
        setuid: 'call(105, 0)',
        capset: `call(126, ${buffer}, ${buffer})`,
        seccomp: `call(317, 1, 0, ${buffer})`,
        dumpable: 'call(157, 4, 0)',
        personality: 'call(135, 0x40000)',
        modules: 'call(313, 0, b"", 0)',
        kexec: 'call(246, 0, 0, 0, 0)',
        reboot: 'call(169, 0xfee1dead, 672274793, 0x1234567, 0)',
        'shared memory': 'call(29, 1, 4096, 0o1777)',
        'message queue': 'call(68, 1, 0o1777)',
        tiocsti: 'call(16, 0, 0x5412, b"x")',
        handles: `call(303, -100, b"/", ${buffer}, ${buffer}, 0)`,
        'x32 getpid': 'call(0x40000000 | 39)',
        fanotify: 'call(300, 0, 0)',
        syslog: `call(103, 3, ${buffer}, 100)`,
      })
      assertRefused(process.arch === 'x64' ? outcomes : {})
    })

    test(`network ${mode}: reaches no socket but those it is given`, async () => {
      const outcomes = await attempts(await open(), {
        unix: 'attempt(lambda: socket.socket(socket.AF_UNIX))',
        abstract: 'attempt(lambda: socket.socket(socket.AF_UNIX).connect("\\0x"))',
        netlink: 'attempt(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))',
        packet: 'attempt(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))',
        raw: 'attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))',
        vsock: 'attempt(lambda: socket.socket(socket.AF_VSOCK))',
        mptcp: 'attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262))',
        sctp: 'attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM, 132))',
        'udp-lite': 'attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 136))',
        'datagrams to any path': 'attempt(lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))',
        'a program for packets': 'attempt(lambda: socket.socket().setsockopt(1, 26, bytes(16)))',
        'another layer below TCP': 'attempt(lambda: socket.socket().setsockopt(6, 31, b"smc"))',
        bind: 'attempt(lambda: socket.socket().bind(("0.0.0.0", 0)))',
        listen: 'attempt(lambda: socket.socket().listen())',
        fastopen: 'attempt(lambda: socket.socket().sendto(b"x", 0x20000000, ("127.0.0.1", 22)))',
      })
      assertRefused(outcomes)
    })
  }

  test('a call through the 32-bit door ends the process', { skip: process.arch !== 'x64' }, async () => {
    const code = `
import ctypes, mmap
def handler(i, c):
    # mov eax, 20 (getpid); int 0x80; ret
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()`
    const { reason, error } = await failureOf(await boxes.on(), code)
    assert.equal(reason, 'crash')
    assert.match(error.message, /forbidden system call|segmentation fault/)
  })

  test('a flood of threads stays inside', async () => {
    const code = `
import threading
def handler(i, c):
    count, stop = 0, threading.Event()
    threading.stack_size(65536)
    try:
        while count < 20_000:
            threading.Thread(target=stop.wait, daemon=True).start()
            count += 1
    except (RuntimeError, MemoryError):
        pass
    stop.set()
    return count`
    const box = await boxes.on()
    const result = await box.run(request(code, { timeoutMs: 4000 }))
    if (result.status === 'completed') assert.ok(Number(result.output) < 2000, `${result.output} threads`)
    else assert.ok(result.status === 'failed' && ['memory', 'crash', 'timeout'].includes(result.reason), JSON.stringify(result))
    assert.equal(await outputOf(box, 'def handler(i, c):\n    return 1'), 1)
  })

  test('a flood of files and descriptors stays inside, and is gone for the next execution', async () => {
    const code = `
import os
def count(act, most=100_000):
    for done in range(most):
        try:
            act(done)
        except OSError:
            return done
    return most
def handler(i, c):
    files = count(lambda n: os.close(os.open(f"/tmp/{n}", os.O_CREAT | os.O_WRONLY)))
    return [files, count(lambda n: os.dup(1))]`
    const [files, descriptors] = await outputOf(await boxes.on(), code)
    assert.ok(files < 10_100 && descriptors < 300, `${files} files, ${descriptors} descriptors`)
    assert.deepEqual(await outputOf(await boxes.on(), 'import os\ndef handler(i, c):\n    return os.listdir("/tmp")'), [])
  })

  test('/tmp holds as much as it may, and no more', async () => {
    const code = `
import os
def handler(i, c):
    written = 0
    try:
        for n in range(10_240):
            with open(f"/tmp/{n}", "wb") as file:
                written += file.write(bytes(1 << 20))
    except OSError as error:
        return [written >> 20, error.errno]`
    const [megabytes, errno] = await outputOf(await boxes.on(), code)
    assert.ok(megabytes <= 16, `${megabytes} MB`)
    assert.ok(errno === 28 || errno === 27, `errno ${errno}`)
  })

  test('a function that stops itself is ended by its timeout', async () => {
    const { reason } = await failureOf(
      await boxes.on(),
      'import os, signal\ndef handler(i, c):\n    os.kill(os.getpid(), signal.SIGSTOP)',
      {
        timeoutMs: 300,
      },
    )
    assert.equal(reason, 'timeout')
  })

  test('forged and broken frames hurt only who sends them', async () => {
    const connection = `
import socket, os, struct, json, time
def find():
    for fd in range(3, 64):
        try:
            candidate = socket.socket(fileno=os.dup(fd))
            if candidate.family == socket.AF_UNIX and candidate.getsockname():
                return candidate
        except OSError:
            continue
def frame(kind, payload):
    return struct.pack("<cI", kind, len(payload)) + payload
usage = bytes(16)
`
    const send = (bytes: string) => `${connection}\ndef handler(i, c):\n    find().sendall(${bytes})\n    time.sleep(30)`
    const cases: Record<string, string> = {
      garbage: 'os.urandom(1) + b"\\xff" * 100',
      'unknown type': 'frame(b"Z", b"")',
      'length of 4 GB': 'struct.pack("<cI", b"R", 0xffffffff)',
      'not JSON': 'frame(b"R", usage + b"{{{")',
      'no usage': 'frame(b"R", b"1")',
      'null failure': 'frame(b"E", usage + b"null")',
      'null pause': 'frame(b"P", b"null")',
      'steps of nothing': 'frame(b"T", b"[null]")',
      'modules of nothing': 'frame(b"M", b"}")',
      'a very deep result': 'frame(b"R", usage + b"[" * 1_000_000 + b"]" * 1_000_000)',
      'flood of small frames': 'frame(b"M", b"[]") * 100_000',
      'flood of 1 GB': 'b"".join(frame(b"L", b"\\1" + b"x" * 100_000) for _ in range(700))',
    }
    const box = await boxes.on()
    await Promise.all(
      Object.entries(cases).map(async ([name, bytes]) => {
        const { reason } = await failureOf(box, send(bytes), { timeoutMs: 8000 })
        assert.equal(reason, name === 'a very deep result' ? 'output-too-large' : 'protocol', name)
      }),
    )
    const early = await box.run(request(send('frame(b"R", usage + b\'"forged"\')')))
    assert.deepEqual(early.status === 'completed' && early.output, 'forged')
    assert.equal(await outputOf(box, 'def handler(i, c):\n    return "clean"'), 'clean')
  })

  test('no memory of an earlier execution can be found', async () => {
    const secret = crypto.randomUUID()
    const box = await boxes.on()
    for (let n = 0; n < 8; n++)
      await outputOf(box, 'def handler(i, c):\n    copies = [i["secret"] * 1000 for _ in range(50)]\n    return len(copies)', {
        input: { secret: `seen-${secret}` },
      })
    // What goes past Python is read by the zygote, whose memory every process begins with.
    for (let n = 0; n < 8; n++)
      await failureOf(box, 'import os\ndef handler(i, c):\n    os.write(1, (i["secret"] * 100).encode())\n    os._exit(1)', {
        input: { secret: `seen-${secret}` },
      })
    const scan = `
import ctypes, os, gc
def handler(input, context):
    first, second = input["half"][0].encode(), input["half"][1].encode()  # never side by side in this process
    read, write = os.pipe()
    libc = ctypes.CDLL(None)
    scanned = found = 0
    starts = sorted({id(each) & ~0xFFFFF for each in gc.get_objects()} | {ctypes.addressof(ctypes.c_int()) & ~0xFFFFF})
    for start in starts:
        for page in range(start, start + 0x100000, 4096):
            if libc.write(write, ctypes.c_void_p(page), 4096) == 4096:
                scanned += 1
                data = os.read(read, 4096)
                at = data.find(first)
                found += at >= 0 and data[at + 18:at + 36] == second
                del data
    return [scanned, found]`
    const [scanned, found] = await outputOf(box, scan, { input: { half: [secret.slice(0, 18), secret.slice(18)] } })
    assert.ok(scanned > 1000, `${scanned} pages`)
    assert.equal(found, 0)
  })

  test('the command line says nothing about the server', async () => {
    const code = 'import sys\ndef handler(i, c):\n    return [sys.argv, sys.orig_argv]'
    assert.deepEqual(await outputOf(await boxes.on(), code), [[''], []])
  })

  test('descriptors of a function are its own four', async () => {
    const code = `
import os, stat
def handler(i, c):
    kinds = {}
    for fd in range(256):
        try:
            kinds[fd] = stat.filemode(os.fstat(fd).st_mode)[0]
        except OSError:
            continue
    return sorted(kinds.values())`
    assert.deepEqual(await outputOf(await boxes.on(), code), descriptors)
  })
}

/** An attack that must be seen while it lasts: a sandbox that tells what is printed, and can cancel. */
export function testFloodOfDescriptors(open: () => Promise<Pick<Sandbox, 'run'>>): void {
  test('a flood of descriptors on their way from one end to the other stops no other execution', async () => {
    const code = `
import array, socket, time
def handler(i, c):
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(20)]
    sent = 0
    try:
        for one, other in pairs * 20:
            one.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [1] * 50))], socket.MSG_DONTWAIT)
            sent += 50
    except OSError:
        pass
    print("sent")
    time.sleep(60)
    return sent`
    const box = await open()
    const stop = new AbortController()
    const sent = Promise.withResolvers<void>()
    const flood = box.run(request(code, { user: 'flood', timeoutMs: 60_000 }), { signal: stop.signal, onLog: () => sent.resolve() })
    await sent.promise
    for (let n = 0; n < 12; n++) assert.equal(await outputOf(box, 'def handler(n, c):\n    return n', { input: n }), n)
    stop.abort()
    assert.equal((await flood).status, 'cancelled')
  })
}
