import type { Listener, Channel as Messages } from '../../schema/ownership/listener.ts'

const NAME = 'functions'

/** What processes of this subgraph tell each other. Nothing relies on a message alone: each is a hint to read the database now. */
export type Message =
  /** A function was changed, created or deleted: sent by a trigger on the table. */
  | { kind: 'function'; namespace: string; name: string }
  /** A process follows an execution: the one that runs it should announce its news. Repeated while it follows. */
  | { kind: 'watch'; id: string }
  /** There is news of an execution. */
  | { kind: 'news'; id: string }
  /** An execution was cancelled, or given the input that it waited for: `process` holds it. */
  | { kind: 'cancelled' | 'continued'; id: string; process: string }
  /** A line of pip's output, for the user who installs. */
  | { kind: 'pip'; packageName: string; userId: string; text: string }
  /** A set of packages changed. */
  | { kind: 'packages' }
  /** An installation has ended: the next may begin. */
  | { kind: 'package-turn' }

type Handler<Kind> = (message: Extract<Message, { kind: Kind }>) => void

/** Messages of this subgraph's processes, by their kind. While the connection is down, `isOpen` is false: what relies on hearing of changes looks for itself then. */
export class Channel {
  readonly #listener: Listener
  readonly #messages: Messages<Message>
  readonly #handlers = new Map<string, Set<(message: never) => void>>()
  #stops: (() => void)[] = []

  constructor(listener: Listener) {
    this.#listener = listener
    this.#messages = listener.channel<Message>(NAME)
  }

  get isOpen(): boolean {
    return this.#listener.isOpen
  }

  async open(): Promise<void> {
    const stop = await this.#messages.on((message) => {
      for (const handler of this.#handlers.get(message.kind) ?? []) handler(message as never)
    })
    this.#stops.push(stop)
  }

  /** Messages of this process arrive too. @returns stops listening */
  on<Kind extends Message['kind']>(kind: Kind, handler: Handler<Kind>): () => void {
    const handlers = this.#handlers.get(kind) ?? new Set()
    this.#handlers.set(kind, handlers.add(handler))
    return () => void handlers.delete(handler)
  }

  /** Called whenever messages may have been missed. */
  onGap(handler: () => void): void {
    this.#stops.push(this.#listener.onGap(handler))
  }

  /** Tells every process, this one included. Lost on those whose connection is down. */
  send(message: Message): void {
    this.#messages.send(message)
  }

  close(): void {
    for (const stop of this.#stops.splice(0)) stop()
  }
}
