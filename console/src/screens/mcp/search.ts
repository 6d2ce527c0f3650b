export interface McpSearch {
  search?: string
  active?: 'on' | 'off'
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export function readMcpSearch({ search, active }: Record<string, unknown>): McpSearch {
  return { search: text(search), active: active === 'on' || active === 'off' ? active : undefined }
}

export const TABS = ['tools', 'resources', 'prompts', 'agents', 'settings'] as const

export interface McpServerSearch {
  /** Absent: the tools. */
  tab?: (typeof TABS)[number]
  tool?: string
  prompt?: string
  /** The resource that is read. */
  uri?: string
}

export function readMcpServerSearch({ tab, tool, prompt, uri }: Record<string, unknown>): McpServerSearch {
  return { tab: TABS.find((each) => each === tab && each !== 'tools'), tool: text(tool), prompt: text(prompt), uri: text(uri) }
}
