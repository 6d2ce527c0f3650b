/** An operation of a `*.graphql` file, with the types of what it takes and returns. `npm run console:documents` writes them. */
export class TypedDocument<Data, Variables> {
  /** Of the operation: keys of the cache begin with it. */
  readonly name: string
  /** `sha256:` and the hash of the text: the gateway knows the document by it. */
  readonly id: string
  readonly text: string
  /** For the compiler alone. */
  declare readonly types: (variables: Variables) => Data

  constructor(name: string, id: string, text: string) {
    this.name = name
    this.id = id
    this.text = text
  }
}
