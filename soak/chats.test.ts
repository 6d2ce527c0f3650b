import { test } from 'node:test'
import { soakChats } from './chats.ts'

test('clients see every token once, over all of their connections, while they and the server are killed, and no chat is stuck', () =>
  soakChats({ chats: 12, gateways: 1, inFlight: 6, faultMs: 1_500 }))
