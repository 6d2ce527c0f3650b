import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { failureOf, outputOf, request, sharedSandbox, source } from './fixture.ts'
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

test('calls functions of its own namespace by name and of others through the namespace', async () => {
  const code = `
def handler(input, context):
    return [double({"n": 2}), double(n=3), default.double({"n": 4}), text_tools.shout({"text": "hi"})]`
  const output = await outputOf(await sandbox(), [source(code), double, shout], { context: { who: 'ada' } })
  assert.deepEqual(output, [{ n: 4 }, { n: 6 }, { n: 8 }, 'ada: HI'])
})

test('validates what goes into and comes out of another function', async () => {
  const missing = await failureOf(await sandbox(), [source('def handler(i, c):\n    return double({})'), double])
  assert.deepEqual([missing.reason, missing.error.message], ['invalid-input', 'default.double: input.n is required'])
  const negative = await failureOf(await sandbox(), [source('def handler(i, c):\n    return double({"n": -1})'), double])
  assert.equal(negative.error.message, 'default.double: input.n must be at least 0')
  const large = await failureOf(await sandbox(), [source('def handler(i, c):\n    return double({"n": 99})'), double])
  assert.deepEqual([large.reason, large.error.message], ['invalid-output', 'default.double: output.n must be at most 100'])
})

test('shares no data between caller and callee', async () => {
  const spoil = source('def handler(input, context):\n    input["list"].append(1)\n    return input', { name: 'spoil' })
  const code = 'def handler(i, c):\n    mine = {"list": []}\n    theirs = spoil(mine)\n    return [mine["list"], theirs["list"]]'
  assert.deepEqual(await outputOf(await sandbox(), [source(code), spoil]), [[], [1]])
})

test('shows the traceback of a called function through its caller', async () => {
  const broken = source('def handler(input, context):\n    raise KeyError("gone")', { name: 'broken' })
  const { error } = await failureOf(await sandbox(), [source('def handler(i, c):\n    return broken({})'), broken])
  assert.match(error.traceback, /File "default\/main.py", line 2, in handler\n[\s\S]*File "default\/broken.py", line 2, in handler/)
})

test('writes a step for every call, as a tree', async () => {
  const outer = source('def handler(input, context):\n    return helper(input)\n\ndef helper(x):\n    return double(x)["n"] + 1', {
    name: 'outer',
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
  const live: Step[] = []
  const result = await (await sandbox()).run(request([source(code), outer, double]), { onStep: (step) => live.push(step) })
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
  assert.deepEqual(
    live.filter(({ id }) => id === 1).map(({ durationMs }) => durationMs === null),
    [true, false],
  )
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
  assert.equal(await outputOf(await sandbox(), [source('async def handler(i, c):\n    return await slow({"n": 1})'), slow]), 2)
  assert.equal(await outputOf(await sandbox(), [source('def handler(i, c):\n    return slow({"n": 1})'), slow]), 2)
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
  const loop = source('def handler(input, context):\n    return loop(input)', { name: 'loop' })
  const { error } = await failureOf(await sandbox(), [source('def handler(i, c):\n    return loop({})'), loop])
  assert.match(error.message, /nested deeper than 32/)
})

test('lets code define names of its own over those it is given', async () => {
  const code = 'def double(x):\n    return "mine"\ndef handler(i, c):\n    return double(1)'
  assert.equal(await outputOf(await sandbox(), [source(code), double]), 'mine')
})

test('runs new code when a version changes, also after the old one was compiled', async () => {
  for (let round = 0; round < 4; round++) assert.equal(await outputOf(await sandbox(), 'def handler(i, c):\n    return "old"'), 'old')
  assert.equal(await outputOf(await sandbox(), [source('def handler(i, c):\n    return "new"', { version: 2 })]), 'new')
})
