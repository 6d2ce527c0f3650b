import { UniqueConstraintViolationException } from '@mikro-orm/core'
import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { Services } from '../services.ts'
import { args, environment, headers, seconds, serverName, serverUrl, toolNames } from './checks.ts'
import { findServer } from './find-server.ts'
import { openSecrets, type Secrets, sealSecrets } from './secrets.ts'
import { McpServerEntity, PROTOCOLS, type Protocol, type ServerRow } from './server.entity.ts'
import { McpServer } from './server.ts'

const DEFAULT_TIMEOUT_SECONDS = 60

const fields = (t: Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0]) => ({
  url: t.string({ validate: serverUrl, description: 'Its address. Needed but for `stdio`.' }),
  serverUrl: t.string({ validate: serverUrl, description: 'The older word for `url`.' }),
  protocol: t.string({
    validate: z.enum(PROTOCOLS),
    description:
      '`http` (streamable HTTP, and SSE where the server is older), `sse`, `websocket`, or `stdio` where MCP_ALLOW_STDIO is set.',
  }),
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
  groupId: t.field({ type: 'UUID', description: 'Its members may use the server, where their permission reaches their groups.' }),
  isActive: t.boolean({ description: 'Whether it is connected to, and its tools are offered. Default: true.' }),
})

const CreateMcpServerInput = builder.inputType('CreateMcpServerInput', {
  description: 'An MCP server to be registered.',
  fields: (t) => ({ name: t.string({ required: true, validate: serverName, description: 'Unique.' }), ...fields(t) }),
})

const UpdateMcpServerInput = builder.inputType('UpdateMcpServerInput', {
  description: 'What is absent stays as it is.',
  fields: (t) => ({ name: t.string({ validate: serverName, description: 'Unique.' }), ...fields(t) }),
})

type Input = typeof UpdateMcpServerInput.$inferInput

const REFERENCE = 'Its id or its name.'

builder.mutationFields((t) => ({
  createMcpServer: t.field({
    type: McpServer,
    description:
      'Registers an MCP server and connects to it. One that can’t be reached is registered all the same, with status `error`. Errors: ALREADY_EXISTS, VALIDATION.',
    authScopes: { canAll: 'mcp.create' },
    args: { input: t.arg({ type: CreateMcpServerInput, required: true, description: 'The server to register.' }) },
    async resolve(_, { input: written }, context) {
      const input = inToday(written)
      const now = new Date()
      const id = crypto.randomUUID()
      const row = context.em.create(McpServerEntity, {
        id,
        userId: context.caller!.userId,
        name: input.name,
        ...columns(input),
        protocol: (input.protocol ?? 'http') as Protocol,
        args: input.args ?? [],
        requiresApproval: input.requiresApproval ?? [],
        timeout: input.timeout ?? DEFAULT_TIMEOUT_SECONDS,
        isActive: input.isActive ?? true,
        sealedSecrets: sealSecrets(context.services.sealer, id, secretsIn(input)),
        version: 1,
        connectionStatus: 'disconnected',
        failures: 0,
        tools: [],
        createdAt: now,
        updatedAt: now,
      })
      checkWay(row)
      await save(context, row)
      return connected(context, row)
    },
  }),
  updateMcpServer: t.field({
    type: McpServer,
    description: 'Changes an MCP server, and connects to it anew. Errors: NOT_FOUND, ALREADY_EXISTS, VALIDATION.',
    authScopes: { canAll: 'mcp.update' },
    args: {
      server: t.arg.string({ required: true, description: REFERENCE }),
      input: t.arg({ type: UpdateMcpServerInput, required: true, description: 'What is to change.' }),
    },
    async resolve(_, { server, input: written }, context) {
      const input = inToday(written)
      const row = await findServer(context, server, 'update')
      const { sealer, connections } = context.services
      const moved = isElsewhere(row, input)
      const kept = openSecrets(sealer, row)
      // Secrets go only where they were meant to go.
      if (moved && Object.keys(kept).some((key) => !(key in secretsIn(input))))
        throw invalid(['input', 'url'], 'where a server is elsewhere, its key, headers, env and OAuth client are needed anew')
      Object.assign(row, columns(input), {
        sealedSecrets: sealSecrets(sealer, row.id, { ...kept, ...secretsIn(input) }),
        ...((moved || input.oauthClientId) && { sealedOauth: null, authorizationUrl: null, authorizationState: null }),
        ...(moved && { tools: [], toolsListedAt: null }),
        connectionStatus: 'disconnected',
        errorMessage: null,
        failures: 0,
        retryAt: null,
        version: row.version + 1,
        updatedAt: new Date(),
      })
      checkWay(row)
      await save(context, row)
      await connections.drop(row.id)
      return connected(context, row)
    },
  }),
  deleteMcpServer: t.field({
    type: McpServer,
    description: 'Forgets an MCP server and its secrets. Errors: NOT_FOUND.',
    authScopes: { canAll: 'mcp.delete' },
    args: { server: t.arg.string({ required: true, description: REFERENCE }) },
    async resolve(_, { server }, context) {
      const row = await findServer(context, server, 'delete')
      await context.database.query('delete from mcp.servers where id = $1', [row.id])
      await context.services.connections.drop(row.id)
      return row
    },
  }),
  connectMcpServer: t.field({
    type: McpServer,
    description: 'Connects to an MCP server now and lists its tools anew, whatever its status is. Errors: NOT_FOUND.',
    authScopes: { canAll: 'mcp.update' },
    args: { server: t.arg.string({ required: true, description: REFERENCE }) },
    async resolve(_, { server }, context) {
      return connected(context, await findServer(context, server, 'update'))
    },
  }),
}))

