import { test } from 'node:test'
import { soakExecutions } from './executions.ts'

test('every execution ends once and with a reason while a server and its Python processes are killed, and nothing is left behind', () =>
  soakExecutions({ executions: 300, gateways: 1, inFlight: 16, faultMs: 200 }))
