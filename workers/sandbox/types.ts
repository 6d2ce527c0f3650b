/** How much stands between a function and the machine: see README.md. 3 = everything, 0 = trusted code only. */
export type Level = 0 | 1 | 2 | 3

export interface SandboxOptions {
  /** A Python of 3.10 or later; by default the first that is found on PATH. */
  python?: string | undefined
  /** Pool threads, each with a zygote of its own; by default one per core, two at most. */
  threads?: number | undefined
  /** Processes that each zygote keeps ready; default 4. */
  spares?: number
  /** Executions that each thread runs at a time; default 16. Paused ones come on top. */
  concurrency?: number
  /** Below this level nothing is run. */
  minLevel: Level
  /** Leaves layers out, for tests of the lower levels. */
  maxLevel?: Level
  /** What one execution may allocate, in MB, above what Python itself needs. */
  memoryMb: number
  /** Size of an execution's private /tmp, in MB. It lives in memory. */
  storageMb: number
  /** Whether functions reach public addresses. */
  network: boolean
  /** Private addresses that functions may reach in both network modes: `host` or `host:port`. */
  allowedHosts: string[]
  /** The platform's own API: reachable from functions in both network modes. */
  apiUrl: string
  /** The folder of all folders of packages: each has a name of 32 hex digits and is never changed. */
  packagesDir?: string
  /** Sets of packages that each thread keeps in memory, in a process of its own each; default 4. Executions of the others import them by themselves. */
  warmSets?: number
  /** Executions that may wait for a free place; the next is refused with QUEUE_FULL. */
  maxQueued: number
  /** Executions that may wait for a person; default 64, of which a quarter for one user. */
  maxPaused?: number
  /** How long an execution waits for a person, in seconds; default one hour. */
  pauseSeconds?: number
  /** The longest that an execution may run, in seconds, whatever its request says; default: no limit. */
  maxTimeoutSeconds?: number
  /** Forks share their zygote's hash seed and address layout: after so many executions it is replaced; default 10,000. */
  executionsPerZygote?: number
  log: SandboxLog
}

