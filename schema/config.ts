import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { configFaults } from './config-faults.ts'
import { readSecretFiles } from './secret-files.ts'
import { StartError } from './start-error.ts'
import { parseTrustedProxies } from './trusted-proxies.ts'
import { UNREAD_VARIABLES } from './unread-variables.ts'

/** Every subgraph, in the order in which they start. */
const SUBGRAPHS = ['logs', 'identity', 'secrets', 'states', 'functions', 'mcp', 'agents', 'triggers'] as const
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
const host = z.string().refine((name) => URL.canParse(`http://${name}`), 'it must be the name of a host, or its address')
/** A value that must not be seen: it may also come from the file that NAME_FILE names. */
const secret = z.string().optional().meta({ secret: true })
const secretUrl = url.meta({ secret: true })
const key = z.string().min(16).optional().meta({ secret: true })

const variables = z.object({
  NODE_ENV: z
    .string()
    .default('development')
    .describe('production demands SECRET_KEY, ENCRYPTION_KEY and, where there are workers, WORKER_KEY'),
  APP_PORT: port.default(51245).describe('the port of the gateway'),
  APP_HOST: z.string().default('0.0.0.0').describe('the address that the gateway listens on'),
  DOMAIN: z.string().default('localhost').describe('the public host name, in links that the platform sends'),
  PUBLIC_URL: url.describe('the public base URL, where it is not http://DOMAIN:APP_PORT'),
  DEBUG: flag.default(false).describe('verbose logs'),
  GIT_COMMIT: z.string().optional().describe('the commit that this copy was built from, for /version; unset, that of the working copy'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .optional()
    .describe('least level that is logged; DEBUG makes it debug'),
  SINAS_DATA_DIR: z.string().default('.sinas').describe('the folder of the embedded databases, secrets and packages'),

  DATABASE_URL: secretUrl.describe('a PostgreSQL server; unset, an embedded one is started'),
  DATABASE_HOST: host.optional().describe('PostgreSQL by its parts, where DATABASE_URL is not set'),
  DATABASE_PORT: port.default(5432).describe('with DATABASE_HOST'),
  DATABASE_USER: z.string().default('postgres').describe('with DATABASE_HOST'),
  DATABASE_PASSWORD: secret.describe('with DATABASE_HOST'),
  DATABASE_NAME: z.string().default('sinas').describe('with DATABASE_HOST'),
  DB_POOL_SIZE: positive.default(10).describe('connections per subgraph'),
  MONGODB_URL: secretUrl.describe('a MongoDB server for the job queue; unset, the queue lives in PostgreSQL'),
  CLICKHOUSE_URL: secretUrl.describe('a ClickHouse server; unset, an embedded one is opened'),
  CLICKHOUSE_HOST: host.optional().describe('ClickHouse by its parts, where CLICKHOUSE_URL is not set'),
  CLICKHOUSE_PORT: port.default(8123).describe('with CLICKHOUSE_HOST'),
  CLICKHOUSE_USER: z.string().default('default').describe('with CLICKHOUSE_HOST'),
  CLICKHOUSE_PASSWORD: secret.describe('with CLICKHOUSE_HOST'),
  CLICKHOUSE_DATABASE: z.string().default('sinas').describe('with CLICKHOUSE_HOST'),
  CLICKHOUSE_ENGINE_ARRIVES: flag
    .default(false)
    .describe('the embedded ClickHouse is being installed: rows of the request log wait for it. `npm start` sets this where it is so'),
  CLICKHOUSE_RETENTION_DAYS: positive.default(90).describe('days that request logs are kept'),

  SECRET_KEY: key.describe('signs access tokens and the identity between processes; generated when absent, required in production'),
  ENCRYPTION_KEY: key.describe('seals stored secrets; generated when absent, required in production where subgraphs run'),
  WORKER_KEY: key.describe(
    'signs the requests of subgraphs to sandbox workers, which hold no other secret; generated when absent, required in production with SANDBOX_URL and of a worker',
  ),
  ACCESS_TOKEN_EXPIRE_MINUTES: positive.default(15).describe('life of an access token'),
  REFRESH_TOKEN_EXPIRE_DAYS: positive
    .default(30)
    .describe('days that a session lasts after its login, however often its tokens are renewed; that of a browser, after its last use'),
  OTP_EXPIRE_MINUTES: positive.default(10).describe('life of a login code'),
  OTP_MAX_ATTEMPTS: positive.default(5).describe('wrong codes before a login session is void'),
  RATE_LIMIT_LOGIN_IP_MAX: positive
    .default(10)
    .describe('logins that one network may ask for in a window; a network is an IPv4 address or an IPv6 /64'),
  RATE_LIMIT_LOGIN_EMAIL_MAX: positive
    .default(5)
    .describe(
      'logins that one network may ask for one e-mail address in a window, and mails after which that address gets another only when the last code is about to end',
    ),
  RATE_LIMIT_OTP_IP_MAX: positive.default(10).describe('codes that one network may try in a window'),
  RATE_LIMIT_TOKEN_IP_MAX: positive
    .default(300)
    .describe('refresh tokens and tokens of an OpenID Connect issuer that one network may bring in a window'),
  RATE_LIMIT_WINDOW_SECONDS: positive
    .default(900)
    .describe('seconds: the window of these limits. All of a limit may come at once, then it comes back evenly over the window'),
  RATE_LIMIT_ANONYMOUS_MAX: count
    .default(1200)
    .describe(
      'requests a minute that one network may send to GraphQL and for /openapi.json without a login, counted by each process; 0: any number',
    ),
  TRUST_PROXY: z
    .string()
    .transform((text, context) => {
      try {
        return parseTrustedProxies(text)
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message })
        return z.NEVER
      }
    })
    .optional()
    .describe(
      'the proxies whose X-Forwarded-For the platform trusts: true, the one proxy directly in front; a number of proxies in a row; or their addresses and networks, comma-separated (10.0.0.0/8, loopback, linklocal, uniquelocal); unset, none',
    ),
  CORS_ORIGINS: list.default(['*']).describe('origins whose pages may call the API, comma-separated'),
  SUPERADMIN_EMAIL: z.email().optional().describe('e-mail address of the first administrator'),
  AUTO_PROVISION_USERS: flag
    .default(true)
    .describe('true: a person who logs in for the first time gets an account; false: an administrator creates accounts'),
  AUTO_PROVISION_GROUPS: flag.default(false).describe('groups that an OpenID Connect token names are made where they are missing'),
  DEFAULT_GROUP_NAME: z.string().default('Users').describe('the group of new users'),
  EXTERNAL_AUTH_ENABLED: flag
    .default(false)
    .describe('tokens of an OpenID Connect issuer are exchanged for ours; takes OIDC_ISSUER and OIDC_AUDIENCE'),
  OIDC_ISSUER: url.describe('the OpenID Connect issuer: the URL below which its /.well-known/openid-configuration is'),
  OIDC_AUDIENCE: z.string().optional().describe('the audience that its tokens must be meant for'),
  OIDC_REQUIRE_VERIFIED_EMAIL: flag
    .default(true)
    .describe(
      'an e-mail address counts only where the token says email_verified: true; false: also where the token lacks the claim, for an issuer that alone assigns the addresses of its users',
    ),
  OIDC_GROUPS_CLAIM: z.string().default('groups').describe('the claim that names groups'),
  SMTP_HOST: z.string().optional().describe('the mail server; unset, login codes are written to the log'),
  SMTP_PORT: port.default(587).describe('the mail server’s port'),
  SMTP_USER: z.string().optional().describe('the account at the mail server'),
  SMTP_PASSWORD: secret.describe('its password'),
  SMTP_DOMAIN: z.string().optional().describe('mail is sent from login@SMTP_DOMAIN'),

  GRAPHQL_ANONYMOUS_INTROSPECTION: flag
    .default(false)
    .describe(
      'callers who are not logged in are shown the GraphQL schema too: by introspection, at /schema.graphql, and by suggestions in errors',
    ),
  GRAPHQL_TRUSTED_DOCUMENTS: z
    .string()
    .optional()
    .describe(
      'a folder of GraphQL documents that clients may ask for by an id: files Name.graphql, and manifests of ids and documents (*.json)',
    ),
  GRAPHQL_ONLY_TRUSTED_DOCUMENTS: flag
    .default(false)
    .describe('no other documents are run than those, and those of the platform’s own pages; GraphiQL then shows nothing'),
  GRAPHQL_MAX_DEPTH: positive.default(20).describe('levels of fields that a query may have'),
  GRAPHQL_MAX_ALIASES: positive.default(30).describe('aliases that a query may have, those of a fragment as often as it is used'),
  GRAPHQL_MAX_DIRECTIVES: positive.default(50).describe('directives that a query may have, counted in the same way'),
  GRAPHQL_MAX_TOKENS: positive.default(2000).describe('tokens that a query may have'),
  GRAPHQL_MAX_NODES: positive
    .default(50_000)
    .describe('items of lists that a query may return: the sizes of its pages, multiplied along each path'),
  GRAPHQL_MAX_COST: positive.default(250_000).describe('values of fields that a query may return, counted in the same way'),
  WEBHOOK_RATE_LIMIT: count
    .default(3000)
    .describe(
      'requests a minute, all of which may come at once, to a public webhook whose owner has set no limit, counted by each process; 0: any number',
    ),
  WEBHOOK_RATE_LIMIT_NETWORK: count
    .default(600)
    .describe('how many of them one network (an IPv4 address, an IPv6 /64) may send, where they are not signed; 0: any number'),
  WEBHOOK_DELIVERY_RETENTION_DAYS: count.default(30).describe('days that deliveries to webhooks are kept; 0: for ever'),
  WEBHOOK_BODY_RETENTION_DAYS: count
    .default(7)
    .describe('days that the bodies of requests to public webhooks, and of the answers, are kept; 0: as long as the delivery'),
  WEBHOOK_LARGE_BODY_RETENTION_DAYS: count.default(1).describe('the same, where the request has more than 64 KB'),
  WEBHOOK_BODY_QUOTA_MB: count
    .default(1024)
    .describe(
      'MB a day of such bodies that are kept for the owner of public webhooks without a signature: deliveries beyond it run, but their bodies are not kept; 0: any number',
    ),
  MAX_BODY_BYTES: positive
    .default(10.5 * 1024 * 1024)
    .describe('most bytes that the body of a request may have: ten megabytes of input, and what is around it'),
  MAX_ANONYMOUS_BODY_BYTES: positive
    .default(256 * 1024)
    .describe('the same, for clients that are not logged in: at the login and in GraphQL. Webhooks accept MAX_BODY_BYTES'),
  MAX_STREAMS_PER_USER: positive.default(500).describe('streams of events that one user may have open at one gateway'),
  MAX_STREAMS_PER_NETWORK: positive.default(2000).describe('the same, of one network (an IPv4 address, an IPv6 /64)'),
  HSTS_MAX_AGE_DAYS: count
    .default(0)
    .describe(
      'days for which browsers must use https alone, where PUBLIC_URL is https (Strict-Transport-Security); 0: the header is not sent',
    ),

  FUNCTION_TIMEOUT: positive.default(300).describe('seconds that a function may run, where it says nothing else'),
  MAX_FUNCTION_TIMEOUT: positive
    .default(900)
    .describe('most seconds that a function may ask for; a function that asks for more is refused, or stopped after them'),
  MAX_FUNCTION_MEMORY: positive.default(512).describe('MB that a run may use'),
  MAX_FUNCTION_STORAGE: z
    .string()
    .regex(/^\d+[kmg]?$/i)
    .default('64m')
    .describe('size of a run’s /tmp: bytes, or with k, m or g'),
  FUNCTION_NETWORK: flag.default(true).describe('functions may reach public addresses'),
  FUNCTION_ALLOWED_HOSTS: list.default([]).describe('private hosts that functions may reach: host or host:port'),
  FUNCTION_PYTHON: z
    .string()
    .optional()
    .describe('path of the Python to run functions with; unset, the first on the PATH that is 3.10 or later'),
  SANDBOX_MIN_LEVEL: z.coerce
    .number()
    .int()
    .min(0)
    .max(3)
    .default(2)
    .describe(
      'functions are refused where the machine isolates less: 3 all layers, 2 without namespaces, 1 old kernels, 0 trusted code only',
    ),
  SANDBOX_THREADS: positive.optional().describe('supervisors of Python processes; by default as many as cores, at most two'),
  SANDBOX_WARM_SETS: count
    .default(4)
    .describe(
      'sets of packages that each supervisor keeps in memory, in a process of its own each; runs of other sets import by themselves',
    ),
  SANDBOX_URL: list
    .pipe(z.array(z.url()))
    .optional()
    .describe('the sandbox pool runs in the workers behind these URLs, comma-separated; a host name may stand for several'),
  EXECUTION_RETENTION_DAYS: count
    .default(90)
    .describe('days that executions are kept once they have ended, with their logs and steps; 0: for ever'),
  QUEUE_FUNCTION_CONCURRENCY: positive.default(10).describe('queued executions that one process runs at a time'),
  QUEUE_MAX_RETRIES: count.default(3).describe('attempts that a queued execution has in all'),
  QUEUE_RETRY_DELAY: positive.default(10).describe('seconds before the second attempt; doubled before each further one'),
  QUEUE_MAX_WAITING: positive.default(1000).describe('executions that may wait for a place; the next is answered with 429'),
  ALLOW_PACKAGE_INSTALLATION: flag
    .default(true)
    .describe(
      'packages may be installed for functions, from the index that pip is configured for (pip.conf, or PIP_INDEX_URL and its like)',
    ),
  ALLOWED_PACKAGES: list.default([]).describe('the packages that may be installed, comma-separated; unset, any'),
  PACKAGE_QUOTA_MB: positive.default(10_240).describe('MB of disk that all packages together may take'),
  PACKAGE_USER_QUOTA_MB: positive.default(1024).describe('MB of disk that the packages which a user installs for themselves may take'),

  MAX_HISTORY_MESSAGES: positive.default(100).describe('messages of a chat that are sent to the model'),
  MAX_TOOL_ITERATIONS: positive.default(25).describe('rounds of tool calls in a turn'),
  TOOL_RESULT_MAX_INLINE: positive.default(5).describe('tool results that stay in the history in full'),
  TOOL_RESULT_MAX_SIZE: positive.default(102400).describe('bytes of a tool result that are kept'),
  AGENT_JOB_TIMEOUT: positive.default(600).describe('seconds that a turn may take'),
  OPENAI_API_KEY: secret.describe('at the first start: makes a provider and an agent'),
  ANTHROPIC_API_KEY: secret.describe('at the first start: makes a provider and an agent'),
  MISTRAL_API_KEY: secret.describe('at the first start: makes a provider and an agent'),
  OLLAMA_HOST: z
    .string()
    .optional()
    .describe('host, host:port or URL of an Ollama server; at the first start: makes a provider and an agent'),
  MCP_ALLOW_STDIO: flag.default(false).describe('administrators may register MCP servers that are programs of this machine'),
  MCP_ALLOWED_HOSTS: list.default([]).describe('private hosts that MCP servers may be at: host or host:port, comma-separated'),

  SUBGRAPHS: list.optional().describe('the subgraphs that this process serves, where it is not the gateway'),
  SUBGRAPH_PORT: port.default(4001).describe('the port of a process that serves subgraphs'),
  WORKER_PORT: port.default(4100).describe('the port of a sandbox worker'),
  GATEWAY_URL: url.describe('where functions find the gateway, when they run in another process; unset, PUBLIC_URL'),
  ...(Object.fromEntries(
    SUBGRAPHS.map((name) => [
      `${name.toUpperCase()}_URL`,
      url.describe(`URL of the ${name} subgraph, when it does not run in this process`),
    ]),
  ) as Record<`${Uppercase<SubgraphName>}_URL`, typeof url>),
})

