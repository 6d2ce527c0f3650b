import { containing } from '../../../schema/bounded/contains.ts'

/** A condition over `functions`: those with this text in their namespace, name or description. */
export function contains(text: string): Record<string, unknown> {
  const pattern = { $ilike: containing(text) }
  return { $or: [{ namespace: pattern }, { name: pattern }, { description: pattern }] }
}
