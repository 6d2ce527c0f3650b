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
  RunSecret,
  Sandbox,
  SandboxOptions,
  SandboxStats,
  Step,
} from './types.ts'
