// GraphQL without a framework: one query for what REST needs three requests for, and a subscription over Server-Sent Events.
import { createClient } from 'graphql-sse'

const baseUrl = process.env.SINAS_BASE_URL
const headers = { 'x-api-key': process.env.SINAS_API_KEY! }

async function query<Data>(text: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const response = await fetch(`${baseUrl}/graphql`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ query: text, variables }),
  })
  const { data, errors } = (await response.json()) as { data: Data; errors?: { message: string }[] }
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '))
  return data
}

const CODE = `
import time

def handler(input, context):
    for number in range(1, 4):
        print("step", number, flush=True)
        time.sleep(0.2)
    return {"steps": 3}
`
const STEPS = '{ name: { namespace: "examples", name: "steps" } }'
const SAVED = '{ function { id namespace name version } }'
await query(`mutation ($code: String!) { updateFunction(input: { function: ${STEPS}, code: $code }) ${SAVED} }`, { code: CODE }).catch(() =>
  query(`mutation ($code: String!) { createFunction(input: { namespace: "examples", name: "steps", code: $code }) ${SAVED} }`, {
    code: CODE,
  }),
)

const { run } = await query<{ run: { executionId: string } }>(
  `mutation { run: executeFunctionAsync(input: { function: ${STEPS} }) { executionId } }`,
)

const events = createClient({ url: `${baseUrl}/graphql/stream`, headers })
for await (const { data } of events.iterate<{ executionEvents: { log?: { text: string }; execution?: { status: string } } }>({
  query: `subscription ($id: ID!) { executionEvents(id: $id) {
    ... on ExecutionPrinted { log { text } }
    ... on ExecutionStatusChanged { execution { status } }
  } }`,
  variables: { id: run.executionId },
})) {
  const { log, execution } = data!.executionEvents
  console.log(log ? `log ${log.text.trim()}` : `status ${execution!.status}`)
}

console.dir(await query('{ me { email groups { nodes { name } } } executions(first: 1) { nodes { functionName status durationMs } } }'), {
  depth: null,
})
