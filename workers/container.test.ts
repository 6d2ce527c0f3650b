// A worker under what docker-compose.yml puts it: read-only disk, ordinary user, no capability, no new privileges, its filter of system calls.
// There is no engine here: container.testing.py does what one would, with the same library.
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parse } from 'yaml'
import { createLog } from '../schema/log.ts'
import { connectSandbox } from './remote-sandbox.ts'

const root = path.resolve(import.meta.dirname, '..')
const PYTHON = '/usr/bin/python3'
const WORKER_KEY = 'a worker key for tests only'
/** As the image's user `node`. */
const UID = 1000

/** Real root makes the container, with a Python that any user may read, and libseccomp. */
function lacking(): string | false {
  if (process.getuid?.() !== 0 || process.arch !== 'x64') return 'needs root, and x86-64, whose calls it numbers'
  const probe = `import ctypes, sys; ctypes.CDLL("libseccomp.so.2"); assert sys.version_info >= (3, 10); assert ctypes.CDLL(None).unshare(0x20000) == 0`
  return spawnSync(PYTHON, ['-c', probe]).status === 0 ? false : 'needs python3 (3.10), libseccomp and mount namespaces'
}

describe('a worker in its container', { skip: lacking() }, () => {
  const { services } = parse(readFileSync(path.join(root, 'docker-compose.yml'), 'utf8'), { merge: true })
  const { read_only: readOnly, security_opt: options, cap_drop: dropped } = services.workers as Record<string, string[]>
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sinas-container-'))
    assert.deepEqual(dropped, ['ALL'])
  })
  after(() => rmSync(folder, { recursive: true }))

  function inContainer(program: string[]): [command: string, args: string[]] {
    const container = {
      readOnly,
      tmpfs: [folder],
      uid: UID,
      noNewPrivileges: options!.includes('no-new-privileges:true'),
      seccomp: path.join(root, options!.find((option) => option.startsWith('seccomp='))!.slice('seccomp='.length)),
    }
    return [PYTHON, [path.join(import.meta.dirname, 'container.testing.py'), JSON.stringify(container), ...program]]
  }

  test('has the sandbox at level 3, and runs functions', async () => {
    const environment = {
      PATH: '/usr/bin:/bin',
      TMPDIR: folder,
      NODE_ENV: 'production',
      WORKER_KEY,
      WORKER_PORT: '0',
      APP_HOST: '127.0.0.1',
    }
    const child = spawn(...inContainer([process.execPath, path.join(import.meta.dirname, 'main.ts')]), {
      cwd: '/',
      env: { ...environment, FUNCTION_PYTHON: PYTHON, SANDBOX_THREADS: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      let said = ''
      while (!said.includes('worker is ready')) {
        const [chunk] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => assert.fail(said))])
        said += chunk
      }
      const [, port] = /"port":(\d+)/.exec(said)!
      const sandbox = await connectSandbox({
        url: `http://127.0.0.1:${port}`,
        workerKey: WORKER_KEY,
        log: createLog('silent'),
      })
      assert.equal(sandbox.level, 3)
      const code =
        'import os\ndef handler(input, context):\n    open("/tmp/x", "w").write("kept")\n    return [os.getuid(), open("/tmp/x").read()]\n'
      const result = await sandbox.run({
        ...{ executionId: crypto.randomUUID(), user: 'ada', input: {}, context: {}, timeoutMs: 30_000 },
        functions: [{ namespace: 'default', name: 'f', code, version: 1, inputSchema: {}, outputSchema: {}, links: [] }],
        entry: { namespace: 'default', name: 'f' },
      })
      assert.deepEqual(result.status === 'completed' && result.output, [UID, 'kept'], JSON.stringify(result))
      await sandbox.close()
    } finally {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    }
  })

  test('can write nowhere else, has no capability, and is refused what exploits reach for', () => {
    const probe = `
import ctypes, errno, json, os, socket
libc = ctypes.CDLL(None, use_errno=True)
def refused(*call):
    return libc.syscall(*call) == -1 and ctypes.get_errno() == errno.EPERM
def no(action):
    try:
        action()
    except OSError as error:
        return error.errno in (errno.EPERM, errno.EROFS, errno.EACCES)
    return False
status = dict(line.split(':\\t') for line in open('/proc/self/status').read().splitlines() if ':\\t' in line)
print(json.dumps({
    'write': [no(lambda: open(place + '/x', 'w')) for place in ('/', '/etc', '/var/tmp', '/usr')],
    'capabilities': [int(status[name], 16) for name in ('CapEff', 'CapPrm', 'CapBnd')],
    'privileges': status['NoNewPrivs'],
    'calls': [refused(number, 0, 0, 0, 0, 0) for number in (321, 250, 101, 425, 323, 428, 430, 304, 308)],
    'sockets': [no(lambda: socket.socket(family, socket.SOCK_RAW, protocol)) for family, protocol in ((16, 12), (38, 0), (40, 0))],
    'routes': socket.socket(16, socket.SOCK_RAW, 0).fileno() > 0,
}))`
    const [command, args] = inContainer([PYTHON, '-c', probe])
    assert.deepEqual(JSON.parse(execFileSync(command, args, { encoding: 'utf8' })), {
      write: [true, true, true, true],
      capabilities: [0, 0, 0],
      privileges: '1',
      // bpf, keyctl, ptrace, io_uring_setup, userfaultfd, open_tree, fsopen, open_by_handle_at, setns
      calls: [true, true, true, true, true, true, true, true, true],
      sockets: [true, true, true],
      routes: true,
    })
  })
})
