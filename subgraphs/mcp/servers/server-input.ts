import { upperCase } from '../../../schema/enum-words.ts'
import { text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import { args, environment, headers, seconds, serverName, serverUrl, toolNames } from './checks.ts'
import type { Protocol } from './server.entity.ts'

export const McpProtocol = builder.enumType('McpProtocol', {
  description: 'How an MCP server is spoken to.',
  values: upperCase({
    http: { description: 'Streamable HTTP, and SSE where the server is older.' },
    sse: { description: 'Server-sent events, of older servers.' },
    websocket: { description: 'A WebSocket.' },
    stdio: { description: 'A program that the platform starts, where MCP_ALLOW_STDIO is set.' },
  } satisfies Record<Protocol, object>),
})

const fields = (t: Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]) => ({
  url: t.string({ validate: serverUrl, description: 'Its address. Needed but for `stdio`.' }),
  serverUrl: t.string({ validate: serverUrl, description: 'The older word for `url`.' }),
  protocol: t.field({ type: McpProtocol, description: 'How it is spoken to. Default: `HTTP`.' }),
  description: t.string({ validate: text(1, 10_000), description: 'What it is for.' }),
  apiKey: t.string({ validate: text(1, 10_000), description: 'Sent as a bearer token. Sealed at rest; never returned.' }),
  headers: t.field({ type: 'JSON', validate: headers, description: 'Sent with every request. Sealed at rest; never returned.' }),
  command: t.string({ validate: text(1, 4096), description: 'The program of a `stdio` server.' }),
  args: t.stringList({ validate: args, description: 'Arguments of the program.' }),
  env: t.field({ type: 'JSON', validate: environment, description: 'Environment of the program. Sealed at rest; never returned.' }),
  oauthClientId: t.string({
    validate: text(1, 1000),
    description: 'An OAuth client that was registered by hand; else the platform registers itself.',
  }),
  oauthClientSecret: t.string({ validate: text(1, 10_000), description: 'Sealed at rest; never returned.' }),
  requiresApproval: t.stringList({
    validate: toolNames,
    description: 'Tools that an agent calls only when a person agrees; `*` is all of them.',
  }),
  timeout: t.int({ validate: seconds, description: 'Seconds that a call may take without a sign of progress. Default: 60.' }),
  groupId: t.field({ type: 'ID', description: 'Its members may use the server, where their permission reaches their groups.' }),
  isActive: t.boolean({ description: 'Whether it is connected to, and its tools are offered. Default: true.' }),
})

export const CreateMcpServerInput = builder.inputType('CreateMcpServerInput', {
  description: 'An MCP server to be registered.',
  fields: (t) => ({ name: t.string({ required: true, validate: serverName, description: 'Unique.' }), ...fields(t) }),
})

export const McpServerReference = builder.inputType('McpServerReference', {
  description: 'Which MCP server is meant: by its id, or by its name.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the server.' }),
    name: t.string({ description: 'Its name.' }),
    idOrName: t.string({ inaccessible: true, description: 'Its id, or its name.' }),
  }),
})

/** Which server a mutation is about. */
export const whichServer = { type: McpServerReference, required: true, description: 'Which server.' } as const

export const UpdateMcpServerInput = builder.inputType('UpdateMcpServerInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({ server: t.field(whichServer), name: t.string({ validate: serverName, description: 'Unique.' }), ...fields(t) }),
})
