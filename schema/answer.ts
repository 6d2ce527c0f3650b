/** What a route or a tool answers of an operation's data. */
export interface Answer {
  /** The field named `result`, wherever it stands; all of the data where there is none. */
  result: unknown
  /** Where the list goes on; undefined where it is no list, or ends here. */
  nextCursor?: string
  /** What was saved, but will not work as it is. */
  warnings?: readonly string[]
}

/**
 * Operations name what a route answers `result`: a root field, the nodes of a connection, or the object of a payload. What stands beside it
 * on the way is about it: `pageInfo` and `warnings`.
 */
export function answerOf(data: Record<string, unknown>): Answer {
  return answerIn(data) ?? { result: data }
}

function answerIn(data: Record<string, unknown>): Answer | undefined {
  if ('result' in data) return { result: data.result, ...besides(data) }
  for (const value of Object.values(data)) {
    const answer = isObject(value) && answerIn(value)
    if (answer) return answer
  }
  return undefined
}

function besides({ pageInfo, warnings }: Record<string, unknown>): Partial<Answer> {
  const page = pageInfo as { hasNextPage: boolean; endCursor: string | null } | undefined
  return {
    ...(page?.hasNextPage && page.endCursor && { nextCursor: page.endCursor }),
    ...(Array.isArray(warnings) && warnings.length > 0 && { warnings: warnings as string[] }),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)
