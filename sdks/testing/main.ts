// Starts what the SDKs are tested against and prints its variables, for work on one of them:  npm run sdk:platform
import { startSdkPlatform } from './platform.ts'

const platform = await startSdkPlatform()
for (const [name, value] of Object.entries(await platform.entrance())) console.log(`export ${name}=${value}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await platform[Symbol.asyncDispose]()
    process.exit()
  })
