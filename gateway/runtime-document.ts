import { createHash } from 'node:crypto'
import type { Caller, RequestInfo } from '../schema/context.ts'
import { Representation } from './representation.ts'

/** Milliseconds for which a document is reused: long enough for many readers at once, short enough for a user who has just made a webhook. */
const FRESH_MS = 2_000
const MAX_KEPT = 100

interface Kept {
  document: Promise<Representation>
  until: number
}

/** Documents that depend on their reader, each made once for all who ask at the same time and may see the same. */
export class RuntimeDocuments {
  readonly #make: (request: RequestInfo) => Promise<object>
  readonly #kept = new Map<string, Kept>()

  /** @param make the document for this caller */
  constructor(make: (request: RequestInfo) => Promise<object>) {
    this.#make = make
  }

  get(request: RequestInfo): Promise<Representation> {
    const key = rightsOf(request.caller)
    const known = this.#kept.get(key)
    if (known && known.until > performance.now()) return known.document
    const document = this.#make(request).then((made) => new Representation('application/json; charset=utf-8', JSON.stringify(made)))
    const kept = { document, until: performance.now() + FRESH_MS }
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!)
    document.catch(() => this.#kept.get(key) === kept && this.#kept.delete(key))
    return document
  }
}

/** A key for a caller and all their permissions. */
const rightsOf = (caller: Caller | null) => (caller ? createHash('sha256').update(JSON.stringify(caller)).digest('base64') : 'anybody')