function inToday<Given extends Input>({ serverUrl, ...input }: Given): Omit<Given, 'serverUrl'> {
  return { ...input, url: input.url ?? serverUrl }
}

function columns({ apiKey: _, headers: __, env: ___, oauthClientId: ____, oauthClientSecret: _____, ...rest }: Input): Partial<ServerRow> {
  return given(rest) as Partial<ServerRow>
}

const secretsIn = ({ apiKey, headers, env, oauthClientId, oauthClientSecret }: Input): Secrets =>
  given({ apiKey, headers, env, oauthClientId, oauthClientSecret }) as Secrets

function isElsewhere(row: ServerRow, { url, command, protocol }: Input): boolean {
  const origin = (text: string | null | undefined) => (text ? new URL(text).origin : null)
  if (protocol && (protocol === 'stdio') !== (row.protocol === 'stdio')) return true
  return (Boolean(url) && origin(url) !== origin(row.url)) || (Boolean(command) && command !== row.command)
}

/** @throws SinasError VALIDATION */
function checkWay({ protocol, url, command }: ServerRow): void {
  if (protocol === 'stdio') {
    if (!command) throw invalid(['input', 'command'], 'a stdio server needs a command')
    return
  }
  if (!url) throw new SinasError('VALIDATION', { issues: [{ type: 'missing', loc: ['input', 'url'], msg: 'Field required' }] })
  const isSocket = /^wss?:/.test(url)
  if (isSocket !== (protocol === 'websocket'))
    throw invalid(['input', 'url'], `the protocol ${protocol} needs a URL that begins with ${protocol === 'websocket' ? 'ws' : 'http'}`)
}

async function save({ em }: Context<Services>, row: ServerRow): Promise<void> {
  try {
    await em.persist(row).flush()
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException)
      throw new SinasError('ALREADY_EXISTS', { what: `An MCP server named ${row.name}` }, error)
    throw error
  }
}

/** The row as it is after an attempt to connect. How that went is its status, not an error. */
async function connected({ em, services }: Context<Services>, row: ServerRow): Promise<ServerRow> {
  if (!row.isActive) return row
  await services.connections.connect(row).catch(() => undefined)
  return em.refresh(row).then((fresh) => fresh ?? row)
}
