import { read, readPages } from '../../data/query.ts'
import {
  McpServerByNameDocument,
  type McpServerDetailFragment,
  McpServersDocument,
  type McpServersQuery,
  McpServerToolsDocument,
  type McpServerToolsQuery,
} from './generated/mcp.ts'
import {
  McpAgentsDocument,
  McpGroupsDocument,
  McpServerPromptsDocument,
  McpServerResourceDocument,
  McpServerResourcesDocument,
  McpServerTemplatesDocument,
} from './generated/offers.ts'
import type { McpSearch } from './search.ts'

export type Server = McpServerDetailFragment
export type ServerRow = McpServersQuery['mcpServers']['nodes'][number]
export type Tool = McpServerToolsQuery['mcpServer']['tools']['nodes'][number]

export const serversPages = ({ search, active }: McpSearch) =>
  readPages(
    McpServersDocument,
    { filter: { ...(search && { search }), ...(active && { isActive: active === 'on' }) } },
    ({ mcpServers }) => mcpServers,
  )

export const oneServer = (name: string) => read(McpServerByNameDocument, { name })
export const toolsPages = (name: string) => readPages(McpServerToolsDocument, { name }, ({ mcpServer }) => mcpServer.tools)
export const resourcesOf = (name: string, cursor: string | null) => read(McpServerResourcesDocument, { server: { name }, cursor })
export const templatesOf = (name: string) => read(McpServerTemplatesDocument, { server: { name } })
export const resourceOf = (name: string, uri: string) => read(McpServerResourceDocument, { server: { name }, uri })
export const promptsOf = (name: string) => read(McpServerPromptsDocument, { server: { name } })
export const agentsPages = () => readPages(McpAgentsDocument, {}, ({ agents }) => agents)
export const groups = () => read(McpGroupsDocument, {})

type Connected = Pick<Server, 'isActive' | 'authorizationUrl' | 'connectionStatus'>

/** How a server is, in the words of people: one that is off is not tried, and one that asks for a login is not broken. */
export function statusOf({ isActive, authorizationUrl, connectionStatus }: Connected) {
  if (!isActive) return 'OFF'
  return authorizationUrl && connectionStatus !== 'CONNECTED' ? 'LOGIN' : connectionStatus
}
export const TONES = { CONNECTED: 'good', ERROR: 'bad', LOGIN: 'warn', DISCONNECTED: 'idle', OFF: 'idle' } as const
