import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import path from 'node:path'
import { NODE, ROOT } from './install.mjs'

const ENVIRONMENT = {
  // The embedded ClickHouse computes on these threads; with the usual four, one heavy query would stop all file access.
  UV_THREADPOOL_SIZE: '16',
  // V8's default for machines with much memory keeps 120 MB more at rest, and is no faster here.
  NODE_OPTIONS: '--max-semi-space-size=8',
  NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile'),
}

/** A signal this soon after the first one is the same Ctrl-C: once from the terminal, once from npm. */
const SAME_SIGNAL_MS = 1000

/**
 * Runs a script by a Node that is new enough, and ends as it ends. Signals are passed on; a second Ctrl-C stops it at once.
 * Should this process be killed, the script sees its IPC channel disconnect.
 * @param {string} script relative to the root
 * @param {string[]} args
 * @param {Record<string, string>} [environment] for this script alone
 * @returns its process
 */
export function run(script, args, environment = {}) {
  const child = spawn(NODE, ['--disable-warning=ExperimentalWarning', path.resolve(ROOT, script), ...args], {
    // What the script starts by the name `node` is the same one.
    env: { ...ENVIRONMENT, ...process.env, PATH: `${path.dirname(NODE)}${path.delimiter}${process.env.PATH}`, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // In a session of its own, it gets each signal from us alone and so only once.
    detached: true,
  })
  let first = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (Date.now() - first < SAME_SIGNAL_MS) return
      child.kill(first ? 'SIGKILL' : signal)
      first ||= Date.now()
    })
  }
  child.on('error', (error) => {
    console.error(
      `${NODE} does not run (${error.message}). Remove the folders node_modules and scripts/own-node/node_modules, and start again.`,
    )
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal]
  })
  return child
}
