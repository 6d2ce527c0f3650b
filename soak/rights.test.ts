import { test } from 'node:test'
import { soakRights } from './rights.ts'

test('nobody ends with more rights than they began with, or with anything of an administrator’s who uses what they made', () =>
  soakRights({ seconds: 15, mostSeconds: 150, gateways: 1, least: 2, leastOperations: 40 }))
