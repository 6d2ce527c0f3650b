import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Caller } from '../../../schema/context.ts'
import type { SinasError } from '../../../schema/errors.ts'
import { type FunctionsUnderTest, openFunctions } from '../functions.testing.ts'

let platform: FunctionsUnderTest
let ada: Caller
let bob: Caller

before(async () => {
  platform = await openFunctions({ FUNCTION_TIMEOUT: '20', SANDBOX_MIN_LEVEL: '0' })
  ada = await platform.user()
  bob = await platform.user()
})
after(() => platform[Symbol.asyncDispose]())

const code = (expected: string) => (error: SinasError) => error.code === expected

test('a call answers with the result, and its execution is recorded', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    print("working")\n    return {"sum": input["a"] + input["b"]}\n')
  const answer = await platform.execute(ada, name, { a: 1, b: 2 })
  const { execution_id, ...rest } = answer
  assert.deepEqual(rest, { status: 'success', result: { sum: 3 }, error: null })
  const row = await platform.execution(ada, execution_id)
  assert.equal(row.id, execution_id)
  assert.equal(row.status, 'COMPLETED')
  assert.equal(row.function_name, name)
  assert.equal(row.function_namespace, 'default')
  assert.deepEqual(row.input_data, { a: 1, b: 2 })
  assert.deepEqual(row.output_data, { sum: 3 })
  assert.deepEqual([row.trigger_type, row.trigger_id, row.attempts], ['API', 'runtime-api', 1])
  assert.ok(row.duration_ms > 0 && row.cpu_ms > 0 && row.peak_memory_kb > 1000)
  assert.ok(Date.parse(row.completed_at) >= Date.parse(row.started_at))
  const logs = await platform.run('ListExecutionLogs', { id: execution_id }, ada)
  assert.deepEqual(
    logs.map(({ stream, text }: any) => [stream, text]),
    [['stdout', 'working\n']],
  )
})

test('top-level text is read as what the schema says, and input that does not fit fails the execution', async () => {
  const properties = {
    n: { type: 'integer' },
    x: { type: 'number' },
    yes: { type: 'boolean' },
    list: { type: 'array' },
    o: { type: 'object' },
  }
  const name = await platform.fn(ada, 'def handler(input, context):\n    return input\n', {
    input_schema: { type: 'object', properties, required: ['n'] },
  })
  const input = { n: '7', x: '1.5', yes: 'true', list: '[1]', o: '{"k":1}', extra: '9' }
  assert.deepEqual((await platform.execute(ada, name, input)).result, { n: 7, x: 1.5, yes: true, list: [1], o: { k: 1 }, extra: '9' })
  const refused = await platform.execute(ada, name, { n: 'seven' })
  assert.equal(refused.status, 'error')
  assert.match(refused.error, /input schema: input\/n must be integer/)
  const row = await platform.execution(ada, refused.execution_id)
  assert.deepEqual([row.status, row.reason, row.attempts], ['FAILED', 'invalid-input', 0])
  assert.ok(row.completed_at)
})

test('output that does not fit its schema fails the execution', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return {"n": "text"}\n', {
    output_schema: { type: 'object', properties: { n: { type: 'integer' } } },
  })
  const answer = await platform.execute(ada, name)
  assert.equal(answer.status, 'error')
  assert.match(answer.error, /output schema: output\/n must be integer/)
  assert.equal((await platform.execution(ada, answer.execution_id)).reason, 'invalid-output')
})

test('a pattern that would backtrack for ever is matched at once, or stopped where it looks around', async () => {
  for (const [pattern, fault] of [
    ['^(a+)+$', /input\/a must match pattern/],
    ['^(?!b)(a+)+$', /input could not be checked against its schema within 5000 ms/],
  ] as const) {
    const name = await platform.fn(ada, 'def handler(input, context):\n    return 1\n', {
      input_schema: { type: 'object', properties: { a: { type: 'string', pattern } } },
      output_schema: { type: 'integer' },
    })
    assert.match((await platform.execute(ada, name, { a: `${'a'.repeat(50)}!` })).error, fault)
    assert.equal((await platform.execute(ada, name, { a: 'aaa' })).result, 1)
  }
})

