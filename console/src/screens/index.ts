// Every screen of the console: to add one, make its folder and add it here.
import { account } from './account/screen.ts'
import { agents } from './agents/screen.ts'
import { chats } from './chats/screen.ts'
import { firstRun } from './first-run/screen.ts'
import { functions } from './functions/screen.ts'
import { home } from './home/screen.ts'
import { inbox } from './inbox/screen.ts'
import { keys } from './keys/screen.ts'
import { logs } from './logs/screen.ts'
import { mcp } from './mcp/screen.ts'
import { packages } from './packages/screen.ts'
import { people } from './people/screen.ts'
import { providers } from './providers/screen.ts'
import { queue } from './queue/screen.ts'
import { runs } from './runs/screen.ts'
import { schedules } from './schedules/screen.ts'
import { secrets } from './secrets/screen.ts'
import { states } from './states/screen.ts'
import { system } from './system/screen.ts'
import { webhooks } from './webhooks/screen.ts'

export const screens = [
  home,
  runs,
  functions,
  packages,
  mcp,
  inbox,
  chats,
  agents,
  webhooks,
  schedules,
  states,
  secrets,
  account,
  keys,
  people,
  logs,
  system,
  queue,
  providers,
  firstRun,
] as const
