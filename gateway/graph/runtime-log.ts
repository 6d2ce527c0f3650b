import type { Logger as RuntimeLogger } from '@graphql-hive/gateway-runtime'

const nothing = () => undefined

// The runtime throws its errors. Its own logger reads LOG_LEVEL and refuses `silent`, which only our logger knows.
export const SILENT: RuntimeLogger = {
  ...{ level: false, setLevel: nothing, write: nothing, flush: nothing, log: nothing },
  ...{ trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing },
  child: () => SILENT,
  [Symbol.asyncDispose]: async () => undefined,
} as unknown as RuntimeLogger
