import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { createSealer } from '../../../schema/sealing.ts'
import { administrator, openTestPlatform, testCaller, testRequest } from '../../../schema/testing/platform.ts'
import { type AgentsUnderTest, addProvider, openAgents, USER_PERMISSIONS } from '../agents.testing.ts'
import { agents } from '../index.ts'
import { keyRow } from './choose-model.ts'
import { ollamaUrl } from './defaults.ts'
import { startModelServer } from './model-server.testing.ts'
import { resealKeys } from './reseal-keys.ts'

suite('LLM providers', () => {
  let fixture: AgentsUnderTest
  before(async () => {
    fixture = await openAgents()
  })
  after(() => fixture[Symbol.asyncDispose]())

  test('are for administrators', async () => {
    for (const [operation, variables] of [
      ['LlmProviders', {}],
      ['LlmProvider', { provider: 'x' }],
      ['CreateLlmProvider', { name: 'x', provider_type: 'openai' }],
      ['UpdateLlmProvider', { provider: 'x' }],
      ['DeleteLlmProvider', { provider: 'x' }],
      ['TestLlmProvider', { provider: 'x' }],
      ['ResealLlmProviderKeys', {}],
    ] as const)
      await assert.rejects(fixture.run(operation, variables), { code: 'FORBIDDEN' }, operation)
  })

  test('keep their keys sealed, and never show them', async () => {
    const secret = 'sk-very-secret-0123456789'
    const created = await fixture.run('CreateLlmProvider', { name: 'sealed', provider_type: 'anthropic', api_key: secret }, fixture.admin)
    const answers = [
      created,
      await fixture.run('LlmProviders', {}, fixture.admin),
      await fixture.run('LlmProvider', { provider: 'sealed' }, fixture.admin),
    ]
    assert.doesNotMatch(JSON.stringify(answers), new RegExp(secret))
    assert.deepEqual(Object.keys(created), [
      'id',
      'name',
      'provider_type',
      'api_endpoint',
      'default_model',
      'config',
      'is_default',
      'is_active',
      'created_at',
      'updated_at',
    ])
    const dump = await fixture.subgraph.database.query('select * from agents.llm_providers')
    assert.doesNotMatch(JSON.stringify(dump), new RegExp(secret))
    await assert.rejects(fixture.run('UpdateLlmProvider', { provider: 'sealed', api_endpoint: 'http://evil.example/v1' }, fixture.admin), {
      code: 'VALIDATION',
    })
    await fixture.run('DeleteLlmProvider', { provider: 'sealed' }, fixture.admin)
  })

  test('are asked for one word, and say why they do not answer', async () => {
    fixture.model.script({ text: ['ready'] })
    const provider = { provider_type: 'openai', api_endpoint: fixture.model.url('openai'), default_model: 'small' }
    await fixture.run('CreateLlmProvider', { name: 'tested', ...provider }, fixture.admin)
    const answered = await fixture.run('TestLlmProvider', { provider: 'tested' }, fixture.admin)
    assert.deepEqual([answered.model, answered.answer, answered.error], ['small', 'ready', null])
    assert.ok(answered.milliseconds > 0)
    await fixture.run('CreateLlmProvider', { name: 'away', ...provider, api_endpoint: 'http://127.0.0.1:1/v1' }, fixture.admin)
    const away = await fixture.run('TestLlmProvider', { provider: 'away', model: 'large' }, fixture.admin)
    assert.deepEqual([away.model, away.answer], ['large', null])
    assert.match(away.error, /127\.0\.0\.1:1/)
    for (const name of ['tested', 'away']) await fixture.run('DeleteLlmProvider', { provider: name }, fixture.admin)
  })

  test('are found by id and by name, changed, and taken out of use', async () => {
    const { id } = await addProvider(fixture, 'mistral', { name: 'found' })
    assert.equal((await fixture.run('LlmProvider', { provider: id }, fixture.admin)).name, 'found')
    const changed = await fixture.run(
      'UpdateLlmProvider',
      { provider: 'found', default_model: 'other', config: { models: ['a'] } },
      fixture.admin,
    )
    assert.deepEqual([changed.id, changed.default_model, changed.config], [id, 'other', { models: ['a'] }])
    await assert.rejects(addProvider(fixture, 'openai', { name: 'found' }), { code: 'ALREADY_EXISTS' })
    await assert.rejects(addProvider(fixture, 'openai', { name: 'x', config: { prices: { m: { input: -1 } } } }), { code: 'VALIDATION' })
    const chat = await fixture.chat({ llm_provider_id: id })
    await fixture.run('DeleteLlmProvider', { provider: id }, fixture.admin)
    await assert.rejects(fixture.run('LlmProvider', { provider: 'found' }, fixture.admin), { code: 'NOT_FOUND' })
    await assert.rejects(fixture.send(chat, 'Hi'), { code: 'UNAVAILABLE', message: /found.*deactivated/ })
    const [row] = await fixture.subgraph.database.query('select sealed_api_key from agents.llm_providers where id = $1', [id])
    assert.equal(row!.sealed_api_key, null)
  })

  test('have one default among them, and a changed one counts at the next message', async () => {
    const chat = await fixture.chat()
    await addProvider(fixture, 'openai', { is_default: true, default_model: 'newer-model' })
    await fixture.send(chat, 'Hi')
    assert.equal(fixture.model.requests.at(-1)!.body.model, 'newer-model')
    const defaults = (await fixture.run('LlmProviders', {}, fixture.admin)).filter((row: any) => row.is_default)
    assert.equal(defaults.length, 1)
  })

  test('are found by the name of the model, where an agent names none', async () => {
    await addProvider(fixture, 'anthropic')
    const chat = await fixture.chat({ model: 'claude-sonnet-4-5' })
    await fixture.send(chat, 'Hi')
    assert.equal(fixture.model.requests.at(-1)!.path, '/anthropic/v1/messages')
    await fixture.send(await fixture.chat({ model: 'some-other' }), 'Hi')
    assert.equal(fixture.model.requests.at(-1)!.path, '/openai/v1/chat/completions')
  })

  test('are sealed anew when the key is rotated', async () => {
    const { id } = await addProvider(fixture, 'openai', { api_key: 'sk-rotate' })
    const { database } = fixture.subgraph
    const old = 'an encryption key for tests only'
    const rotated = createSealer(`a new encryption key,${old}`)
    assert.ok((await resealKeys(database, rotated)) > 0)
    assert.equal(await resealKeys(database, rotated), 0)
    const [row] = await database.query<{ sealed_api_key: string }>('select sealed_api_key from agents.llm_providers where id = $1', [id])
    assert.equal(createSealer('a new encryption key').open(row!.sealed_api_key, keyRow(id)), 'sk-rotate')
    assert.throws(() => createSealer(old).open(row!.sealed_api_key, keyRow(id)))
    await resealKeys(database, createSealer(`${old},a new encryption key`))
  })
})

