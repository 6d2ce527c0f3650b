import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { outputOf } from './sandbox.testing.ts'
import type { RunHooks, RunRequest, RunResult, Sandbox } from './types.ts'

export interface PackageStore extends AsyncDisposable {
  dir: string
  /** A folder of packages, each one file of Python. @returns its name */
  put(packages: Record<string, string>): Promise<string>
}

/** A folder of folders of packages, as installing leaves them. */
export async function packageStore(): Promise<PackageStore> {
  const dir = await mkdtemp(path.join(tmpdir(), 'sinas-store-'))
  await promisify(execFile)('chmod', ['755', dir])
  return {
    dir,
    async put(packages) {
      const name = createHash('md5').update(JSON.stringify(packages)).digest('hex')
      for (const [each, code] of Object.entries(packages)) {
        await mkdir(path.join(dir, name, each), { recursive: true })
        await writeFile(path.join(dir, name, each, '__init__.py'), code)
      }
      await promisify(execFile)('chmod', ['-R', 'a+rX', path.join(dir, name)])
      return name
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

/** Runs functions that import a module of these packages until it is in memory for them. */
export async function warmUp(box: Pick<Sandbox, 'run'>, packages: string[], module: string): Promise<void> {
  const code = `import sys\nknown = ${JSON.stringify(module)} in sys.modules\nimport ${module}\ndef handler(i, c):\n    return known`
  const deadline = Date.now() + 30_000
  while (!(await outputOf(box, code, { packages }))) {
    if (Date.now() > deadline) throw new Error(`${module} is still imported by every execution`)
  }
}

/** The same sandbox for executions that all see these packages. */
export function seeing(box: Pick<Sandbox, 'run'>, packages: string[]): Pick<Sandbox, 'run'> {
  return { run: (order: RunRequest, hooks?: RunHooks): Promise<RunResult> => box.run({ ...order, packages }, hooks) }
}
