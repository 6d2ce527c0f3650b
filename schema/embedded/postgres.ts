import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../free-port.ts'
import type { Logger } from '../log.ts'
import { StartError } from '../start-error.ts'
import { type DataFolder, syncFolder } from './data-folder.ts'
import { findPostgres, type PostgresProgram } from './postgres-program.ts'

/** A real PostgreSQL server that lives and dies with this process. */
export interface EmbeddedPostgres extends AsyncDisposable {
  /**
   * Connects as the superuser of the server, by its socket in the data directory, which spares the work of TCP. Where the path of the
   * socket would be too long, and for what does not read the parameter `host`, it is TCP on the loopback interface. Both ask for the password.
   */
  readonly url: string
  /** Of the postmaster, as it is now: a server that dies is started again. */
  readonly pid: number
  /** Closes every connection and waits until all is on the disk. */
  stop(): Promise<void>
}

/** For a machine that runs everything at once: small memory, few processes, and nothing that weakens durability. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // In the data directory, which nobody but its owner can enter.
  unix_socket_directories: '.',
  max_connections: '120',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Asynchronous I/O would keep three more processes, for data that fits into memory.
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  // Compiling pays for analytic queries; ours are short.
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

const MAX_LOG_BYTES = 16 * 1024 * 1024

/**
 * Starts the PostgreSQL that came with the installation, on `postgres/` of the data folder; creates it the first time (about
 * a second). Should this process die, however, the server shuts down by itself.
 * @throws StartError when it can't start
 */
export async function startPostgres(folder: DataFolder, { log }: { log?: Logger } = {}): Promise<EmbeddedPostgres> {
  const data = folder.path('postgres')
  const program = await findPostgres(data)
  const password = await folder.secret('postgres-password', 24)
  if (!existsSync(data)) {
    log?.info({ folder: data }, 'creating the embedded PostgreSQL')
    await createCluster(program, folder, data, password)
  }
  await checkVersion(program, data)
  await stopOrphan(data)
  await removeSockets(data)

  const logFile = folder.path('postgres.log')
  const first = await launch(program, data, logFile)
  const { port } = first
  let { server } = first
  let stopping = false
  let relaunch: Promise<void> | undefined
  watch()

  function watch() {
    server.once('exit', (code, signal) => {
      if (stopping) return
      log?.error({ code, signal, logFile }, 'the embedded PostgreSQL ended: starting it again')
      relaunch = restart().catch((error) => log?.fatal({ err: error }, 'the embedded PostgreSQL does not start again'))
    })
  }
  async function restart() {
    ;({ server } = await launch(program, data, logFile, port))
    watch()
  }
  async function stop() {
    stopping = true
    await relaunch
    if (isRunning(server)) await shutDown(server.pid!)
  }
  return {
    url: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres${socketParameter(data, port)}`,
    get pid() {
      return server.pid!
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

const SUPERUSER = 'sinas'

/** Made beside its place and then moved there, so that what exists is whole. */
async function createCluster(program: PostgresProgram, folder: DataFolder, data: string, password: string): Promise<void> {
  const { uid, gid } = program.spawnOptions
  const draft = folder.path('postgres.new')
  const [draftData, passwordFile] = [path.join(draft, 'data'), path.join(draft, 'password')]
  await rm(draft, { recursive: true, force: true })
  await mkdir(draftData, { recursive: true, mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (uid !== undefined) await Promise.all([draft, draftData, passwordFile].map((file) => chown(file, uid, gid!)))
  const directory = program.dataArgument === data ? draftData : program.dataArgument
  const authentication = ['--username', SUPERUSER, '--auth', 'scram-sha-256', '--pwfile', '../password']
  // The builtin C.UTF-8 sorts the same on every system, so that an upgrade of the system can't corrupt an index.
  const locale = ['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8']
  try {
    await promisify(execFile)(program.bin('initdb'), ['-D', directory, ...authentication, ...locale], {
      ...program.spawnOptions,
      cwd: draftData,
    })
    await rename(draftData, data)
    await syncFolder(folder.root)
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string }
    throw new StartError(`The embedded PostgreSQL can't be created (${(stderr?.trim() || message).split('\n')[0]}). Set DATABASE_URL.`, {
      cause: error,
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function checkVersion(program: PostgresProgram, data: string): Promise<void> {
  const version = (await readFile(path.join(data, 'PG_VERSION'), 'utf8')).trim()
  if (Number(version) === program.major) return
  throw new StartError(
    `The data in ${data} is of PostgreSQL ${version}, and this is ${program.major}. Dump it with the release that made it, and restore.`,
  )
}

/** The server of a process that was killed may still be shutting down, or, if its watchdog was killed too, still run. */
async function stopOrphan(data: string): Promise<void> {
  const pidFile = path.join(data, 'postmaster.pid')
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return
  if ((await commandLine(pid)).includes(marker(data))) return shutDown(pid)
  // PostgreSQL would take any program that has this pid by now for a server.
  await rm(pidFile, { force: true })
}

/** Bytes of a socket's path: `sun_path` of macOS, which holds fewer than Linux's. */
const MAX_SOCKET_PATH = 103

function socketParameter(data: string, port: number): string {
  const socket = path.join(data, `.s.PGSQL.${port}`)
  return Buffer.byteLength(socket) > MAX_SOCKET_PATH ? '' : `?host=${encodeURIComponent(data)}`
}

/** Of servers that were killed: each had a port of its own, so that none would ever be used again. */
async function removeSockets(data: string): Promise<void> {
  const left = (await readdir(data)).filter((name) => name.startsWith('.s.PGSQL.'))
  await Promise.all(left.map((name) => rm(path.join(data, name), { force: true })))
}

/** A setting that no program reads: it tells our server from others in a list of processes. */
const marker = (data: string) => `sinas.data_folder=${data}`

async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  )
}

