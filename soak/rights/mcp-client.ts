import type { Answer, Person } from './person.ts'

const VERSION = '2025-06-18'
const ACCEPT = { accept: 'application/json, text/event-stream' }

/** As much of MCP as it takes to list tools and call them, by one person at one gateway. */
export class McpClient {
  readonly #person: Person
  readonly #headers: Record<string, string>

  private constructor(person: Person, session: string) {
    this.#person = person
    this.#headers = { ...ACCEPT, 'mcp-session-id': session, 'mcp-protocol-version': VERSION }
  }

  /** @returns undefined where the door is not open to them */
  static async open(anywhere: Person): Promise<McpClient | undefined> {
    const person = anywhere.pinned()
    const params = { protocolVersion: VERSION, capabilities: {}, clientInfo: { name: 'soak', version: '1' } }
    const { headers } = await person.ask('POST', '/mcp', { jsonrpc: '2.0', id: 0, method: 'initialize', params }, ACCEPT)
    const session = headers.get('mcp-session-id')
    return session ? new McpClient(person, session) : undefined
  }

  async tools(): Promise<string[]> {
    return (resultOf(await this.#ask('tools/list', {}))?.tools ?? []).map(({ name }: { name: string }) => name)
  }

  /** @returns what came of it, as text */
  async call(name: string, args: unknown): Promise<{ isError: boolean; text: string }> {
    const answer = await this.#ask('tools/call', { name, arguments: args })
    const result = resultOf(answer)
    return { isError: result === undefined || result.isError === true, text: answer.text }
  }

  async close(): Promise<void> {
    await this.#person.ask('DELETE', '/mcp', undefined, this.#headers)
  }

  #ask(method: string, params: object): Promise<Answer> {
    return this.#person.ask('POST', '/mcp', { jsonrpc: '2.0', id: 1, method, params }, this.#headers)
  }
}

function resultOf({ body, text }: Answer): any {
  if (body) return body.result
  const [, data] = [...text.matchAll(/^data: (.*)$/gm)].findLast(([, line]) => line!.includes('"result"')) ?? []
  return data === undefined ? undefined : JSON.parse(data).result
}
