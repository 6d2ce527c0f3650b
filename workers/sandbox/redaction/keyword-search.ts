/** Where a keyword stands in a text. */
interface Found {
  start: number
  end: number
  /** Which keyword. */
  index: number
}

/** Below the code of any UTF-16 unit: node and unit are one number. */
const UNITS = 0x10000

/**
 * Finds any of many keywords in a text, in one pass: its time does not depend on what the text or the keywords are, so neither can be
 * made to hold up a thread. The automaton of Aho and Corasick ("Efficient string matching: an aid to bibliographic search", 1975), over
 * UTF-16 units: a library that goes by graphemes misses a keyword that a combining mark follows.
 */
export class KeywordSearch {
  readonly #next = new Map<number, number>()
  /** By node: the node of the longest suffix that is in the tree. */
  readonly #suffix: number[] = [0]
  /** By node: the one above it, and the unit that leads from there to it. */
  readonly #parent: number[] = [0]
  readonly #unit: number[] = [0]
  /** By node: how many units of a keyword it stands for. */
  readonly #depth: number[] = [0]
  /** By node: the longest keyword that ends there, or -1. */
  readonly #keyword: number[] = [-1]
  readonly #lengths: readonly number[]
  /** Units of the longest keyword. */
  readonly longest: number

  /** @param keywords none of them empty */
  constructor(keywords: readonly string[]) {
    this.#lengths = keywords.map(({ length }) => length)
    this.longest = Math.max(0, ...this.#lengths)
    for (const [index, keyword] of keywords.entries()) this.#add(keyword, index)
    this.#link()
  }

  /**
   * The stretches of the text that keywords cover, in order. Where several overlap they are one stretch, of the keyword that ends last.
   * @returns also how many characters at the end of the text are the beginning of a keyword, and no whole one
   */
  search(text: string): { found: Found[]; open: number } {
    const found: Found[] = []
    let node = 0
    for (let i = 0; i < text.length; i++) {
      node = this.#step(node, text.charCodeAt(i))
      const index = this.#keyword[node]!
      if (index < 0) continue
      const end = i + 1
      let start = end - this.#lengths[index]!
      for (let last = found.at(-1); last && last.end > start; last = found.at(-1)) {
        start = Math.min(start, last.start)
        found.pop()
      }
      found.push({ start, end, index })
    }
    return { found, open: this.#keyword[node]! < 0 ? this.#depth[node]! : 0 }
  }

  #add(keyword: string, index: number): void {
    let node = 0
    for (let i = 0; i < keyword.length; i++) {
      const key = node * UNITS + keyword.charCodeAt(i)
      let child = this.#next.get(key)
      if (child === undefined) {
        child = this.#suffix.push(0) - 1
        this.#keyword.push(-1)
        this.#depth.push(i + 1)
        this.#parent.push(node)
        this.#unit.push(keyword.charCodeAt(i))
        this.#next.set(key, child)
      }
      node = child
    }
    if (this.#keyword[node] === -1) this.#keyword[node] = index
  }

  /** In the order of depth, so that the suffixes of a node are linked before it. */
  #link(): void {
    for (const node of this.#byDepth()) {
      const parent = this.#parent[node]!
      const suffix = parent === 0 ? 0 : this.#step(this.#suffix[parent]!, this.#unit[node]!)
      this.#suffix[node] = suffix
      if (this.#keyword[node] === -1) this.#keyword[node] = this.#keyword[suffix]!
    }
  }

  /** All nodes but the root. */
  #byDepth(): number[] {
    const levels: number[][] = []
    for (let node = 1; node < this.#depth.length; node++) (levels[this.#depth[node]! - 1] ??= []).push(node)
    return levels.flat()
  }

  #step(from: number, unit: number): number {
    for (let node = from; ; node = this.#suffix[node]!) {
      const next = this.#next.get(node * UNITS + unit)
      if (next !== undefined) return next
      if (node === 0) return 0
    }
  }
}