/**
 * Spawns a server and waits until it accepts connections; recovery after a crash takes as long as it takes.
 * @param fixedPort where clients expect it already; by default any free one
 */
async function launch(
  program: PostgresProgram,
  data: string,
  logFile: string,
  fixedPort?: number,
): Promise<{ server: ChildProcess; port: number }> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  for (let attempt = 1; ; attempt++) {
    const port = fixedPort ?? (await freePort())
    const args = ['-D', program.dataArgument, '-p', String(port), ...settings, '-c', marker(data)]
    await using output = await open(logFile, 'a', 0o600)
    if ((await output.stat()).size > MAX_LOG_BYTES) await output.truncate()
    const { size } = await output.stat()
    // A session of its own: Ctrl-C in a terminal must reach us first, or the database is gone while requests still drain.
    const stdio = ['ignore' as const, output.fd, output.fd]
    const server = spawn(program.bin('postgres'), args, { ...program.spawnOptions, detached: true, stdio })
    server.on('error', () => {})
    if (await becomesReady(server, data)) {
      guard(server)
      server.unref()
      return { server, port }
    }
    const reason = (await readFile(logFile, 'utf8')).slice(size).match(/FATAL: {2}(.*)/)?.[1] ?? 'no reason given'
    // The processes of a server that was killed take a moment to notice; and someone may have been faster to take the port.
    if (attempt < 50 && /still in use|lock file|TCP\/IP/.test(reason)) await delay(100)
    else throw new StartError(`The embedded PostgreSQL does not start (${reason}). See ${logFile}, or set DATABASE_URL.`)
  }
}

/** @returns false when the server ended first */
async function becomesReady(server: ChildProcess, data: string): Promise<boolean> {
  const STATUS_LINE = 7
  while (isRunning(server)) {
    const lines = (await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === server.pid && lines[STATUS_LINE]?.trim() === 'ready') return true
    await delay(5)
  }
  return false
}

function isRunning(server: ChildProcess): boolean {
  return server.pid !== undefined && server.exitCode === null && server.signalCode === null
}

/** Shuts the server down when this process ends in a way that leaves no time for it: the pipe then closes, and read fails. */
function guard(server: ChildProcess): void {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r done || kill -INT "$0"', String(server.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.on('error', () => {})
  watchdog.stdin.on('error', () => {})
  // Released once the server is gone, because its pid may then become another program's.
  server.once('exit', () => watchdog.stdin.end('done\n'))
  watchdog.unref()
  ;(watchdog.stdin as unknown as { unref(): void }).unref()
}

const FAST_SHUTDOWN_MS = 20_000

async function shutDown(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  const deadline = Date.now() + FAST_SHUTDOWN_MS
  while (signal(pid, 0)) {
    // Without the final checkpoint: the next start replays the log instead.
    if (Date.now() > deadline) signal(pid, 'SIGQUIT')
    await delay(10)
  }
}

/** @returns whether the process exists */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}
