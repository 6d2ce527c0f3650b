// The README's tour, as printed: its shell blocks run one after the other in one shell against a platform of this test.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { startTestGateway, type TestGateway } from '../gateway/gateway.testing.ts'
import { until } from '../schema/testing/until.ts'

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const EMAIL = 'you@example.com'

let gateway: TestGateway
before(async () => {
  gateway = await startTestGateway({ SUPERADMIN_EMAIL: EMAIL })
})
after(() => gateway.close())

/** Each block prints a line before it, so that its output is told from the others'. */
function script(blocks: string[]): string {
  const local = (block: string) => block.replaceAll('http://localhost:51245', gateway.url)
  return ['set -e', ...blocks.map((block, i) => `echo; echo "### ${i}"\n${local(block)}`)].join('\n')
}

/** Types the code that the log shows, as the reader would. */
async function typeCode(stdin: NodeJS.WritableStream): Promise<void> {
  const line = await until(() => gateway.logs.find(({ msg }) => typeof msg === 'string' && msg.includes('OTP') && msg.includes(EMAIL)))
  stdin.write(`${/\b\d{6}\b/.exec(String(line.msg))![0]}\n`)
}

test('the tour works as printed', async () => {
  const blocks = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!)
  const shell = spawn('bash', ['-c', script(blocks)], { stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  shell.stdout.on('data', (chunk) => {
    output += chunk
  })
  shell.stderr.on('data', (chunk) => {
    errors += chunk
  })
  await Promise.race([typeCode(shell.stdin), once(shell, 'exit')])
  if (shell.exitCode === null) await once(shell, 'exit')
  assert.equal(shell.exitCode, 0, `${output}\n${errors}`)

  const printed = output.split(/### \d+\n/).slice(1)
  const [, key, run, called, state, secret, graph, logs] = printed
  assert.match(key!, /"email":"you@example.com"/)
  assert.match(run!, /"greeting":"Hello Ada!"/)
  assert.match(called!, /"greeting":"Hello Grace!"/)
  assert.match(called!, /"next_run":"\d{4}/)
  assert.match(state!, /"value":\{"done":5\}/)
  assert.match(secret!, /"name":"SHOP_KEY"/)
  assert.doesNotMatch(secret!, /sk-live/)
  assert.match(graph!, /"status":"COMPLETED"/)
  assert.match(logs!, /"total_requests":\d+/)
})