test('an exception is told with its type and the user’s own frames', async () => {
  const name = await platform.fn(ada, 'def inner(x):\n    return x["missing"]\n\ndef handler(input, context):\n    return inner(input)\n')
  const answer = await platform.execute(ada, name)
  assert.equal(answer.status, 'error')
  assert.match(answer.error, /^KeyError: 'missing'/)
  const row = await platform.execution(ada, answer.execution_id)
  assert.equal(row.reason, 'exception')
  assert.match(row.traceback, /line 5, in handler/)
  assert.match(row.traceback, /line 2, in inner/)
  assert.equal(row.traceback.match(/File /g).length, 2)
})

test('context says who runs it and why, with a token that is the user’s', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return context\n')
  const { result } = await platform.platform.graph.execute(
    'RunFunction',
    {
      namespace: 'default',
      name,
      trigger_type: 'WEBHOOK',
      trigger_id: 'hook-1',
      chat_id: 'chat-1',
      request: { method: 'POST', path: '/in' },
    },
    { caller: ada, requestId: 'r', signal: new AbortController().signal, decisions: [] },
  )
  const { access_token, ...context } = result.output as Record<string, unknown>
  assert.deepEqual(context, {
    user_id: ada.userId,
    user_email: ada.email,
    api_url: 'http://localhost:0',
    secrets: {},
    execution_id: result.executionId,
    trigger_type: 'WEBHOOK',
    trigger_id: 'hook-1',
    chat_id: 'chat-1',
    request: { method: 'POST', path: '/in' },
  })
  assert.equal((await platform.run('Authenticate', { credential: access_token })).authentication?.caller.userId, ada.userId)
})

test('the token of a run that an API key started can do no more than the key', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return context["access_token"]\n', {
    output_schema: { type: 'string' },
  })
  const permissions = { 'sinas.functions.execute:own': true }
  const key = await platform.run('CreateApiKey', { name: 'narrow', permissions }, ada)
  const { caller } = (await platform.run('Authenticate', { credential: key.api_key ?? key.key })).authentication!
  const { result: token } = await platform.execute(caller, name)
  const narrowed = (await platform.run('Authenticate', { credential: token })).authentication?.caller
  assert.equal(narrowed.apiKey.id, caller.apiKey.id)
  await assert.rejects(platform.run('ListExecutions', {}, narrowed), code('FORBIDDEN'))
})

test('calls between functions and of local functions are a tree of steps', async () => {
  const namespace = 'tree'
  const add = 'def add(input, context):\n    return {"sum": input["a"] + input["b"]}\n'
  await platform.run('CreateFunction', { namespace: 'maths', name: 'add', code: add }, ada)
  const twice = 'def twice(input, context):\n    return maths.add({"a": input["n"], "b": input["n"]})\n'
  await platform.run('CreateFunction', { namespace, name: 'twice', code: twice, enabled_namespaces: ['maths'] }, ada)
  const entry =
    'def local(n):\n    return twice({"n": n})["sum"]\n\ndef handler(input, context):\n    return {"result": local(input["n"])}\n'
  await platform.run('CreateFunction', { namespace, name: 'entry', code: entry, enabled_namespaces: ['maths'] }, ada)
  const answer = await platform.run('ExecuteFunction', { namespace, name: 'entry', input: { n: 21 } }, ada)
  assert.deepEqual(answer.result, { result: 42 }, answer.error)
  const steps = await platform.run('ListExecutionSteps', { id: answer.execution_id }, ada)
  const byName = new Map<string, any>(steps.map((step: any) => [step.function_name.split('.').at(-1), step]))
  const [local, callee, nested] = [byName.get('local'), byName.get('twice'), byName.get('add')]
  assert.equal(callee.parent_step_id, local.id)
  assert.equal(nested.parent_step_id, callee.id)
  assert.equal(nested.depth, callee.depth + 1)
  assert.deepEqual(nested.output_data, { sum: 42 })
  for (const step of steps) assert.equal(step.status, 'COMPLETED')
})

test('a function can’t call another that its caller may not execute', async () => {
  await platform.run('CreateFunction', { namespace: 'private', name: 'secret', code: 'def secret(input):\n    return 42\n' }, ada)
  const name = await platform.fn(bob, 'def handler(input, context):\n    return private.secret({})\n', { enabled_namespaces: ['private'] })
  const answer = await platform.execute(bob, name)
  assert.equal(answer.status, 'error')
  assert.match(answer.error, /NameError|AttributeError/)
})

test('a caller’s patience may end before the run does', async () => {
  const name = await platform.fn(ada, 'import time\ndef handler(input, context):\n    time.sleep(1.5)\n    return "done"\n', {
    output_schema: { type: 'string' },
  })
  const answer = await platform.execute(ada, name, {}, { timeout: 1 })
  assert.equal(answer.status, 'timeout')
  assert.equal((await platform.status(ada, answer.execution_id, 'COMPLETED')).output_data, 'done')
})

