import {
  GetPromptResultSchema,
  ListPromptsResultSchema,
  ListResourcesResultSchema,
  ListResourceTemplatesResultSchema,
  ReadResourceResultSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import type { Context } from '../../../schema/context.ts'
import { record, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { Connection } from '../connections/connection.ts'
import { findServer } from '../servers/find-server.ts'
import { type McpServerReference, whichServer } from '../servers/server-input.ts'
import type { Services } from '../services.ts'
import { McpFilledPrompt, McpPrompts, McpReadResource, McpResources, McpResourceTemplates } from './listed-contents.ts'

const CURSOR = 'Where the page before ended: its `nextCursor`.'

const promptArguments = record(z.string(), z.string(), 1_000)

builder.queryFields((t) => ({
  mcpResources: t.field({
    type: McpResources,
    nullable: true,
    description: 'Resources of an MCP server, asked of it now. Errors: NOT_FOUND, UNAVAILABLE, TIMEOUT.',
    authScopes: { can: 'mcp.read' },
    args: { server: t.arg(whichServer), cursor: t.arg.string({ description: CURSOR }) },
    resolve: (_, { server, cursor }, context) =>
      ask(context, server, 'resources', { resources: [] }, (connection, options) =>
        connection.client.request({ method: 'resources/list', params: page(cursor) }, ListResourcesResultSchema, options),
      ),
  }),
  mcpResourceTemplates: t.field({
    type: McpResourceTemplates,
    nullable: true,
    description: 'Templates of resource URIs of an MCP server, asked of it now. Errors: NOT_FOUND, UNAVAILABLE, TIMEOUT.',
    authScopes: { can: 'mcp.read' },
    args: { server: t.arg(whichServer), cursor: t.arg.string({ description: CURSOR }) },
    resolve: (_, { server, cursor }, context) =>
      ask(context, server, 'resources', { resourceTemplates: [] }, (connection, options) =>
        connection.client.request({ method: 'resources/templates/list', params: page(cursor) }, ListResourceTemplatesResultSchema, options),
      ),
  }),
  mcpResource: t.field({
    type: McpReadResource,
    nullable: true,
    description: 'Reads a resource of an MCP server. Errors: NOT_FOUND, BAD_REQUEST, UNAVAILABLE, TIMEOUT.',
    authScopes: { can: 'mcp.read' },
    args: {
      server: t.arg(whichServer),
      uri: t.arg.string({
        required: true,
        validate: text(1, 4096),
        description: 'As the server lists it, or made from one of its templates.',
      }),
    },
    resolve: (_, { server, uri }, context) =>
      ask(context, server, 'resources', { contents: [] }, (connection, options) =>
        connection.client.request({ method: 'resources/read', params: { uri } }, ReadResourceResultSchema, options),
      ),
  }),
  mcpPrompts: t.field({
    type: McpPrompts,
    nullable: true,
    description: 'Prompts of an MCP server, asked of it now. Errors: NOT_FOUND, UNAVAILABLE, TIMEOUT.',
    authScopes: { can: 'mcp.read' },
    args: { server: t.arg(whichServer), cursor: t.arg.string({ description: CURSOR }) },
    resolve: (_, { server, cursor }, context) =>
      ask(context, server, 'prompts', { prompts: [] }, (connection, options) =>
        connection.client.request({ method: 'prompts/list', params: page(cursor) }, ListPromptsResultSchema, options),
      ),
  }),
  mcpPrompt: t.field({
    type: McpFilledPrompt,
    nullable: true,
    description: 'A prompt of an MCP server, filled in. Errors: NOT_FOUND, BAD_REQUEST, UNAVAILABLE, TIMEOUT.',
    authScopes: { can: 'mcp.read' },
    args: {
      server: t.arg(whichServer),
      name: t.arg.string({ required: true, validate: text(1, 500), description: 'As the server lists it.' }),
      arguments: t.arg({ type: 'JSON', validate: promptArguments, description: 'Texts by name.' }),
    },
    resolve: (_, { server, name, arguments: args }, context) =>
      ask(context, server, 'prompts', { messages: [] }, (connection, options) =>
        connection.client.request(
          { method: 'prompts/get', params: { name, arguments: (args ?? {}) as Record<string, string> } },
          GetPromptResultSchema,
          options,
        ),
      ),
  }),
}))

const page = (cursor: string | null | undefined) => (cursor ? { cursor } : {})

/** @param nothing the answer for a server that has nothing of the kind */
async function ask<Answer extends object>(
  context: Context<Services>,
  reference: typeof McpServerReference.$inferInput,
  kind: 'resources' | 'prompts',
  nothing: Answer,
  request: (connection: Connection, options: Parameters<Parameters<Connection['ask']>[2]>[0]) => Promise<Answer>,
): Promise<Answer> {
  const server = await findServer(context, reference, 'read')
  return context.services.connections.use<Answer>(server, (connection) => {
    if (!connection.client.getServerCapabilities()?.[kind]) return Promise.resolve(nothing)
    return connection.ask(server.timeout * 1000, context.signal, (options) => request(connection, options))
  })
}
