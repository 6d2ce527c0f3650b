// An agent that looks up the weather by a Python function, and answers in a stream.
// It uses the platform's default model provider: set OPENAI_API_KEY or another provider's key before the platform's first start.
import { NotFoundError, Sinas } from '@sinas/client'

const FORECAST = `
def handler(input, context):
    """A real one would ask a weather service; this one knows two cities."""
    degrees = {"Amsterdam": 11, "Lisbon": 19}
    if input["city"] not in degrees:
        return {"error": f"No forecast for {input['city']}"}
    return {"city": input["city"], "degrees_celsius": degrees[input["city"]]}
`

const sinas = new Sinas()

/** Changes what is there, or makes it. */
async function save(change: () => Promise<unknown>, create: () => Promise<unknown>): Promise<void> {
  await change().catch((error) => {
    if (!(error instanceof NotFoundError)) throw error
    return create()
  })
}

const functionFields = {
  description: 'The forecast of a city for tomorrow.',
  code: FORECAST,
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
}
await save(
  () => sinas.functions.update('weather', 'forecast', functionFields),
  () => sinas.functions.create({ namespace: 'weather', name: 'forecast', ...functionFields }),
)

const agentFields = {
  description: 'Answers questions about the weather.',
  system_prompt: 'You answer questions about tomorrow’s weather in one sentence. Look the forecast up; never guess.',
  enabled_functions: ['weather/forecast'],
}
await save(
  () => sinas.agents.update('weather', 'presenter', agentFields),
  () => sinas.agents.create({ namespace: 'weather', name: 'presenter', ...agentFields }),
)

const chat = await sinas.chats.create('weather', 'presenter')
for await (const { event, data } of sinas.chats.stream(chat.id, 'Do I need a coat in Lisbon tomorrow?')) {
  if (event === 'tool_start') console.log(`[calls ${data.name} with ${data.arguments}]`)
  if (event === 'message') process.stdout.write(data.content ?? '')
}
console.log()
