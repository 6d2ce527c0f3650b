// Runs sdks/scenarios against the server that the environment names.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { type ApiError, Sinas, SinasError, signWebhook, verifyWebhook } from '../src/index.ts'
import { at, mismatch } from './match.ts'

interface Step {
  call?: string
  connect?: string
  control?: string
  check?: unknown
  together?: Step[]
  as?: string
  args?: any[]
  params?: any
  body?: unknown
  with?: Record<string, any>
  save?: string
  expect?: unknown
  error?: unknown
  take?: number
  until?: unknown
  if_match?: number
  cancel_after_ms?: number
  min_ms?: number
  eventually?: boolean
}

const CONTROL_URL = process.env.SINAS_CONTROL_URL
const EVENTUALLY_MS = 10_000

for (const file of globSync('../../scenarios/*.json', { cwd: import.meta.dirname }).sort()) {
  const { name, steps } = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as { name: string; steps: Step[] }
  test(name, { skip: !CONTROL_URL && 'no SINAS_CONTROL_URL' }, async () => {
    await control('/reset', {})
    const scenario = new Scenario()
    for (const step of steps) await scenario.run(step)
  })
}

class Scenario {
  readonly #clients: Record<string, any> = { main: new Sinas() }
  readonly #values: Record<string, unknown> = { run: crypto.randomUUID().replaceAll('-', '').slice(0, 12) }

  async run(raw: Step): Promise<void> {
    if (raw.together) return void (await Promise.all(raw.together.map((step) => this.run(step))))
    const step = this.#filled(raw) as Step
    const result = await this.#outcome(step)
    if (raw.save && !raw.error) this.#values[raw.save] = result
  }

  async #outcome(step: Step): Promise<unknown> {
    const until = Date.now() + (step.eventually ? EVENTUALLY_MS : 0)
    for (;;) {
      const start = performance.now()
      const { result, error } = await this.#act(step).then(
        (result) => ({ result, error: undefined }),
        (error) => ({ result: undefined, error }),
      )
      if (error !== undefined && step.error === undefined) throw new Error(`${JSON.stringify(step)} throws`, { cause: error })
      assert.ok(performance.now() - start >= (step.min_ms ?? 0), `${step.call} took less than ${step.min_ms} ms`)
      const fault =
        step.error !== undefined
          ? mismatch(view(error), step.error, 'error')
          : step.expect === undefined
            ? undefined
            : mismatch(plain(result), step.expect)
      if (fault === undefined) return plain(result)
      if (Date.now() >= until) assert.fail(`${JSON.stringify(step).slice(0, 300)}\n${fault}`)
      await delay(100)
    }
  }

  async #act(step: Step): Promise<unknown> {
    if (step.connect) return void (this.#clients[step.connect] = connect(step.with!))
    if (step.control) return control(step.control, step.body)
    if (!step.call) return step.check
    if (step.call === 'webhook.sign') return signWebhook(step.args![0], { secret: step.args![1] })
    if (step.call === 'webhook.verify') return verifyWebhook(step.args![0], step.args![1], step.args![2])
    const [resource, method] = step.call.split('.') as [string, string]
    const target = this.#clients[step.as ?? 'main'][resource]
    const answer = target[method](...(step.args ?? []), ...paramsOf(step), ...optionsOf(step))
    return Symbol.asyncIterator in answer ? collect(answer, step) : answer
  }

  /** `${a.b}` becomes what was saved. */
  #filled(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#filled(item))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#filled(item)]))
    if (typeof value !== 'string') return value
    const whole = /^\$\{([^}]+)\}$/.exec(value)
    if (whole) return at(this.#values, whole[1]!)
    return value.replace(/\$\{([^}]+)\}/g, (_, path) => String(at(this.#values, path)))
  }
}

function connect({ base_url, api_key, refresh_token, timeout, ...rest }: Record<string, any>): Sinas {
  return new Sinas({
    ...(base_url && { baseUrl: base_url }),
    ...(api_key !== undefined && { apiKey: api_key ?? '' }),
    ...(refresh_token && { refreshToken: refresh_token }),
    ...(timeout && { timeout: timeout * 1000 }),
    ...(rest.token && { token: rest.token }),
    ...(rest.max_retries !== undefined && { maxRetries: rest.max_retries }),
  })
}

function paramsOf({ call, params }: Step): unknown[] {
  if (params === undefined) return []
  if (call !== 'webhooks.invoke' || !('raw' in params)) return [params]
  const { raw, ...others } = params
  return [{ ...others, body: new TextEncoder().encode(raw) }]
}

function optionsOf({ if_match, cancel_after_ms }: Step): unknown[] {
  if (if_match !== undefined) return [{ ifMatch: if_match }]
  return cancel_after_ms === undefined ? [] : [{ signal: AbortSignal.timeout(cancel_after_ms) }]
}

async function collect(items: AsyncIterable<unknown>, { take, until }: Step): Promise<unknown[]> {
  const collected: unknown[] = []
  for await (const item of items) {
    collected.push(item)
    if (collected.length === take || (until !== undefined && mismatch(plain(item), until) === undefined)) break
  }
  return collected
}

async function control(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(CONTROL_URL + path, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  return response.json()
}

/** An error as scenarios see it. */
function view(error: any): unknown {
  if (!(error instanceof SinasError))
    return { kind: error?.name === 'TimeoutError' || error?.name === 'AbortError' ? 'cancelled' : String(error) }
  const kind = error.name
    .replace(/Error$/, '')
    .replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase()
  const { status, code, message, issues, requestId, retryAfter } = error as ApiError
  return plain({ kind, status, code, message, issues, request_id: requestId, retry_after: retryAfter })
}

const plain = (value: unknown) => (value === undefined ? null : JSON.parse(JSON.stringify(value)))
