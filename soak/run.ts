// npm run soak [-- part ...] [--minutes N] [--gateways N] [--seed N]: long runs under faults and attacks. Short forms of them are among the tests.
import { parseArgs } from 'node:util'
import { soakChats } from './chats.ts'
import { soakExecutions } from './executions.ts'
import { soakRights } from './rights.ts'
import { soakSchedules, soakSchedulesOnMongo } from './schedules.ts'

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '10' }, gateways: { type: 'string', default: '2' }, seed: { type: 'string' } },
})
const minutes = Number(values.minutes)

const parts: Record<string, () => Promise<void>> = {
  executions: () => soakExecutions({ executions: 10_000, gateways: 2, inFlight: 24, faultMs: 1_500 }),
  schedules: () => soakSchedules(120),
  'schedules-mongo': () => soakSchedulesOnMongo(120),
  chats: () => soakChats({ chats: 300, gateways: 2, inFlight: 20, faultMs: 4_000 }),
  rights: () =>
    soakRights({
      ...{
        seconds: minutes * 60,
        mostSeconds: minutes * 180,
        gateways: values.gateways === '1' ? 1 : 2,
        least: Math.ceil(minutes * 5),
        leastOperations: 100,
      },
      ...(values.seed && { seed: Number(values.seed) }),
    }),
}
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
