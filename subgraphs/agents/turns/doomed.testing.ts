// A process that runs a turn, to be killed in the middle of it. It writes each event to stdout as a line of JSON.
import { openTestPlatform, testCaller, testRequest } from '../../../schema/testing/platform.ts'
import { USER_PERMISSIONS } from '../agents.testing.ts'
import { agents } from '../index.ts'

const [databaseUrl, userId, chatId] = process.argv.slice(2) as [string, string, string]
const platform = await openTestPlatform({ DATABASE_URL: databaseUrl })
await platform.start(agents)
const request = testRequest(testCaller(USER_PERMISSIONS, { userId }))
for await (const { result } of platform.graph.subscribe('SendAndStream', { id: chatId, content: 'Go' }, request))
  console.log(JSON.stringify(result))
await platform.close()
