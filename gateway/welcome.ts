import type { Config } from '../schema/config.ts'
import type { Process } from '../schema/platform.ts'

/** The text after the start: what runs where, how to log in, what to open next. */
export function welcome({ config, port, process }: { config: Config; port: number; process: Process }): string {
  const base = config.PUBLIC_URL ?? `http://localhost:${port}`
  const remote = Object.entries(config.subgraphUrls).filter(([, url]) => url)
  const database = config.databaseUrl
    ? `PostgreSQL at ${new URL(config.databaseUrl).host}`
    : `embedded PostgreSQL in ${config.SINAS_DATA_DIR}`
  const clickhouse = config.clickhouseUrl ? `ClickHouse at ${new URL(config.clickhouseUrl).host}` : 'embedded ClickHouse'
  const queue = config.MONGODB_URL ? `jobs in MongoDB at ${new URL(config.MONGODB_URL).host}` : 'jobs in PostgreSQL'
  const here = process.running.map(({ name }) => name).join(', ') || 'the gateway alone'
  return [
    '',
    `  Sinas is ready at ${base}`,
    '',
    `  GraphiQL      ${base}/graphql`,
    `  REST docs     ${base}/api/v1/docs  and  ${base}/docs`,
    `  Runs here     ${here}${remote.length > 0 ? `; elsewhere: ${remote.map(([name, url]) => `${name} (${url})`).join(', ')}` : ''}`,
    `  Data          ${process.running.length > 0 ? `${database}; ${clickhouse}; ${queue}` : 'with the subgraphs'}`,
    `  Log in        curl ${base}/api/v1/auth/login --json '{"email": "you@example.com"}'`,
    config.SMTP_HOST
      ? `                the code comes by e-mail`
      : '                the code is a line with OTP in this log (no SMTP_HOST is set)',
    ...(config.SUPERADMIN_EMAIL ? [] : ['  Administrator none yet: start with SUPERADMIN_EMAIL=you@example.com to become one']),
    '',
  ].join('\n')
}
