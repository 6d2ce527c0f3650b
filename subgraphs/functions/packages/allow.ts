import type { Config } from '../../../schema/config.ts'
import { SinasError } from '../../../schema/errors.ts'
import { normalName } from '../../../workers/pip/pip.ts'
import type { Requirement } from './requirement.ts'

/** @throws SinasError FORBIDDEN where the operator does not allow the installation to any caller */
export function assertInstallable(config: Config, { name, packageName }: Requirement): void {
  if (!config.ALLOW_PACKAGE_INSTALLATION) throw refusal('ALLOW_PACKAGE_INSTALLATION is off')
  const allowed = config.ALLOWED_PACKAGES.map(normalName)
  if (allowed.length > 0 && !allowed.includes(name)) throw refusal(`${packageName} is not in ALLOWED_PACKAGES`)
}

function refusal(reason: string): SinasError {
  const error = new SinasError('FORBIDDEN')
  error.message = `The operator of this platform does not allow this package: ${reason}`
  return error
}
