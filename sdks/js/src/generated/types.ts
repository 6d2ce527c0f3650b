// Generated from the OpenAPI documents by `npm run sdk:types`. Do not edit.

export type CancelledTurnStatus = 'cancelled' | 'idle'

export type ExecutionLogStream = 'stderr' | 'stdout'

export type ExecutionStatus = 'AWAITING_INPUT' | 'CANCELLED' | 'COMPLETED' | 'FAILED' | 'PENDING' | 'RUNNING'

export type ExecutionStepStatus = 'COMPLETED' | 'FAILED' | 'RUNNING'

export type FunctionResultStatus = 'error' | 'success' | 'timeout'

export type HttpMethod = 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT'

export type InitialMessageRole = 'assistant' | 'system' | 'user'

export type LlmProviderType = 'anthropic' | 'mistral' | 'ollama' | 'openai'

export type McpServerConnectionStatus = 'connected' | 'disconnected' | 'error'

export type McpServerProtocol = 'http' | 'sse' | 'stdio' | 'websocket'

export type MessageRole = 'assistant' | 'system' | 'tool' | 'user'

export type MissedPolicy = 'run_all' | 'run_once' | 'skip'

export type OverlapPolicy = 'parallel' | 'queue' | 'skip'

export type PermissionLogic = 'AND' | 'OR'

export type QueuedExecutionStatus = 'cancelled' | 'completed' | 'failed' | 'queued' | 'running'

export type ResponseMode = 'async' | 'sync'

export type ScheduleSlotStatus = 'FAILED' | 'FIRED' | 'MISSED' | 'SKIPPED' | 'STARTING' | 'WAITING'

export type ScheduleType = 'agent' | 'function'

export type StateVisibility = 'group' | 'private' | 'public' | 'shared'

export type StepKind = 'function' | 'local'

export type ToolDecisionStatus = 'approved' | 'rejected'

export type TriggerType = 'AGENT' | 'API' | 'MANUAL' | 'SCHEDULE' | 'WEBHOOK'

export type WebhookDeliveryStatus = 'FAILED' | 'QUEUED' | 'REJECTED' | 'RUNNING' | 'SUCCEEDED'

export type WebhookSignatureAlgorithm = 'sha1' | 'sha256' | 'sha512'

export type WebhookSignatureEncoding = 'base64' | 'base64url' | 'hex'

export type WebhookSignatureScheme = 'custom' | 'github' | 'none' | 'slack' | 'standard_webhooks' | 'stripe'

export type TurnStatus = 'completed' | 'cancelled'

