import type { LineMark } from '../../ui/code-editor-props.ts'

const NONE: readonly LineMark[] = []
const known = new Map<string, readonly LineMark[]>()

/** Where in the code the server found what it says of it: `… (line 3, column 7)`. The same list for the same words. */
export function marksOf(fault: string | undefined): readonly LineMark[] {
  if (fault === undefined) return NONE
  const [, message, line, column] = /^(.*) \(line (\d+), column (\d+)\)/s.exec(fault) ?? []
  if (!message) return NONE
  known.set(fault, known.get(fault) ?? [{ line: Number(line), column: Number(column), message }])
  return known.get(fault)!
}

/** The line of the function's own code, from 1, that a traceback leads to: the last, as what it calls comes after. */
export function lineOf(traceback: string | null | undefined, { namespace, name }: { namespace: string; name: string }): number | undefined {
  const frames = [...(traceback ?? '').matchAll(/File "([^"]+)", line (\d+)/g)]
  const own = frames.filter(([, file]) => file === `${namespace}/${name}.py`)
  const found = own.at(-1)?.[2]
  return found === undefined ? undefined : Number(found)
}
