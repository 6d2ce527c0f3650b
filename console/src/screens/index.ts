// Every screen of the console: to add one, make its folder and add it here.
import { account } from './account/screen.ts'
import { home } from './home/screen.ts'
import { keys } from './keys/screen.ts'
import { people } from './people/screen.ts'
import { providers } from './providers/screen.ts'
import { runs } from './runs/screen.ts'

export const screens = [account, home, keys, people, providers, runs] as const
