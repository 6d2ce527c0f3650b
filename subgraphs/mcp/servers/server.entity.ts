import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { ListedTool } from '../tools/listed-tool.ts'

const PROTOCOLS = ['http', 'sse', 'websocket', 'stdio'] as const
export type Protocol = (typeof PROTOCOLS)[number]

const STATUSES = ['connected', 'disconnected', 'error'] as const
export type ConnectionStatus = (typeof STATUSES)[number]

/** An MCP server: how it is reached, how that went last, and what it offered then. Secrets are sealed and leave only towards the server. */
export const McpServerEntity = defineEntity({
  name: 'McpServerEntity',
  tableName: 'servers',
  schema: 'mcp',
  properties: {
    id: p.uuid().primary(),
    userId: p.uuid(),
    groupId: p.uuid().nullable(),
    name: p.text().unique(),
    description: p.text().nullable(),
    protocol: p.text().$type<Protocol>(),
    /** Of `http`, `sse` and `websocket`. */
    url: p.text().nullable(),
    /** Of `stdio`: the program and its arguments. */
    command: p.text().nullable(),
    args: p.json<string[]>(),
    /** `Secrets` as JSON, sealed. */
    sealedSecrets: p.text().nullable(),
    /** `OAuthState` as JSON, sealed. Written by whichever process refreshes a token. */
    sealedOauth: p.text().nullable(),
    /** Where an administrator logs in, while the server waits for that. */
    authorizationUrl: p.text().nullable(),
    /** SHA-256 of the `state` that the login will bring back. */
    authorizationState: p.text().nullable(),
    /** Names of tools that an agent may call only when a person agrees; `*` is all of them. */
    requiresApproval: p.json<string[]>(),
    /** Seconds that a call may take without a sign of life. */
    timeout: p.integer(),
    isActive: p.boolean(),
    /** Counts changes of how the server is reached: connections of older versions are closed. */
    version: p.integer(),
    connectionStatus: p.text().$type<ConnectionStatus>(),
    errorMessage: p.text().nullable(),
    lastConnected: p.datetime().nullable(),
    /** Attempts that failed since the last that did not. */
    failures: p.integer(),
    /** When the next attempt is due; null: not by itself. */
    retryAt: p.datetime().nullable(),
    tools: p.json<ListedTool[]>(),
    toolsListedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
})

export type ServerRow = InferEntity<typeof McpServerEntity>
