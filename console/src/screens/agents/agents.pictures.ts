import type { Pictures } from '../../../testing/pictures.ts'

const PROMPT = `You answer customers of {{ shop | default("the shop") }}.
{% if language is defined %}
Write in {{ language }}.
{% endif %}
Never promise what the catalogue does not say.`

export const pictures: Pictures = async ({ admin }) => {
  await admin.call('POST', '/api/v1/agents', {
    namespace: 'shop',
    name: 'clerk',
    description: 'Answers customers, prices orders and writes to them',
    system_prompt: PROMPT,
    enabled_functions: ['shop/price_order'],
    input_schema: { type: 'object', properties: { shop: { type: 'string' }, language: { type: 'string' } } },
    is_shared: true,
    temperature: 0.2,
  })
  await admin.call('POST', '/api/v1/agents', {
    namespace: 'reports',
    name: 'analyst',
    description: 'Reads the weekly numbers',
    enabled_functions: ['reports/weekly', 'reports/forecast'],
    enabled_agents: ['shop/clerk'],
  })
  return [
    { name: 'agents', path: '/console/agents' },
    { name: 'agent', path: '/console/agents/shop/clerk' },
    { name: 'agent-warns', path: '/console/agents/reports/analyst' },
    { name: 'agent-new', path: '/console/agents/new' },
    {
      name: 'agent-tools',
      path: '/console/agents/new',
      act: async (page) => {
        await page.getByLabel('Functions').first().fill('s')
      },
    },
  ]
}
