// Every screen of the console: to add one, make its folder and add it here.
import { home } from './home/screen.ts'
import { queue } from './queue/screen.ts'
import { runs } from './runs/screen.ts'
import { schedules } from './schedules/screen.ts'
import { states } from './states/screen.ts'
import { webhooks } from './webhooks/screen.ts'

export const screens = [home, runs, webhooks, schedules, states, queue] as const
