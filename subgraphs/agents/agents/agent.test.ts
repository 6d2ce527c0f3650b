import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import { testCaller } from '../../../schema/testing/platform.ts'
import { type AgentsUnderTest, openAgents, USER_PERMISSIONS } from '../agents.testing.ts'

suite('agents', () => {
  let fixture: AgentsUnderTest
  before(async () => {
    fixture = await openAgents()
  })
  after(() => fixture[Symbol.asyncDispose]())

  test('are created with defaults, by name alone', async () => {
    const agent = await fixture.run('CreateAgent', { name: 'Plain One' })
    assert.deepEqual(
      { ...agent, id: 0, created_at: 0, updated_at: 0 },
      {
        id: 0,
        user_id: fixture.user.userId,
        group_id: null,
        namespace: 'default',
        name: 'Plain One',
        description: null,
        llm_provider_id: null,
        model: null,
        temperature: 0.7,
        max_tokens: null,
        system_prompt: null,
        input_schema: {},
        output_schema: {},
        initial_messages: null,
        enabled_functions: [],
        enabled_agents: [],
        enabled_skills: [],
        enabled_mcp_tools: [],
        function_parameters: {},
        mcp_tool_parameters: {},
        state_namespaces_readonly: [],
        state_namespaces_readwrite: [],
        status_templates: {},
        icon: null,
        icon_url: null,
        default_job_timeout: null,
        default_keep_alive: false,
        is_shared: false,
        is_default: false,
        is_active: true,
        created_at: 0,
        updated_at: 0,
        warnings: [],
      },
    )
  })

  test('are saved with a warning for what they list that does not exist', async () => {
    const there = await fixture.agent()
    const listed = { enabled_agents: [`test/${there.name}`, there.id, 'test/*', 'test/nobody'], enabled_skills: ['test/nothing'] }
    const agent = await fixture.run('CreateAgent', { name: 'warned', ...listed })
    const warnings = ['enabled_agents: there is no active agent test/nobody', 'enabled_skills: there is no active skill test/nothing']
    assert.deepEqual(agent.warnings, warnings)
    await fixture.run('CreateSkill', { namespace: 'test', name: 'nothing', description: 'd', content: 'c' })
    const reference = { namespace: 'default', name: 'warned' }
    assert.deepEqual((await fixture.run('AgentByName', reference)).warnings, warnings.slice(0, 1))
    assert.deepEqual((await fixture.run('UpdateAgent', { ...reference, enabled_agents: [there.id] })).warnings, [])
  })

  test('say how long turns of their chats take, and whether those are kept alive', async () => {
    const icon = 'url:https://example.com/a.png'
    const agent = await fixture.run('CreateAgent', { name: 'patient', icon, default_job_timeout: 5, default_keep_alive: true })
    assert.deepEqual([agent.icon, agent.icon_url], [icon, 'https://example.com/a.png'])
    const chat = { namespace: 'default', name: 'patient' }
    assert.equal((await fixture.run('CreateChat', chat)).keep_alive, true)
    assert.equal((await fixture.run('CreateChat', { ...chat, keep_alive: false })).keep_alive, false)
  })

  test('have names that are unique while they are active', async () => {
    await fixture.run('CreateAgent', { namespace: 'names', name: 'one' })
    await assert.rejects(fixture.run('CreateAgent', { namespace: 'names', name: 'one' }, fixture.admin), { code: 'ALREADY_EXISTS' })
    await fixture.run('DeleteAgent', { namespace: 'names', name: 'one' })
    await assert.rejects(fixture.run('AgentByName', { namespace: 'names', name: 'one' }), { code: 'NOT_FOUND' })
    await fixture.run('CreateAgent', { namespace: 'names', name: 'one' })
  })

  test('are checked when they are saved', async () => {
    const refused: Record<string, unknown>[] = [
      { name: '1st' },
      { name: 'x', namespace: 'no/slash' },
      { name: 'x', temperature: 3 },
      { name: 'x', enabled_functions: ['no-namespace'] },
      { name: 'x', enabled_skills: [{ name: 'a' }] },
      { name: 'x', input_schema: { type: 'nothing' } },
      { name: 'x', output_schema: [] },
      { name: 'x', initial_messages: [{ role: 'tool', content: 'x' }] },
      { name: 'x', llm_provider_id: crypto.randomUUID() },
      { name: 'x', group_id: crypto.randomUUID() },
      { name: 'x', function_parameters: { 'a/b': 1 } },
      { name: 'x', system_prompt: 'a\0b' },
      { name: 'x', input_schema: { description: 'a\0b' } },
    ]
    for (const settings of refused)
      await assert.rejects(fixture.run('CreateAgent', settings), { code: 'VALIDATION' }, JSON.stringify(settings))
  })

  test('are changed in part, and null counts as absent', async () => {
    const agent = await fixture.agent({ description: 'First', temperature: 0.1, enabled_skills: ['a/b', { skill: 'c/d', preload: true }] })
    assert.deepEqual((agent as any).enabled_skills, [
      { skill: 'a/b', preload: false },
      { skill: 'c/d', preload: true },
    ])
    const changed = await fixture.run('UpdateAgent', { namespace: agent.namespace, name: agent.name, description: null, model: 'big' })
    assert.deepEqual([changed.description, changed.temperature, changed.model], ['First', 0.1, 'big'])
    const renamed = await fixture.run('UpdateAgentById', { id: agent.id, name: 'renamed' })
    assert.equal(renamed.name, 'renamed')
  })

  test('belong to their owners, and are seen by whom a permission lets', async () => {
    const group = crypto.randomUUID()
    const owner = testCaller(USER_PERMISSIONS, { groupIds: [group] })
    const member = testCaller([...USER_PERMISSIONS, 'sinas.agents.read:group', 'sinas.agents.chat:group'], { groupIds: [group] })
    const stranger = testCaller(USER_PERMISSIONS)
    const agent = await fixture.agent({ group_id: group }, owner)
    const { namespace, name } = agent
    const seenBy = async (caller: typeof owner, operation: 'Agents' | 'UsableAgents') =>
      (await fixture.run(operation, {}, caller)).some((row: any) => row.id === agent.id)

    assert.ok(await seenBy(owner, 'Agents'))
    assert.ok(await seenBy(member, 'Agents'))
    assert.ok(await seenBy(member, 'UsableAgents'))
    assert.ok(!(await seenBy(stranger, 'Agents')))
    assert.ok(!(await seenBy(stranger, 'UsableAgents')))
    await assert.rejects(fixture.run('AgentByName', { namespace, name }, stranger), { code: 'FORBIDDEN' })
    await assert.rejects(fixture.run('UpdateAgent', { namespace, name, model: 'x' }, member), { code: 'FORBIDDEN' })
    await assert.rejects(fixture.run('DeleteAgent', { namespace, name }, stranger), { code: 'FORBIDDEN' })
    await assert.rejects(fixture.run('CreateChat', { namespace, name }, stranger), { code: 'FORBIDDEN' })
    await fixture.run('CreateChat', { namespace, name }, member)
    await fixture.run('AgentByName', { namespace, name }, testCaller([`sinas.agents.${namespace}.${name}.get:all`]))
    await fixture.run('CreateChat', { namespace, name }, testCaller([`sinas.agents/${namespace}/${name}.chat:all`]))
    await fixture.run('CreateChat', { namespace, name }, testCaller([`sinas.agents.${namespace}.${name}.read:all`]))
    await assert.rejects(fixture.run('CreateAgent', { name: 'x' }, testCaller([])), { code: 'FORBIDDEN' })
  })

  test('of the platform are for everyone who may talk with any, and for administrators to change', async () => {
    await fixture.subgraph.database.query(`update agents.agents set user_id = null where id = $1`, [
      (await fixture.agent({ name: 'common' })).id,
    ])
    const common = { namespace: 'test', name: 'common' }
    await fixture.run('CreateChat', common, testCaller(['sinas.agents.chat:own']))
    await assert.rejects(fixture.run('CreateChat', common, testCaller(['sinas.chats.*:own'])), { code: 'FORBIDDEN' })
    await assert.rejects(fixture.run('UpdateAgent', { ...common, model: 'x' }), { code: 'FORBIDDEN' })
    await fixture.run('UpdateAgent', { ...common, model: 'x' }, fixture.admin)
  })

  test('have one default among them', async () => {
    await assert.rejects(fixture.run('DefaultAgent', {}), { code: 'NOT_FOUND' })
    await assert.rejects(fixture.agent({ is_default: true }), { code: 'FORBIDDEN' })
    const first = await fixture.agent({ is_default: true }, fixture.admin)
    const second = await fixture.agent({ is_default: true }, fixture.admin)
    assert.equal((await fixture.run('DefaultAgent', {}, fixture.admin)).id, second.id)
    assert.equal((await fixture.run('AgentById', { id: first.id }, fixture.admin)).is_default, false)
  })

  test('know each other by reference', async () => {
    const agent = await fixture.agent()
    const query = 'query($id: ID!) { _entities(representations: [{ __typename: "Agent", id: $id }]) { ... on Agent { name } } }'
    const nameFor = async (caller: Caller) =>
      (await fixture.platform.run(fixture.subgraph, query, { id: agent.id }, caller))._entities[0]?.name
    assert.equal(await nameFor(fixture.user), agent.name)
    assert.equal(await nameFor(testCaller([])), undefined)
  })
})

