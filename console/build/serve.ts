import { createServer } from 'vite'
import { viteConfig } from '../vite.config.ts'

const server = await createServer({ ...viteConfig, logLevel: 'info' })
await server.listen()
server.printUrls()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close().then(() => process.exit(0)))
