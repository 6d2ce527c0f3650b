// docker-compose.yml as it stands: who holds which secret, and who can reach whom.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { describeConfig } from '../schema/config.ts'
import { OURS, prepareAsTheReadmeSays, readComposeFile, root } from './compose-file.testing.ts'

const { services, networks, secrets } = readComposeFile()
const everyService = Object.entries(services)
const secretVariables = new Set(describeConfig().flatMap(({ name, isSecret }) => (isSecret ? [name] : [])))
const known = new Set(describeConfig().flatMap(({ name, isSecret }) => (isSecret ? [name, `${name}_FILE`] : [name])))

describe('secrets', () => {
  test('each service is handed those that it needs, and no other', () => {
    assert.deepEqual(Object.fromEntries(everyService.map(([name, { secrets }]) => [name, [...(secrets ?? [])].sort()])), {
      gateway: ['secret_key'],
      subgraphs: ['clickhouse_password', 'encryption_key', 'mongodb_url', 'postgres_password', 'secret_key', 'worker_key'],
      workers: ['worker_key'],
      postgres: ['postgres_password'],
      mongodb: ['mongodb_password'],
      clickhouse: ['clickhouse_password'],
    })
  })

  test('what a service is told to read is what it is handed', () => {
    for (const [name, service] of everyService) {
      const read = Object.values(service.environment).flatMap((value) => /^\/run\/secrets\/(.+)$/.exec(String(value))?.[1] ?? [])
      assert.deepEqual(read.sort(), [...(service.secrets ?? [])].sort(), name)
    }
  })

  test('none is written into the file, and only the subgraphs may have some that are optional as variables', () => {
    for (const [name, { environment }] of everyService) {
      const bare = Object.keys(environment).filter((variable) => secretVariables.has(variable) || /(PASSWORD|_KEY|TOKEN)$/.test(variable))
      assert.deepEqual(bare, name === 'subgraphs' ? ['SMTP_PASSWORD', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'MISTRAL_API_KEY'] : [], name)
      for (const variable of bare) assert.equal(environment[variable], `\${${variable}:-}`)
    }
  })

  test('the README makes every file, for its owner alone', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sinas-readme-'))
    prepareAsTheReadmeSays(folder)
    const made = readdirSync(path.join(folder, 'secrets')).map((name) => `secrets/${name}`)
    assert.deepEqual(
      made.sort(),
      Object.values(secrets)
        .map(({ file }) => file)
        .sort(),
    )
    assert.equal(statSync(path.join(folder, 'secrets')).mode & 0o777, 0o700)
    const texts = made.map((file) => readFileSync(path.join(folder, file), 'utf8').trim())
    assert.ok(texts.every((text) => text.length >= 64))
    assert.equal(new Set(texts).size, made.length)
    rmSync(folder, { recursive: true })
  })

  test('none gets into the image or the repository', () => {
    for (const file of ['.dockerignore', '.gitignore']) {
      const lines = readFileSync(path.join(root, file), 'utf8')
        .split('\n')
        .map((line) => line.replace(/^\/|\/$/g, ''))
      for (const name of ['.env', 'settings.env', 'secrets', '.sinas']) assert.ok(lines.includes(name), `${file}: ${name}`)
    }
  })
})

describe('networks', () => {
  test('each service is only where it has business', () => {
    assert.deepEqual(Object.fromEntries(everyService.map(([name, { networks }]) => [name, networks])), {
      gateway: ['front', 'work'],
      subgraphs: ['front', 'work', 'data'],
      workers: ['work'],
      postgres: ['data'],
      mongodb: ['data'],
      clickhouse: ['data'],
    })
  })

  test('from the databases there is no way out', () => {
    assert.deepEqual(networks, { front: null, work: null, data: { internal: true } })
  })
})

describe('what runs', () => {
  test('our services have no privilege to lose, and what needs no disk has none', () => {
    for (const name of OURS) {
      assert.deepEqual(services[name]!.cap_drop, ['ALL'], name)
      assert.ok(services[name]!.security_opt?.includes('no-new-privileges:true'), name)
    }
    for (const name of ['gateway', 'workers']) assert.deepEqual([services[name]!.read_only, services[name]!.tmpfs], [true, ['/tmp']], name)
    assert.deepEqual(services.workers!.volumes, ['packages:/data/functions/packages:ro'])
  })

  test('every variable is one that we read, and every service has a health check', () => {
    for (const name of OURS) for (const variable of Object.keys(services[name]!.environment)) assert.ok(known.has(variable), variable)
    for (const [name, service] of everyService) assert.ok(service.healthcheck?.test, name)
  })
})
