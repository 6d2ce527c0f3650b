import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { failureOf, outputOf, request, sharedSandbox, source } from './sandbox.testing.ts'
import type { LogChunk, RunResult } from './types.ts'

const sandbox = sharedSandbox(after)

test('calls handler with input and context', async () => {
  const code = 'def handler(input, context):\n    return {"sum": input["a"] + input["b"], "who": context["user_id"]}'
  assert.deepEqual(await outputOf(await sandbox(), code, { input: { a: 1, b: 2 }, context: { user_id: 'ada' } }), { sum: 3, who: 'ada' })
})

test('falls back to the function of its own name, with as many arguments as it takes', async () => {
  assert.equal(await outputOf(await sandbox(), 'def main(data):\n    return data["x"]', { input: { x: 7 } }), 7)
  assert.equal(await outputOf(await sandbox(), 'def main():\n    return "none"'), 'none')
  assert.equal(await outputOf(await sandbox(), 'def main(*args):\n    return len(args)'), 2)
  assert.equal(await outputOf(await sandbox(), [source('def my_job(i, c):\n    return 1', { name: 'my-job' })]), 1)
})

test('awaits coroutines', async () => {
  const code = 'import asyncio\nasync def handler(input, context):\n    await asyncio.sleep(0.001)\n    return "awaited"'
  assert.equal(await outputOf(await sandbox(), code), 'awaited')
})

test('says so when there is nothing to call', async () => {
  const { reason, error } = await failureOf(await sandbox(), 'x = 1')
  assert.equal(reason, 'no-handler')
  assert.match(error.message, /'handler' or 'main'/)
})

test('finds json, datetime and uuid without an import', async () => {
  const code = 'def handler(i, c):\n    return [json.loads("1"), datetime.date(2020, 1, 2).year, len(str(uuid.uuid4()))]'
  assert.deepEqual(await outputOf(await sandbox(), code), [1, 2020, 36])
})

test('makes text of what JSON cannot hold', async () => {
  const code = `
from decimal import Decimal
def handler(i, c):
    loop = []
    loop.append(loop)
    return {"decimal": Decimal("1.5"), "set": {1}, "nan": float("nan"), "day": datetime.date(2020, 1, 2), (1, 2): "key", "loop": loop, "text": "é\\ud800"}`
  const output = await outputOf(await sandbox(), code)
  assert.deepEqual(output, { decimal: '1.5', set: '{1}', nan: 'nan', day: '2020-01-02', '(1, 2)': 'key', loop: ['...'], text: 'é?' })
})

test('shows the user their own frames, with the right lines', async () => {
  const code = `import json

def parse(text):
    return json.loads(text)

def handler(input, context):
    try:
        parse("{")
    except ValueError as error:
        raise RuntimeError("cannot read") from error
`
  for (let round = 0; round < 4; round++) {
    // The later rounds run compiled code.
    const { error, reason } = await failureOf(await sandbox(), code)
    assert.equal(reason, 'exception')
    assert.equal(error.type, 'RuntimeError')
    assert.equal(error.message, 'cannot read')
    assert.match(error.traceback, /File "default\/main.py", line 4, in parse\n {4}return json.loads\(text\)/)
    assert.match(error.traceback, /File "default\/main.py", line 10, in handler/)
    assert.doesNotMatch(error.traceback, /sinas_runner|json\/decoder/)
  }
})

test('a message of any length leaves the frames in sight', async () => {
  const messages = ['"x" * 300_000', '"x" * (100 << 20)', '["y" * 100] * 100_000']
  for (const message of messages) {
    const { error, reason } = await failureOf(
      await sandbox(),
      `def check(x):\n    assert False, x\ndef handler(i, c):\n    check(${message})`,
    )
    assert.deepEqual([reason, error.type], ['exception', 'AssertionError'])
    assert.match(error.traceback, /line 4, in handler[\s\S]*line 2, in check/)
    assert.ok(error.message.length < 5000 && error.traceback.length < 6000)
    assert.match(error.message, /\.\.\.$/)
  }
})

test('an error that cannot say what it is fails the function all the same, and its step', async () => {
  const code = `
class Mute(Exception):
    def __str__(self):
        raise OSError("no")
def inner():
    raise Mute()
def handler(i, c):
    inner()`
  const result = await (await sandbox()).run(request(code))
  assert.equal(result.status === 'failed' && result.error.type, 'Mute')
  assert.match(result.steps[0]!.error!, /^Mute: \(its message could not be had: OSError\)/)
})

