import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { StartError } from './start-error.ts'

/** Every subgraph, in the order in which they start. */
export const SUBGRAPHS = ['logs', 'identity', 'states', 'functions', 'mcp', 'agents', 'triggers'] as const
export type SubgraphName = (typeof SUBGRAPHS)[number]

const flag = z.enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off']).transform((text) => ['true', '1', 'yes', 'on'].includes(text))
const count = z.coerce.number().int().nonnegative()
const positive = z.coerce.number().int().positive()
const port = z.coerce.number().int().min(0).max(65535)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
)
const url = z.url().optional()

const variables = z.object({
  NODE_ENV: z.string().default('development'),
  APP_PORT: port.default(51245).describe('the port of the gateway'),
  APP_HOST: z.string().default('0.0.0.0').describe('the address that the gateway listens on'),
  DOMAIN: z.string().default('localhost').describe('the public host name, in links that the platform sends'),
  PUBLIC_URL: url.describe('the public base URL, where it is not http://DOMAIN:APP_PORT'),
  DEBUG: flag.default(false).describe('verbose logs'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .optional()
    .describe('least level that is logged; DEBUG makes it debug'),
  SINAS_DATA_DIR: z.string().default('.sinas').describe('the folder of the embedded databases, secrets and packages'),

  DATABASE_URL: url.describe('a PostgreSQL server; unset, an embedded one is started'),
  DATABASE_HOST: z.string().optional(),
  DATABASE_PORT: port.default(5432),
  DATABASE_USER: z.string().default('postgres'),
  DATABASE_PASSWORD: z.string().optional(),
  DATABASE_NAME: z.string().default('sinas'),
  DB_POOL_SIZE: positive.default(10).describe('connections per subgraph'),
  MONGODB_URL: url.describe('a MongoDB server for the job queue; unset, the queue lives in PostgreSQL'),
  CLICKHOUSE_URL: url.describe('a ClickHouse server; unset, an embedded one is opened'),
  CLICKHOUSE_HOST: z.string().optional(),
  CLICKHOUSE_PORT: port.default(8123),
  CLICKHOUSE_USER: z.string().default('default'),
  CLICKHOUSE_PASSWORD: z.string().default(''),
  CLICKHOUSE_DATABASE: z.string().default('sinas'),
  CLICKHOUSE_RETENTION_DAYS: positive.default(90).describe('days that request logs are kept'),

  SECRET_KEY: z
    .string()
    .min(16)
    .optional()
    .describe('signs access tokens and the identity between processes; generated when absent, required in production'),
  ENCRYPTION_KEY: z.string().min(16).optional().describe('seals stored secrets; generated when absent, required in production'),
  ACCESS_TOKEN_EXPIRE_MINUTES: positive.default(15),
  REFRESH_TOKEN_EXPIRE_DAYS: positive.default(30),
  OTP_EXPIRE_MINUTES: positive.default(10),
  OTP_MAX_ATTEMPTS: positive.default(5).describe('wrong codes before a login session is void'),
  RATE_LIMIT_LOGIN_IP_MAX: positive.default(10),
  RATE_LIMIT_LOGIN_EMAIL_MAX: positive.default(5),
  RATE_LIMIT_OTP_IP_MAX: positive.default(10),
  RATE_LIMIT_WINDOW_SECONDS: positive.default(900),
  TRUST_PROXY: z.string().optional().describe('addresses of proxies whose X-Forwarded-For is believed, comma-separated, or true'),
  CORS_ORIGINS: list.default(['*']),
  SUPERADMIN_EMAIL: z.email().optional().describe('the first administrator'),
  AUTO_PROVISION_USERS: flag.default(true),
  AUTO_PROVISION_GROUPS: flag.default(false),
  DEFAULT_GROUP_NAME: z.string().default('Users'),
  EXTERNAL_AUTH_ENABLED: flag.default(false),
  OIDC_ISSUER: url,
  OIDC_AUDIENCE: z.string().optional(),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  SMTP_HOST: z.string().optional().describe('the mail server; unset, login codes are written to the log'),
  SMTP_PORT: port.default(587),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  SMTP_DOMAIN: z.string().optional().describe('mail is sent from login@SMTP_DOMAIN'),

  GRAPHQL_MAX_DEPTH: positive.default(12),
  GRAPHQL_MAX_ALIASES: positive.default(30),
  GRAPHQL_MAX_TOKENS: positive.default(2000),
  GRAPHQL_MAX_COST: positive.default(5000),
  MAX_BODY_BYTES: positive.default(16 * 1024 * 1024),

  FUNCTION_TIMEOUT: positive.default(300).describe('seconds'),
  MAX_FUNCTION_MEMORY: positive.default(512).describe('MB'),
  MAX_FUNCTION_STORAGE: z
    .string()
    .regex(/^\d+[kmg]?$/i)
    .default('64m')
    .describe('size of a run’s /tmp'),
  FUNCTION_NETWORK: flag.default(true).describe('public addresses may be reached'),
  FUNCTION_ALLOWED_HOSTS: list.default([]).describe('private hosts that functions may reach: host or host:port'),
  FUNCTION_PYTHON: z.string().optional().describe('the Python to run functions with'),
  SANDBOX_MIN_LEVEL: z.coerce.number().int().min(0).max(3).default(2),
  SANDBOX_THREADS: positive.optional(),
  SANDBOX_URL: url.describe('the sandbox pool runs in the worker behind this URL'),
  QUEUE_FUNCTION_CONCURRENCY: positive.default(10),
  QUEUE_AGENT_CONCURRENCY: positive.default(5),
  QUEUE_MAX_RETRIES: count.default(3),
  QUEUE_RETRY_DELAY: positive.default(10).describe('seconds before the first retry'),
  QUEUE_MAX_WAITING: positive.default(1000).describe('executions that may wait before 429'),
  ALLOW_PACKAGE_INSTALLATION: flag.default(true),
  ALLOWED_PACKAGES: list.default([]),

  MAX_HISTORY_MESSAGES: positive.default(100),
  MAX_TOOL_ITERATIONS: positive.default(25),
  TOOL_RESULT_MAX_INLINE: positive.default(5),
  TOOL_RESULT_MAX_SIZE: positive.default(102400),
  AGENT_JOB_TIMEOUT: positive.default(600).describe('seconds that a turn may take'),
  OPENAI_API_KEY: z.string().optional(),
  ANTHROPIC_API_KEY: z.string().optional(),
  MISTRAL_API_KEY: z.string().optional(),
  OLLAMA_HOST: z.string().optional(),
  MCP_ALLOW_STDIO: flag.default(false),
  MCP_ALLOWED_HOSTS: list.default([]),

  SUBGRAPHS: list.optional().describe('the subgraphs that this process serves, where it is not the gateway'),
  SUBGRAPH_PORT: port.default(4001),
  WORKER_PORT: port.default(4100),
  GATEWAY_URL: url.describe('where a subgraph or worker in its own process finds the gateway'),
  ...(Object.fromEntries(SUBGRAPHS.map((name) => [`${name.toUpperCase()}_URL`, url])) as Record<
    `${Uppercase<SubgraphName>}_URL`,
    typeof url
  >),
})

type Variables = z.infer<typeof variables>

/** What a process is told, read once. Every value is documented in the README's table of configuration. */
export type Config = Readonly<
  Variables & {
    production: boolean
    /** Absolute path of the data folder. */
    dataDir: string
    /** PostgreSQL's URL, put together from its parts where they are given; undefined: embedded. */
    databaseUrl: string | undefined
    clickhouseUrl: string | undefined
    /** Base URL that people and functions use. */
    publicUrl: string
    /** A subgraph's URL where it runs in another process, undefined where it runs here. */
    subgraphUrls: Readonly<Record<SubgraphName, string | undefined>>
  }
>

/**
 * Reads the environment, and `.env` in the working folder beneath it. The only reader of `process.env`.
 * Names are case-insensitive and unknown ones ignored; an empty value counts as unset.
 * @throws StartError that names each bad variable
 */
export function loadConfig(environment: Record<string, string | undefined> = readEnvironment()): Config {
  const given = Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value ? [[name.toUpperCase(), value]] : [])))
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new StartError(`A variable of the environment is not valid. ${faults.join('; ')}.`)
  }
  const values = parsed.data
  const production = values.NODE_ENV === 'production'
  for (const name of ['SECRET_KEY', 'ENCRYPTION_KEY'] as const) {
    if (production && !values[name]) {
      throw new StartError(`${name} is required when NODE_ENV=production. Generate one with: openssl rand -base64 32`)
    }
  }
  return {
    ...values,
    production,
    dataDir: path.resolve(values.SINAS_DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? databaseFromParts(values),
    clickhouseUrl: values.CLICKHOUSE_URL ?? clickhouseFromParts(values),
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, '') ?? `http://${values.DOMAIN}:${values.APP_PORT}`,
    subgraphUrls: Object.fromEntries(
      SUBGRAPHS.map((name) => [name, values[`${name.toUpperCase()}_URL` as `${Uppercase<SubgraphName>}_URL`]]),
    ) as Record<SubgraphName, string | undefined>,
  }
}

