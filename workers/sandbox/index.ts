export { openSandbox } from './sandbox.ts'
export type {
  CodeAnalysis,
  CodeError,
  Failure,
  FreeNames,
  FunctionLink,
  FunctionSource,
  Level,
  LogChunk,
  RunHooks,
  RunRequest,
  RunResult,
  Sandbox,
  SandboxOptions,
  SandboxStats,
  Step,
} from './types.ts'
