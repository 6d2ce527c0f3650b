import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { failureOf, link, outputOf, request, sharedSandbox, source } from './sandbox.testing.ts'
import type { Step } from './types.ts'

const sandbox = sharedSandbox(after)

const double = source('def handler(input, context):\n    return {"n": input["n"] * 2}', {
  name: 'double',
  inputSchema: { type: 'object', properties: { n: { type: 'integer', minimum: 0 } }, required: ['n'] },
  outputSchema: { type: 'object', properties: { n: { type: 'integer', maximum: 100 } } },
})
const shout = source('def handler(input, context):\n    return context["who"] + ": " + input["text"].upper()', {
  namespace: 'text-tools',
  name: 'shout',
})

/** Code that is linked with `double` under its own name. */
const caller = (code: string) => source(code, { links: [link(double)] })

test('calls functions by the names with which it is linked, alone or through a namespace', async () => {
  const code = `
def handler(input, context):
    return [double({"n": 2}), double(n=3), default.double({"n": 4}), text_tools.shout({"text": "hi"})]`
  const main = source(code, { links: [link(double), link(double, 'default.double'), link(shout, 'text_tools.shout')] })
  const output = await outputOf(await sandbox(), [main, double, shout], { context: { who: 'ada' } })
  assert.deepEqual(output, [{ n: 4 }, { n: 6 }, { n: 8 }, 'ada: HI'])
})

test('finds no function that it is not linked with, whatever else is loaded', async () => {
  const main = source('def handler(i, c):\n    return default.other({})', { links: [link(double, 'default.double')] })
  const other = source('def handler(i, c):\n    return double({"n": 1})', { name: 'other' })
  const attribute = await failureOf(await sandbox(), [main, double, other])
  assert.match(attribute.error.message, /^default\.other is none of the functions that this code was saved with: save it again/)
  const name = await failureOf(await sandbox(), [other, double])
  assert.deepEqual([name.error.type, name.error.message], ['NameError', "name 'double' is not defined"])
})

test('a link to what can’t be called raises why, when it is called', async () => {
  const links = [
    { as: 'gone', fault: 'default/gone was deleted' },
    { as: 'text.gone', fault: 'text/gone was deleted' },
  ]
  assert.equal(
    await outputOf(await sandbox(), [source('def handler(i, c):\n    return callable(gone) and callable(text.gone)', { links })]),
    true,
  )
  for (const [call, what] of [
    ['gone({})', 'default/gone'],
    ['text.gone(a=1)', 'text/gone'],
  ]) {
    const { error, reason } = await failureOf(await sandbox(), [source(`def handler(i, c):\n    return ${call}`, { links })])
    assert.deepEqual([error.type, error.message, reason], ['FunctionUnavailable', `${what} was deleted`, 'exception'])
  }
})

test('validates what goes into and comes out of another function', async () => {
  const missing = await failureOf(await sandbox(), [caller('def handler(i, c):\n    return double({})'), double])
  assert.deepEqual([missing.reason, missing.error.message], ['invalid-input', 'default.double: input.n is required'])
  const negative = await failureOf(await sandbox(), [caller('def handler(i, c):\n    return double({"n": -1})'), double])
  assert.equal(negative.error.message, 'default.double: input.n must be at least 0')
  const large = await failureOf(await sandbox(), [caller('def handler(i, c):\n    return double({"n": 99})'), double])
  assert.deepEqual([large.reason, large.error.message], ['invalid-output', 'default.double: output.n must be at most 100'])
})

test('shares no data between caller and callee', async () => {
  const spoil = source('def handler(input, context):\n    input["list"].append(1)\n    return input', { name: 'spoil' })
  const code = 'def handler(i, c):\n    mine = {"list": []}\n    theirs = spoil(mine)\n    return [mine["list"], theirs["list"]]'
  assert.deepEqual(await outputOf(await sandbox(), [source(code, { links: [link(spoil)] }), spoil]), [[], [1]])
})

