import type { GraphQLError, GraphQLResolveInfo } from 'graphql'

export type Path = GraphQLResolveInfo['path']

/** The errors of an answer's fields, in the order in which they happened. */
export class FieldErrors {
  readonly list: GraphQLError[] = []
  readonly #nulled = new Set<Path | undefined>()

  /** @param path what became null by the error. Errors beneath what is null already are not told */
  add(error: GraphQLError, path: Path | undefined): void {
    for (let above = path; above; above = above.prev) if (this.#nulled.has(above)) return
    if (this.#nulled.has(undefined)) return
    this.#nulled.add(path)
    this.list.push(error)
  }
}
