import type { Pictures } from '../../../testing/pictures.ts'

const VALUES = `def handler(input, context):
    print("checks", input)
    if input.get("amount", 0) < 0:
        raise ValueError("an amount is not below zero")
    return {"ok": True}
`

export const pictures: Pictures = async ({ admin }) => {
  const input_schema = { type: 'object', properties: { amount: { type: 'number', description: 'In euros' } }, required: ['amount'] }
  const input = (amount: number) => ({ input: { amount } })
  await admin.call('POST', '/api/v1/functions', {
    namespace: 'billing',
    name: 'check_amount',
    code: VALUES,
    input_schema,
    description: 'Checks an amount',
  })
  for (const amount of [3, 4, -1, 12]) await admin.request('POST', '/functions/billing/check_amount/execute', input(amount))
  await admin.call('PUT', '/api/v1/functions/billing/check_amount', {
    code: VALUES.replace('{"ok": True}', '{"ok": True, "amount": input["amount"]}'),
  })
  const { body } = await admin.request('POST', '/functions/billing/check_amount/execute', input(-5))
  const path = '/console/functions/billing/check_amount'
  return [
    { name: 'functions', path: '/console/functions' },
    { name: 'functions-none', path: '/console/functions?search=nothing-is-called-so' },
    { name: 'function-new', path: '/console/functions/new' },
    { name: 'function-code', path },
    { name: 'function-failed', path: `${path}?run=${body.execution_id}` },
    { name: 'function-schema', path, act: (page) => page.getByText('Schema of the input').click() },
    { name: 'function-versions', path: `${path}?tab=versions` },
    { name: 'function-callers', path: `${path}?tab=callers` },
    { name: 'function-statistics', path: `${path}?tab=statistics` },
    { name: 'function-settings', path: `${path}?tab=settings` },
  ]
}
