import type { Pictures } from '../../../testing/pictures.ts'

export const pictures: Pictures = async ({ admin, platform }) => {
  const prices = { scripted: { input: 250, output: 1000 } }
  await admin.call('PATCH', '/api/v1/llm-providers/scripted', { config: { prices, models: ['scripted-large'] } })
  await admin.call('POST', '/api/v1/llm-providers', {
    name: 'anthropic',
    provider_type: 'anthropic',
    api_key: 'sk-test',
    is_default: false,
  })
  for (const words of [['Hello there'], ['A longer answer'], ['Done']]) {
    platform.model.script({ text: words, usage: { prompt: 1800, completion: 420 } })
    await admin.request('POST', `/chats/${await platform.chat(admin)}/messages`, { content: 'Hi' })
  }
  await admin.call('POST', '/api/v1/budgets', { period: 'month', max_cost: 20 })
  const { id } = await admin.call('POST', '/api/v1/budgets', { period: 'day', user_id: admin.id, max_tokens: 5000 })
  const scripted = await admin.call('GET', '/api/v1/llm-providers/scripted')
  return [
    { name: 'providers', path: '/console/providers' },
    { name: 'provider', path: `/console/providers/${scripted.id}` },
    { name: 'provider-new', path: '/console/providers/new' },
    { name: 'spend', path: '/console/providers/spend' },
    { name: 'budgets', path: '/console/providers/budgets' },
    { name: 'budget', path: `/console/providers/budgets/${id}` },
    { name: 'budget-new', path: '/console/providers/budgets/new' },
  ]
}