test('reports a syntax error with its place, as a failure and on request', async () => {
  const code = 'def handler(input):\n    return (1 +\n'
  const { error } = await failureOf(await sandbox(), code)
  assert.equal(error.type, 'SyntaxError')
  const faultOf = async (text: string) => {
    const answer = await (await sandbox()).analyse(text)
    return 'error' in answer ? answer.error : null
  }
  assert.equal((await faultOf(code))?.line, 2)
  assert.match((await faultOf(code))!.message, /never closed/)
  assert.equal(await faultOf('print("never run")\nraise SystemExit'), null)
  assert.match((await faultOf('a\0b'))!.message, /null byte/)
  assert.ok(await faultOf('('.repeat(100_000)))
})

test('streams what is printed while it runs, and keeps it', async () => {
  const seen: LogChunk[] = []
  const code = `
import sys, time, os
def handler(i, c):
    print("one")
    print("two", file=sys.stderr)
    sys.stdout.buffer.write(b"bytes\\n")
    os.write(1, b"raw\\n")
    return 1`
  const result = await (await sandbox()).run(request(code), { onLog: (chunk) => seen.push(chunk) })
  assert.deepEqual(result.logs, seen)
  const said = seen.map(({ stream, text }) => `${stream} ${text.trim()}`)
  assert.deepEqual(said, ['stdout one', 'stderr two', 'stdout bytes', 'stdout raw'])
})

test('hands out a line as soon as it is printed', async () => {
  const line = Promise.withResolvers<string>()
  const cancel = new AbortController()
  const code = 'import time\ndef handler(i, c):\n    print("working")\n    time.sleep(60)'
  const result = (await sandbox()).run(request(code, { timeoutMs: 60_000 }), {
    signal: cancel.signal,
    onLog: ({ text }) => line.resolve(text),
  })
  assert.equal(await line.promise, 'working\n')
  cancel.abort()
  assert.equal((await result).status, 'cancelled')
})

test('keeps a gigabyte of printing short', async () => {
  const code =
    'def handler(i, c):\n    for _ in range(1000):\n        print("x" * 1_000_000)\n    for _ in range(100_000):\n        print()\n    return "done"'
  const result = await (await sandbox()).run(request(code))
  assert.equal(result.status, 'completed')
  const bytes = result.logs.reduce((sum, { text }) => sum + text.length, 0)
  assert.ok(bytes < 300_000, `${bytes} bytes of logs`)
  assert.match(result.logs.at(-1)!.text, /\[log truncated\]/)
})

test('says where what went past Python to the raw descriptor was cut', async () => {
  const code = 'import os\ndef handler(i, c):\n    for _ in range(3):\n        os.write(1, b"x" * 10_000)'
  const { logs } = await (await sandbox()).run(request(code))
  assert.match(logs.at(-1)!.text, /^x{16384}\n\[log truncated\]\n$/)
})

test('says when it has started, how long it took and what it used', async () => {
  let started = 0
  const code = 'def handler(i, c):\n    block = bytearray(50_000_000)\n    for n in range(300_000):\n        n * n\n    return len(block)'
  const result = await (await sandbox()).run(request(code), { onStarted: () => started++ })
  assert.equal(started, 1)
  assert.ok(Math.abs(Date.now() - result.startedAt!) < 10_000)
  assert.ok(result.durationMs > 1 && result.cpuMs > 1, JSON.stringify([result.durationMs, result.cpuMs]))
  assert.ok(result.peakMemoryKb > 50_000, `${result.peakMemoryKb} KB`)
})

test('takes ten megabytes in and gives ten megabytes out', async () => {
  const text = 'é'.repeat(5_000_000)
  const output = await outputOf(await sandbox(), 'def handler(input, context):\n    return {"back": input["text"]}', { input: { text } })
  assert.ok(output.back === text)
})

test('refuses a result, and an input, that is too large', async () => {
  const large = await failureOf(await sandbox(), 'def handler(i, c):\n    return "x" * 20_000_000')
  assert.equal(large.reason, 'output-too-large')
  const huge = await failureOf(await sandbox(), 'def handler(i, c):\n    return "x" * (1 << 30)')
  assert.equal(huge.reason, 'memory')
  const allowed = await failureOf(await sandbox(), 'def handler(i, c):\n    return "x" * (1 << 27)', { memoryMb: 4096 })
  assert.match(allowed.error.message, /at most 16777216/)
  const input = await failureOf(await sandbox(), 'def handler(i, c):\n    return 1', { input: 'x'.repeat(17_000_000) })
  assert.equal(input.reason, 'input-too-large')
  assert.equal(input.startedAt, null)
})

test('ends an endless loop that ignores every signal', async () => {
  const code = `
import signal
def handler(i, c):
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass`
  const begun = performance.now()
  const { reason, error } = await failureOf(await sandbox(), code, { timeoutMs: 300 })
  assert.equal(reason, 'timeout')
  assert.match(error.message, /longer than 0.3 seconds/)
  assert.ok(performance.now() - begun < 3000)
})

