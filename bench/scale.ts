// What each part of a split deployment costs per request, and which of them is the first that one process is not enough for.
import { startDeployment } from './deployment.ts'
import { type LoadOptions, load } from './load.ts'
import { cpuOf, mainThreadCpuOf } from './processes.ts'

const CODE = 'def handler(input, context):\n    return {"sum": input["a"] + input["b"]}\n'
const IN_FLIGHT = 16

interface Cost {
  part: string
  /** Milliseconds of CPU a request, in the process and everything below it. */
  cpuMs: number
  /** Of that, in the thread that one process has one of. Zero for PostgreSQL and for workers, whose work is in children. */
  mainThreadMs: number
}

export async function benchScale(seconds: number): Promise<void> {
  const deployment = await startDeployment()
  const { url, token, userId, pids } = deployment
  try {
    await deployment.call('POST', '/api/v1/functions', { name: 'bench_add', code: CODE })
    await deployment.call('POST', '/states', { namespace: 'bench', key: 'read', value: { n: 1 } })
    await deployment.call('POST', '/functions/default/bench_add/execute', { input: { a: 1, b: 2 } })
    let key = 0
    const graphql = (query: string) => ({ url: `${url}/graphql`, method: 'POST' as const, body: JSON.stringify({ query }) })
    const loads: Pick<LoadOptions, 'name' | 'url' | 'method' | 'body' | 'bodyOf'>[] = [
      { name: 'REST read: GET /api/v1/users/{id}', url: `${url}/api/v1/users/${userId}` },
      {
        name: 'REST write: POST /states',
        url: `${url}/states`,
        method: 'POST',
        bodyOf: () => JSON.stringify({ namespace: 'bench', key: `k${key++}`, value: { n: 1 } }),
      },
      { name: 'GraphQL, one subgraph', ...graphql(`{ user(by: {id: "${userId}"}) { id email groups { nodes { name } } } }`) },
      { name: 'GraphQL, two subgraphs', ...graphql('{ me { email } executions(first: 5) { nodes { id status } } }') },
      {
        name: 'POST /functions/…/execute',
        url: `${url}/functions/default/bench_add/execute`,
        method: 'POST',
        body: JSON.stringify({ input: { a: 1, b: 2 } }),
      },
    ]
    const parts = ['gateway', 'subgraphs', 'functions', 'logs', 'worker', 'postgres']
    console.log(`\nA split deployment, ${IN_FLIGHT} in flight: ms of CPU a request in each part, and of its main thread in brackets\n`)
    console.log(row('what', ['per second', ...parts], 'one process of each'))
    for (const options of loads) {
      const before = snapshot(pids)
      const { perSecond, errors } = await load({
        ...options,
        headers: { authorization: `Bearer ${token}` },
        connections: IN_FLIGHT,
        seconds,
      })
      const after = snapshot(pids)
      // `load` warms up first, with requests that it does not count: their share is that of their time.
      const requests = perSecond * (seconds + Math.min(2, seconds))
      const costs = parts.map((part) => costOf(part, before.get(part)!, after.get(part)!, requests))
      const cells = costs.map(({ cpuMs, mainThreadMs }) => (mainThreadMs > 0 ? `${two(cpuMs)} (${two(mainThreadMs)})` : two(cpuMs)))
      console.log(row(options.name, [String(perSecond), ...cells], saturation(costs)) + (errors > 0 ? `  ${errors} failed` : ''))
    }
  } finally {
    await deployment.stop()
  }
}

interface Used {
  cpuMs: number
  mainThreadMs: number
}

function snapshot(pids: ReadonlyMap<string, number>): Map<string, Used> {
  return new Map(
    [...pids].map(([part, pid]) => [part, { cpuMs: cpuOf(pid), mainThreadMs: part === 'postgres' ? 0 : mainThreadCpuOf(pid) }]),
  )
}

const costOf = (part: string, before: Used, after: Used, requests: number): Cost => ({
  part,
  cpuMs: (after.cpuMs - before.cpuMs) / requests,
  mainThreadMs: (after.mainThreadMs - before.mainThreadMs) / requests,
})

/** The part whose main thread is full first, and at which rate: what more processes of it, not more cores, get past. */
function saturation(costs: Cost[]): string {
  const first = costs.reduce((most, cost) => (cost.mainThreadMs > most.mainThreadMs ? cost : most))
  return `${first.part} is full at ${Math.floor(1000 / first.mainThreadMs)}/s`
}

const two = (value: number) => value.toFixed(2)
const row = (name: string, cells: string[], last: string) =>
  `${name.padEnd(36)}${cells.map((cell) => cell.padStart(14)).join('')}   ${last}`