const FOR_PIP = /^(PIP_\w+|(HTTP|HTTPS|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|HOME|PATH|LANG|XDG_CONFIG_(HOME|DIRS))$/

type Variables = z.infer<typeof variables>

/** The configuration of a process, read once. docs/configuration.md documents every value. */
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
    /** All that pip finds in its environment: its own variables, those of proxies and certificates, and where programs and a home are. */
    pipEnvironment: Readonly<Record<string, string>>
    /** A subgraph's URL where it runs in another process, undefined where it runs here. */
    subgraphUrls: Readonly<Record<SubgraphName, string | undefined>>
    /** Variables that are set and mean nothing here, though they do on other servers of this API family. */
    unreadVariables: readonly string[]
  }
>

/**
 * Reads the environment, and `.env` in the working folder beneath it. The only reader of `process.env`.
 * Names are case-insensitive and unknown ones ignored; an empty value counts as unset. A secret may be in the file that NAME_FILE names.
 * @throws StartError that names each bad variable, or the file that can't be read
 */
export function loadConfig(environment: Record<string, string | undefined> = readEnvironment()): Config {
  const given = Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value ? [[name.toUpperCase(), value]] : [])))
  const parsed = variables.safeParse({ ...given, ...readSecretFiles(SECRETS, given) })
  if (!parsed.success) {
    const faults = configFaults(variables.shape, parsed.error.issues, given, SECRETS)
    throw new StartError(`The environment is not valid. ${faults.join('; ')}. docs/configuration.md lists every variable and its values.`)
  }
  const values = parsed.data
  return {
    ...values,
    production: values.NODE_ENV === 'production',
    dataDir: path.resolve(values.SINAS_DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? databaseFromParts(values),
    clickhouseUrl: values.CLICKHOUSE_URL ?? clickhouseFromParts(values),
    pipEnvironment: Object.fromEntries(Object.entries(given).filter(([name]) => FOR_PIP.test(name))),
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, '') ?? `http://${values.DOMAIN}:${values.APP_PORT}`,
    subgraphUrls: Object.fromEntries(
      SUBGRAPHS.map((name) => [name, values[`${name.toUpperCase()}_URL` as `${Uppercase<SubgraphName>}_URL`]]),
    ) as Record<SubgraphName, string | undefined>,
    unreadVariables: Object.keys(given).filter((name) => Object.hasOwn(UNREAD_VARIABLES, name)),
  }
}