test('a function’s own timeout ends it, whatever it does against that', async () => {
  const stubborn =
    'import signal\nfor s in range(1, 32):\n    try:\n        signal.signal(s, signal.SIG_IGN)\n    except Exception:\n        pass\ndef handler(input, context):\n    while True:\n        pass\n'
  const name = await platform.fn(ada, stubborn, { timeout: 1 })
  const answer = await platform.execute(ada, name)
  assert.equal(answer.status, 'error')
  assert.match(answer.error, /1(\.0)? ?s|1 second/)
  assert.equal((await platform.execution(ada, answer.execution_id)).reason, 'timeout')
})

test('text that PostgreSQL does not like is kept or mended, never lost', async () => {
  const name = await platform.fn(
    ada,
    'def handler(input, context):\n    print("nul \\0 here")\n    return {"nul": "a\\0b", "half": "\\ud800", "in": input}\n',
  )
  const answer = await platform.execute(ada, name, { deep: 'x\0y' })
  assert.equal(answer.status, 'success', answer.error)
  assert.equal(answer.result.nul, 'a\0b')
  const row = await platform.execution(ada, answer.execution_id)
  assert.equal(row.output_data.nul, 'a\0b')
  assert.deepEqual(row.input_data, { deep: 'x\0y' })
  const failing = await platform.fn(ada, 'def handler(input, context):\n    raise ValueError("a\\0b")\n')
  assert.match((await platform.execute(ada, failing)).error, /ValueError/)
})

test('an execution can be seen by its user and by holders of read:all only', async () => {
  const name = await platform.fn(ada, 'def handler(input, context):\n    return {}\n')
  const { execution_id: id } = await platform.execute(ada, name)
  for (const operation of [
    'GetExecution',
    'ListExecutionSteps',
    'ListExecutionLogs',
    'CancelExecution',
    'ContinueExecution',
    'GetJob',
  ] as const) {
    await assert.rejects(platform.run(operation, { id }, bob), code('FORBIDDEN'), operation)
    await assert.rejects(platform.run(operation, { id: crypto.randomUUID() }, bob), code('NOT_FOUND'), operation)
  }
  assert.ok(!(await platform.run('ListExecutions', {}, bob)).some((row: any) => row.id === id))
  const admin = await platform.user('Admins')
  assert.equal((await platform.execution(admin, id)).id, id)
  assert.deepEqual(
    (await platform.run('ListExecutions', { function_name: name, status: 'FAILED' }, admin)).map((row: any) => row.id),
    [],
  )
})

test('what attacks the platform finds nothing, and the next execution is clean', async () => {
  const attack = `
import os, json, builtins
def attempt(what):
    try:
        return repr(what())
    except BaseException as error:
        return "refused: " + type(error).__name__
def handler(input, context):
    import socket
    open("/tmp/mine", "w").write("left behind")
    return {
        "shadow": attempt(lambda: open("/etc/shadow").read()),
        "parent": attempt(lambda: open("/proc/%d/environ" % os.getppid()).read()),
        "kill": attempt(lambda: os.kill(-1, 9)),
        "fork": attempt(os.fork),
        "exec": attempt(lambda: os.execv("/bin/sh", ["sh"])),
        "postgres": attempt(lambda: socket.create_connection(("127.0.0.1", ${new URL(platform.platform.databaseUrl).port}), 1)),
        "mapped": attempt(lambda: socket.create_connection(("::ffff:127.0.0.1", ${new URL(platform.platform.databaseUrl).port}), 1)),
        "socket": attempt(lambda: socket.socket(socket.AF_UNIX).connect("${new URL(platform.platform.databaseUrl).searchParams.get('host')}/.s.PGSQL.${new URL(platform.platform.databaseUrl).port}")),
        "env": [k for k in os.environ if "SECRET" in k or "DATABASE" in k],
    }
`
  const name = await platform.fn(ada, attack)
  const { result, error } = await platform.execute(ada, name)
  assert.equal(error, null)
  const { env, ...attempts } = result
  for (const [what, outcome] of Object.entries(attempts)) assert.match(outcome as string, /^refused/, what)
  assert.deepEqual(env, [])
  const patch =
    'import json, builtins\ndef handler(input, context):\n    json.dumps = builtins.sorted = lambda *a, **k: "hacked"\n    return {}\n'
  await platform.execute(ada, await platform.fn(ada, patch))
  const next = await platform.fn(
    ada,
    'import os, json\ndef handler(input, context):\n    return {"tmp": os.listdir("/tmp"), "json": json.dumps([1]), "sorted": sorted([2, 1])}\n',
  )
  for (let i = 0; i < 10; i++) assert.deepEqual((await platform.execute(ada, next)).result, { tmp: [], json: '[1]', sorted: [1, 2] })
})

