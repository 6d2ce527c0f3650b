import { test } from 'node:test'
import { soakRights } from './rights.ts'

test('no user ends with more rights than they began with, or with anything of an administrator who uses what they made', () =>
  soakRights({ seconds: 15, mostSeconds: 150, gateways: 1, least: 2, leastOperations: 40 }))
