import { MAX_JSON_DEPTH, MAX_JSON_VALUES, NEW_SHAPE_VALUES } from './limits.ts'

const QUOTE = 34
const BACKSLASH = 92

/** JSON that is more than may be worked on. */
export class JsonTooLargeError extends SyntaxError {}

/**
 * Counts what a JSON text holds before it is parsed, as it comes in: parsing costs by the value, not by the byte. It understands JSON as far as
 * it must for that; whether it is JSON, the parser says.
 */
export class JsonMeter {
  /** Lists, objects and their items; an object whose shape is the first of its kind counts more, as V8 makes a class of it. */
  #values = 0
  #depth = 0
  #inText = false
  #isEscaped = false
  /** Is the next text, or the one that is being read, the name of a member? */
  #isName = false
  #name = 0
  /** For each open list or object: 0 for a list, else what names it has had so far. */
  readonly #shapes = new Uint32Array(MAX_JSON_DEPTH + 2)
  readonly #seen = new Set<number>()
  /** A sender can't choose names that all hash alike, because the seed is random. */
  readonly #seed = Math.floor(Math.random() * 2 ** 31) | 1

  /** What follows is another text, which counts with those before it. */
  begin(): void {
    this.#depth = 0
    this.#inText = this.#isEscaped = this.#isName = false
  }

  /** @throws JsonTooLargeError */
  push(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length; ) {
      if (!this.#inText) this.#read(chunk[i++]!)
      else if (this.#isName) this.#readName(chunk[i++]!)
      else i = this.#leaveText(endOfText(chunk, i, this.#isEscaped), chunk.length)
    }
  }

  /** @throws JsonTooLargeError */
  pushText(text: string, from = 0, to = text.length): void {
    for (let i = from; i < to; ) {
      if (!this.#inText) this.#read(text.charCodeAt(i++))
      else if (this.#isName) this.#readName(text.charCodeAt(i++))
      else i = this.#leaveText(endOfWritten(text, i, to, this.#isEscaped), to)
    }
  }

  /** @param end the place of its quotation mark; where it goes on, the length, or one more where the next character is escaped */
  #leaveText(end: number, length: number): number {
    this.#inText = end >= length
    this.#isEscaped = end > length
    return end + 1
  }

  #read(code: number): void {
    switch (code) {
      case QUOTE:
        this.#inText = true
        this.#name = this.#seed
        break
      case 0x7b: // {
        this.#open(this.#seed)
        break
      case 0x5b: // [
        this.#open(0)
        break
      case 0x7d: // }
      case 0x5d: // ]
        if (this.#depth > 0) this.#depth--
        this.#isName = false
        break
      case 0x2c: // ,
        this.#isName = this.#shapes[this.#depth] !== 0
        this.#count(1)
        break
      case 0x3a: // :
        if (this.#isName) this.#addName()
    }
  }

  #readName(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (code === BACKSLASH) this.#isEscaped = true
    else if (code === QUOTE) this.#inText = false
    this.#name = Math.imul(this.#name ^ code, 0x01000193)
  }

  #open(shape: number): void {
    if (++this.#depth > MAX_JSON_DEPTH) throw new JsonTooLargeError(`nested deeper than ${MAX_JSON_DEPTH} levels`)
    this.#shapes[this.#depth] = shape
    this.#isName = shape !== 0
    this.#count(1)
  }

  #addName(): void {
    this.#isName = false
    const shape = (Math.imul(this.#shapes[this.#depth]! ^ this.#name, 0x85ebca6b) ^ (this.#name >>> 13)) | 1
    this.#shapes[this.#depth] = shape
    if (this.#seen.has(shape)) return
    this.#seen.add(shape)
    this.#count(NEW_SHAPE_VALUES)
  }

  #count(values: number): void {
    this.#values += values
    if (this.#values > MAX_JSON_VALUES)
      throw new JsonTooLargeError(
        `more than ${MAX_JSON_VALUES} values (members of objects that look unlike all before them count ${NEW_SHAPE_VALUES + 1} times): send them in several requests, or as one text`,
      )
  }
}

// Most of a long JSON is text, where only the end matters: these two loops are the cost of the meter.

function endOfText(chunk: Uint8Array, from: number, isEscaped: boolean): number {
  let i = isEscaped ? from + 1 : from
  for (; i < chunk.length; i++) {
    const byte = chunk[i]
    if (byte === QUOTE) return i
    if (byte === BACKSLASH) i++
  }
  return i
}

function endOfWritten(text: string, from: number, to: number, isEscaped: boolean): number {
  let i = isEscaped ? from + 1 : from
  for (; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) return i
    if (code === BACKSLASH) i++
  }
  return i
}