/** The part of pino's logger that the sandbox uses. */
export interface SandboxLog {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

/**
 * A name by which code calls another function, as Python spells it: `name` or `namespace.name`. It stands for a function of the same
 * request; or for none, and a call of it raises why.
 */
export type FunctionLink = { as: string; namespace: string; name: string } | { as: string; fault: string }

/** One version of a function. Functions call one another by their links, and by nothing else. */
export interface FunctionSource {
  namespace: string
  name: string
  code: string
  version: number
  inputSchema: unknown
  outputSchema: unknown
  links: FunctionLink[]
}

/** A secret that a function lists: its value, or why the run may not have it. */
export type RunSecret = { name: string; value: string } | { name: string; fault: string }

/** All of it is plain JSON, so that it can travel to another process. */
export interface RunRequest {
  /** Unique: what resume() and the logs know the execution by. */
  executionId: string
  /** Whose turn it is when executions have to queue. */
  user: string
  /** The function to run and those that it may call. */
  functions: FunctionSource[]
  entry: { namespace: string; name: string }
  input: unknown
  /** The handler's second argument. */
  context: object
  /** What `context["secrets"]` holds, by name, and why a name that the function lists is not there. Values are taken out of all that the run says. */
  secrets?: RunSecret[]
  timeoutMs: number
  /** Less, or more, than the sandbox's own limit. */
  memoryMb?: number
  /** Names of the folders of packages that the execution may import, two at most; what several have is taken from the first. None: no packages. */
  packages?: string[]
}

export interface LogChunk {
  stream: 'stdout' | 'stderr'
  text: string
  /** Milliseconds since 1970. */
  at: number
}

/** A call of a platform function (`function`) or of a function's own `def` (`local`); `parentId` makes them a tree. */
export interface Step {
  id: number
  parentId: number | null
  functionName: string
  kind: 'function' | 'local'
  /** Name -> value, cut short where large. */
  arguments: unknown
  result: unknown
  error: string | null
  /** Milliseconds since 1970. */
  startedAt: number
  /** Null while it is under way, or when the execution ended before it did. */
  durationMs: number | null
}

export interface RunHooks {
  /** Kills the execution, or takes it out of the queue. */
  signal?: AbortSignal
  /** The function's code is about to run: from here on the execution is never repeated. */
  onStarted?(): void
  onLog?(chunk: LogChunk): void
  /**
   * Steps that began (calls of functions only) or ended, while the run goes on, a few times a second: the same id may come twice. The result
   * has all of them.
   */
  onSteps?(steps: Step[]): void
  /** A paused execution ended without being resumed: expired, killed or lost. */
  onAbandoned?(result: RunResult): void
}

export type FailureReason =
  /** The function raised. */
  | 'exception'
  | 'timeout'
  | 'memory'
  /** Its process died: a signal, or an exit without a result. */
  | 'crash'
  | 'input-too-large'
  | 'output-too-large'
  /** The code defines neither `handler` nor a function of its own name. */
  | 'no-handler'
  /** A call between functions broke a schema. */
  | 'invalid-input'
  | 'invalid-output'
  /** A pause got no input in time, or too many executions were paused already. */
  | 'expired'
  | 'too-many-paused'
  /** It sent what no runner sends. */
  | 'protocol'
  /** Its packages were not there, or not readable. */
  | 'packages'
  /** The supervisor died after the execution had started. */
  | 'lost'

export interface Failure {
  type: string
  message: string
  /** The user's own frames; empty when there are none. */
  traceback: string
}

export type SandboxOutcome =
  | { status: 'completed'; output: unknown }
  | { status: 'failed'; error: Failure; reason: FailureReason }
  | { status: 'cancelled' }
  | { status: 'awaiting_input'; prompt: string; schema?: unknown }

export interface RunFacts {
  /** Milliseconds since 1970; null when it never started. */
  startedAt: number | null
  /** Time spent running, without pauses. */
  durationMs: number
  cpuMs: number
  peakMemoryKb: number
  logs: LogChunk[]
  steps: Step[]
}

export type RunResult = SandboxOutcome & RunFacts

/** Names that code reads and nothing binds, neither Python nor the code itself: by these it may mean functions of the platform. */
export interface FreeNames {
  /** `name`, or `name.attribute` where an attribute of it is read. */
  names: string[]
  /** The code imports `*` from somewhere: a name may be that module's. */
  importsAll: boolean
  /** Names that the code binds for the whole module. */
  binds: string[]
}

export type CodeAnalysis = FreeNames | { error: CodeError }

export interface CodeError {
  line: number
  column: number
  message: string
}

/** Which layer is on, or why it is not. */
export type Layers = Record<'seccomp' | 'landlock' | 'namespaces' | 'network', string>

export interface WorkerStats {
  id: number
  /** Of the outer Python process; null while there is none. */
  pid: number | null
  status: 'starting' | 'ready' | 'failed'
  /** Milliseconds since 1970. */
  createdAt: number
  /** Started by this worker, as far as it has told: what runs unwatched is counted when it pauses or ends. */
  executions: number
  /** Sets of packages that it has in memory. */
  warmSets: number
}

export interface SandboxStats {
  level: Level
  layers: Layers
  python: string
  /** Zygotes that are ready. */
  zygotes: number
  /** Processes kept ready in all. */
  spares: number
  /** Processes that have a set of packages in memory: one a set and thread. */
  packageZygotes: number
  running: number
  /** How many run at a time; the next waits. */
  maxRunning: number
  queued: number
  /** How many may wait before the next is refused. */
  maxQueued: number
  paused: number
  workers: WorkerStats[]
}

export interface Sandbox {
  readonly level: Level
  /** @throws SinasError UNAVAILABLE below the least level or without its packages, QUEUE_FULL. A failing function does not throw. */
  run(request: RunRequest, hooks?: RunHooks): Promise<RunResult>
  /** Gives a paused execution the value it waits for, and waits for what comes next. @throws SinasError NOT_FOUND when it is not paused here. */
  resume(executionId: string, value: unknown): Promise<RunResult>
  stats(): SandboxStats
  /** Changes the number of threads, one at least; executions under way stay where they are. */
  scale(workers: number): Promise<{ previous: number; current: number }>
  /** Replaces every process that executions are forked from. Executions under way stay where they are. */
  reload(): Promise<void>
  /** Parses the code in an isolated process, without running it, and says where it is wrong, or which names it leaves open. */
  analyse(code: string): Promise<CodeAnalysis>
  /** Kills what runs and waits until every process is gone. */
  close(): Promise<void>
}
