// The limits of evaluating what users write. README.md gives the reason for each; bounded.test.ts checks them.

/** Levels of nesting that JSON from outside may have. Whatever looks at it afterwards may recurse: here, in PostgreSQL, in Python. */
export const MAX_JSON_DEPTH = 200

/** Values of a JSON text: items of lists and members of objects, lists and objects. To parse them, or write them, takes 25 ms at most. */
export const MAX_JSON_VALUES = 100_000
/** So many more does a member count that makes an object unlike all before it: V8 makes a class of each shape. */
export const NEW_SHAPE_VALUES = 5

/** Characters of the document of a GraphQL request: values are sent as variables. */
export const MAX_GRAPHQL_LENGTH = 100_000
/** Messages of JSON-RPC in one request to MCP. */
export const MAX_MCP_BATCH = 50
/** Characters of a form, and fields of a form or a query string, that become a function's input. */
export const MAX_FORM_LENGTH = 1_000_000
export const MAX_FORM_FIELDS = 1_000
/** Values and characters of JSON that is a setting: of an agent, a chat, a webhook, a schedule, a provider. */
export const MAX_SETTING_VALUES = 20_000
export const MAX_SETTING_LENGTH = 1_000_000
/** Faults of an input that an answer lists. */
export const MAX_ISSUES = 50
/** Values and characters of an input that an answer repeats beside its fault. */
export const MAX_ISSUE_INPUT = 10_000

/** Characters of a JSON Schema. */
export const MAX_SCHEMA_LENGTH = 100_000
/** Keywords and subschemas of a JSON Schema that is compiled on the event loop: 10 ms at most, once for each distinct schema. */
export const INLINE_SCHEMA_NODES = 300
/** Steps for one value: the same, and the items of `enum`, `required` and `const`, which are compared but not compiled. */
export const INLINE_SCHEMA_STEPS = 5_000
/** Steps of a validation that runs on the event loop: 10 ms at most. */
export const INLINE_STEPS = 100_000
/** Steps for one value of all compiled schemas that are kept: each takes about 200 bytes. */
export const KEPT_SCHEMA_STEPS = 100_000
/** Milliseconds in which a schema must compile when it is saved. */
export const COMPILE_DEADLINE_MS = 5_000
/** Milliseconds that a validation may take in a worker thread, with the start of the thread and the compilation. */
export const WORKER_DEADLINE_MS = 5_000
export const WORKER_THREADS = 2
/** MB of heap that a worker thread may use. */
export const WORKER_MEMORY_MB = 256
/** Validations that may wait for a worker thread. */
export const WORKER_QUEUE = 200
/** Characters of an explanation of what is wrong with a value. */
export const MAX_FAULT_LENGTH = 2_000

/** Characters of a regular expression that is matched on the event loop, and of all those of a schema. Compiling them takes 10 ms at most. */
export const INLINE_PATTERN_LENGTH = 300
/** States of a regular expression that is matched on the event loop: what one character of a text may cost. */
export const INLINE_PATTERN_STATES = 300
/** Regular expressions that are kept compiled. */
export const KEPT_PATTERNS = 1_000

/** Characters that each format of a JSON Schema may have, where it is not checked in a time that grows with the text alone. */
export const MAX_FORMAT_LENGTH = 4_096

/** Characters that are searched for. */
export const MAX_SEARCH_LENGTH = 255

/** Characters of a cron expression. */
export const MAX_CRON_LENGTH = 255
/** Characters of the name of a time zone. */
export const MAX_TIMEZONE_LENGTH = 100
/** Cron expressions that are kept parsed. */
export const KEPT_CRONS = 1_000

/** Characters that a schema's defaults may add to a value's JSON. */
export const MAX_DEFAULTS_LENGTH = 100_000

/** Characters of one secret, and of all those together that a run is given: the sandbox looks for each of them in all that the run says. */
export const MAX_SECRET_LENGTH = 16_384
export const MAX_SECRETS_LENGTH = 32_768
/** Characters below which the value of a secret is not looked for: it would be found in all sorts of texts. */
export const MIN_REDACTED_LENGTH = 6
