import { unique } from '../../gateway/chats.testing.ts'
import type { TestConsole } from './console.testing.ts'

const ORDER = `import json, sys, time


def price(items):
    time.sleep(0.02)
    return sum(item["price"] * item["count"] for item in items)


def handler(input, context):
    print("order of", input.get("customer", "a stranger"))
    items = input.get("items", [])
    for item in items:
        print("  item", json.dumps(item))
        time.sleep(0.01)
    if not items:
        print("no item in the order", file=sys.stderr)
        raise ValueError("an order has at least one item")
    return {"total": price(items), "currency": "EUR", "items": len(items)}
`
const ORDER_INPUT = {
  type: 'object',
  properties: {
    customer: { type: 'string', description: 'Who orders' },
    express: { type: 'boolean', description: 'Sent today' },
    items: { type: 'array', items: { type: 'object' }, description: 'What is ordered' },
  },
  required: ['items'],
}
const REPORT = `def handler(input, context):
    answer = input_from_user("Send the report to the board?")
    return {"sent": answer}


def input_from_user(question):
    return input(question)
`
const SLOW = `import time


def handler(input, context):
    for minute in range(600):
        print("synchronised page", minute)
        time.sleep(1)
    return {}
`

/** What a platform in use has: functions that ran, failed, run and wait. Screens make what they show besides in their own `pictures.ts`. */
export async function seed({ admin }: TestConsole): Promise<void> {
  const make = (namespace: string, name: string, code: string, more: object = {}) =>
    admin.call('POST', '/api/v1/functions', { namespace, name, code, ...more })
  const run = (namespace: string, name: string, input: unknown) =>
    admin.request('POST', `/functions/${namespace}/${name}/execute`, { input })
  await make('shop', 'price_order', ORDER, { input_schema: ORDER_INPUT, description: 'Prices an order' })
  await make('shop', 'sync_catalogue', SLOW, { timeout: 900 })
  await make('reports', 'weekly', REPORT, { description: 'The weekly report' })
  const item = (name: string, price: number, count: number) => ({ name, price, count })
  for (const customer of ['Ada', 'Grace', 'Alan', 'Edsger', 'Barbara', 'Donald'])
    await run('shop', 'price_order', { customer, items: [item('lamp', 39.5, 2), item('desk', 240, 1)] })
  await run('shop', 'price_order', { customer: unique('guest'), items: [] })
  await admin.call('POST', '/functions/shop/sync_catalogue/execute/async', { input: {} })
  await admin.call('POST', '/functions/reports/weekly/execute/async', { input: {} })
}