/**
 * In production, keys are never generated: a generated key would be lost with the machine, and other processes would lack it.
 * Each process demands the keys that it uses, and no other.
 * @throws StartError that names a key which is not set
 */
export function demandKeys(config: Config, ...names: ('SECRET_KEY' | 'ENCRYPTION_KEY' | 'WORKER_KEY')[]): void {
  if (!config.production) return
  for (const name of names) {
    if (config[name]) continue
    throw new StartError(`${name} is required when NODE_ENV=production. Generate one with: openssl rand -base64 32`)
  }
}

/** Names of the secrets that a process was given. */
export function secretsIn(config: Config): string[] {
  return SECRETS.filter((name) => config[name])
}

const SECRETS = Object.entries(variables.shape)
  .filter(([, schema]) => schema.meta()?.secret)
  .map(([name]) => name as keyof Variables)

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
  url.password = values.CLICKHOUSE_PASSWORD ?? ''
  return url.href
}

/** Name, default and meaning of each variable, for docs/configuration.md. */
export function describeConfig(): { name: string; description: string; fallback: string; isSecret: boolean }[] {
  return Object.entries(variables.shape).map(([name, schema]) => {
    const absent = schema.safeParse(undefined)
    const fallback = absent.success && absent.data !== undefined ? String(absent.data) : ''
    return { name, description: schema.description ?? '', fallback, isSecret: SECRETS.includes(name as keyof Variables) }
  })
}
