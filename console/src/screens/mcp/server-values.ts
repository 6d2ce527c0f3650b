import type { Server } from './data.ts'
import type { CreateMcpServerInput } from './generated/mcp.ts'

/** What the form of a server holds. Secrets begin empty: what is stored is never shown. */
export interface ServerValues {
  name: string
  description: string
  protocol: Server['protocol']
  url: string
  command: string
  args: string[]
  apiKey: string
  headers: unknown
  env: unknown
  oauthClientId: string
  oauthClientSecret: string
  requiresApproval: string[]
  timeout: number | null
  groupId: string
}

export function valuesOf(server: Server | undefined): ServerValues {
  return {
    name: server?.name ?? '',
    description: server?.description ?? '',
    protocol: server?.protocol ?? 'HTTP',
    url: server?.url ?? '',
    command: server?.command ?? '',
    args: server?.args ?? [],
    apiKey: '',
    headers: undefined,
    env: undefined,
    oauthClientId: '',
    oauthClientSecret: '',
    requiresApproval: server?.requiresApproval ?? [],
    timeout: server?.timeout ?? null,
    groupId: server?.groupId ?? '',
  }
}

/** What is sent of it: only what belongs to its protocol, and secrets only where one was typed. */
export function inputOf(values: ServerValues): CreateMcpServerInput {
  const { name, description, protocol, url, command, args, requiresApproval, timeout, groupId } = values
  const { apiKey, headers, env, oauthClientId, oauthClientSecret } = values
  const isProgram = protocol === 'STDIO'
  return {
    name: name.trim(),
    description: description.trim() || null,
    protocol,
    requiresApproval,
    groupId: groupId || null,
    ...(timeout !== null && { timeout }),
    ...(isProgram ? { command, args } : { url: url.trim() }),
    ...(isProgram && env !== undefined && { env }),
    ...(!isProgram && headers !== undefined && { headers }),
    ...(!isProgram && apiKey && { apiKey }),
    ...(!isProgram && oauthClientId && { oauthClientId }),
    ...(!isProgram && oauthClientSecret && { oauthClientSecret }),
  }
}