test('executions are read with their functions, steps and logs, and a deleted function is null', async () => {
  const kept = await platform.fn(ada, 'def handler(input, context):\n    print("kept")\n    return {}\n', { namespace: 'read_kept' })
  const gone = await platform.fn(ada, 'def handler(input, context):\n    return {}\n', { namespace: 'read_gone' })
  for (const [namespace, name] of [
    ['read_kept', kept],
    ['read_gone', gone],
  ]) {
    await platform.run('ExecuteFunction', { namespace, name }, ada)
  }
  await platform.run('DeleteFunction', { namespace: 'read_gone', name: gone }, ada)
  const query = `{ executions(first: 2) { nodes {
    functionName logs { nodes { text } } steps { nodes { functionName } } function { id code versions { nodes { version } } } functionVersion { version }
  } } }`
  const { executions } = await platform.platform.run(platform.subgraph, query, {}, ada)
  const [latest, earlier] = JSON.parse(JSON.stringify(executions.nodes))
  assert.deepEqual(latest, { functionName: gone, logs: { nodes: [] }, steps: { nodes: [] }, function: null, functionVersion: null })
  assert.equal(earlier.logs.nodes[0].text, 'kept\n')
  assert.match(earlier.function.code, /print/)
  assert.equal(earlier.function.versions.nodes[0].version, 1)
  assert.deepEqual(earlier.functionVersion, { version: 1 })
})

test('an input that is not given, where the function needs one, is said to belong inside of `input`', async () => {
  const input_schema = { type: 'object', required: ['name'] }
  const name = await platform.fn(ada, 'def handler(input, context):\n    return 1\n', { input_schema })
  const call = (variables: object) => platform.run('ExecuteFunction', { namespace: 'default', name, ...variables }, ada)
  assert.match(
    (await call({})).error,
    /required property 'name'\. The call has no "input": the arguments belong inside of it, as in \{"input": \{/,
  )
  assert.doesNotMatch((await call({ input: { other: 1 } })).error, /belong inside/)
})

test('what is wrong with a failed import or connection is said with what can be done about it', async () => {
  const errorOf = async (body: string) =>
    (await platform.execute(ada, await platform.fn(ada, `def handler(input, context):\n    ${body}\n`))).error as string
  const slug = await errorOf('import slugify')
  assert.match(
    slug,
    /^ModuleNotFoundError: No module named 'slugify'\. No package that is installed for default\/\w+ has it: list the package/,
  )
  assert.match(slug, /"requirements": \["slugify"\]/)
  const connect = 'import socket; socket.create_connection(("10.255.255.1", 80), 2)'
  assert.match(await errorOf(connect), /Errno 13\] Permission denied\. If it was a connection: .*FUNCTION_ALLOWED_HOSTS$/)
  const fetch = 'import urllib.request; urllib.request.urlopen("http://10.255.255.1/", timeout=2)'
  assert.match(await errorOf(fetch), /FUNCTION_ALLOWED_HOSTS$/)
  assert.doesNotMatch(await errorOf('raise PermissionError(13, "Permission denied", "/etc/shadow")'), /FUNCTION_ALLOWED_HOSTS/)
})

test('a schema whose pattern refers back is taken, and values are held against it', async () => {
  const input_schema = { type: 'object', properties: { text: { type: 'string', pattern: '^(a*)-\\1(?=b)' } } }
  const name = await platform.fn(ada, 'def handler(input, context):\n    return {"text": input["text"]}\n', { input_schema })
  const fits = await platform.execute(ada, name, { text: 'aa-aab' })
  assert.deepEqual(fits.result, { text: 'aa-aab' }, fits.error)
  assert.match((await platform.execute(ada, name, { text: 'aa-b' })).error, /does not fit the function's input schema/)
  await platform.fn(ada, 'def handler(input, context):\n    return 1\n', { input_schema: { type: 'string', pattern: '(a*)*\\1b' } })
})
