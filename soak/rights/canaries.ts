import type { Findings } from './findings.ts'

interface Canary {
  text: string
  what: string
  /** Those to whom a grant of theirs shows it. */
  knownTo: readonly string[]
  /** May be said to a model, in a chat of its owner. */
  isForModels: boolean
}

/** Secrets that are put into things of the victims: who else sees one, has seen the thing. */
export class Canaries {
  readonly #canaries: Canary[] = []
  readonly #findings: Findings

  constructor(findings: Findings) {
    this.#findings = findings
  }

  /** @param what the secret is put into @returns a secret */
  hatch(what: string, { knownTo = [], isForModels = false }: Partial<Pick<Canary, 'knownTo' | 'isForModels'>> = {}): string {
    return this.watch(`canary-${crypto.randomUUID()}`, what, { knownTo, isForModels })
  }

  /** The same with a secret that is there already. */
  watch(text: string, what: string, { knownTo = [], isForModels = false }: Partial<Pick<Canary, 'knownTo' | 'isForModels'>> = {}): string {
    this.#canaries.push({ text, what, knownTo, isForModels })
    return text
  }

  /** Looks for secrets in what an attacker was told. @param how they came to it */
  heard(attacker: string, text: string, how: unknown): void {
    for (const canary of this.#canaries)
      if (!canary.knownTo.includes(attacker) && text.includes(canary.text))
        this.#findings.add(`${attacker} sees ${canary.what}`, { how, text: around(text, canary.text) })
  }

  /** Looks for secrets in what a model was told. */
  toldModel(text: string): void {
    for (const canary of this.#canaries)
      if (!canary.isForModels && text.includes(canary.text)) this.#findings.add(`a model is told ${canary.what}`, around(text, canary.text))
  }
}

const around = (text: string, found: string) => text.slice(Math.max(0, text.indexOf(found) - 600), text.indexOf(found) + 200)
