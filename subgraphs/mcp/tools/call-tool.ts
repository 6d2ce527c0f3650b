import { z } from 'zod'
import { SinasError } from '../../../schema/errors.ts'
import { text } from '../../../schema/inputs.ts'
import { storable } from '../../../schema/storable.ts'
import { builder } from '../builder.ts'
import { McpServerReference } from '../servers/server-input.ts'
import { outputFault } from './listed-tool.ts'
import { findTool } from './tool.ts'

const toolArguments = z.custom<Record<string, unknown>>(
  (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  'must be an object',
)

builder.relayMutationField(
  'executeMcpTool',
  {
    inputFields: (t) => ({
      server: t.field({ type: McpServerReference, description: 'Which server; absent: the one that has the tool.' }),
      serverIdOrName: t.string({ inaccessible: true, description: 'The same, by its id or its name.' }),
      tool: t.string({ required: true, validate: text(1, 500), description: 'The name of the tool, or `server.tool`.' }),
      arguments: t.field({ type: 'JSON', validate: toolArguments, description: 'Default: `{}`.' }),
    }),
  },
  {
    description:
      'Calls a tool of an MCP server. Errors: NOT_FOUND, CONFLICT where several servers have the tool and none is named, BAD_REQUEST where the server refuses the call, UNAVAILABLE, TIMEOUT, PAYLOAD_TOO_LARGE.',
    authScopes: { can: 'mcp.execute' },
    async resolve(_, { input: { server: reference, serverIdOrName: idOrName, tool: name, arguments: given } }, context) {
      const { server, tool } = await findTool(context, name, reference ?? (idOrName ? { idOrName } : null))
      const args = (given ?? {}) as Record<string, unknown>
      const result = await context.services.connections.use(server, (connection) =>
        connection.callTool(tool.name, args, server.timeout * 1000, context.signal),
      )
      const fault = result.isError ? null : await outputFault(tool, result.structuredContent)
      if (fault)
        throw new SinasError('BAD_REQUEST', {
          reason: `The MCP server ${server.name} does not keep to the schema of ${tool.name}: ${fault}`,
        })
      return { result: storable(result) as unknown as Record<string, unknown> }
    },
  },
  {
    outputFields: (t) => ({
      result: t.expose('result', { type: 'JSONObject', description: 'As MCP has it: `{content, structuredContent?, isError?}`.' }),
    }),
  },
)