suite('skills', () => {
  let fixture: AgentsUnderTest
  before(async () => {
    fixture = await openAgents()
  })
  after(() => fixture[Symbol.asyncDispose]())

  const skill = { namespace: 'work', name: 'write-mail', description: 'How to write a mail.', content: '# Mail\n\nBe short.' }

  test('are created, read, changed and deleted by their owners', async () => {
    const created = await fixture.run('CreateSkill', skill)
    assert.equal(created.content, skill.content)
    await assert.rejects(fixture.run('CreateSkill', skill), { code: 'ALREADY_EXISTS' })
    await assert.rejects(fixture.run('CreateSkill', { ...skill, name: 'x', content: '' }), { code: 'VALIDATION' })
    const { namespace, name } = skill
    const stranger = testCaller(USER_PERMISSIONS)
    await assert.rejects(fixture.run('Skill', { namespace, name }, stranger), { code: 'FORBIDDEN' })
    assert.deepEqual(await fixture.run('Skills', {}, stranger), [])
    assert.equal(
      (await fixture.run('Skill', { namespace, name }, testCaller([`sinas.skills/${namespace}/${name}.read:all`]))).id,
      created.id,
    )
    await assert.rejects(fixture.run('UpdateSkill', { namespace, name, content: 'mine now' }, stranger), { code: 'FORBIDDEN' })
    assert.equal((await fixture.run('UpdateSkill', { namespace, name, content: 'Be shorter.' })).content, 'Be shorter.')
    await fixture.run('UpdateSkill', { namespace, name, new_name: 'mail', is_active: false })
    assert.deepEqual(await fixture.run('Skills', {}), [])
    await fixture.run('DeleteSkill', { namespace, name: 'mail' })
    await assert.rejects(fixture.run('Skill', { namespace, name: 'mail' }), { code: 'NOT_FOUND' })
  })
})
