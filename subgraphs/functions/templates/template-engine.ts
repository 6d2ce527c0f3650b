import { randomUUID } from 'node:crypto'
import { SinasError } from '../../../schema/errors.ts'
import type { FunctionSource, RunResult, Sandbox } from '../../../workers/sandbox/index.ts'
import { ensureEngine } from './engine-folder.ts'

/** Milliseconds that the templates of one request may take together, once it is their turn. */
export const TEMPLATES_MS = 3_000
/** MB that they may allocate above what Python needs. */
const MEMORY_MB = 64
/** Milliseconds that they may wait for their turn and take. */
const WAIT_MS = 20_000

const ENTRY = { namespace: 'sinas', name: 'templates' }
const RENDERER: FunctionSource = {
  ...ENTRY,
  code: 'import sinas_templates\n\n\ndef handler(input, context):\n    return sinas_templates.handle(input)\n',
  version: 1,
  inputSchema: {},
  outputSchema: {},
  links: [],
}

/** Jinja2 templates, in order. */
export interface Templates {
  /** Each with the number of its variables; null: it is only checked. */
  templates: [source: string, variables: number | null][]
  /** Each as JSON: many templates may share some. */
  variables: string[]
}

/** What a template makes, or what is wrong with it, and in which of its lines. */
export type Rendering = { text: string } | { error: string; line: number | null }

interface Dependencies {
  sandbox: Sandbox
  /** The name of the folder that Jinja2 is in: `engineFolder`. */
  folder: string
  /** The folder of all folders of packages. */
  store: string
  /** As configured for the sandbox. */
  python: string | undefined
}

/** Renders templates with Jinja2 itself, in the sandbox: what a template can do to the platform is what a function can. */
export class TemplateEngine {
  readonly #dependencies: Dependencies
  #made: Promise<void> | undefined

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  /** @param userId whose turn it is when templates have to wait @throws SinasError UNAVAILABLE, QUEUE_FULL */
  async render(userId: string, templates: Templates): Promise<Rendering[]> {
    const first = await this.#run(userId, templates)
    // Its supervisor died: nothing is wrong with the templates.
    const result = first.status === 'failed' && first.reason === 'lost' ? await this.#run(userId, templates) : first
    if (result.status === 'completed') return result.output as Rendering[]
    const error = faultOf(result)
    return templates.templates.map(() => ({ error, line: null }))
  }

  async #run(userId: string, templates: Templates): Promise<RunResult> {
    const { sandbox, folder } = this.#dependencies
    await this.#ready()
    const request = {
      executionId: randomUUID(),
      // Beside the user's executions, not behind them: these may be long.
      user: `templates of ${userId}`,
      functions: [RENDERER],
      entry: ENTRY,
      input: templates,
      context: {},
      timeoutMs: TEMPLATES_MS,
      memoryMb: MEMORY_MB,
      packages: [folder],
    }
    return await sandbox.run(request, { signal: AbortSignal.timeout(WAIT_MS) })
  }

  /** Once a process: the folder stays. */
  #ready(): Promise<void> {
    const { store, folder, python } = this.#dependencies
    this.#made ??= ensureEngine(store, folder, python).catch((error: Error) => {
      this.#made = undefined
      throw new SinasError('UNAVAILABLE', { what: 'The sandbox', reason: `Jinja2 could not be unpacked: ${error.message}` }, error)
    })
    return this.#made
  }
}

function faultOf(result: RunResult): string {
  if (result.status !== 'failed') return `no worker rendered it within ${WAIT_MS / 1000} seconds`
  if (result.reason === 'timeout') return `it takes longer than ${TEMPLATES_MS / 1000} seconds`
  if (result.reason === 'memory') return 'it needs too much memory'
  if (result.reason === 'output-too-large') return 'its text is too long'
  if (result.reason === 'input-too-large') return 'its variables are too long'
  return `it could not be rendered: ${result.error.message}`
}
