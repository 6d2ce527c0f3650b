// npm run soak [-- part ...]: long runs under faults. Short forms of them are among the tests.
import { soakChats } from './chats.ts'
import { soakExecutions } from './executions.ts'
import { soakSchedules, soakSchedulesOnMongo } from './schedules.ts'

const parts: Record<string, () => Promise<void>> = {
  executions: () => soakExecutions({ executions: 10_000, gateways: 2, inFlight: 24, faultMs: 1_500 }),
  schedules: () => soakSchedules(120),
  'schedules-mongo': () => soakSchedulesOnMongo(120),
  chats: () => soakChats({ chats: 300, gateways: 2, inFlight: 20, faultMs: 4_000 }),
}
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in parts))
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". Parts: ${Object.keys(parts).join(', ')}`)
  process.exit(1)
}

for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const began = performance.now()
  try {
    await part()
    console.log(`${name}: held, in ${Math.round((performance.now() - began) / 1000)} s\n`)
  } catch (error) {
    process.exitCode = 1
    console.error(`${name}: FAILED after ${Math.round((performance.now() - began) / 1000)} s`, error)
  }
}
process.exit()
