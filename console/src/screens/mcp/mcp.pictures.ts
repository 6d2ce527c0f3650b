import { z } from 'zod'
import { startMcpServer } from '../../../../subgraphs/mcp/mcp.testing.ts'
import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin }) => {
  // It ends with the process.
  const { url } = await startMcpServer((mcp) => {
    const inputSchema = {
      title: z.string().describe('What is wrong'),
      urgent: z.boolean().optional(),
      labels: z.array(z.string()).optional(),
    }
    mcp.registerTool('create_ticket', { description: 'Files a ticket, and tells who is on call', inputSchema }, ({ title }) => ({
      content: [{ type: 'text', text: `TICKET-42: ${title}` }],
    }))
    mcp.registerTool('list_tickets', { description: 'Tickets that are open', annotations: { readOnlyHint: true } }, () => ({ content: [] }))
    mcp.registerResource('manual', 'docs://manual', { title: 'The manual' }, () => ({
      contents: [{ uri: 'docs://manual', text: 'Read me.' }],
    }))
    mcp.registerPrompt('triage', { description: 'Sorts a ticket', argsSchema: { ticket: z.string() } }, ({ ticket }) => ({
      messages: [{ role: 'user', content: { type: 'text', text: `Sort ${ticket}.` } }],
    }))
  })
  await admin.call('POST', '/api/v1/mcp-servers', {
    name: 'tickets',
    url,
    description: 'The tickets of the team',
    requires_approval: ['create_ticket'],
  })
  await admin.call('POST', '/api/v1/mcp-servers', { name: 'calendar', url: 'http://127.0.0.1:9/mcp', description: 'Who is away' })
  const path = '/console/mcp/servers/tickets'
  return [
    { name: 'mcp', path: '/console/mcp' },
    { name: 'mcp-new', path: '/console/mcp/new' },
    {
      name: 'mcp-tool',
      path: `${path}?tool=create_ticket`,
      async act(page) {
        await page.getByLabel('title').fill('The printer is on fire')
        await page.getByRole('button', { name: 'Call the tool' }).click()
      },
    },
    { name: 'mcp-resources', path: `${path}?tab=resources&uri=docs%3A%2F%2Fmanual` },
    { name: 'mcp-prompts', path: `${path}?tab=prompts&prompt=triage` },
    { name: 'mcp-error', path: '/console/mcp/servers/calendar' },
    { name: 'mcp-settings', path: `${path}?tab=settings` },
  ]
}