test('shows the traceback of a called function through its caller', async () => {
  const broken = source('def handler(input, context):\n    raise KeyError("gone")', { name: 'broken' })
  const { error } = await failureOf(await sandbox(), [
    source('def handler(i, c):\n    return broken({})', { links: [link(broken)] }),
    broken,
  ])
  assert.match(error.traceback, /File "default\/main.py", line 2, in handler\n[\s\S]*File "default\/broken.py", line 2, in handler/)
})

test('writes a step for every call, as a tree', async () => {
  const outer = source('def handler(input, context):\n    return helper(input)\n\ndef helper(x):\n    return double(x)["n"] + 1', {
    name: 'outer',
    links: [link(double)],
  })
  const code = `
def add(a, b=1):
    return a + b

def fail():
    raise ValueError("no")

def handler(input, context):
    total = add(outer({"n": 5}), b=2)
    try:
        fail()
    except ValueError:
        pass
    return total`
  const result = await (await sandbox()).run(request([source(code, { links: [link(outer)] }), outer, double]))
  assert.equal(result.status === 'completed' && result.output, 13)
  const shown = result.steps.map(({ id, parentId, kind, functionName, arguments: given, result: returned, error }) => [
    id,
    parentId,
    kind,
    functionName,
    given,
    returned,
    error,
  ])
  assert.deepEqual(shown, [
    [1, null, 'function', 'default.outer', { input: { n: 5 } }, 11, null],
    [2, 1, 'local', 'helper', { x: { n: 5 } }, 11, null],
    [3, 2, 'function', 'default.double', { input: { n: 5 } }, { n: 10 }, null],
    [4, null, 'local', 'add', { a: 11, b: 2 }, 13, null],
    [5, null, 'local', 'fail', {}, null, 'ValueError: no'],
  ])
  assert.ok(result.steps.every(({ durationMs, startedAt }) => durationMs! >= 0 && startedAt > 1e12))
})

test('tells the steps of a run that goes on, and those of a short one with its result alone', async () => {
  const slow = source('import time\ndef handler(input, context):\n    time.sleep(input["seconds"])\n    return {}', { name: 'slow' })
  const code = `
def note(n):
    return n
def handler(input, context):
    note(1)
    slow({"seconds": input["seconds"]})
    return {}`
  const run = async (seconds: number) => {
    const live: Step[] = []
    const entry = source(code, { links: [link(slow)] })
    await (await sandbox()).run({ ...request([entry, slow]), input: { seconds } }, { onSteps: (steps) => live.push(...steps) })
    return live.map(({ id, durationMs }) => [id, durationMs !== null])
  }
  assert.deepEqual(await run(0), [])
  assert.deepEqual(await run(0.6), [
    [1, true],
    [2, false],
  ])
})

test('keeps the steps of coroutines, tasks and threads apart', async () => {
  const code = `
import asyncio, threading
async def leaf(n):
    await asyncio.sleep(0.001 * n)
    return n
async def branch(n):
    return await leaf(n)
def work():
    return "thread"
async def handler(input, context):
    thread = threading.Thread(target=work)
    thread.start()
    results = await asyncio.gather(branch(3), branch(1), branch(2))
    thread.join()
    return results`
  const { steps } = await (await sandbox()).run(request(code))
  const name = new Map(steps.map(({ id, functionName }) => [id, functionName]))
  assert.equal(steps.length, 7)
  for (const step of steps)
    assert.equal(step.parentId === null ? undefined : name.get(step.parentId), step.functionName === 'leaf' ? 'branch' : undefined)
  for (const step of steps) assert.ok(typeof step.result === 'number' || step.result === 'thread')
})

test('awaits an async function from an async one, and runs it from a plain one', async () => {
  const slow = source('import asyncio\nasync def handler(input, context):\n    await asyncio.sleep(0.001)\n    return input["n"] + 1', {
    name: 'slow',
  })
  assert.equal(
    await outputOf(await sandbox(), [source('async def handler(i, c):\n    return await slow({"n": 1})', { links: [link(slow)] }), slow]),
    2,
  )
  assert.equal(await outputOf(await sandbox(), [source('def handler(i, c):\n    return slow({"n": 1})', { links: [link(slow)] }), slow]), 2)
})

