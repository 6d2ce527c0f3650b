// Every screen of the console: to add one, make its folder and add it here.
import { functions } from './functions/screen.ts'
import { home } from './home/screen.ts'
import { mcp } from './mcp/screen.ts'
import { packages } from './packages/screen.ts'
import { runs } from './runs/screen.ts'

export const screens = [home, runs, functions, packages, mcp] as const
