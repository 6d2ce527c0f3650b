const NO_CONTAINERS = 'runs of functions are processes of their own, not containers'
const OF_THE_MACHINE = 'what a service may use of the machine is for docker-compose.yml, or what else runs it, to say'
const LATER = 'comes with a later version'
const TIERS = 'where ClickHouse keeps old rows is for its own configuration to say'

/** Variables that other servers of this API family read and this one does not, each with the reason: a user who sets one is told. */
export const UNREAD_VARIABLES: Readonly<Record<string, string>> = {
  ALGORITHM: 'access tokens are signed with HS256',
  ...every(['APP_CPU_LIMIT', 'APP_CPU_RESERVATION', 'APP_MEMORY_LIMIT', 'APP_MEMORY_RESERVATION'], OF_THE_MACHINE),
  ...every(['BACKEND_REPLICAS', 'QUEUE_WORKER_REPLICAS', 'QUEUE_AGENT_REPLICAS', 'UVICORN_WORKERS'], OF_THE_MACHINE),
  ...every(['AUTO_APPLY_CONFIG', 'CONFIG_FILE', 'BUILDER_URL', 'CODE_EXECUTION_TIMEOUT'], LATER),
  ...every(['OTEL_ENABLED', 'OTEL_EXPORTER_ENDPOINT', 'OTEL_EXPORTER_HEADERS', 'OTEL_SERVICE_NAME', 'OTEL_VENDOR'], LATER),
  BACKEND_PORT: 'APP_PORT is the port, PUBLIC_URL what addresses begin with',
  ...every(['CLICKHOUSE_HOT_RETENTION_DAYS', 'CLICKHOUSE_S3_ENDPOINT', 'CLICKHOUSE_S3_BUCKET', 'CLICKHOUSE_S3_REGION'], TIERS),
  ...every(['CLICKHOUSE_S3_ACCESS_KEY_ID', 'CLICKHOUSE_S3_SECRET_ACCESS_KEY'], TIERS),
  DATABASE_DIRECT_HOST:
    'DATABASE_URL must lead to PostgreSQL itself, or to a pool of whole sessions: processes listen on their connections',
  DB_MAX_OVERFLOW: 'DB_POOL_SIZE is the most',
  DEFAULT_WORKER_COUNT: 'SANDBOX_THREADS says how many supervise processes',
  ...every(['DOCKER_NETWORK', 'SANDBOX_NETWORK', 'FUNCTION_CONTAINER_IMAGE', 'FUNCTION_CONTAINER_IDLE_TIMEOUT'], NO_CONTAINERS),
  ...every(
    ['SANDBOX_MIN_SIZE', 'SANDBOX_MAX_SIZE', 'SANDBOX_MIN_IDLE', 'SANDBOX_MAX_EXECUTIONS', 'SANDBOX_ACQUIRE_TIMEOUT'],
    NO_CONTAINERS,
  ),
  ...every(['POOL_MIN_SIZE', 'POOL_MAX_SIZE', 'POOL_MIN_IDLE', 'POOL_MAX_EXECUTIONS', 'POOL_ACQUIRE_TIMEOUT'], NO_CONTAINERS),
  MAX_FUNCTION_CPU: 'runs share the cores of the machine; FUNCTION_TIMEOUT ends one that computes without end',
  QUEUE_AGENT_CONCURRENCY: 'turns of agents do not wait in a queue',
  QUEUE_DEFAULT_TIMEOUT: 'FUNCTION_TIMEOUT holds for queued calls as well',
  REDIS_URL: 'jobs are in PostgreSQL, or in MongoDB by MONGODB_URL',
  ...every(['SMTP_SERVER_HOST', 'SMTP_SERVER_PORT'], 'no mail is received'),
  TOOL_RESULT_RETENTION_DAYS: 'a result is a message of its chat, and is kept as long as the chat',
}

function every(names: string[], reason: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, reason]))
}
