/** The size of a value, which limits the cost of work on it. */
export interface Size {
  /** Values in it: itself, and the members and items of all lists and objects. */
  values: number
  /** Characters of its texts and of its members' names. */
  characters: number
}

/**
 * Counts until there is more of either than is wanted, so that it takes no longer than that. Without recursion: a value may nest deep.
 * @returns null where there is more
 */
export function sizeWithin(value: unknown, most: Size): Size | null {
  const size: Size = { values: 1, characters: 0 }
  const open: object[] = []
  const isMore = (item: unknown): boolean => {
    if (typeof item === 'string') size.characters += item.length
    else if (typeof item === 'object' && item !== null) open.push(item)
    return size.values > most.values || size.characters > most.characters
  }
  if (isMore(value)) return null
  for (let parent = open.pop(); parent; parent = open.pop()) {
    if (Array.isArray(parent)) {
      size.values += parent.length
      for (const item of parent) if (isMore(item)) return null
      continue
    }
    for (const name in parent) {
      size.values++
      size.characters += name.length
      if (isMore((parent as Record<string, unknown>)[name])) return null
    }
  }
  return size
}