test('tracks methods and closures, below the decorators that the code has of its own', async () => {
  const code = `
import functools
class Account:
    def __init__(self, balance):
        self.balance = balance
    @property
    def doubled(self):
        return self.balance * 2
    @staticmethod
    def zero():
        return 0
    @functools.lru_cache
    def cached(self, n):
        return n
def handler(i, c):
    def inner(x):
        return x
    account = Account(2)
    return [account.doubled, Account.zero(), account.cached(1), account.cached(1), inner(3)]`
  const result = await (await sandbox()).run(request(code))
  assert.deepEqual(result.status === 'completed' && result.output, [4, 0, 1, 1, 3])
  assert.deepEqual(
    result.steps.map(({ functionName }) => functionName),
    ['Account.doubled', 'Account.zero', 'Account.cached', 'handler.inner'],
  )
})

test('shows every argument of a call under its name', async () => {
  const code = `
def call(a, b=2, *rest, c=3, **more):
    return a
def handler(i, c):
    return call(1, 5, 6, 7, c=8, d=9) + call(b=1, a=2)`
  const { steps } = await (await sandbox()).run(request(code))
  assert.deepEqual(
    steps.map((step) => step.arguments),
    [
      { a: 1, b: 5, '*rest': [6, 7], c: 8, d: 9 },
      { b: 1, a: 2 },
    ],
  )
})

test('recursion goes as deep as in any Python, and what is told beyond is its own error', async () => {
  const deep = 'def f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\ndef handler(i, c):\n    return f(900)'
  assert.equal(await outputOf(await sandbox(), deep), 900)
  const endless = 'def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\ndef handler(i, c):\n    return f(0)'
  const { error } = await failureOf(await sandbox(), endless)
  assert.match(error.message, /^maximum recursion depth exceeded/)
  assert.doesNotMatch(error.message + error.traceback, /JSON|During handling/)
  assert.match(
    error.traceback,
    /^Traceback.*\n {2}File "default\/main.py", line 6, in handler\n[\s\S]*\n {2}\.\.\.\n[\s\S]*\nRecursionError: /,
  )
})

test('keeps a million steps short and cheap', async () => {
  const code = `
def tick(n, payload):
    return payload
def handler(i, c):
    for n in range(1_000_000):
        tick(n, "x" * 100)
    return n`
  const result = await (await sandbox()).run(request(code))
  assert.equal(result.status === 'completed' && result.output, 999_999)
  assert.ok(result.steps.length <= 1000 && result.steps.length > 300, `${result.steps.length} steps`)
  assert.ok(JSON.stringify(result.steps).length < 400_000)
})

test('shortens what steps show', async () => {
  const code = `
class Rude:
    def __repr__(self):
        raise ValueError("no")
def show(value):
    return value
def handler(i, c):
    deep = []
    for _ in range(50):
        deep = [deep]
    show("x" * 10_000), show(list(range(1000))), show({n: n for n in range(1000)}), show(Rude()), show(deep), show(float("inf"))
    return 1`
  const { steps } = await (await sandbox()).run(request(code))
  assert.equal(steps.length, 6)
  assert.ok(JSON.stringify(steps).length < 8000)
  assert.match(JSON.stringify(steps[3]), /repr failed with ValueError/)
})

test('limits how deep functions call one another', async () => {
  const links = [{ as: 'loop', namespace: 'default', name: 'loop' }]
  const loop = source('def handler(input, context):\n    return loop(input)', { name: 'loop', links })
  const { error } = await failureOf(await sandbox(), [source('def handler(i, c):\n    return loop({})', { links }), loop])
  assert.match(error.message, /nested deeper than 32/)
})

