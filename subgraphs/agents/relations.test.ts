import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../schema/context.ts'
import { testCaller } from '../../schema/testing/platform.ts'
import { assertNotMore, countStatements } from '../../schema/testing/statements.ts'
import { type AgentsUnderTest, openAgents, USER_PERMISSIONS } from './agents.testing.ts'

let fixture: AgentsUnderTest
let owner: Caller
const group = crypto.randomUUID()
let agents: string[]
let chats: string[]
let skills: string[]
let messages: string[]
let providers: string[]

const MANY = 200
const FEW = 20

const ids = (sql: string, values: unknown[]) =>
  fixture.subgraph.database.query<{ id: string }>(sql, values).then((rows) => rows.map(({ id }) => id))

before(async () => {
  fixture = await openAgents()
  owner = testCaller([...USER_PERMISSIONS, 'sinas.llm_providers.read:all'], { groupIds: [group] })
  skills = await ids(
    `insert into agents.skills (id, user_id, namespace, name, description, content, created_at, updated_at)
     select gen_random_uuid(), $1, 'many', 's' || n, 'Of use', 'Text', now(), now() from generate_series(1, ${MANY}) n returning id`,
    [owner.userId],
  )
  providers = await ids(
    `insert into agents.llm_providers (id, name, provider_type, config, created_at, updated_at)
     select gen_random_uuid(), 'many' || n, 'openai', '{}', now(), now() from generate_series(1, ${MANY}) n returning id`,
    [],
  )
  agents = await ids(
    `insert into agents.agents (id, user_id, group_id, namespace, name, llm_provider_id, temperature, input_schema, output_schema,
       enabled_functions, enabled_agents, enabled_skills, enabled_mcp_tools, function_parameters, mcp_tool_parameters,
       state_namespaces_readonly, state_namespaces_readwrite, status_templates, created_at, updated_at)
     select gen_random_uuid(), $1, $2, 'many', 'a' || n, ($3::uuid[])[n], 1, '{}', '{}', '["test/run"]', jsonb_build_array('many/a' || n % ${MANY} + 1),
       jsonb_build_array(jsonb_build_object('skill', 'many/s' || n, 'preload', false)), '[]', '{}', '{}', '[]', '[]', '{}',
       now() + n * interval '1 second', now()
     from generate_series(1, ${MANY}) n returning id`,
    [owner.userId, group, providers],
  )
  chats = await ids(
    `insert into agents.chats (id, user_id, agent_id, agent_namespace, agent_name, title, input, created_at, updated_at)
     select gen_random_uuid(), $1, a.id, 'many', a.name, 'A chat', '{}', now(), now() from agents.agents a where a.id = any($2) returning id`,
    [owner.userId, agents],
  )
  messages = await ids(
    `insert into agents.messages (id, chat_id, role, content, tool_calls, tool_call_id, created_at)
     select gen_random_uuid(), c.id, m.role, m.content, m.calls, m.call_id, now() from agents.chats c
     cross join (values (1, 'user', 'Go', null::json, null),
       (2, 'assistant', null, '[{"id": "c1", "type": "function", "function": {"name": "test__run", "arguments": "{}"}}]'::json, null),
       (3, 'tool', '42', null, 'c1')) as m(n, role, content, calls, call_id)
     where c.id = any($1) order by c.id, m.n returning id`,
    [chats],
  )
  await fixture.subgraph.database.query(
    `insert into agents.approvals (id, chat_id, turn_id, tool_call_id, function_namespace, function_name, arguments, created_at)
     select gen_random_uuid(), id, gen_random_uuid(), 'c1', 'test', 'run', '{}', now() from unnest($1::uuid[]) id`,
    [chats],
  )
})
after(() => fixture[Symbol.asyncDispose]())

