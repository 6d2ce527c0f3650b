import { setImmediate as turn } from 'node:timers/promises'
import { SinasError } from '../../../schema/errors.ts'
import type { Graph } from '../../../schema/graph.ts'
import type { RequestInfo } from '../../../schema/request-info.ts'
import { isPlain, renderPlain } from './plain.ts'

/** A Jinja2 template of an agent. */
export interface Template {
  /** What an error calls it: `the system prompt`. */
  name: string
  source: string
  variables: Record<string, unknown>
}

export type Rendering = { text: string } | { fault: string }

/** What the engine answers. */
type Answer = { text: string } | { error: string; line: number | null }

interface Order {
  source: string
  /** None: it is only checked. */
  variables?: Record<string, unknown>
}

interface Waiting {
  orders: Order[]
  answers: Promise<Answer[]>
}

/** Renders the templates of an agent: the plain ones here, all others with Jinja2 in the sandbox of functions. What comes at one time goes there together. */
export class Templates {
  readonly #graph: Graph
  readonly #request: RequestInfo
  #waiting: Waiting | undefined

  /** @param request whose turn it is when templates have to wait */
  constructor(graph: Graph, request: RequestInfo) {
    this.#graph = graph
    this.#request = request
  }

  /** @returns for each its text, or what is wrong with it in a line that names it @throws SinasError UNAVAILABLE, QUEUE_FULL */
  async render(templates: Template[]): Promise<Rendering[]> {
    const plain = templates.map(({ source, variables }) => renderPlain(source, variables))
    const others = templates.filter((_, i) => plain[i] === null)
    const answers = await this.#ask(others.map(({ source, variables }) => ({ source, variables })))
    const rest = others.map((template, i) => renderingOf(template, answers[i]!)).values()
    return plain.map((text) => (text === null ? rest.next().value! : { text }))
  }

  /** The texts alone. @throws SinasError BAD_REQUEST that names the first template that is at fault, and its line */
  async texts(templates: Template[]): Promise<string[]> {
    const renderings = await this.render(templates)
    return renderings.map((rendering) => {
      if ('fault' in rendering) throw new SinasError('BAD_REQUEST', { reason: rendering.fault })
      return rendering.text
    })
  }

  /** @returns for each source what is wrong with its syntax, or null @throws SinasError UNAVAILABLE, QUEUE_FULL */
  async faults(sources: string[]): Promise<(string | null)[]> {
    const others = sources.filter((source) => !isPlain(source))
    const answers = await this.#ask(others.map((source) => ({ source })))
    const rest = answers.values()
    return sources.map((source) => {
      const answer = isPlain(source) ? undefined : rest.next().value!
      return answer && 'error' in answer ? whereAndWhat(answer) : null
    })
  }

  async #ask(orders: Order[]): Promise<Answer[]> {
    if (orders.length === 0) return []
    this.#waiting ??= this.#gather()
    const { orders: all, answers } = this.#waiting
    const first = all.push(...orders) - orders.length
    return (await answers).slice(first, first + orders.length)
  }

  #gather(): Waiting {
    const orders: Order[] = []
    const send = async () => {
      await turn()
      this.#waiting = undefined
      return await this.#send(orders)
    }
    return { orders, answers: send() }
  }

  async #send(orders: Order[]): Promise<Answer[]> {
    // Most share the input of the chat: it is written once.
    const known = [...new Set(orders.flatMap(({ variables }) => variables ?? []))]
    const templates = orders.map(({ source, variables }) => [source, variables ? known.indexOf(variables) : null])
    const variables = known.map((each) => JSON.stringify(each))
    try {
      const { renderings } = await this.#graph.execute('RenderTemplates', { templates, variables }, this.#request)
      return renderings as Answer[]
    } catch (error) {
      if (!(error instanceof SinasError) || error.code !== 'UNAVAILABLE') throw error
      const reason = `templates are rendered in the sandbox of functions, and ${error.message[0]!.toLowerCase()}${error.message.slice(1)}`
      throw new SinasError('UNAVAILABLE', { what: 'Jinja2', reason }, error)
    }
  }
}

function renderingOf({ name }: Template, answer: Answer): Rendering {
  if ('text' in answer) return answer
  return { fault: `The template of ${name} can't be rendered: ${whereAndWhat(answer)}` }
}

const whereAndWhat = ({ error, line }: { error: string; line: number | null }) => (line === null ? error : `line ${line}: ${error}`)
