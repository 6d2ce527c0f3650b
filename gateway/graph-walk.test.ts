// From agents down to the steps of executions in one request: planned over subgraphs, and held against the database.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { type ChatPlatform, openChatPlatform, type TestUser, unique } from './chats.testing.ts'

let platform: ChatPlatform
let user: TestUser
let database: pg.Client
before(async () => {
  platform = await openChatPlatform()
  user = await platform.user()
  database = new pg.Client({ connectionString: platform.gateway.gateway.process.platform.databaseUrl })
  await database.connect()
  await user.call('POST', '/api/v1/functions', {
    namespace: 'walk',
    name: 'step',
    code: 'def handler(input, context):\n    print("in a step")\n    return {"n": input["n"] + 1}\n',
  })
  await user.call('POST', '/api/v1/functions', {
    namespace: 'walk',
    name: 'entry',
    enabled_namespaces: ['walk'],
    code: 'def handler(input, context):\n    for n in range(3):\n        step({"n": n})\n    return {"done": True}\n',
  })
  for (let i = 0; i < 3; i++) {
    const chat = await platform.chat(user, { enabled_functions: ['walk/entry'] })
    platform.model.script({ calls: [{ id: unique('call'), name: 'walk__entry', arguments: ['{}'] }] }, { text: ['done'] })
    await user.call('POST', `/chats/${chat}/messages`, { content: 'Go' })
  }
})
after(async () => {
  await database?.end()
  await platform?.[Symbol.asyncDispose]()
})

const WALK = `query ($agents: Int!) {
  agents(first: $agents, orderBy: { field: NAME, direction: ASC }) { nodes {
    name owner { id }
    chats(first: 3) { nodes {
      id user { id }
      executions(first: 3) { totalCount nodes {
        id functionName function { name versions(first: 1) { nodes { version author { id } } } }
        steps(first: 5) { totalCount nodes { functionName status execution { id } } }
      } }
    } }
  } }
}`

const walk = async (agents: number) => {
  const { data, errors } = await platform.gateway.graphql<any>(WALK, { agents }, user.token)
  assert.equal(errors, undefined)
  return data.agents.nodes as any[]
}

test('a query from agents down to steps answers what the database holds', async () => {
  const { rows } = await database.query(
    `select a.name, c.id as chat, e.id as execution, e.function_name as function, s.function_name as step
     from agents.agents a join agents.chats c on c.agent_id = a.id join functions.executions e on e.chat_id = c.id::text
     join functions.steps s on s.execution_id = e.id where a.user_id = $1 order by a.name, e.id, s.number`,
    [user.id],
  )
  assert.equal(rows.length, 9)
  const found = (await walk(20)).flatMap((agent) => {
    assert.equal(agent.owner.id, user.id)
    return agent.chats.nodes.flatMap((chat: any) => {
      assert.equal(chat.user.id, user.id)
      return chat.executions.nodes.flatMap((execution: any) => {
        assert.equal(execution.steps.totalCount, 3)
        assert.deepEqual(execution.function.versions.nodes, [{ version: 1, author: { id: user.id } }])
        return execution.steps.nodes.map((step: any) => {
          assert.deepEqual([step.execution.id, step.status], [execution.id, 'COMPLETED'])
          return { name: agent.name, chat: chat.id, execution: execution.id, function: execution.functionName, step: step.functionName }
        })
      })
    })
  })
  assert.deepEqual(found, rows)
})