/** What is asked of so many entities, as the gateway asks for those that another subgraph names. */
async function ask(type: string, entities: readonly string[], fields: string, count: number, caller = owner) {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`
  const of = entities.slice(0, count).map((id) => ({ __typename: type, id }))
  const { statements, result } = await countStatements(() => fixture.platform.run(fixture.subgraph, query, { of }, caller))
  return { statements, entities: JSON.parse(JSON.stringify(result._entities)) as any[] }
}

const CASES: Record<string, () => { entities: readonly string[]; fields: string; isFilled: (entity: any) => boolean }> = {
  Agent: () => ({
    entities: agents,
    fields: `llmProvider { id } functions { namespace name } callableAgents { name } skills { name }
      chats(first: 2) { totalCount nodes { id messages(first: 2) { totalCount nodes { role toolCalls { name result { content } } } } } }`,
    isFilled: ({ llmProvider, functions, callableAgents: named, skills: listed, chats: { nodes } }) =>
      llmProvider !== null &&
      functions[0].name === 'run' &&
      named.length === 1 &&
      listed.length === 1 &&
      nodes[0].messages.totalCount === 3,
  }),
  Chat: () => ({
    entities: chats,
    fields: `agent { name } user { id } activeTurnId lastError messages { nodes { role } }
      pendingApprovals { toolCall { name message { role } } chat { title } }`,
    isFilled: ({ agent, messages: { nodes }, pendingApprovals: [approval] }) =>
      agent !== null && nodes.length === 3 && approval.toolCall.message.role === 'ASSISTANT' && approval.chat.title === 'A chat',
  }),
  Skill: () => ({
    entities: skills,
    fields: 'owner { id } agents { totalCount nodes { namespace } }',
    isFilled: ({ agents: { totalCount, nodes } }) => totalCount === 1 && nodes.length === 1,
  }),
  LlmProvider: () => ({
    entities: providers,
    fields: 'agents { totalCount nodes { name } }',
    isFilled: (one) => one.agents.totalCount === 1,
  }),
}

for (const [type, makeCase] of Object.entries(CASES))
  test(`the relations of ${MANY} of the type ${type} are read in as many statements as those of ${FEW}`, async () => {
    const { entities, fields, isFilled } = makeCase()
    const few = await ask(type, entities, fields, FEW)
    const many = await ask(type, entities, fields, MANY)
    assertNotMore(few, many)
    assert.equal(many.entities.filter(isFilled).length, MANY)
  })

test('lists and the relations of their rows are read in as many statements, however many rows there are', async () => {
  const queries = [
    `agents(first: $n) { totalCount nodes { name llmProvider { name } skills { name } } }`,
    `skills(first: $n) { totalCount nodes { name agents(first: 1) { nodes { name } } } }`,
    `chats(first: $n) { totalCount nodes { title agent { name } pendingApprovals { id } } }`,
    `messages(first: $n) { totalCount nodes { chat { title } chatTitle agentName toolCalls { result { content } message { id } } } }`,
    `pendingApprovals(first: $n) { totalCount nodes { toolCallId chat { title } toolCall { name } } }`,
    `llmProviders(first: $n) { totalCount nodes { name agents(first: 1) { nodes { name } } } }`,
  ]
  for (const fields of queries) {
    const read = (n: number) =>
      countStatements(() => fixture.platform.run(fixture.subgraph, `query ($n: Int) { list: ${fields} }`, { n }, owner))
    const [few, many] = [await read(FEW), await read(MANY)]
    assert.deepEqual([few.result.list.nodes.length, many.result.list.nodes.length], [FEW, MANY], fields)
    assertNotMore(few, many)
    assert.ok(many.result.list.totalCount >= MANY)
  }
})

test('users and groups lead to their agents, skills and chats', async () => {
  const [user] = (await ask('User', [owner.userId], 'agents { totalCount } skills { totalCount } chats { totalCount }', 1)).entities
  assert.deepEqual(user, { agents: { totalCount: MANY }, skills: { totalCount: MANY }, chats: { totalCount: MANY } })
  const [ofGroup] = (await ask('Group', [group], 'agents(first: 1) { totalCount nodes { name } }', 1)).entities
  assert.deepEqual(ofGroup, { agents: { totalCount: MANY, nodes: [{ name: `a${MANY}` }] } })
})

test('a relation shows to another user nothing that they could not read', async () => {
  const stranger = testCaller([...USER_PERMISSIONS, 'sinas.messages.read:all'])
  for (const [type, entities] of [
    ['Agent', agents],
    ['Chat', chats],
    ['Skill', skills],
    ['LlmProvider', providers],
  ] as const)
    assert.deepEqual((await ask(type, entities, 'id', 1, stranger)).entities, [null], type)
  const fields = 'agents { totalCount nodes { id } } skills { totalCount } chats { totalCount nodes { id } }'
  const [user] = (await ask('User', [owner.userId], fields, 1, stranger)).entities
  assert.deepEqual(user, { agents: { totalCount: 0, nodes: [] }, skills: { totalCount: 0 }, chats: { totalCount: 0, nodes: [] } })
  const query = `{ messages(first: 3) { nodes { id chat { id } userId agentName } } }`
  const found = await fixture.platform.run(fixture.subgraph, query, {}, stranger)
  assert.equal(found.messages.nodes.length, 3)
  for (const message of found.messages.nodes)
    assert.deepEqual({ ...message, id: '' }, { id: '', chat: null, userId: owner.userId, agentName: message.agentName })
  const own = `{ pendingApprovals { totalCount } }`
  assert.equal((await fixture.platform.run(fixture.subgraph, own, {}, stranger)).pendingApprovals.totalCount, 0)
})

test('the messages of a chat are read backwards as well, from the last', async () => {
  const query = `query ($id: ID!) { chat(id: $id) { messages(last: 2) { nodes { role } pageInfo { hasPreviousPage } } } }`
  const { chat } = await fixture.platform.run(fixture.subgraph, query, { id: chats[0] }, owner)
  assert.deepEqual(JSON.parse(JSON.stringify(chat.messages)), {
    nodes: [{ role: 'ASSISTANT' }, { role: 'TOOL' }],
    pageInfo: { hasPreviousPage: true },
  })
  assert.equal(messages.length, 3 * MANY)
})