function readEnvironment(): Record<string, string | undefined> {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {}
  return { ...file, ...process.env }
}

function databaseFromParts(values: Variables): string | undefined {
  if (!values.DATABASE_HOST) return undefined
  const url = new URL(`postgres://${values.DATABASE_HOST}:${values.DATABASE_PORT}/${values.DATABASE_NAME}`)
  url.username = values.DATABASE_USER
  url.password = values.DATABASE_PASSWORD ?? ''
  return url.href
}

function clickhouseFromParts(values: Variables): string | undefined {
  if (!values.CLICKHOUSE_HOST) return undefined
  const url = new URL(`http://${values.CLICKHOUSE_HOST}:${values.CLICKHOUSE_PORT}/${values.CLICKHOUSE_DATABASE}`)
  url.username = values.CLICKHOUSE_USER
  url.password = values.CLICKHOUSE_PASSWORD
  return url.href
}

/** Name, default and meaning of each variable: the README's table is generated from it. */
export function describeConfig(): { name: string; description: string; fallback: string }[] {
  return Object.entries(variables.shape).map(([name, schema]) => {
    const absent = schema.safeParse(undefined)
    const fallback = absent.success && absent.data !== undefined ? String(absent.data) : ''
    return { name, description: schema.description ?? '', fallback }
  })
}