test('says how a process died', async () => {
  const ends: [code: string, reason: string, message: RegExp][] = [
    ['import ctypes\ndef handler(i, c):\n    ctypes.string_at(0)', 'crash', /segmentation fault/],
    ['import os\ndef handler(i, c):\n    os.abort()', 'crash', /abort/],
    ['import os\ndef handler(i, c):\n    os._exit(3)', 'crash', /exited with code 3/],
    ['import os\ndef handler(i, c):\n    os._exit(0)', 'crash', /exited with code 0/],
    ['import sys\ndef handler(i, c):\n    sys.exit("enough")', 'exception', /enough/],
    ['def handler(i, c):\n    return handler(i, c)', 'exception', /recursion/],
    [
      'import os\ndef handler(i, c):\n    os.close(3)\n    [os.close(fd) for fd in range(4, 20) if not os.fstat(fd)] if False else os.closerange(3, 256)\n    return 1',
      'crash',
      /exited/,
    ],
  ]
  for (const [code, reason, message] of ends) {
    const failure = await failureOf(await sandbox(), code)
    assert.equal(failure.reason, reason, `${code}\n${JSON.stringify(failure)}`)
    assert.match(failure.error.message, message, code)
  }
})

test('recursion without end fails, one way or the other', async () => {
  const code =
    'import sys\nclass Endless:\n    def __getattr__(self, name):\n        return getattr(self, name + "x")\ndef handler(i, c):\n    sys.setrecursionlimit(1 << 30)\n    return Endless().a'
  const { reason } = await failureOf(await sandbox(), code)
  assert.ok(['crash', 'exception', 'memory'].includes(reason), reason) // newer Pythons have a limit of their own
})

test('stops what takes too much memory: at once, slowly and shared', async () => {
  const takers = [
    'def handler(i, c):\n    return len(bytearray(10 << 30))',
    'def handler(i, c):\n    parts = []\n    while True:\n        parts.append(bytearray(1 << 20))',
    'import mmap\ndef handler(i, c):\n    parts = []\n    while True:\n        parts.append(mmap.mmap(-1, 16 << 20))\n        parts[-1].write(b"x" * (16 << 20))',
  ]
  for (const code of takers) {
    const { reason, error, peakMemoryKb } = await failureOf(await sandbox(), code)
    assert.ok(reason === 'memory' || error.type === 'OSError', JSON.stringify(error))
    assert.ok(peakMemoryKb < 450_000, `${peakMemoryKb} KB`)
  }
  assert.match((await failureOf(await sandbox(), takers[0]!)).error.message, /more memory than the 256 MB/)
})

test('kills on cancellation', async () => {
  const cancel = new AbortController()
  const code = 'def handler(i, c):\n    while True:\n        pass'
  const result = await (await sandbox()).run(request(code), { signal: cancel.signal, onStarted: () => cancel.abort() })
  assert.equal(result.status, 'cancelled')
  assert.equal((await (await sandbox()).run(request(code), { signal: AbortSignal.abort() })).status, 'cancelled')
})

test('leaves nothing behind for the next execution', async () => {
  const spoil = `
import builtins, json, os, sys
def handler(i, c):
    json.dumps = lambda *a, **k: '"spoilt"'
    builtins.len = lambda x: -1
    sys.modules["spoilt"] = sys
    os.environ["SPOILT"] = "1"
    open("/tmp/left", "w").write("behind")
    os.mkdir("/tmp/folder")
    os.chmod("/tmp/folder", 0)
    return None`
  await (await sandbox()).run(request(spoil))
  const look = `
import os, sys
def handler(i, c):
    return [len("abc"), "spoilt" in sys.modules, os.environ.get("SPOILT"), os.listdir("/tmp"), json.dumps("clean")]`
  for (let round = 0; round < 12; round++) {
    assert.deepEqual(await outputOf(await sandbox(), look), [3, false, null, [], '"clean"'])
  }
})

test('gives every execution its own randomness', async () => {
  const code = 'import random, uuid\ndef handler(i, c):\n    return [random.random(), str(uuid.uuid4())]'
  const outputs: [number, string][] = []
  for (let round = 0; round < 8; round++) outputs.push(await outputOf(await sandbox(), code))
  assert.equal(new Set(outputs.flat()).size, 16)
})

test('runs many at a time without mixing them up', async () => {
  const code = 'import time\ndef handler(input, context):\n    time.sleep(0.02)\n    print(input["n"])\n    return input["n"]'
  const box = await sandbox()
  const results: RunResult[] = await Promise.all(Array.from({ length: 60 }, (_, n) => box.run(request(code, { input: { n } }))))
  results.forEach((result, n) => {
    assert.equal(result.status === 'completed' && result.output, n)
    assert.equal(result.logs[0]?.text, `${n}\n`)
  })
})
