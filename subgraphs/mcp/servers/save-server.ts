import { UniqueConstraintViolationException } from '@mikro-orm/core'
import type { Context } from '../../../schema/context.ts'
import { invalid, SinasError } from '../../../schema/errors.ts'
import { given } from '../../../schema/inputs.ts'
import type { Services } from '../services.ts'
import { findServer } from './find-server.ts'
import { openSecrets, type Secrets, sealSecrets } from './secrets.ts'
import { McpServerEntity, type Protocol, type ServerRow } from './server.entity.ts'
import type { CreateMcpServerInput, UpdateMcpServerInput } from './server-input.ts'

const DEFAULT_TIMEOUT_SECONDS = 60

type Input = Omit<typeof UpdateMcpServerInput.$inferInput, 'server'>

/** @throws SinasError ALREADY_EXISTS, VALIDATION */
export async function createServer(context: Context<Services>, written: typeof CreateMcpServerInput.$inferInput): Promise<ServerRow> {
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
}

/** @throws SinasError NOT_FOUND, ALREADY_EXISTS, VALIDATION */
export async function updateServer(
  context: Context<Services>,
  { server: reference, ...written }: typeof UpdateMcpServerInput.$inferInput,
): Promise<ServerRow> {
  const input = inToday(written)
  const row = await findServer(context, reference, 'update')
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
}

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
export async function connected({ em, services }: Context<Services>, row: ServerRow): Promise<ServerRow> {
  if (!row.isActive) return row
  await services.connections.connect(row).catch(() => undefined)
  return em.refresh(row).then((fresh) => fresh ?? row)
}
