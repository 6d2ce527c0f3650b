/** A call that the model asks for. `arguments` is sent in these pieces. */
interface ScriptedCall {
  id?: string
  name: string
  arguments: string[]
}

/** What the model answers to one request. */
export interface Answer {
  text?: string[]
  calls?: ScriptedCall[]
  finish?: string
  usage?: { prompt: number; completion: number }
  /** An HTTP error instead of an answer. */
  status?: number
  headers?: Record<string, string>
  error?: string
  /** Milliseconds before each piece. */
  pace?: number
  /** Waits for this before the piece of this number. */
  hold?: { before: number; until: Promise<unknown> }
  /** After so many pieces: the connection is cut, the stream just ends, an error is sent, or what comes is no JSON. */
  breaks?: { after: number; how: 'cut' | 'end' | 'error' | 'garbage' }
}