/** A person who can log in. Other users see fewer of the fields than the user themselves. */
export interface Account {
  /** Seen by all. */
  id: string
  /** In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others. */
  email: string | null
  /** Where false, the user can’t log in, and their tokens and keys don’t hold. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  is_active: boolean | null
  /** When the user last logged in, renewed an access token or used an API key. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  last_login_at: string | null
  /** When the user was created. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  created_at: string | null
  /** Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  groups: string[] | null
  /** Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  roles: string[] | null
}

/** A language model with a prompt and tools. It acts with the permissions of the user who talks with it. It does nothing to that user’s things that one of its editors could not do to them. */
export interface Agent {
  /** Its id. Wherever an agent is asked for, its namespace and name do as well. */
  id: string
  /** Its owner; null for the platform's own agents. */
  user_id: string | null
  /** The group whose members are offered it, and may use it where their permission reaches their groups; null: none. */
  group_id: string | null
  /** What groups it with others. */
  namespace: string
  /** Unique in its namespace, among the agents of all users. */
  name: string
  /** Also tells other agents what it is for. */
  description: string | null
  /** Null: the default provider. */
  llm_provider_id: string | null
  /** Null: the provider's default model. */
  model: string | null
  /** How freely the model chooses its words, from 0 to 2. */
  temperature: number
  /** Of one answer. */
  max_tokens: number | null
  /** A Jinja2 template over the chat's input. */
  system_prompt: string | null
  /** JSON Schema of a chat's input. */
  input_schema: Record<string, unknown>
  /** JSON Schema of its answers; empty: any text. */
  output_schema: Record<string, unknown>
  /** What a chat begins with. */
  initial_messages: InitialMessage[] | null
  /** Functions that it may call: `namespace/name`. */
  enabled_functions: string[]
  /** Agents that it may call: `namespace/name`, an id, or `namespace/*` and `* /*` for those that are offered to the user who set this. */
  enabled_agents: string[]
  /** Skills that it may read. */
  enabled_skills: EnabledSkill[]
  /** Tools of MCP servers: `tool`, `server.tool` or `server:tool`. */
  enabled_mcp_tools: string[]
  /** Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. */
  function_parameters: unknown
  /** The same for tools of MCP servers, by tool name. */
  mcp_tool_parameters: unknown
  /** Namespaces of states that it may read. */
  state_namespaces_readonly: string[]
  /** Namespaces of states that it may read and change. */
  state_namespaces_readwrite: string[]
  /** Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`. */
  status_templates: unknown
  /** What clients show beside its name. */
  icon: string | null
  /** The address of its icon, where that is one. */
  icon_url: string | null
  /** Seconds that a turn may take in chats that do not say; null: AGENT_JOB_TIMEOUT. */
  default_job_timeout: number | null
  /** The `keepAlive` of chats that do not say. */
  default_keep_alive: boolean
  /** Offered to all users who may talk with it. */
  is_shared: boolean
  /** Offered where no agent is named. */
  is_default: boolean
  /** False where it was taken out of use. */
  is_active: boolean
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
  /** What of its lists does not exist or is not in use, and so is not offered to its model: a sentence each. It may be made later. */
  warnings: string[] | null
}

/** A key with which a program acts as its owner, within the key’s own permissions. */
export interface ApiKey {
  /** Its id, by which it is revoked. */
  id: string
  /** Id of the owner. */
  user_id: string
  /** E-mail address of the owner, for callers who may see it. */
  user_email: string | null
  /** What it is for, in the words of its owner. */
  name: string
  /** The key’s first characters, to recognise it by. */
  key_prefix: string
  /** Permission to true or false. The key does what both it and its owner may do at the time of use; an empty map grants nothing. */
  permissions: unknown
  /** False when the key was revoked. */
  is_active: boolean
  /** To the minute. */
  last_used_at: string | null
  /** Null: never. */
  expires_at: string | null
  /** When it was made. */
  created_at: string
  /** When it was revoked; null while it holds. */
  revoked_at: string | null
}

/** What is called, and with what. */
export interface CalledFunction {
  /** As the model knows it. */
  name: string
  /** JSON text, as the model wrote it. */
  arguments: string
}

/** One call of a function: who called what, and how it ended. */
export interface CancelledExecution {
  /** Its id. */
  execution_id: string
  /** How far it is. */
  status: ExecutionStatus
  /** What went wrong, in a sentence. */
  error: string | null
  /** When it ended; null before. */
  completed_at: string | null
}

/** What a mutation answers. */
export interface CancelledTurn {
  /** What it came to. */
  status: CancelledTurnStatus
  /** The turn. Its stream ends with `done` (over GraphQL `TurnDone`), status `cancelled`. */
  channel_id: string | null
}

/** A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count. */
export interface Chat {
  /** Its id. */
  id: string
  /** The one user who sees it. */
  user_id: string
  /** E-mail address of the one user who sees it; null for others. */
  user_email: string | null
  /** The group of the agent when the chat began; null: none. */
  group_id: string | null
  /** The agent that answers. */
  agent_id: string
  /** Namespace of the agent when the chat began. */
  agent_namespace: string
  /** Name of the agent when the chat began. */
  agent_name: string
  /** What it is called in lists. */
  title: string
  /** Left out of lists that do not ask for it. */
  archived: boolean
  /** The key by which `invokeAgent` goes on with it; null: none. */
  session_key: string | null
  /** When the chat and its messages are deleted. */
  expires_at: string | null
  /** A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays. */
  keep_alive: boolean
  /** The turn that goes on, or waits for approval: its stream can be watched. */
  active_channel_id: string | null
  /** When the agent was last written to, or answered; null: not yet. */
  last_message_at: string | null
  /** When it began. */
  created_at: string
  /** When it, or what is said in it, last changed. */
  updated_at: string
}

/** A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count. */
export interface ChatDetail {
  /** Its id. */
  id: string
  /** The one user who sees it. */
  user_id: string
  /** E-mail address of the one user who sees it; null for others. */
  user_email: string | null
  /** The group of the agent when the chat began; null: none. */
  group_id: string | null
  /** The agent that answers. */
  agent_id: string
  /** Namespace of the agent when the chat began. */
  agent_namespace: string
  /** Name of the agent when the chat began. */
  agent_name: string
  /** What it is called in lists. */
  title: string
  /** Left out of lists that do not ask for it. */
  archived: boolean
  /** The key by which `invokeAgent` goes on with it; null: none. */
  session_key: string | null
  /** When the chat and its messages are deleted. */
  expires_at: string | null
  /** A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays. */
  keep_alive: boolean
  /** The turn that goes on, or waits for approval: its stream can be watched. */
  active_channel_id: string | null
  /** When the agent was last written to, or answered; null: not yet. */
  last_message_at: string | null
  /** When it began. */
  created_at: string
  /** When it, or what is said in it, last changed. */
  updated_at: string
  /** In order. */
  messages: Message[]
  /** Calls that wait for the user, in the order in which the agent asked for them. None where the caller may not read the chat. */
  pending_approvals: PendingApproval[]
}

/** What a mutation answers. */
export interface ContinuedExecution {
  /** Id of the execution. */
  execution_id: string
  /** How far it is. */
  status: ExecutionStatus
  /** What the function returned. */
  output_data: unknown
  /** What went wrong, in a sentence. */
  error: string | null
  /** What it asks, where it waits for input again. */
  prompt: string | null
  /** JSON Schema of the input that it waits for. */
  schema: unknown
}

/** Creates an agent that the caller owns. */
export interface CreateAgent {
  /** What groups it with others. */
  namespace?: string
  /** Unique in its namespace. */
  name: string
  /** Also tells other agents what it is for. */
  description?: string
  /** Absent: the default provider. */
  llm_provider_id?: string
  /** Absent: the provider's default model. */
  model?: string
  /** 0.7 where it is absent. */
  temperature?: number
  /** Of one answer, 1 to 1,000,000. Absent: what the provider allows. */
  max_tokens?: number
  /** A Jinja2 template over the chat's input. */
  system_prompt?: string
  /** JSON Schema of a chat's input. Default: any. */
  input_schema?: Record<string, unknown>
  /** JSON Schema of its answers. Default: any text. */
  output_schema?: Record<string, unknown>
  /** `[{"role": "assistant", "content": "Hello!"}]` */
  initial_messages?: unknown[]
  /** A group of the caller, whose members may use it, and are offered it. */
  group_id?: string
  /** `namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again. */
  enabled_functions?: unknown[]
  /** `namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `* /*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again. */
  enabled_agents?: unknown[]
  /** `{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent. */
  enabled_skills?: unknown[]
  /** Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server. */
  enabled_mcp_tools?: unknown[]
  /** Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one. */
  function_parameters?: Record<string, unknown>
  /** The same for tools of MCP servers, by tool name. */
  mcp_tool_parameters?: Record<string, unknown>
  /** Namespaces of states that it may read. */
  state_namespaces_readonly?: unknown[]
  /** Namespaces of states that it may read and change. */
  state_namespaces_readwrite?: unknown[]
  /** Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`. */
  status_templates?: Record<string, unknown>
  /** What clients show beside its name: `url:https://...`, or a text of theirs. */
  icon?: string
  /** Seconds that a turn may take in chats that do not say. */
  default_job_timeout?: number
  /** The `keepAlive` of chats that do not say. */
  default_keep_alive?: boolean
  /** Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark. */
  is_shared?: boolean
  /** Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away. */
  is_default?: boolean
}

/** Makes an API key for the caller. */
export interface CreateApiKey {
  /** What it is for. */
  name: string
  /** Permission to true or false. Not given, the key may do nothing. */
  permissions?: Record<string, unknown>
  /** Not given: never, or with the key with which it is made. */
  expires_at?: string | Date
}

/** Begins a chat with an agent. */
export interface CreateChat {
  /** Fits the agent's `inputSchema`; its templates are rendered with it. */
  input?: Record<string, unknown>
  /** What it is called in lists. Default: `Chat with namespace/name`. */
  title?: string
  /** Seconds after which the chat is deleted. */
  expires_in?: number
  /** Seconds that a turn may take. Default: the agent's. */
  job_timeout?: number
  /** Keeps a turn that no client watches from being ended by the next message. Default: the agent's. */
  keep_alive?: boolean
}

/** Creates a function that the caller owns. */
export interface CreateFunction {
  /** A Python name. */
  namespace?: string
  /** A Python name, unique in its namespace. */
  name: string
  /** What it does: also tells agents when to call it. */
  description?: string
  /** Python that defines `handler(input, context)`. */
  code: string
  /** JSON Schema of the input. Default: any object. */
  input_schema?: unknown
  /** JSON Schema of what it returns. Default: any object. */
  output_schema?: unknown
  /** pip requirements, installed for the owner of the function where they are missing. */
  requirements?: unknown[]
  /** Namespaces beside its own whose functions it may call. */
  enabled_namespaces?: unknown[]
  /** Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use. */
  secrets?: unknown[]
  /** Asks for `sinas.functions.shared_pool:all`. */
  shared_pool?: boolean
  /** An agent asks its user before it calls the function. */
  requires_approval?: boolean
  /** Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT. */
  timeout?: number
  /** What clients show beside its name. */
  icon?: string
  /** Offers it to all users who may execute it. Setting it requires `sinas.functions.share`. */
  is_shared?: boolean
}

/** Creates a group, with the caller as its first member. */
export interface CreateGroup {
  /** Unique. */
  name: string
  /** What it is for. */
  description?: string
  /** For information only: it makes no user a member. */
  email_domain?: string
  /** A group of the OpenID Connect issuer. */
  external_group_id?: string
}

/** Adds a service that runs language models. */
export interface CreateLlmProvider {
  /** Unique. */
  name: string
  /** `openai` is also for every compatible server. */
  provider_type: LlmProviderType
  /** Sealed at rest; never returned. */
  api_key?: string
  /** Base URL, with `/v1` where the service has it. */
  api_endpoint?: string
  /** The model of agents that name none. */
  default_model?: string
  /** `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens. */
  config?: Record<string, unknown>
  /** The provider that was the default is it no more. */
  is_default?: boolean
}

/** Registers an MCP server and connects to it. */
export interface CreateMcpServer {
  /** Unique. */
  name: string
  /** Its address. Needed but for `stdio`. */
  url?: string
  /** The older word for `url`. */
  server_url?: string
  /** How it is spoken to. Default: `HTTP`. */
  protocol?: McpServerProtocol
  /** What it is for. */
  description?: string
  /** Sent as a bearer token. Sealed at rest; never returned. */
  api_key?: string
  /** Sent with every request. Sealed at rest; never returned. */
  headers?: Record<string, unknown>
  /** The program of a `stdio` server. */
  command?: string
  /** Arguments of the program. */
  args?: unknown[]
  /** Environment of the program. Sealed at rest; never returned. */
  env?: Record<string, unknown>
  /** An OAuth client that was registered by hand; else the platform registers itself. */
  oauth_client_id?: string
  /** Sealed at rest; never returned. */
  oauth_client_secret?: string
  /** Tools that an agent calls only when a person agrees; `*` is all of them. */
  requires_approval?: unknown[]
  /** Seconds that a call may take without a sign of progress. Default: 60. */
  timeout?: number
  /** Its members may use the server, where their permission reaches their groups. */
  group_id?: string
  /** Whether it is connected to, and its tools are offered. Default: true. */
  is_active?: boolean
}

/** Creates a schedule: a cron expression that starts a function or an agent, as its owner. */
export interface CreateSchedule {
  /** Unique among the owner’s schedules. */
  name: string
  /** What it starts. */
  schedule_type?: ScheduleType
  /** The same as `targetNamespace`. */
  function_namespace?: string
  /** The same as `target_name`: one of them is required. */
  function_name?: string
  /** Of the function or agent. Default `default`. */
  target_namespace?: string
  /** Of the function or agent. Required. */
  target_name?: string
  /** The message to the agent. Required for schedules of type agent. */
  content?: string
  /** What it is for. */
  description?: string
  /** Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used). */
  cron_expression: string
  /** IANA name of the time zone in which the expression is read. */
  timezone?: string
  /** Input of the function, or of the chat with the agent. */
  input_data?: Record<string, unknown>
  /** False creates it paused. */
  is_active?: boolean
  /** What becomes of a slot whose schedule still runs. */
  overlap_policy?: OverlapPolicy
  /** What becomes of slots at which the platform was down. */
  missed_policy?: MissedPolicy
  /** Seconds after which a missed slot is not caught up with. Default a day. */
  missed_window?: number
}

/** Creates a skill: instructions in Markdown that agents read. */
export interface CreateSkill {
  /** What groups it with others. */
  namespace?: string
  /** Unique in its namespace. */
  name: string
  /** Tells a model when to read it. */
  description: string
  /** Markdown. */
  content: string
  /** Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark. */
  is_shared?: boolean
}

/** Creates a state owned by the caller. */
export interface CreateState {
  /** What groups it with others. */
  namespace: string
  /** Its name, unique among the caller’s states of the namespace. */
  key: string
  /** Any JSON value. */
  value: unknown
  /** Sharing takes the permission `sinas.states.create:group`, making public `sinas.states.create:all`. */
  visibility?: StateVisibility
  /** Required where `visibility` is `group`: a group of the caller. */
  group_id?: string
  /** What it is about: found by search, and shown to agents. */
  description?: string
  /** Words to find it by. */
  tags?: unknown[]
  /** From 0 to 1: lists and agents take the highest first. */
  relevance_score?: number
  /** Encrypt the value at rest. Search and lists do not look at values anyway. */
  encrypted?: boolean
  /** From then on it is not there. Absent: never. */
  expires_at?: string | Date
}

/** Creates a webhook: a path at which requests from outside start a function. */
export interface CreateWebhook {
  /** What stands after `/webhooks/`. Unique. */
  path: string
  /** Of the function that it starts. */
  function_namespace?: string
  /** Of the function that it starts. */
  function_name: string
  /** The method that it answers to. */
  http_method?: HttpMethod
  /** What it is for. */
  description?: string
  /** Input that a request does not give. */
  default_values?: Record<string, unknown>
  /** Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner. */
  requires_auth?: boolean
  /** What the sender is answered with, and when. */
  response_mode?: ResponseMode
  /** An inactive one answers 404. */
  is_active?: boolean
  /** Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path. */
  is_listed?: boolean
  /** What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ... */
  dedup?: WebhookDedupRule
  /** Only requests that are signed are accepted. */
  signature?: WebhookSignatureRule
  /** For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK. */
  rate_limit?: RateLimitRule
  /** For each user who calls it. */
  user_rate_limit?: RateLimitRule
}

/** A skill that an agent may read. */
export interface EnabledSkill {
  /** `namespace/name` */
  skill: string
  /** In the system prompt from the start, rather than a tool. */
  preload: boolean
}

/** One call of a function: who called what, and how it ended. */
export interface Execution {
  /** Its id. */
  id: string
  /** Its id. */
  execution_id: string
  /** Namespace of the function when it was called. */
  function_namespace: string
  /** Name of the function when it was called. */
  function_name: string
  /** The version of the function that it was called with. */
  version: number
  /** What called the function. */
  trigger_type: TriggerType
  /** Id of the webhook, schedule or chat, or a word for where it came from. */
  trigger_id: string
  /** The chat in which it was called; null: none. */
  chat_id: string | null
  /** How far it is. */
  status: ExecutionStatus
  /** What it was called with. */
  input_data: unknown
  /** What the function returned; null until it is completed. */
  output_data: unknown
  /** What went wrong, in a sentence. */
  error: string | null
  /** Of the function’s own frames. */
  traceback: string | null
  /** Why it failed, in a word: exception, timeout, memory, crash, lost, invalid-input, invalid-output, shutdown, ... */
  reason: string | null
  /** When it began; for a queued one, when it was queued. */
  started_at: string
  /** When it ended; null before. */
  completed_at: string | null
  /** Milliseconds that it ran, without pauses. */
  duration_ms: number | null
  /** CPU time of its process. */
  cpu_ms: number | null
  /** Most memory that its process held. */
  peak_memory_kb: number | null
  /** What it asks, while it waits for input. */
  input_prompt: string | null
  /** JSON Schema of the input that it waits for. */
  input_schema: unknown
  /** Times that it began; more than one where a queued execution was tried again. */
  attempts: number
}

/** Something that an execution printed: as much of it as came at once. */
export interface ExecutionLog {
  /** From 0, without gaps. */
  number: number
  /** Where it was printed to. */
  stream: ExecutionLogStream
  /** What was printed. */
  text: string
  /** When it was printed. */
  at: string
}

/** A call inside an execution. Steps form a tree by `parentStepId`. */
export interface ExecutionStep {
  /** Its id. */
  id: string
  /** The execution that it belongs to. */
  execution_id: string
  /** The call that made this one; null for calls of the function itself. */
  parent_step_id: string | null
  /** Calls above this one. */
  depth: number
  /** What was called: `namespace.name`, or the name of one that the code defines. */
  function_name: string
  /** What was called. */
  kind: StepKind
  /** How far it is. */
  status: ExecutionStepStatus
  /** Its arguments. */
  input_data: unknown
  /** What it returned. */
  output_data: unknown
  /** The exception that it raised. */
  error: string | null
  /** Milliseconds; null while it runs. */
  duration_ms: number | null
  /** When it began. */
  started_at: string
  /** When it ended; null while it runs. */
  completed_at: string | null
}

/** A Python function. Each call of it runs in a fresh, isolated process. */
export interface FunctionDefinition {
  /** Its id. Wherever a function is asked for, its namespace and name do as well. */
  id: string
  /** What groups it with others. Functions of a namespace may call each other. */
  namespace: string
  /** Unique in its namespace, among the functions of all users. */
  name: string
  /** What it does: also tells agents when to call it. */
  description: string | null
  /** Python that defines `handler(input, context)`, or a function of this name. */
  code: string
  /** JSON Schema (2020-12) of the input. */
  input_schema: Record<string, unknown>
  /** JSON Schema (2020-12) of what it returns. */
  output_schema: Record<string, unknown>
  /** pip requirements that its code imports. */
  requirements: string[]
  /** Namespaces beside its own whose functions it may call. */
  enabled_namespaces: string[]
  /** Names of the secrets that its runs find in `context["secrets"]`: each where the user of the run, and everyone who shaped it, may use it. */
  secrets: string[]
  /** Has no effect, and is kept for older clients: every execution is isolated. */
  shared_pool: boolean
  /** An agent asks its user before it calls the function. */
  requires_approval: boolean
  /** Seconds that a run may take; null: FUNCTION_TIMEOUT. */
  timeout: number | null
  /** What clients show beside its name. */
  icon: string | null
  /** An inactive function can be changed, but not called. */
  is_active: boolean
  /** Offered, as a tool and in lists, to all users who may execute it. Without the mark it is offered to its owner only. Setting it requires `sinas.functions.share`. It vouches for the function as it is: a change of its code, schemas, packages or description by an editor who may not share takes the mark away. */
  is_shared: boolean
  /** Functions that the code calls by name, as they were found when it was saved: those that its author might execute then. A function that was made after it is called once it is saved again. Names that Python or the code itself binds are never another function’s. */
  calls: FunctionDefinitionCalls[]
  /** Why calls of it fail, where that is known from its code: a sentence each. */
  warnings: string[]
  /** Number of the version that runs now. */
  version: number
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
}

/** A name by which code calls another function. It keeps meaning that function, also when another function gets the name later. */
export interface FunctionDefinitionCalls {
  /** As the code spells it: `name`, or `namespace.name`. */
  spelled: string
  /** Namespace of the function that it means. */
  namespace: string
  /** Name of the function that it means. */
  name: string
}

/** What a mutation answers. */
export interface FunctionResult {
  /** How it went. */
  status: FunctionResultStatus
  /** The execution, by which it can be asked for later. */
  execution_id: string
  /** What the function returned; where it paused, `{status: "awaiting_input", execution_id, prompt, schema}`. */
  result: unknown
  /** What went wrong, in a sentence. */
  error: string | null
}

/** What a function was at some time. Versions are numbered from 1 without gaps and never change: going back makes a new one. */
export interface FunctionVersion {
  /** Its id. */
  id: string
  /** The function that it is a version of. */
  function_id: string
  /** Its number, from 1. */
  version: number
  /** The Python code. */
  code: string
  /** JSON Schema of the input. */
  input_schema: Record<string, unknown>
  /** JSON Schema of what it returned. */
  output_schema: Record<string, unknown>
  /** The version that a rollback copied. */
  restored_from: number | null
  /** When it was made. */
  created_at: string
  /** The user who made it. */
  created_by: string
}

/** Users who are granted the same permissions. Members and holders of `sinas.groups.read:all` see it. */
export interface Group {
  /** Its id. */
  id: string
  /** Unique. */
  name: string
  /** What it is for. */
  description: string | null
  /** For information only: it makes no user a member. */
  email_domain: string | null
  /** The group of the OpenID Connect issuer whose members become members of this one when they log in. */
  external_group_id: string | null
  /** When it was made. */
  created_at: string
  /** When its name, description or mapping last changed. */
  updated_at: string
}

/** A user’s membership of a group. */
export interface GroupMember {
  /** Of the membership. */
  id: string
  /** Id of the group. */
  group_id: string
  /** Id of the user. */
  user_id: string
  /** For information: permissions come from the group. */
  role: string
  /** False where the membership has ended. */
  active: boolean
  /** When the user last became a member. */
  added_at: string
}

/** A permission that a group grants its members. */
export interface GroupPermission {
  /** Of the entry. */
  id: string
  /** Id of the group. */
  group_id: string
  /** As it was written: `sinas.agents.read:own`. */
  permission_key: string
  /** False grants nothing, and denies nothing that another group grants. */
  permission_value: boolean
  /** When it was first set. */
  created_at: string
  /** When it was last set. */
  updated_at: string
}

/** A message that every chat with the agent begins with. */
export interface InitialMessage {
  /** Who seems to say it. */
  role: InitialMessageRole
  /** A Jinja2 template over the chat's input. */
  content: string
}

/** Installs a Python package from the index, as a wheel, for the caller's functions or, with sinas.packages.install:all, for everyone's. */
export interface InstallPackage {
  /** Its name, `[extras]` where wanted. */
  package_name?: string
  /** The same as `packageName`, as older clients of the REST API send it. */
  name?: string
  /** A version, `2.31.0`, or a specifier, `>=2,<3`. */
  version?: string
  /** Whether the functions of all users may import it, which takes `sinas.packages.install:all`; false: those of the caller alone. Default: whatever the caller may. */
  for_everyone?: boolean
}

/** What a mutation answers. */
export interface Invocation {
  /** What the agent answered. */
  reply: string | null
  /** The chat that it was given in. */
  chat_id: string
  /** The key that goes on with this chat; null: none was given. */
  session_key: string | null
  /** `prompt_tokens`, `completion_tokens`, `total_tokens`. */
  usage: unknown
}

/** One call: begins a chat, or goes on with the one of the session, sends the message and waits for the answer. */
export interface InvokeAgent {
  /** Text, or a list of content parts. */
  message: unknown
  /** The same key goes on with the same chat. */
  session_key?: string
  /** Begins anew: the session's chat goes to the archive. */
  reset?: boolean
  /** Of a new chat. */
  input?: Record<string, unknown>
}

/** Active agents that the caller may read, newest first. */
export interface ListAgents {
  /** Those of this namespace. */
  namespace?: string
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** The caller's API keys, newest first, with those that were revoked. */
export interface ListApiKeys {
  /** The keys of all users, for holders of `sinas.api_keys.read:all`. */
  all?: boolean
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** The caller's chats, the latest first. */
export interface ListChats {
  /** Also those in the archive. */
  include_archived?: boolean
  /** Those with this agent. */
  agent_id?: string
  /** Part of the title, in any case. */
  q?: string
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** Lists executions, latest first. */
export interface ListExecutions {
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Those of functions that were in this namespace. */
  function_namespace?: string
  /** Those of functions that had this name. */
  function_name?: string
  /** Those that are this far. */
  status?: ExecutionStatus
  /** Those that this called. */
  trigger_type?: TriggerType
  /** Those of this webhook, schedule or chat. */
  trigger_id?: string
  /** Those of this chat. */
  chat_id?: string
  /** Those that failed alike: see `executionErrors`. */
  fingerprint?: string
  /** Only what comes after this cursor. */
  cursor?: string
}

/** Lists the functions that the caller may read, newest first. */
export interface ListFunctions {
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Those of this namespace. */
  namespace?: string
  /** Those of this name. */
  name?: string
  /** Those whose namespace, name or description contains this text. */
  search?: string
  /** Those that are active, or those that are not. */
  is_active?: boolean
  /** Only what comes after this cursor. */
  cursor?: string
}

/** The groups in which the caller is a member; all of them for holders of `sinas.groups.read:all`. */
export interface ListGroups {
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** Lists the Python packages that functions may import: those for everyone, and the caller's own. */
export interface ListPackages {
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** Lists requests, the newest first: the caller's own, or with `sinas.logs.read:all` everybody's. */
export interface ListRequestLogs {
  /** Requests of this user; others than the caller take `sinas.logs.read:all`. */
  user_id?: string
  /** Requests since. */
  start_time?: string | Date
  /** Requests until. */
  end_time?: string | Date
  /** Requests that this permission, exactly, decided on. */
  permission?: string
  /** A pattern of SQL’s LIKE: `/api/v1/%`. */
  path_pattern?: string
  /** Requests that were answered with this HTTP status. */
  status_code?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** How many to leave out: REST had this before it had cursors. */
  offset?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** Lists the slots of a schedule, newest first: every instant at which it was due, and what became of it. */
export interface ListScheduleSlots {
  status?: ScheduleSlotStatus
  skip?: number
  limit?: number
  cursor?: string
}

/** Lists the caller's schedules, or all with the permission for all, newest first. */
export interface ListSchedules {
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** Active skills that the caller may read, by name. */
export interface ListSkills {
  /** Those of this namespace. */
  namespace?: string
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** Lists the states that the caller may read, the most relevant first, then the latest. */
export interface ListStates {
  /** Those of this namespace. */
  namespace?: string
  /** Those that are seen by these. */
  visibility?: StateVisibility
  /** Those that have all of these tags. */
  tags?: unknown[]
  /** Part of the key or the description, in any case. */
  search?: string
  /** `me`, `all` or a user’s id. */
  owner?: string
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** All users, newest first. */
export interface ListUsers {
  /** Part of the e-mail address, in any case. */
  search?: string
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** Lists the deliveries to a webhook, newest first: what came, and what became of it. */
export interface ListWebhookDeliveries {
  status?: WebhookDeliveryStatus
  skip?: number
  limit?: number
  cursor?: string
}

/** Lists the caller's webhooks, or all with the permission for all, newest first. */
export interface ListWebhooks {
  /** How many to leave out: REST had this before it had cursors. */
  skip?: number
  /** How many from the beginning, 1 to 1000. Without `first` and `last`: 50. */
  limit?: number
  /** Only what comes after this cursor. */
  cursor?: string
}

/** A service that runs language models. Its API key is sealed and never shown. */
export interface LlmProvider {
  /** Its id; its name does as well, wherever a provider is asked for. */
  id: string
  /** Unique. */
  name: string
  /** The protocol that it speaks. */
  provider_type: LlmProviderType
  /** Base URL; null: the service's own. */
  api_endpoint: string | null
  /** The model of agents that name none; null: they must name one. */
  default_model: string | null
  /** `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens. */
  config: unknown
  /** Used by agents that name none. */
  is_default: boolean
  /** False where it was taken out of use. */
  is_active: boolean
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
}

/** A login that waits for its code. */
export interface LoginSession {
  /** What to do next, for a person. */
  message: string
  /** Goes back with the code. */
  session_id: string
}

/** A server of the Model Context Protocol whose tools agents can use. Its secrets are sealed and never shown. */
export interface McpServer {
  /** Its id; its name does as well, wherever a server is asked for. */
  id: string
  /** Unique. */
  name: string
  /** What it is for. */
  description: string | null
  /** Null for `stdio`. */
  url: string | null
  /** How it is spoken to. */
  protocol: McpServerProtocol
  /** The program of a `stdio` server. */
  command: string | null
  /** Arguments of the program. */
  args: string[]
  /** Whether it is connected to, and its tools are offered. */
  is_active: boolean
  /** The group whose members may use it; null: none. */
  group_id: string | null
  /** Tools that an agent calls only when a person agrees; `*` is all of them. */
  requires_approval: string[]
  /** Seconds that a call may take without a sign of progress. */
  timeout: number
  /** When it last answered; null: never. */
  last_connected: string | null
  /** How the last attempt to reach it went. */
  connection_status: McpServerConnectionStatus
  /** Why it could not be reached. */
  error_message: string | null
  /** The server asks for a login: open this address, and the platform is let in. */
  authorization_url: string | null
  /** When it is tried again. */
  retry_at: string | null
  /** Tools that it offered last. */
  tool_count: number
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
}

/** A tool of an MCP server, as the server last described it. */
export interface McpTool {
  /** Unique on its server. */
  name: string
  /** Its name for people. */
  title: string | null
  /** What it does, as the server tells models. */
  description: string
  /** JSON Schema of the arguments. */
  input_schema: Record<string, unknown>
  /** JSON Schema of `structuredContent`; null: it has none. */
  output_schema: Record<string, unknown> | null
  /** The server says that it changes nothing. */
  read_only: boolean
  /** An agent calls it only when a person agrees. */
  requires_approval: boolean
  /** Name of the server that has it. */
  server: string
}

/** What a mutation answers. */
export interface McpToolResult {
  /** As MCP has it: `{content, structuredContent?, isError?}`. */
  result: Record<string, unknown>
}

/** One row of a conversation. The result of a tool is a row of its own. */
export interface Message {
  /** Its id. */
  id: string
  /** The chat that it belongs to. */
  chat_id: string
  /** Who says it. */
  role: MessageRole
  /** Text. Content parts are JSON text. */
  content: string | null
  /** What the model asked for. */
  tool_calls: ToolCall[] | null
  /** The call that this row is the result of. */
  tool_call_id: string | null
  /** Of the tool whose result this is. */
  name: string | null
  /** When it was said. */
  created_at: string
}

/** A key that was just made, as REST has it. */
export interface NewApiKey {
  /** Its id, by which it is revoked. */
  id: string
  /** What it is for, in the words of its owner. */
  name: string
  /** The key itself. It is shown this once; only its hash is kept. */
  key: string
  /** The key itself. It is shown this once; only its hash is kept. */
  api_key: string
  /** The key’s first characters, to recognise it by. */
  key_prefix: string
  /** Permission to true or false. */
  permissions: unknown
  /** Null: never. */
  expires_at: string | null
  /** Now. */
  created_at: string
}

/** A Python package that functions may import: the functions of all users, or those of one user. In that user’s functions it comes before a package of the same name for all users. */
export interface Package {
  /** Its id. */
  id: string
  /** Its name. */
  package_name: string
  /** The version that pip chose. */
  version: string
  /** Whether the functions of all users may import it. */
  for_everyone: boolean
  /** The user whose functions may import it; null where it is for everyone. */
  owner_id: string | null
  /** When it was installed. */
  installed_at: string
  /** The user who installed it. */
  installed_by: string
}

/** How often a path was asked for. */
export interface PathCount {
  /** The path of the URL. */
  path: string
  /** Requests. */
  count: number
}

/** A call that waits for its user to agree. */
export interface PendingApproval {
  /** Id of the call, by which `decideToolCall` decides on it. */
  tool_call_id: string
  /** Namespace of the function; of a tool of an MCP server, the name of the server. */
  function_namespace: string
  /** Name of the function or tool. */
  function_name: string
  /** What it is called with, by name. */
  arguments: unknown
}

/** Whether the caller holds one permission. */
export interface PermissionCheck {
  /** As it was asked for. */
  permission: string
  /** By their groups; with an API key, by the key as well. */
  has_permission: boolean
}

/** Whether the caller holds several permissions. */
export interface PermissionChecks {
  /** The answers, put together by `logic`. */
  result: boolean
  /** As it was asked for. */
  logic: PermissionLogic
  /** In the order in which they were asked for. */
  checks: PermissionCheck[]
}

/** How often a permission decided on a request. */
export interface PermissionCount {
  /** The permission, with its scope. */
  permission: string
  /** Requests. */
  count: number
}

/** What a mutation answers. */
export interface QueuedExecution {
  /** The execution, by which it can be asked for later. */
  execution_id: string
  /** How far it is. */
  status: QueuedExecutionStatus
}

/** For the webhook as a whole; null: none, but for what the platform lets through to a public one. */
export interface RateLimit {
  /** How many. */
  requests: number
  /** In how many seconds. */
  seconds: number
}

/** For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK. */
export interface RateLimitRule {
  /** 0 removes a limit. */
  requests: number
  /** In how many seconds, 1 to 86400. */
  seconds?: number
}

/** A new access token, and the refresh token for the next one. */
export interface RefreshedToken {
  /** A JWT for `Authorization: Bearer`. */
  access_token: string
  /** Takes the place of the one that was used: keep this one. To use an earlier one again ends the session. */
  refresh_token: string
  /** Always `bearer`. */
  token_type: string
  /** Seconds until the access token expires. */
  expires_in: number
}

/** A request that the gateway answered. What does not apply is the empty string. */
export interface RequestLog {
  /** As in the header X-Request-Id of the answer. */
  request_id: string
  /** When it arrived. */
  timestamp: string
  /** The user who made the request. */
  user_id: string
  /** Their e-mail address. */
  user_email: string
  /** The permission that decided on the request. */
  permission_used: string
  /** Was the request allowed? */
  has_permission: boolean
  /** The HTTP method. */
  method: string
  /** The path of the URL. */
  path: string
  /** The query string as JSON text, secrets redacted. */
  query_params: string
  /** The JSON body as JSON text, secrets redacted; empty where it was larger than 32 KiB. */
  request_body: string
  /** The header User-Agent. */
  user_agent: string
  /** The header Referer. */
  referer: string
  /** Where it came from; behind a proxy of TRUST_PROXY, what that says. */
  ip_address: string
  /** HTTP status of the answer. */
  status_code: number
  /** Milliseconds until the answer was complete. */
  response_time_ms: number
  /** Bytes of the answer’s body. */
  response_size_bytes: number
  /** What the path is about: `schedules`. */
  resource_type: string
  /** The id or name in the path. */
  resource_id: string
  /** The field `group_id` of the body. */
  group_id: string
  /** The error as the caller saw it. */
  error_message: string
  /** The error’s code: `FORBIDDEN`. */
  error_type: string
  /** JSON text: for GraphQL requests, the operation. */
  metadata: string
}

/** Numbers on the caller's own requests, or with `sinas.logs.read:all` on everybody's. */
export interface RequestLogPeriod {
  /** Requests of this user; others than the caller take `sinas.logs.read:all`. */
  user_id?: string
  /** Requests since. */
  start_time?: string | Date
  /** Requests until. */
  end_time?: string | Date
}

/** What a number of requests have in common. */
export interface RequestLogStats {
  /** How many there were. */
  total_requests: number
  /** Users who were logged in, each counted once. */
  unique_users: number
  /** 0 where there were no requests. */
  avg_response_time_ms: number
  /** From 0 to 1: the part that was answered with a status of 400 or more. */
  error_rate: number
  /** The ten paths most asked for. */
  top_paths: PathCount[]
  /** The ten permissions that decided most often. */
  top_permissions: PermissionCount[]
}

/** A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks. */
export interface Schedule {
  /** Its id; its name does as well, wherever a schedule is asked for. */
  id: string
  /** Unique among the owner’s schedules. */
  name: string
  /** What it starts. */
  schedule_type: ScheduleType
  /** Namespace of the function or agent. */
  function_namespace: string
  /** Name of the function or agent. */
  function_name: string
  /** Namespace of the function or agent. */
  target_namespace: string
  /** Name of the function or agent. */
  target_name: string
  /** The message to the agent. */
  content: string | null
  /** What it is for. */
  description: string | null
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron_expression: string
  /** IANA name of the time zone in which the expression is read. */
  timezone: string
  /** Input of the function, or of the chat with the agent. */
  input_data: unknown
  /** False while it is paused. */
  is_active: boolean
  /** What becomes of a slot whose schedule still runs. */
  overlap_policy: OverlapPolicy
  /** What becomes of slots at which the platform was down. */
  missed_policy: MissedPolicy
  /** Seconds. */
  missed_window: number
  /** When it last started something. */
  last_run: string | null
  /** Its next slot; null while it is paused. */
  next_run: string | null
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
  /** Id of the user who last changed what its runs do. */
  editor_id: string
  /** Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none. */
  editor_key_id: string | null
}

/** A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks. */
export interface ScheduleDetail {
  /** Its id; its name does as well, wherever a schedule is asked for. */
  id: string
  /** Unique among the owner’s schedules. */
  name: string
  /** What it starts. */
  schedule_type: ScheduleType
  /** Namespace of the function or agent. */
  function_namespace: string
  /** Name of the function or agent. */
  function_name: string
  /** Namespace of the function or agent. */
  target_namespace: string
  /** Name of the function or agent. */
  target_name: string
  /** The message to the agent. */
  content: string | null
  /** What it is for. */
  description: string | null
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron_expression: string
  /** IANA name of the time zone in which the expression is read. */
  timezone: string
  /** Input of the function, or of the chat with the agent. */
  input_data: unknown
  /** False while it is paused. */
  is_active: boolean
  /** What becomes of a slot whose schedule still runs. */
  overlap_policy: OverlapPolicy
  /** What becomes of slots at which the platform was down. */
  missed_policy: MissedPolicy
  /** Seconds. */
  missed_window: number
  /** When it last started something. */
  last_run: string | null
  /** Its next slot; null while it is paused. */
  next_run: string | null
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
  /** Id of the user who last changed what its runs do. */
  editor_id: string
  /** Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none. */
  editor_key_id: string | null
  /** Why it would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists. */
  fault: string | null
}

/** One instant at which a schedule was due, or was run by hand, and what became of it. There is one for every such instant. Kept for 90 days. */
export interface ScheduleSlot {
  /** Its id, which is also that of the execution or chat that it starts. */
  id: string
  /** The schedule that was due. */
  schedule_id: string
  /** When it was due. */
  slot_at: string
  /** What became of it. */
  status: ScheduleSlotStatus
  /** A user started it by hand: it is not a slot of the cron expression. */
  is_manual: boolean
  /** Why it was skipped, missed, failed, or fired late. */
  reason: string | null
  /** Id of the execution of the function that was started. */
  execution_id: string | null
  /** Id of the chat in which an agent was started. */
  chat_id: string | null
  /** When its run was handed over; null where it was not. */
  fired_at: string | null
}

/** A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks. */
export interface ScheduleStatus {
  /** Its id; its name does as well, wherever a schedule is asked for. */
  id: string
  /** Unique among the owner’s schedules. */
  name: string
  /** False while it is paused. */
  is_active: boolean
  /** When it last started something. */
  last_run: string | null
  /** Its next slot; null while it is paused. */
  next_run: string | null
}

/** Instructions in Markdown that agents read: a way of working, written once. */
export interface Skill {
  /** Its id. */
  id: string
  /** Its owner. */
  user_id: string
  /** What groups it with others. */
  namespace: string
  /** Unique in its namespace. */
  name: string
  /** Tells a model when to read it. */
  description: string
  /** Markdown. */
  content: string
  /** Offered to all users who may read it. */
  is_shared: boolean
  /** An inactive one is listed nowhere, and only its owner can read it. */
  is_active: boolean
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
}

/** A JSON value under a namespace and a key. Each user has their own, and sees those that others share. */
export interface State {
  /** Its id. */
  id: string
  /** Its owner. */
  user_id: string
  /** The group that it is shared with, where `visibility` is `group`. */
  group_id: string | null
  /** What groups it with others. */
  namespace: string
  /** Its name, unique among its owner’s states of the namespace. */
  key: string
  /** The value as it was written; what is encrypted at rest is decrypted here. */
  value: unknown
  /** Which users see it. */
  visibility: StateVisibility
  /** What it is about: found by search, and shown to agents. */
  description: string | null
  /** Words to find it by. */
  tags: string[]
  /** From 0 to 1: lists and agents take the highest first. */
  relevance_score: number
  /** Is the value encrypted at rest? */
  encrypted: boolean
  /** Counts the changes, from 1. Compare and set with it: see `ifMatch` of `updateState`. */
  version: number
  /** From then on it is not there. */
  expires_at: string | null
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
}

/** The tokens of a logged-in user. */
export interface Tokens {
  /** A JWT for `Authorization: Bearer`. */
  access_token: string
  /** Renews the access token once; the answer has the next one. So it goes on until the session expires or is ended by `logout`. */
  refresh_token: string
  /** Always `bearer`. */
  token_type: string
  /** Seconds until the access token expires. */
  expires_in: number
  /** The user who logged in. */
  user: Account
}

/** A call that a model asked for. */
export interface ToolCall {
  /** Its id, which its result names as `toolCallId`. The model’s provider gave it. */
  id: string
  /** Always `function`. */
  type: string
  /** What is called, and with what. */
  function: CalledFunction
  /** A line that tells people what the call does. */
  description: string | null
}

/** What a mutation answers. */
export interface ToolDecision {
  /** What was decided. */
  status: ToolDecisionStatus
  /** Id of the call that was decided on. */
  tool_call_id: string
  /** The turn that goes on once every call of the batch is decided. */
  channel_id: string
  /** For people: what happens next. */
  message: string
}

/** Changes an agent by its name. */
export interface UpdateAgent {
  /** Where it moves to: it is then known by this namespace alone. */
  namespace?: string
  /** Its new name, unique in its namespace. */
  name?: string
  /** Also tells other agents what it is for. */
  description?: string
  /** Absent: the default provider. */
  llm_provider_id?: string
  /** Absent: the provider's default model. */
  model?: string
  /** 0.7 where it is absent. */
  temperature?: number
  /** Of one answer, 1 to 1,000,000. Absent: what the provider allows. */
  max_tokens?: number
  /** A Jinja2 template over the chat's input. */
  system_prompt?: string
  /** JSON Schema of a chat's input. Default: any. */
  input_schema?: Record<string, unknown>
  /** JSON Schema of its answers. Default: any text. */
  output_schema?: Record<string, unknown>
  /** `[{"role": "assistant", "content": "Hello!"}]` */
  initial_messages?: unknown[]
  /** A group of the caller, whose members may use it, and are offered it. */
  group_id?: string
  /** `namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again. */
  enabled_functions?: unknown[]
  /** `namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `* /*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again. */
  enabled_agents?: unknown[]
  /** `{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent. */
  enabled_skills?: unknown[]
  /** Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server. */
  enabled_mcp_tools?: unknown[]
  /** Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one. */
  function_parameters?: Record<string, unknown>
  /** The same for tools of MCP servers, by tool name. */
  mcp_tool_parameters?: Record<string, unknown>
  /** Namespaces of states that it may read. */
  state_namespaces_readonly?: unknown[]
  /** Namespaces of states that it may read and change. */
  state_namespaces_readwrite?: unknown[]
  /** Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`. */
  status_templates?: Record<string, unknown>
  /** What clients show beside its name: `url:https://...`, or a text of theirs. */
  icon?: string
  /** Seconds that a turn may take in chats that do not say. */
  default_job_timeout?: number
  /** The `keepAlive` of chats that do not say. */
  default_keep_alive?: boolean
  /** Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark. */
  is_shared?: boolean
  /** Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away. */
  is_default?: boolean
  /** False takes it out of use, as `deleteAgent` does. */
  is_active?: boolean
}

/** Renames a chat, or puts it into the archive or back. */
export interface UpdateChat {
  /** Its new title. */
  title?: string
  /** Into the archive, or back. */
  archived?: boolean
}

/** Changes a function. */
export interface UpdateFunction {
  /** What it does: also tells agents when to call it. */
  description?: string
  /** Python that defines `handler(input, context)`. */
  code?: string
  /** JSON Schema of the input. */
  input_schema?: unknown
  /** JSON Schema of what it returns. */
  output_schema?: unknown
  /** pip requirements, installed for the owner of the function where they are missing. */
  requirements?: unknown[]
  /** Namespaces beside its own whose functions it may call. */
  enabled_namespaces?: unknown[]
  /** Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use. */
  secrets?: unknown[]
  /** Asks for `sinas.functions.shared_pool:all`. */
  shared_pool?: boolean
  /** An agent asks its user before it calls the function. */
  requires_approval?: boolean
  /** Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT. */
  timeout?: number
  /** What clients show beside its name. */
  icon?: string
  /** An inactive function can be changed, but not called. */
  is_active?: boolean
  /** Offers it to all users who may execute it. Setting it requires `sinas.functions.share`. */
  is_shared?: boolean
}

/** Changes a group. */
export interface UpdateGroup {
  /** The default groups keep theirs. Needs what the group grants: new users join the group of a certain name. */
  name?: string
  /** What it is for. */
  description?: string
  /** For information only: it makes no user a member. */
  email_domain?: string
  /** The caller must hold what the group grants, because this decides which users become members. */
  external_group_id?: string
}

/** Changes a provider, by its id or its name. */
export interface UpdateLlmProvider {
  /** Unique. */
  name?: string
  /** Sealed at rest; never returned. */
  api_key?: string
  /** Base URL, with `/v1` where the service has it. */
  api_endpoint?: string
  /** The model of agents that name none. */
  default_model?: string
  /** `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens. */
  config?: Record<string, unknown>
  /** The provider that was the default is it no more. */
  is_default?: boolean
  /** False takes it out of use; its API key is kept. */
  is_active?: boolean
}

/** Changes an MCP server, by its id or its name, and connects to it anew. */
export interface UpdateMcpServer {
  /** Unique. */
  name?: string
  /** Its address. Needed but for `stdio`. */
  url?: string
  /** The older word for `url`. */
  server_url?: string
  /** How it is spoken to. Default: `HTTP`. */
  protocol?: McpServerProtocol
  /** What it is for. */
  description?: string
  /** Sent as a bearer token. Sealed at rest; never returned. */
  api_key?: string
  /** Sent with every request. Sealed at rest; never returned. */
  headers?: Record<string, unknown>
  /** The program of a `stdio` server. */
  command?: string
  /** Arguments of the program. */
  args?: unknown[]
  /** Environment of the program. Sealed at rest; never returned. */
  env?: Record<string, unknown>
  /** An OAuth client that was registered by hand; else the platform registers itself. */
  oauth_client_id?: string
  /** Sealed at rest; never returned. */
  oauth_client_secret?: string
  /** Tools that an agent calls only when a person agrees; `*` is all of them. */
  requires_approval?: unknown[]
  /** Seconds that a call may take without a sign of progress. Default: 60. */
  timeout?: number
  /** Its members may use the server, where their permission reaches their groups. */
  group_id?: string
  /** Whether it is connected to, and its tools are offered. Default: true. */
  is_active?: boolean
}

/** Changes a schedule, at once. */
export interface UpdateSchedule {
  /** Unique among the owner’s schedules. */
  name?: string
  /** What it starts. */
  schedule_type?: ScheduleType
  /** The same as `targetNamespace`. */
  function_namespace?: string
  /** The same as `targetName`. */
  function_name?: string
  /** Of the function or agent. */
  target_namespace?: string
  /** Of the function or agent. */
  target_name?: string
  /** The message to the agent. Required for schedules of type agent. */
  content?: string
  /** What it is for. */
  description?: string
  /** Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used). */
  cron_expression?: string
  /** IANA name of the time zone in which the expression is read. */
  timezone?: string
  /** Input of the function, or of the chat with the agent. */
  input_data?: Record<string, unknown>
  /** False pauses it, true resumes it from now on. */
  is_active?: boolean
  /** What becomes of a slot whose schedule still runs. */
  overlap_policy?: OverlapPolicy
  /** What becomes of slots at which the platform was down. */
  missed_policy?: MissedPolicy
  /** Seconds after which a missed slot is not caught up with. Default a day. */
  missed_window?: number
}

/** Changes a skill. */
export interface UpdateSkill {
  /** Where it moves to: it is then known by this namespace alone. */
  namespace?: string
  /** Its new name, unique in its namespace. */
  name?: string
  /** Tells a model when to read it. */
  description?: string
  /** Markdown. */
  content?: string
  /** Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark. */
  is_shared?: boolean
  /** An inactive one is listed nowhere, and only its owner can read it. */
  is_active?: boolean
}

/** Changes the state of this name. */
export interface UpdateState {
  /** The new value, in place of all of the old one. */
  value?: unknown
  /** For the owner to change. */
  visibility?: StateVisibility
  /** Required where `visibility` becomes `group`: a group of the caller. */
  group_id?: string
  /** What it is about. */
  description?: string
  /** In place of all of the old ones. */
  tags?: unknown[]
  /** From 0 to 1: lists and agents take the highest first. */
  relevance_score?: number
  /** Encrypt the value at rest, or no longer. */
  encrypted?: boolean
  /** From then on it is not there. */
  expires_at?: string | Date
}

/** Changes a user. */
export interface UpdateUser {
  /** False keeps the user and their things, but lets them in no more. Needs `sinas.users.update:all`. */
  is_active?: boolean
}

/** Changes a webhook; the change counts for the next request. */
export interface UpdateWebhook {
  /** Of the function that it starts. */
  function_namespace?: string
  /** Of the function that it starts. */
  function_name?: string
  /** The method that it answers to. */
  http_method?: HttpMethod
  /** What it is for. */
  description?: string
  /** Input that a request does not give. */
  default_values?: Record<string, unknown>
  /** Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner. */
  requires_auth?: boolean
  /** What the sender is answered with, and when. */
  response_mode?: ResponseMode
  /** An inactive one answers 404. */
  is_active?: boolean
  /** Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path. */
  is_listed?: boolean
  /** What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ... */
  dedup?: WebhookDedupRule
  /** Only requests that are signed are accepted. */
  signature?: WebhookSignatureRule
  /** For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK. */
  rate_limit?: RateLimitRule
  /** For each user who calls it. */
  user_rate_limit?: RateLimitRule
}

/** A person who can log in. Other users see fewer of the fields than the user themselves. */
export interface User {
  /** Seen by all. */
  id: string
  /** In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others. */
  email: string | null
  /** Where false, the user can’t log in, and their tokens and keys don’t hold. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  is_active: boolean | null
  /** When the user last logged in, renewed an access token or used an API key. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  last_login_at: string | null
  /** When the user was created. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  created_at: string | null
  /** Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  groups: string[] | null
  /** Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others. */
  roles: string[] | null
}

/** A path at which requests from outside start a function. */
export interface Webhook {
  /** Its id; its path does as well, wherever a webhook is asked for. */
  id: string
  /** What stands after `/webhooks/`. */
  path: string
  /** The method that it answers to. */
  http_method: HttpMethod
  /** Namespace of the function that it starts. */
  function_namespace: string
  /** Name of the function that it starts. */
  function_name: string
  /** What it is for. */
  description: string | null
  /** Input that a request does not give. */
  default_values: unknown
  /** Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner. */
  requires_auth: boolean
  /** What the sender is answered with, and when. */
  response_mode: ResponseMode
  /** What makes two deliveries the same; null: the sender’s own id. */
  dedup: WebhookDedup | null
  /** How requests must be signed; null: they need not be. */
  signature: WebhookSignature | null
  /** For the webhook as a whole; null: none, but for what the platform lets through to a public one. */
  rate_limit: RateLimit | null
  /** For each user who calls it; null: none. */
  user_rate_limit: RateLimit | null
  /** An inactive one answers 404. */
  is_active: boolean
  /** Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function. */
  is_listed: boolean
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
  /** Id of the user who last changed what its runs do. */
  editor_id: string
  /** Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none. */
  editor_key_id: string | null
}

/** What makes two deliveries the same; null: the sender’s own id. */
export interface WebhookDedup {
  /** `$.a.b`: a field of the input; `header:Name`: a header. */
  key: string
  /** Seconds that a delivery is remembered. */
  ttl_seconds: number
}

/** What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ... */
export interface WebhookDedupRule {
  /** `$.a.b`: a field of the input; `header:Name`: a header. Empty removes deduplication by key. */
  key: string
  /** Seconds that a delivery is remembered, 1 to 86400. */
  ttl_seconds?: number
}

/** One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public. */
export interface WebhookDelivery {
  /** Its id. */
  id: string
  /** Id of the webhook that was asked. */
  webhook_id: string
  /** What became of it. */
  status: WebhookDeliveryStatus
  /** The method of the request. */
  method: HttpMethod
  /** The path that was asked for, without `/webhooks/`. */
  path: string
  /** Fields of the query string. */
  query: unknown
  /** Without credentials. */
  headers: unknown
  /** As it came: text, or base64. */
  body: string
  /** Whether `body` is base64: it was no text. */
  body_is_base64: boolean
  /** Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again. */
  is_body_kept: boolean
  /** How often it came again and was answered from this one. */
  duplicates: number
  /** Id of the execution that it started; null: none. */
  execution_id: string | null
  /** HTTP status of the answer; null until there is one. */
  response_status: number | null
  /** Why it failed or was rejected. */
  error: string | null
  /** What its function asked for and did not get: headers that a webhook may not send. */
  warning: string | null
  /** The delivery that this one repeats. */
  replay_of: string | null
  /** When it arrived. */
  received_at: string
  /** When its end was known; null before. */
  finished_at: string | null
  /** Milliseconds from arrival to end. */
  duration_ms: number | null
}

/** One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public. */
export interface WebhookDeliveryDetail {
  /** Its id. */
  id: string
  /** Id of the webhook that was asked. */
  webhook_id: string
  /** What became of it. */
  status: WebhookDeliveryStatus
  /** The method of the request. */
  method: HttpMethod
  /** The path that was asked for, without `/webhooks/`. */
  path: string
  /** Fields of the query string. */
  query: unknown
  /** Without credentials. */
  headers: unknown
  /** As it came: text, or base64. */
  body: string
  /** Whether `body` is base64: it was no text. */
  body_is_base64: boolean
  /** Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again. */
  is_body_kept: boolean
  /** How often it came again and was answered from this one. */
  duplicates: number
  /** Id of the execution that it started; null: none. */
  execution_id: string | null
  /** HTTP status of the answer; null until there is one. */
  response_status: number | null
  /** Why it failed or was rejected. */
  error: string | null
  /** What its function asked for and did not get: headers that a webhook may not send. */
  warning: string | null
  /** The delivery that this one repeats. */
  replay_of: string | null
  /** When it arrived. */
  received_at: string
  /** When its end was known; null before. */
  finished_at: string | null
  /** Milliseconds from arrival to end. */
  duration_ms: number | null
  /** Headers of the answer. */
  response_headers: unknown
  /** Body of the answer: as it was sent, or base64. Null where it is not kept. */
  response_body: string | null
}

/** A path at which requests from outside start a function. */
export interface WebhookDetail {
  /** Its id; its path does as well, wherever a webhook is asked for. */
  id: string
  /** What stands after `/webhooks/`. */
  path: string
  /** The method that it answers to. */
  http_method: HttpMethod
  /** Namespace of the function that it starts. */
  function_namespace: string
  /** Name of the function that it starts. */
  function_name: string
  /** What it is for. */
  description: string | null
  /** Input that a request does not give. */
  default_values: unknown
  /** Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner. */
  requires_auth: boolean
  /** What the sender is answered with, and when. */
  response_mode: ResponseMode
  /** What makes two deliveries the same; null: the sender’s own id. */
  dedup: WebhookDedup | null
  /** How requests must be signed; null: they need not be. */
  signature: WebhookSignature | null
  /** For the webhook as a whole; null: none, but for what the platform lets through to a public one. */
  rate_limit: RateLimit | null
  /** For each user who calls it; null: none. */
  user_rate_limit: RateLimit | null
  /** An inactive one answers 404. */
  is_active: boolean
  /** Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function. */
  is_listed: boolean
  /** When it was made. */
  created_at: string
  /** When it last changed. */
  updated_at: string
  /** Id of the user who last changed what its runs do. */
  editor_id: string
  /** Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none. */
  editor_key_id: string | null
  /** Why its function would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists. */
  fault: string | null
}

/** How requests must be signed; null: they need not be. */
export interface WebhookSignature {
  /** How the sender signs. */
  scheme: WebhookSignatureScheme
  /** Seconds. */
  tolerance: number
  /** Of `custom`: the header that holds the signature; null: `X-Signature`. */
  header: string | null
  /** Of `custom`: what stands before the signature. */
  prefix: string | null
  /** Of `custom`: the hash of the HMAC; null: sha256. */
  algorithm: WebhookSignatureAlgorithm | null
  /** Of `custom`: how the signature is written; null: hex. */
  encoding: WebhookSignatureEncoding | null
}

/** Only requests that are signed are accepted. */
export interface WebhookSignatureRule {
  /** For `custom`: the hash of the HMAC over the raw body. Default sha256. */
  algorithm?: WebhookSignatureAlgorithm
  /** For `custom`. Default hex. */
  encoding?: WebhookSignatureEncoding
  /** For `custom`: the header that holds the signature. Default `X-Signature`. */
  header?: string
  /** For `custom`: what stands before it, `sha256=` for example. */
  prefix?: string
  /** Whose way of signing it is. */
  scheme: WebhookSignatureScheme
  /** Shared with the sender. Stored sealed and never shown; absent on a change, it stays. */
  secret?: string
  /** Seconds that the sender’s clock may differ; older requests are replays. For schemes with a timestamp: standard_webhooks, stripe and slack. */
  tolerance?: number
}

/** A call waits for the user’s decision: `POST /chats/{id}/approve-tool/{tool_call_id}`. */
export interface ApprovalRequired {
  type: string
  tool_call_id: string
  function_namespace: string
  function_name: string
  arguments: Record<string, unknown>
}

export interface CalledFunctionPiece {
  name?: string
  /** A piece of JSON. */
  arguments?: string
}

/** Something was printed. */
export interface ExecutionLogLine {
  number: number
  stream: string
  text: string
  at: string
}

/** The execution has another status. */
export interface ExecutionStatusChange {
  execution_id: string
  status: ExecutionStatus
  /** What it returned. */
  output_data?: unknown
  error?: string
  /** What a paused execution asks for. */
  prompt?: string | null
  /** JSON Schema of the input that a paused execution waits for. */
  schema?: unknown
  duration_ms?: number
}

/** A piece of what the model says or asks for. */
export interface MessageChunk {
  /** More of the text. */
  content: string | null
  /** More of the calls, in the shape of OpenAI. */
  tool_calls: ToolCallPiece[] | null
  /** Why the model stopped, in the word of its provider. */
  finish_reason: string | null
}

/** What went wrong. It is the last event. */
export interface StreamFailure {
  error: string
  details?: string | null
  code?: string
}

export interface TokenUsage {
  prompt_tokens: number
  completion_tokens: number
  total_tokens: number
}

export interface ToolCallPiece {
  index?: number
  id?: string
  type?: string
  function?: CalledFunctionPiece
}

/** A call has ended. */
export interface ToolEnd {
  type: string
  tool_call_id: string
  name: string
  result: string
}

/** The user has rejected a call. */
export interface ToolRejected {
  type: string
  tool_call_id: string
  function_namespace: string | null
  function_name: string
}

/** A call begins. */
export interface ToolStart {
  type: string
  tool_call_id: string
  /** Name of the tool. */
  name: string
  /** JSON. */
  arguments: string
  /** What the call does, for people. */
  description: string | null
}

/** The turn has ended. It is the last event. */
export interface TurnDone {
  status: TurnStatus
  usage?: TokenUsage
}

/** The data of each event, by the event's name. */
export interface ChatEvents {
  message: MessageChunk
  tool_start: ToolStart
  tool_end: ToolEnd
  tool_rejected: ToolRejected
  approval_required: ApprovalRequired
  done: TurnDone
  error: StreamFailure
}

/** The data of each event, by the event's name. */
export interface ExecutionEvents {
  log: ExecutionLogLine
  status: ExecutionStatusChange
  error: StreamFailure
}
