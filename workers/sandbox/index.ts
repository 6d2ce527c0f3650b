export { openSandbox } from './sandbox.ts'
export type {
  CodeError,
  FunctionSource,
  Layers,
  Level,
  LogChunk,
  RunHooks,
  RunRequest,
  RunResult,
  Sandbox,
  SandboxLog,
  SandboxOptions,
  SandboxStats,
  Step,
  WorkerStats,
} from './types.ts'
