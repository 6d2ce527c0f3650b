import type { FreeNames } from '../../../workers/sandbox/index.ts'

/** Does code define what a call of the function calls: `handler`, or a function of its name? */
export const definesEntryPoint = ({ name }: { name: string }, { binds, importsAll }: FreeNames): boolean =>
  importsAll || binds.includes('handler') || binds.includes(name)

/** What is wrong with a function that can be saved but not called, as sentences for its author. */
export function warningsOf({ name, hasEntryPoint }: { name: string; hasEntryPoint: boolean }): string[] {
  if (hasEntryPoint) return []
  return [`code: it defines neither \`handler\` nor \`${name}\`, so every call fails. Write \`def handler(input, context):\``]
}