test('lets code define names of its own over those it is given', async () => {
  const code = 'def double(x):\n    return "mine"\ndef handler(i, c):\n    return double(1)'
  assert.equal(await outputOf(await sandbox(), [caller(code), double]), 'mine')
})

describe('the free names of code', () => {
  const free = async (code: string) => {
    const answer = await (await sandbox()).analyse(code)
    assert.ok('names' in answer, JSON.stringify(answer))
    return answer
  }

  test('are what it reads alone, and what it reads of a name that nothing binds', async () => {
    const { names, importsAll } = await free(`
import os
@deco
def handler(input, context, default=fallback):
    if input:
        return other_ns.func(a=1) + helper({}), f"{shown}", [x + more for x in xs], lambda q: q + unbound
class Kind(Base):
    size: int = width
    def of(self):
        return size`)
    assert.deepEqual(
      names,
      ['Base', 'deco', 'fallback', 'helper', 'more', 'other_ns.func', 'shown', 'size', 'unbound', 'width', 'xs'].toSorted(),
    )
    assert.equal(importsAll, false)
  })

  test('are none that Python has, that every function is given, or that the module itself has', async () => {
    assert.deepEqual(
      (await free('print(len(json.dumps([uuid.uuid4(), datetime.datetime, __name__, __file__])), input("?"), NotImplemented)')).names,
      [],
    )
  })

  test('are none that the code binds anywhere for the whole module', async () => {
    const ways = [
      'taken = 1',
      'taken: int = 1',
      'taken += 1',
      'import taken',
      'import os as taken',
      'from os import path as taken',
      'import taken.sub',
      'def taken(): pass',
      'async def taken(): pass',
      'class taken: pass',
      'for taken in []: pass',
      'for (a, [*taken]) in []: pass',
      'with open("x") as taken: pass',
      'try:\n    pass\nexcept ValueError as taken:\n    pass',
      'match 1:\n    case {"a": taken}: pass',
      '(taken := 1)',
      '[x for x in [] if (taken := x)]',
      'del taken',
      'def f():\n    global taken\n    taken = 1',
      'def f():\n    global taken\n    import taken',
      'def f():\n    global taken\n    def taken(): pass',
      'class A:\n    global taken\n    taken = 1',
    ]
    for (const way of ways) assert.deepEqual((await free(`${way}\ndef handler(i, c):\n    return taken({})\n`)).names, [], way)
  })

  test('are none that are local where they are read', async () => {
    const ways = [
      'def handler(taken, context):\n    return taken({})',
      'def handler(i, c, *taken, **more):\n    return taken, more',
      'handler = lambda taken: taken({})',
      'def handler(i, c):\n    return [taken({}) for taken in i]',
      'def handler(i, c):\n    taken = i\n    def inner():\n        return taken({})\n    return inner()',
      'def handler(i, c):\n    def inner():\n        nonlocal taken\n        taken = 1\n    taken = 0\n    return taken',
      'def handler(i, c):\n    if (taken := i):\n        return taken({})',
    ]
    for (const way of ways) assert.deepEqual((await free(way)).names, [], way)
    assert.deepEqual((await free('def one(taken):\n    return taken\ndef other():\n    return taken({})')).names, ['taken'])
  })

  test('may be a module’s where the code imports all of it', async () => {
    assert.equal((await free('from math import *\ndef handler(i, c):\n    return sqrt(i)')).importsAll, true)
  })

  test('are found in large code in little time', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `def f${i}(a):\n    return name${i % 50}(a) + f${i}(a)`)
    assert.equal((await free(lines.join('\n'))).names.length, 50)
  })
})

test('runs new code when a version changes, also after the old one was compiled', async () => {
  for (let round = 0; round < 4; round++) assert.equal(await outputOf(await sandbox(), 'def handler(i, c):\n    return "old"'), 'old')
  assert.equal(await outputOf(await sandbox(), [source('def handler(i, c):\n    return "new"', { version: 2 })]), 'new')
})
