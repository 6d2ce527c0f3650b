// A process that speaks OpenAI's protocol at a steady pace, for the benchmark. Each token is the time at which it was sent.
//   node paced-model.ts: prints its URL. A request says its pace as the model's name: `{tokens}x{tokens a second}`.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answering } from '../../../schema/testing/answering.ts'

const now = () => performance.timeOrigin + performance.now()

const server = createServer(
  answering(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { model } = JSON.parse(body) as { model: string }
    const [tokens, perSecond] = model.split('x').map(Number) as [number, number]
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const send = (delta: object, finish_reason: string | null = null) =>
      response.write(
        `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, choices: [{ index: 0, delta, finish_reason }] })}\n\n`,
      )
    send({ role: 'assistant', content: '' })
    const start = performance.now()
    let sent = 0
    const tick = () => {
      // As many as are due by now: timers are late under load, the pace is not.
      while (sent < tokens && sent <= ((performance.now() - start) * perSecond) / 1000) {
        send({ content: `${now()} ` })
        sent++
      }
      if (sent < tokens) return void setTimeout(tick, 1)
      send({}, 'stop')
      response.end('data: [DONE]\n\n')
    }
    tick()
  }),
)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`)