suite('the first start', () => {
  test('without any provider says exactly how to add one', async () => {
    await using platform = await openTestPlatform()
    await platform.start(agents)
    const user = testRequest(testCaller(USER_PERMISSIONS))
    await platform.graph.execute('CreateAgent', { name: 'lonely' }, user)
    const creating = platform.graph.execute('CreateChat', { namespace: 'default', name: 'lonely' }, user)
    await assert.rejects(creating, { code: 'UNAVAILABLE', message: /POST \/api\/v1\/llm-providers \{"name": "openai".*OPENAI_API_KEY/ })
  })

  test('with keys in the environment adds providers and an agent, once', async () => {
    await using model = await startModelServer()
    const environment = { MISTRAL_API_KEY: 'mk-1', OLLAMA_HOST: model.url('ollama').replace('/ollama', ''), LOG_LEVEL: 'silent' }
    await using platform = await openTestPlatform(environment)
    const first = await platform.start(agents)
    const admin = testRequest(administrator())
    const listed = await platform.graph.result('LlmProviders', {}, admin)
    assert.deepEqual(listed.map((row: any) => [row.name, row.is_default]).sort(), [
      ['mistral', true],
      ['ollama', false],
    ])
    const agent = await platform.graph.execute('DefaultAgent', {}, testRequest(testCaller(['sinas.agents.chat:own'])))
    assert.deepEqual([agent.result.namespace, agent.result.name, agent.result.user_id], ['default', 'assistant', null])

    await platform.graph.execute('DeleteLlmProvider', { provider: 'mistral' }, admin)
    await platform.graph.execute('DeleteAgent', { namespace: 'default', name: 'assistant' }, admin)
    await using again = await openTestPlatform({ ...environment, DATABASE_URL: platform.databaseUrl })
    await again.start(agents)
    assert.equal((await first.database.query('select 1 from agents.llm_providers where is_active')).length, 1)
    assert.equal((await first.database.query('select 1 from agents.agents where is_active')).length, 0)
  })

  test('understands what Ollama calls its host', () => {
    assert.equal(ollamaUrl('0.0.0.0'), 'http://localhost:11434')
    assert.equal(ollamaUrl('gpu.local:8080'), 'http://gpu.local:8080')
    assert.equal(ollamaUrl('https://ollama.example.com'), 'https://ollama.example.com')
  })
})
