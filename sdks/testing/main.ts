// Starts what the SDKs are tested against and prints its variables, for work on one of them:  npm run sdk:platform
import { once } from 'node:events'
import { startSdkPlatform } from './platform.ts'

const platform = await startSdkPlatform()
for (const [name, value] of Object.entries(await platform.entrance())) console.log(`export ${name}=${value}`)
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await platform[Symbol.asyncDispose]()
process.exit()
