import type { RunResult, SandboxOutcome, Step } from '../types.ts'
import { KeywordSearch } from './keyword-search.ts'
import { writtenForms } from './written-forms.ts'

/** How a text ends that the runner has cut short, maybe in the middle of a value: `values.py`, `logs.py`. */
const CUTS = ['...', '\n[log truncated]\n']
/** The beginning of a value that is this long is taken out before a cut: fewer characters may be anything. */
const MIN_CUT_LENGTH = 4

/** A secret that a run was given. */
export interface Secret {
  name: string
  value: string
}

/**
 * Takes the values of secrets out of what a run says, and puts their names in their place. Code that wants to hide a value from this can, by
 * reversing it for example: this keeps secrets out of logs by mistake. Who gets a secret at all is decided by who may use it.
 */
export class Redaction {
  readonly #names: readonly string[]
  readonly #search: KeywordSearch

  private constructor(forms: ReadonlyMap<string, string>) {
    this.#names = [...forms.values()]
    this.#search = new KeywordSearch([...forms.keys()])
  }

  /** @returns undefined where there is nothing to take out */
  static of(secrets: readonly Secret[]): Redaction | undefined {
    const forms = new Map<string, string>()
    for (const { name, value } of secrets) for (const form of writtenForms(value)) if (!forms.has(form)) forms.set(form, name)
    return forms.size > 0 ? new Redaction(forms) : undefined
  }

  /** Characters of the longest form in which a value is looked for. */
  get longest(): number {
    return this.#search.longest
  }

  text(text: string): string {
    const cut = CUTS.find((mark) => text.endsWith(mark)) ?? ''
    const whole = cut === '' ? text : text.slice(0, -cut.length)
    const { found, open } = this.#search.search(whole)
    const end = cut !== '' && open >= MIN_CUT_LENGTH ? whole.length - open : whole.length
    if (found.length === 0 && end === whole.length) return text
    let kept = ''
    let from = 0
    for (const { start, end: last, index } of found) {
      kept += `${whole.slice(from, start)}[secret ${this.#names[index]}]`
      from = last
    }
    return `${kept}${whole.slice(from, Math.max(from, end))}${end < whole.length ? '[secret]' : ''}${cut}`
  }

  /** The same of all that a JSON value holds, names of fields included. */
  json(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value)
    if (typeof value === 'number') return this.#number(value)
    if (Array.isArray(value)) return value.map((item) => this.json(item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [this.text(name), this.json(item)]))
  }

  step(step: Step): Step {
    const { functionName, error } = step
    return {
      ...step,
      functionName: this.text(functionName),
      arguments: this.json(step.arguments),
      result: this.json(step.result),
      error: error === null ? null : this.text(error),
    }
  }

  result(result: RunResult): RunResult {
    return { ...result, ...this.#outcome(result), steps: result.steps.map((step) => this.step(step)) }
  }

  #outcome(outcome: SandboxOutcome): SandboxOutcome {
    switch (outcome.status) {
      case 'completed':
        return { status: 'completed', output: this.json(outcome.output) }
      case 'awaiting_input': {
        const { schema } = outcome
        return { status: 'awaiting_input', prompt: this.text(outcome.prompt), ...(schema !== undefined && { schema: this.json(schema) }) }
      }
      case 'failed': {
        const { type, message, traceback } = outcome.error
        const error = { type: this.text(type), message: this.text(message), traceback: this.text(traceback) }
        return { status: 'failed', reason: outcome.reason, error }
      }
      case 'cancelled':
        return outcome
    }
  }

  #number(value: number): unknown {
    const { found } = this.#search.search(String(value))
    return found.length > 0 ? this.text(String(value)) : value
  }
}
