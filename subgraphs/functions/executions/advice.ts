import type { Caller } from '../../../schema/context.ts'
import type { Failure, RunResult } from '../../../workers/sandbox/index.ts'
import type { CallableFunction, Catalog } from '../functions/catalog.ts'
import { raiser, unknownNameAdvice } from './unknown-name.ts'

const NETWORK =
  'If it was a connection: functions reach public addresses, and none where FUNCTION_NETWORK is false. The operator names private hosts that they may reach, as host or host:port, in FUNCTION_ALLOWED_HOSTS'

/** What can be done about a failure, where Python's own words don't say it. @returns a sentence, or null */
export async function adviceOn(catalog: Catalog, caller: Caller, entry: CallableFunction, result: RunResult): Promise<string | null> {
  if (result.status !== 'failed' || result.reason !== 'exception') return null
  const { error } = result
  return (await unknownNameAdvice(catalog, caller, entry, error)) ?? (await packageAdvice(catalog, entry, error)) ?? networkAdvice(error)
}

async function packageAdvice(catalog: Catalog, entry: CallableFunction, { type, message, traceback }: Failure): Promise<string | null> {
  if (type !== 'ModuleNotFoundError') return null
  const [, module] = /^No module named '(\w+)/.exec(message) ?? []
  if (!module) return null
  const { namespace, name } = (await raiser(catalog, traceback)) ?? entry
  return `No package that is installed for ${namespace}/${name} has it: list the package in the function's requirements, as in "requirements": ["${module}"]. Some packages are called otherwise than their modules`
}

/** A refused connection names no file. */
const networkAdvice = ({ message }: Failure) => (/\[Errno 13\] Permission denied(?!:)/.test(message) ? NETWORK : null)
