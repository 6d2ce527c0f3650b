import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { demandKeys, describeConfig, loadConfig, secretsIn } from './config.ts'
import { StartError } from './start-error.ts'
import { UNREAD_VARIABLES } from './unread-variables.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'sinas-config-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
function file(text: string): string {
  const name = path.join(folder, `secret ${++files}`)
  writeFileSync(name, text)
  return name
}

/** A value that each variable takes, by what its name says. */
const sample = (name: string) => (name.endsWith('_URL') ? 'http://ada:secret@example.com/x' : `the ${name} of this test`)
const secrets = describeConfig().filter(({ isSecret }) => isSecret)

const refusal = (environment: Record<string, string>): string => {
  try {
    loadConfig(environment)
  } catch (error) {
    assert.ok(error instanceof StartError, String(error))
    return error.message
  }
  return assert.fail('it was accepted')
}

describe('a secret', () => {
  test('is what its name says: no key, password or URL of a database is missing', () => {
    const named = describeConfig().filter(({ name }) => /(_KEY|PASSWORD)$|^(DATABASE|MONGODB|CLICKHOUSE)_URL$/.test(name))
    assert.deepEqual(
      named.map(({ name }) => name),
      secrets.map(({ name }) => name),
    )
  })

  for (const { name } of secrets) {
    test(`${name} may be the text of a file, without its last line break`, () => {
      const value = sample(name)
      for (const text of [value, `${value}\n`, `${value}\r\n`]) {
        const config = loadConfig({ [`${name}_FILE`]: file(text) })
        assert.deepEqual(secretsIn(config), [name])
        assert.equal((config as unknown as Record<string, unknown>)[name], value)
      }
    })
  }

  test('keeps what else is in its file', () => {
    assert.equal(loadConfig({ SMTP_PASSWORD_FILE: file(' a b \n\n') }).SMTP_PASSWORD, ' a b \n')
  })

  test('takes part in what is put together of it', () => {
    const { databaseUrl } = loadConfig({ DATABASE_HOST: 'db', DATABASE_PASSWORD_FILE: file('p@ss\n') })
    assert.equal(databaseUrl, 'postgres://postgres:p%40ss@db:5432/sinas')
  })

  test('that is set both ways is refused', () => {
    const line = refusal({ SECRET_KEY: 'sixteen characters', SECRET_KEY_FILE: file('sixteen other characters') })
    assert.match(line, /SECRET_KEY and SECRET_KEY_FILE are both set.*Unset one/)
  })

  test('whose file is missing, a folder or empty is named, with what to do', () => {
    assert.match(
      refusal({ SECRET_KEY_FILE: '/no/such/file' }),
      /SECRET_KEY_FILE: \/no\/such\/file can't be read \(ENOENT.*It must name a file/,
    )
    assert.match(refusal({ SECRET_KEY_FILE: folder }), /SECRET_KEY_FILE: .* can't be read \(EISDIR/)
    assert.match(refusal({ SECRET_KEY_FILE: file('\n') }), /SECRET_KEY_FILE: .* is empty. Write the secret into it/)
  })

  test('that is not valid is named, and not shown', () => {
    const line = refusal({ SECRET_KEY_FILE: file('short') })
    assert.match(line, /SECRET_KEY/)
    assert.ok(!line.includes('short'), line)
  })
})

describe('keys', () => {
  test('are demanded in production, each by those who use it', () => {
    const config = loadConfig({ NODE_ENV: 'production', WORKER_KEY: 'sixteen characters' })
    demandKeys(config, 'WORKER_KEY')
    assert.throws(() => demandKeys(config, 'WORKER_KEY', 'SECRET_KEY'), /SECRET_KEY is required when NODE_ENV=production/)
    demandKeys(loadConfig({}), 'SECRET_KEY', 'ENCRYPTION_KEY', 'WORKER_KEY')
  })
})

test('a variable that is wrong is named, with what it is and what it must be', () => {
  const said = (environment: Record<string, string>) => {
    try {
      loadConfig(environment)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  assert.match(said({ APP_PORT: 'abc' }), /APP_PORT is "abc" and must be a whole number from 0 to 65535\./)
  assert.match(said({ DB_POOL_SIZE: '0' }), /DB_POOL_SIZE is "0" and must be a whole number of at least 1\./)
  assert.match(
    said({ DEBUG: 'maybe', LOG_LEVEL: 'loud' }),
    /DEBUG is "maybe" and must be true or false; LOG_LEVEL is "loud" and must be one of trace, /,
  )
  assert.match(said({ PUBLIC_URL: 'example' }), /PUBLIC_URL is "example" and must be a URL with its scheme/)
  assert.match(said({ MAX_FUNCTION_STORAGE: 'much' }), /MAX_FUNCTION_STORAGE is "much" and must be a number of bytes/)
  assert.match(said({ SECRET_KEY: 'my short key' }), /SECRET_KEY, whose value is not shown here, must be at least 16 characters long/)
  let wrong = 0
  for (const { name, isSecret } of describeConfig()) {
    const message = said({ [name]: 'not a value' })
    if (message === '') continue
    wrong++
    assert.match(
      message,
      isSecret
        ? new RegExp(`^The environment is not valid. ${name}, whose value is not shown here, must be`)
        : new RegExp(`^The environment is not valid. ${name} is "not a value"`),
    )
    assert.doesNotMatch(message, /NaN|expected|received|Invalid/)
  }
  assert.ok(wrong > 50, `${wrong}`)
})

test('variables of other servers that mean nothing here are told', () => {
  const { unreadVariables } = loadConfig({ OTEL_ENABLED: 'true', redis_url: 'redis://x', MADE_UP: '1', SMTP_HOST: 'x', CONFIG_FILE: '' })
  assert.deepEqual(unreadVariables, ['OTEL_ENABLED', 'REDIS_URL'])
  const read = new Set(describeConfig().map(({ name }) => name))
  assert.deepEqual(
    Object.keys(UNREAD_VARIABLES).filter((name) => read.has(name)),
    [],
  )
})
