import type { Pictures } from '../../../testing/pictures.ts'

const ANSWER = `Ada's order comes to **319.00 EUR**:

| item | price | count |
|---|---:|---:|
| lamp | 39.50 | 2 |
| desk | 240.00 | 1 |

\`\`\`json
{"total": 319, "currency": "EUR"}
\`\`\`

- It is sent within two days.
- The invoice goes to [her account](https://example.com/ada).`

export const pictures: Pictures = async ({ admin, platform }) => {
  await admin.call('POST', '/api/v1/functions', {
    namespace: 'shop',
    name: 'send_letter',
    code: 'def handler(input, context):\n    return {"sent": True}\n',
    requires_approval: true,
  })
  await admin.call('POST', '/api/v1/agents', {
    namespace: 'shop',
    name: 'assistant',
    enabled_functions: ['shop/price_order', 'shop/send_letter'],
    status_templates: { 'function:shop/price_order': 'Pricing the order of {{ customer }}' },
  })
  const begin = async (title: string): Promise<string> => (await admin.call('POST', '/agents/shop/assistant/chats', { title })).id
  const order = { customer: 'Ada', items: [{ name: 'lamp', price: 39.5, count: 2 }] }
  const priced = await begin('What does Ada’s order cost?')
  platform.model.script(
    { calls: [{ id: 'p1', name: 'shop__price_order', arguments: [JSON.stringify(order)] }], usage: { prompt: 812, completion: 41 } },
    { text: [ANSWER], usage: { prompt: 934, completion: 118 } },
  )
  await admin.call('POST', `/chats/${priced}/messages`, { content: 'What does Ada’s order cost?' })
  const waits = await begin('A letter to Grace')
  platform.model.script({
    text: ['I have written the letter. '],
    calls: [
      { id: 'w1', name: 'shop__send_letter', arguments: ['{"to": "grace@example.com", "subject": "Your order", "text": "Dear Grace…"}'] },
    ],
    usage: { prompt: 640, completion: 88 },
  })
  await admin.request('POST', `/chats/${waits}/messages`, { content: 'Write to Grace that her order is on its way.' })
  const failed = await begin('Nothing came of this')
  platform.model.script({ status: 400, error: 'the model is overloaded' })
  await admin.request('POST', `/chats/${failed}/messages`, { content: 'Hello?' })
  return [
    { name: 'chats', path: '/console/chats' },
    { name: 'chat', path: `/console/chats/${priced}` },
    {
      name: 'chat-call',
      path: `/console/chats/${priced}`,
      act: (page) => page.getByRole('button', { name: 'Pricing the order of Ada' }).click(),
    },
    { name: 'chat-waits', path: `/console/chats/${waits}` },
    { name: 'chat-failed', path: `/console/chats/${failed}` },
    { name: 'chat-new', path: '/console/chats/new' },
  ]
}
