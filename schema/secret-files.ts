import { readFileSync } from 'node:fs'
import { StartError } from './start-error.ts'

/**
 * Secrets from the files that `NAME_FILE` names, which is how container engines hand them over: what is in the environment is inherited by
 * every child process and seen by everyone who may inspect the container.
 * @param names of the variables that are secrets
 * @param given the environment
 * @returns name to text
 * @throws StartError where the variable itself is set as well, or the file can't be read or is empty
 */
export function readSecretFiles(names: string[], given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(names.filter((name) => given[`${name}_FILE`]).map((name) => [name, readSecret(name, given)]))
}

function readSecret(name: string, given: Record<string, string>): string {
  if (given[name]) throw new StartError(`${name} and ${name}_FILE are both set, and may differ. Unset one of them.`)
  const file = given[`${name}_FILE`]!
  // Editors and `echo` end a file with a line break that is not part of the secret.
  const text = readText(name, file).replace(/\r?\n$/, '')
  if (text === '') throw new StartError(`${name}_FILE: ${file} is empty. Write the secret into it, or unset ${name}_FILE.`)
  return text
}

function readText(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = (error as Error).message
    throw new StartError(`${name}_FILE: ${file} can't be read (${reason}). It must name a file that the user of this process may read.`, {
      cause: error,
    })
  }
}
