// Every screen of the console: to add one, make its folder and add it here.
import { home } from './home/screen.ts'
import { logs } from './logs/screen.ts'
import { runs } from './runs/screen.ts'
import { system } from './system/screen.ts'

export const screens = [home, runs, logs, system] as const
