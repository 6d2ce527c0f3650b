"""Generated from the OpenAPI documents by `npm run sdk:types`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Required, TypedDict

CancelledTurnStatus = Literal["cancelled", "idle"]

ExecutionLogStream = Literal["stderr", "stdout"]

ExecutionStatus = Literal["AWAITING_INPUT", "CANCELLED", "COMPLETED", "FAILED", "PENDING", "RUNNING"]

ExecutionStepStatus = Literal["COMPLETED", "FAILED", "RUNNING"]

FunctionResultStatus = Literal["error", "success", "timeout"]

HttpMethod = Literal["DELETE", "GET", "PATCH", "POST", "PUT"]

InitialMessageRole = Literal["assistant", "system", "user"]

LlmProviderType = Literal["anthropic", "mistral", "ollama", "openai"]

McpServerConnectionStatus = Literal["connected", "disconnected", "error"]

McpServerProtocol = Literal["http", "sse", "stdio", "websocket"]

MessageRole = Literal["assistant", "system", "tool", "user"]

MissedPolicy = Literal["run_all", "run_once", "skip"]

OverlapPolicy = Literal["parallel", "queue", "skip"]

PermissionLogic = Literal["AND", "OR"]

QueuedExecutionStatus = Literal["cancelled", "completed", "failed", "queued", "running"]

ResponseMode = Literal["async", "sync"]

ScheduleSlotStatus = Literal["FAILED", "FIRED", "MISSED", "SKIPPED", "STARTING", "WAITING"]

ScheduleType = Literal["agent", "function"]

StateVisibility = Literal["group", "private", "public", "shared"]

StepKind = Literal["function", "local"]

ToolDecisionStatus = Literal["approved", "rejected"]

TriggerType = Literal["AGENT", "API", "MANUAL", "SCHEDULE", "WEBHOOK"]

WebhookDeliveryStatus = Literal["FAILED", "QUEUED", "REJECTED", "RUNNING", "SUCCEEDED"]

WebhookSignatureAlgorithm = Literal["sha1", "sha256", "sha512"]

WebhookSignatureEncoding = Literal["base64", "base64url", "hex"]

WebhookSignatureScheme = Literal["custom", "github", "none", "slack", "standard_webhooks", "stripe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person who can log in. Other users see fewer of the fields than the user themselves."""

    id: str
    """Seen by all."""

    email: str | None
    """In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others."""

    is_active: bool | None
    """Where false, the user can’t log in, and their tokens and keys don’t hold. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""

    last_login_at: datetime | None
    """When the user last logged in, renewed an access token or used an API key. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""

    created_at: datetime | None
    """When the user was created. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""

    groups: list[str] | None
    """Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""

    roles: list[str] | None
    """Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A language model with a prompt and tools. It acts with the permissions of the user who talks with it. It does nothing to that user’s things that one of its editors could not do to them."""

    id: str
    """Its id. Wherever an agent is asked for, its namespace and name do as well."""

    user_id: str | None
    """Its owner; null for the platform's own agents."""

    group_id: str | None
    """The group whose members are offered it, and may use it where their permission reaches their groups; null: none."""

    namespace: str
    """What groups it with others."""

    name: str
    """Unique in its namespace, among the agents of all users."""

    description: str | None
    """Also tells other agents what it is for."""

    llm_provider_id: str | None
    """Null: the default provider."""

    model: str | None
    """Null: the provider's default model."""

    temperature: float
    """How freely the model chooses its words, from 0 to 2."""

    max_tokens: int | None
    """Of one answer."""

    system_prompt: str | None
    """A Jinja2 template over the chat's input."""

    input_schema: dict[str, Any]
    """JSON Schema of a chat's input."""

    output_schema: dict[str, Any]
    """JSON Schema of its answers; empty: any text."""

    initial_messages: list[InitialMessage] | None
    """What a chat begins with."""

    enabled_functions: list[str]
    """Functions that it may call: `namespace/name`."""

    enabled_agents: list[str]
    """Agents that it may call: `namespace/name`, an id, or `namespace/*` and `*/*` for those that are offered to the user who set this."""

    enabled_skills: list[EnabledSkill]
    """Skills that it may read."""

    enabled_mcp_tools: list[str]
    """Tools of MCP servers: `tool`, `server.tool` or `server:tool`."""

    function_parameters: Any
    """Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`."""

    mcp_tool_parameters: Any
    """The same for tools of MCP servers, by tool name."""

    state_namespaces_readonly: list[str]
    """Namespaces of states that it may read."""

    state_namespaces_readwrite: list[str]
    """Namespaces of states that it may read and change."""

    status_templates: Any
    """Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`."""

    icon: str | None
    """What clients show beside its name."""

    icon_url: str | None
    """The address of its icon, where that is one."""

    default_job_timeout: int | None
    """Seconds that a turn may take in chats that do not say; null: AGENT_JOB_TIMEOUT."""

    default_keep_alive: bool
    """The `keepAlive` of chats that do not say."""

    is_shared: bool
    """Offered to all users who may talk with it."""

    is_default: bool
    """Offered where no agent is named."""

    is_active: bool
    """False where it was taken out of use."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""

    warnings: list[str] | None
    """What of its lists does not exist or is not in use, and so is not offered to its model: a sentence each. It may be made later."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key with which a program acts as its owner, within the key’s own permissions."""

    id: str
    """Its id, by which it is revoked."""

    user_id: str
    """Id of the owner."""

    user_email: str | None
    """E-mail address of the owner, for callers who may see it."""

    name: str
    """What it is for, in the words of its owner."""

    key_prefix: str
    """The key’s first characters, to recognise it by."""

    permissions: Any
    """Permission to true or false. The key does what both it and its owner may do at the time of use; an empty map grants nothing."""

    is_active: bool
    """False when the key was revoked."""

    last_used_at: datetime | None
    """To the minute."""

    expires_at: datetime | None
    """Null: never."""

    created_at: datetime
    """When it was made."""

    revoked_at: datetime | None
    """When it was revoked; null while it holds."""



@dataclass(frozen=True, slots=True, kw_only=True)
class CalledFunction:
    """What is called, and with what."""

    name: str
    """As the model knows it."""

    arguments: str
    """JSON text, as the model wrote it."""



@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledExecution:
    """One call of a function: who called what, and how it ended."""

    execution_id: str
    """Its id."""

    status: ExecutionStatus
    """How far it is."""

    error: str | None
    """What went wrong, in a sentence."""

    completed_at: datetime | None
    """When it ended; null before."""



@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledTurn:
    """What a mutation answers."""

    status: CancelledTurnStatus
    """What it came to."""

    channel_id: str | None
    """The turn. Its stream ends with `done` (over GraphQL `TurnDone`), status `cancelled`."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count."""

    id: str
    """Its id."""

    user_id: str
    """The one user who sees it."""

    user_email: str | None
    """E-mail address of the one user who sees it; null for others."""

    group_id: str | None
    """The group of the agent when the chat began; null: none."""

    agent_id: str
    """The agent that answers."""

    agent_namespace: str
    """Namespace of the agent when the chat began."""

    agent_name: str
    """Name of the agent when the chat began."""

    title: str
    """What it is called in lists."""

    archived: bool
    """Left out of lists that do not ask for it."""

    session_key: str | None
    """The key by which `invokeAgent` goes on with it; null: none."""

    expires_at: datetime | None
    """When the chat and its messages are deleted."""

    keep_alive: bool
    """A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays."""

    active_channel_id: str | None
    """The turn that goes on, or waits for approval: its stream can be watched."""

    last_message_at: datetime | None
    """When the agent was last written to, or answered; null: not yet."""

    created_at: datetime
    """When it began."""

    updated_at: datetime
    """When it, or what is said in it, last changed."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ChatDetail:
    """A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count."""

    id: str
    """Its id."""

    user_id: str
    """The one user who sees it."""

    user_email: str | None
    """E-mail address of the one user who sees it; null for others."""

    group_id: str | None
    """The group of the agent when the chat began; null: none."""

    agent_id: str
    """The agent that answers."""

    agent_namespace: str
    """Namespace of the agent when the chat began."""

    agent_name: str
    """Name of the agent when the chat began."""

    title: str
    """What it is called in lists."""

    archived: bool
    """Left out of lists that do not ask for it."""

    session_key: str | None
    """The key by which `invokeAgent` goes on with it; null: none."""

    expires_at: datetime | None
    """When the chat and its messages are deleted."""

    keep_alive: bool
    """A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays."""

    active_channel_id: str | None
    """The turn that goes on, or waits for approval: its stream can be watched."""

    last_message_at: datetime | None
    """When the agent was last written to, or answered; null: not yet."""

    created_at: datetime
    """When it began."""

    updated_at: datetime
    """When it, or what is said in it, last changed."""

    messages: list[Message]
    """In order."""

    pending_approvals: list[PendingApproval]
    """Calls that wait for the user, in the order in which the agent asked for them. None where the caller may not read the chat."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ContinuedExecution:
    """What a mutation answers."""

    execution_id: str
    """Id of the execution."""

    status: ExecutionStatus
    """How far it is."""

    output_data: Any
    """What the function returned."""

    error: str | None
    """What went wrong, in a sentence."""

    prompt: str | None
    """What it asks, where it waits for input again."""

    schema: Any
    """JSON Schema of the input that it waits for."""



class CreateAgent(TypedDict, total=False):
    """Creates an agent that the caller owns."""

    namespace: str
    """What groups it with others."""

    name: Required[str]
    """Unique in its namespace."""

    description: str
    """Also tells other agents what it is for."""

    llm_provider_id: str
    """Absent: the default provider."""

    model: str
    """Absent: the provider's default model."""

    temperature: float
    """0.7 where it is absent."""

    max_tokens: int
    """Of one answer, 1 to 1,000,000. Absent: what the provider allows."""

    system_prompt: str
    """A Jinja2 template over the chat's input."""

    input_schema: dict[str, Any]
    """JSON Schema of a chat's input. Default: any."""

    output_schema: dict[str, Any]
    """JSON Schema of its answers. Default: any text."""

    initial_messages: list[Any]
    """`[{"role": "assistant", "content": "Hello!"}]`"""

    group_id: str
    """A group of the caller, whose members may use it, and are offered it."""

    enabled_functions: list[Any]
    """`namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again."""

    enabled_agents: list[Any]
    """`namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `*/*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again."""

    enabled_skills: list[Any]
    """`{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent."""

    enabled_mcp_tools: list[Any]
    """Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server."""

    function_parameters: dict[str, Any]
    """Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one."""

    mcp_tool_parameters: dict[str, Any]
    """The same for tools of MCP servers, by tool name."""

    state_namespaces_readonly: list[Any]
    """Namespaces of states that it may read."""

    state_namespaces_readwrite: list[Any]
    """Namespaces of states that it may read and change."""

    status_templates: dict[str, Any]
    """Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`."""

    icon: str
    """What clients show beside its name: `url:https://...`, or a text of theirs."""

    default_job_timeout: int
    """Seconds that a turn may take in chats that do not say."""

    default_keep_alive: bool
    """The `keepAlive` of chats that do not say."""

    is_shared: bool
    """Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark."""

    is_default: bool
    """Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away."""



class CreateApiKey(TypedDict, total=False):
    """Makes an API key for the caller."""

    name: Required[str]
    """What it is for."""

    permissions: dict[str, Any]
    """Permission to true or false. Not given, the key may do nothing."""

    expires_at: datetime | str
    """Not given: never, or with the key with which it is made."""



class CreateChat(TypedDict, total=False):
    """Begins a chat with an agent."""

    input: dict[str, Any]
    """Fits the agent's `inputSchema`; its templates are rendered with it."""

    title: str
    """What it is called in lists. Default: `Chat with namespace/name`."""

    expires_in: int
    """Seconds after which the chat is deleted."""

    job_timeout: int
    """Seconds that a turn may take. Default: the agent's."""

    keep_alive: bool
    """Keeps a turn that no client watches from being ended by the next message. Default: the agent's."""



class CreateFunction(TypedDict, total=False):
    """Creates a function that the caller owns."""

    namespace: str
    """A Python name."""

    name: Required[str]
    """A Python name, unique in its namespace."""

    description: str
    """What it does: also tells agents when to call it."""

    code: Required[str]
    """Python that defines `handler(input, context)`."""

    input_schema: Any
    """JSON Schema of the input. Default: any object."""

    output_schema: Any
    """JSON Schema of what it returns. Default: any object."""

    requirements: list[Any]
    """pip requirements, installed for the owner of the function where they are missing."""

    enabled_namespaces: list[Any]
    """Namespaces beside its own whose functions it may call."""

    secrets: list[Any]
    """Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use."""

    shared_pool: bool
    """Asks for `sinas.functions.shared_pool:all`."""

    requires_approval: bool
    """An agent asks its user before it calls the function."""

    timeout: int
    """Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT."""

    icon: str
    """What clients show beside its name."""

    is_shared: bool
    """Offers it to all users who may execute it. Setting it requires `sinas.functions.share`."""



class CreateGroup(TypedDict, total=False):
    """Creates a group, with the caller as its first member."""

    name: Required[str]
    """Unique."""

    description: str
    """What it is for."""

    email_domain: str
    """For information only: it makes no user a member."""

    external_group_id: str
    """A group of the OpenID Connect issuer."""



class CreateLlmProvider(TypedDict, total=False):
    """Adds a service that runs language models."""

    name: Required[str]
    """Unique."""

    provider_type: Required[LlmProviderType]
    """`openai` is also for every compatible server."""

    api_key: str
    """Sealed at rest; never returned."""

    api_endpoint: str
    """Base URL, with `/v1` where the service has it."""

    default_model: str
    """The model of agents that name none."""

    config: dict[str, Any]
    """`models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens."""

    is_default: bool
    """The provider that was the default is it no more."""



class CreateMcpServer(TypedDict, total=False):
    """Registers an MCP server and connects to it."""

    name: Required[str]
    """Unique."""

    url: str
    """Its address. Needed but for `stdio`."""

    server_url: str
    """The older word for `url`."""

    protocol: McpServerProtocol
    """How it is spoken to. Default: `HTTP`."""

    description: str
    """What it is for."""

    api_key: str
    """Sent as a bearer token. Sealed at rest; never returned."""

    headers: dict[str, Any]
    """Sent with every request. Sealed at rest; never returned."""

    command: str
    """The program of a `stdio` server."""

    args: list[Any]
    """Arguments of the program."""

    env: dict[str, Any]
    """Environment of the program. Sealed at rest; never returned."""

    oauth_client_id: str
    """An OAuth client that was registered by hand; else the platform registers itself."""

    oauth_client_secret: str
    """Sealed at rest; never returned."""

    requires_approval: list[Any]
    """Tools that an agent calls only when a person agrees; `*` is all of them."""

    timeout: int
    """Seconds that a call may take without a sign of progress. Default: 60."""

    group_id: str
    """Its members may use the server, where their permission reaches their groups."""

    is_active: bool
    """Whether it is connected to, and its tools are offered. Default: true."""



class CreateSchedule(TypedDict, total=False):
    """Creates a schedule: a cron expression that starts a function or an agent, as its owner."""

    name: Required[str]
    """Unique among the owner’s schedules."""

    schedule_type: ScheduleType
    """What it starts."""

    function_namespace: str
    """The same as `targetNamespace`."""

    function_name: str
    """The same as `target_name`: one of them is required."""

    target_namespace: str
    """Of the function or agent. Default `default`."""

    target_name: str
    """Of the function or agent. Required."""

    content: str
    """The message to the agent. Required for schedules of type agent."""

    description: str
    """What it is for."""

    cron_expression: Required[str]
    """Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used)."""

    timezone: str
    """IANA name of the time zone in which the expression is read."""

    input_data: dict[str, Any]
    """Input of the function, or of the chat with the agent."""

    is_active: bool
    """False creates it paused."""

    overlap_policy: OverlapPolicy
    """What becomes of a slot whose schedule still runs."""

    missed_policy: MissedPolicy
    """What becomes of slots at which the platform was down."""

    missed_window: int
    """Seconds after which a missed slot is not caught up with. Default a day."""



class CreateSkill(TypedDict, total=False):
    """Creates a skill: instructions in Markdown that agents read."""

    namespace: str
    """What groups it with others."""

    name: Required[str]
    """Unique in its namespace."""

    description: Required[str]
    """Tells a model when to read it."""

    content: Required[str]
    """Markdown."""

    is_shared: bool
    """Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark."""



class CreateState(TypedDict, total=False):
    """Creates a state owned by the caller."""

    namespace: Required[str]
    """What groups it with others."""

    key: Required[str]
    """Its name, unique among the caller’s states of the namespace."""

    value: Required[Any]
    """Any JSON value."""

    visibility: StateVisibility
    """Sharing takes the permission `sinas.states.create:group`, making public `sinas.states.create:all`."""

    group_id: str
    """Required where `visibility` is `group`: a group of the caller."""

    description: str
    """What it is about: found by search, and shown to agents."""

    tags: list[Any]
    """Words to find it by."""

    relevance_score: float
    """From 0 to 1: lists and agents take the highest first."""

    encrypted: bool
    """Encrypt the value at rest. Search and lists do not look at values anyway."""

    expires_at: datetime | str
    """From then on it is not there. Absent: never."""



class CreateWebhook(TypedDict, total=False):
    """Creates a webhook: a path at which requests from outside start a function."""

    path: Required[str]
    """What stands after `/webhooks/`. Unique."""

    function_namespace: str
    """Of the function that it starts."""

    function_name: Required[str]
    """Of the function that it starts."""

    http_method: HttpMethod
    """The method that it answers to."""

    description: str
    """What it is for."""

    default_values: dict[str, Any]
    """Input that a request does not give."""

    requires_auth: bool
    """Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner."""

    response_mode: ResponseMode
    """What the sender is answered with, and when."""

    is_active: bool
    """An inactive one answers 404."""

    is_listed: bool
    """Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path."""

    dedup: WebhookDedupRule
    """What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ..."""

    signature: WebhookSignatureRule
    """Only requests that are signed are accepted."""

    rate_limit: RateLimitRule
    """For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK."""

    user_rate_limit: RateLimitRule
    """For each user who calls it."""



@dataclass(frozen=True, slots=True, kw_only=True)
class EnabledSkill:
    """A skill that an agent may read."""

    skill: str
    """`namespace/name`"""

    preload: bool
    """In the system prompt from the start, rather than a tool."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """One call of a function: who called what, and how it ended."""

    id: str
    """Its id."""

    execution_id: str
    """Its id."""

    function_namespace: str
    """Namespace of the function when it was called."""

    function_name: str
    """Name of the function when it was called."""

    version: int
    """The version of the function that it was called with."""

    trigger_type: TriggerType
    """What called the function."""

    trigger_id: str
    """Id of the webhook, schedule or chat, or a word for where it came from."""

    chat_id: str | None
    """The chat in which it was called; null: none."""

    status: ExecutionStatus
    """How far it is."""

    input_data: Any
    """What it was called with."""

    output_data: Any
    """What the function returned; null until it is completed."""

    error: str | None
    """What went wrong, in a sentence."""

    traceback: str | None
    """Of the function’s own frames."""

    reason: str | None
    """Why it failed, in a word: exception, timeout, memory, crash, lost, invalid-input, invalid-output, shutdown, ..."""

    started_at: datetime
    """When it began; for a queued one, when it was queued."""

    completed_at: datetime | None
    """When it ended; null before."""

    duration_ms: float | None
    """Milliseconds that it ran, without pauses."""

    cpu_ms: float | None
    """CPU time of its process."""

    peak_memory_kb: int | None
    """Most memory that its process held."""

    input_prompt: str | None
    """What it asks, while it waits for input."""

    input_schema: Any
    """JSON Schema of the input that it waits for."""

    attempts: int
    """Times that it began; more than one where a queued execution was tried again."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionLog:
    """Something that an execution printed: as much of it as came at once."""

    number: int
    """From 0, without gaps."""

    stream: ExecutionLogStream
    """Where it was printed to."""

    text: str
    """What was printed."""

    at: datetime
    """When it was printed."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionStep:
    """A call inside an execution. Steps form a tree by `parentStepId`."""

    id: str
    """Its id."""

    execution_id: str
    """The execution that it belongs to."""

    parent_step_id: str | None
    """The call that made this one; null for calls of the function itself."""

    depth: int
    """Calls above this one."""

    function_name: str
    """What was called: `namespace.name`, or the name of one that the code defines."""

    kind: StepKind
    """What was called."""

    status: ExecutionStepStatus
    """How far it is."""

    input_data: Any
    """Its arguments."""

    output_data: Any
    """What it returned."""

    error: str | None
    """The exception that it raised."""

    duration_ms: float | None
    """Milliseconds; null while it runs."""

    started_at: datetime
    """When it began."""

    completed_at: datetime | None
    """When it ended; null while it runs."""



@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionDefinition:
    """A Python function. Each call of it runs in a fresh, isolated process."""

    id: str
    """Its id. Wherever a function is asked for, its namespace and name do as well."""

    namespace: str
    """What groups it with others. Functions of a namespace may call each other."""

    name: str
    """Unique in its namespace, among the functions of all users."""

    description: str | None
    """What it does: also tells agents when to call it."""

    code: str
    """Python that defines `handler(input, context)`, or a function of this name."""

    input_schema: dict[str, Any]
    """JSON Schema (2020-12) of the input."""

    output_schema: dict[str, Any]
    """JSON Schema (2020-12) of what it returns."""

    requirements: list[str]
    """pip requirements that its code imports."""

    enabled_namespaces: list[str]
    """Namespaces beside its own whose functions it may call."""

    secrets: list[str]
    """Names of the secrets that its runs find in `context["secrets"]`: each where the user of the run, and everyone who shaped it, may use it."""

    shared_pool: bool
    """Has no effect, and is kept for older clients: every execution is isolated."""

    requires_approval: bool
    """An agent asks its user before it calls the function."""

    timeout: int | None
    """Seconds that a run may take; null: FUNCTION_TIMEOUT."""

    icon: str | None
    """What clients show beside its name."""

    is_active: bool
    """An inactive function can be changed, but not called."""

    is_shared: bool
    """Offered, as a tool and in lists, to all users who may execute it. Without the mark it is offered to its owner only. Setting it requires `sinas.functions.share`. It vouches for the function as it is: a change of its code, schemas, packages or description by an editor who may not share takes the mark away."""

    calls: list[FunctionDefinitionCalls]
    """Functions that the code calls by name, as they were found when it was saved: those that its author might execute then. A function that was made after it is called once it is saved again. Names that Python or the code itself binds are never another function’s."""

    warnings: list[str]
    """Why calls of it fail, where that is known from its code: a sentence each."""

    version: int
    """Number of the version that runs now."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""



@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionDefinitionCalls:
    """A name by which code calls another function. It keeps meaning that function, also when another function gets the name later."""

    spelled: str
    """As the code spells it: `name`, or `namespace.name`."""

    namespace: str
    """Namespace of the function that it means."""

    name: str
    """Name of the function that it means."""



@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionResult:
    """What a mutation answers."""

    status: FunctionResultStatus
    """How it went."""

    execution_id: str
    """The execution, by which it can be asked for later."""

    result: Any
    """What the function returned; where it paused, `{status: "awaiting_input", execution_id, prompt, schema}`."""

    error: str | None
    """What went wrong, in a sentence."""



@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionVersion:
    """What a function was at some time. Versions are numbered from 1 without gaps and never change: going back makes a new one."""

    id: str
    """Its id."""

    function_id: str
    """The function that it is a version of."""

    version: int
    """Its number, from 1."""

    code: str
    """The Python code."""

    input_schema: dict[str, Any]
    """JSON Schema of the input."""

    output_schema: dict[str, Any]
    """JSON Schema of what it returned."""

    restored_from: int | None
    """The version that a rollback copied."""

    created_at: datetime
    """When it was made."""

    created_by: str
    """The user who made it."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Users who are granted the same permissions. Members and holders of `sinas.groups.read:all` see it."""

    id: str
    """Its id."""

    name: str
    """Unique."""

    description: str | None
    """What it is for."""

    email_domain: str | None
    """For information only: it makes no user a member."""

    external_group_id: str | None
    """The group of the OpenID Connect issuer whose members become members of this one when they log in."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When its name, description or mapping last changed."""



@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMember:
    """A user’s membership of a group."""

    id: str
    """Of the membership."""

    group_id: str
    """Id of the group."""

    user_id: str
    """Id of the user."""

    role: str
    """For information: permissions come from the group."""

    active: bool
    """False where the membership has ended."""

    added_at: datetime
    """When the user last became a member."""



@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPermission:
    """A permission that a group grants its members."""

    id: str
    """Of the entry."""

    group_id: str
    """Id of the group."""

    permission_key: str
    """As it was written: `sinas.agents.read:own`."""

    permission_value: bool
    """False grants nothing, and denies nothing that another group grants."""

    created_at: datetime
    """When it was first set."""

    updated_at: datetime
    """When it was last set."""



@dataclass(frozen=True, slots=True, kw_only=True)
class InitialMessage:
    """A message that every chat with the agent begins with."""

    role: InitialMessageRole
    """Who seems to say it."""

    content: str
    """A Jinja2 template over the chat's input."""



class InstallPackage(TypedDict, total=False):
    """Installs a Python package from the index, as a wheel, for the caller's functions or, with sinas.packages.install:all, for everyone's."""

    package_name: str
    """Its name, `[extras]` where wanted."""

    name: str
    """The same as `packageName`, as older clients of the REST API send it."""

    version: str
    """A version, `2.31.0`, or a specifier, `>=2,<3`."""

    for_everyone: bool
    """Whether the functions of all users may import it, which takes `sinas.packages.install:all`; false: those of the caller alone. Default: whatever the caller may."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """What a mutation answers."""

    reply: str | None
    """What the agent answered."""

    chat_id: str
    """The chat that it was given in."""

    session_key: str | None
    """The key that goes on with this chat; null: none was given."""

    usage: Any
    """`prompt_tokens`, `completion_tokens`, `total_tokens`."""



class InvokeAgent(TypedDict, total=False):
    """One call: begins a chat, or goes on with the one of the session, sends the message and waits for the answer."""

    message: Required[Any]
    """Text, or a list of content parts."""

    session_key: str
    """The same key goes on with the same chat."""

    reset: bool
    """Begins anew: the session's chat goes to the archive."""

    input: dict[str, Any]
    """Of a new chat."""



class ListAgents(TypedDict, total=False):
    """Active agents that the caller may read, newest first."""

    namespace: str
    """Those of this namespace."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListApiKeys(TypedDict, total=False):
    """The caller's API keys, newest first, with those that were revoked."""

    all: bool
    """The keys of all users, for holders of `sinas.api_keys.read:all`."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListChats(TypedDict, total=False):
    """The caller's chats, the latest first."""

    include_archived: bool
    """Also those in the archive."""

    agent_id: str
    """Those with this agent."""

    q: str
    """Part of the title, in any case."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListExecutions(TypedDict, total=False):
    """Lists executions, latest first."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    function_namespace: str
    """Those of functions that were in this namespace."""

    function_name: str
    """Those of functions that had this name."""

    status: ExecutionStatus
    """Those that are this far."""

    trigger_type: TriggerType
    """Those that this called."""

    trigger_id: str
    """Those of this webhook, schedule or chat."""

    chat_id: str
    """Those of this chat."""

    fingerprint: str
    """Those that failed alike: see `executionErrors`."""

    cursor: str
    """Only what comes after this cursor."""



class ListFunctions(TypedDict, total=False):
    """Lists the functions that the caller may read, newest first."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    namespace: str
    """Those of this namespace."""

    name: str
    """Those of this name."""

    search: str
    """Those whose namespace, name or description contains this text."""

    is_active: bool
    """Those that are active, or those that are not."""

    cursor: str
    """Only what comes after this cursor."""



class ListGroups(TypedDict, total=False):
    """The groups in which the caller is a member; all of them for holders of `sinas.groups.read:all`."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListPackages(TypedDict, total=False):
    """Lists the Python packages that functions may import: those for everyone, and the caller's own."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListRequestLogs(TypedDict, total=False):
    """Lists requests, the newest first: the caller's own, or with `sinas.logs.read:all` everybody's."""

    user_id: str
    """Requests of this user; others than the caller take `sinas.logs.read:all`."""

    start_time: datetime | str
    """Requests since."""

    end_time: datetime | str
    """Requests until."""

    permission: str
    """Requests that this permission, exactly, decided on."""

    path_pattern: str
    """A pattern of SQL’s LIKE: `/api/v1/%`."""

    status_code: int
    """Requests that were answered with this HTTP status."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    offset: int
    """How many to leave out: REST had this before it had cursors."""

    cursor: str
    """Only what comes after this cursor."""



class ListScheduleSlots(TypedDict, total=False):
    """Lists the slots of a schedule, newest first: every instant at which it was due, and what became of it."""

    status: ScheduleSlotStatus
    skip: int
    limit: int
    cursor: str


class ListSchedules(TypedDict, total=False):
    """Lists the caller's schedules, or all with the permission for all, newest first."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListSkills(TypedDict, total=False):
    """Active skills that the caller may read, by name."""

    namespace: str
    """Those of this namespace."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListStates(TypedDict, total=False):
    """Lists the states that the caller may read, the most relevant first, then the latest."""

    namespace: str
    """Those of this namespace."""

    visibility: StateVisibility
    """Those that are seen by these."""

    tags: list[Any]
    """Those that have all of these tags."""

    search: str
    """Part of the key or the description, in any case."""

    owner: str
    """`me`, `all` or a user’s id."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListUsers(TypedDict, total=False):
    """All users, newest first."""

    search: str
    """Part of the e-mail address, in any case."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



class ListWebhookDeliveries(TypedDict, total=False):
    """Lists the deliveries to a webhook, newest first: what came, and what became of it."""

    status: WebhookDeliveryStatus
    skip: int
    limit: int
    cursor: str


class ListWebhooks(TypedDict, total=False):
    """Lists the caller's webhooks, or all with the permission for all, newest first."""

    skip: int
    """How many to leave out: REST had this before it had cursors."""

    limit: int
    """How many from the beginning, 1 to 1000. Without `first` and `last`: 50."""

    cursor: str
    """Only what comes after this cursor."""



@dataclass(frozen=True, slots=True, kw_only=True)
class LlmProvider:
    """A service that runs language models. Its API key is sealed and never shown."""

    id: str
    """Its id; its name does as well, wherever a provider is asked for."""

    name: str
    """Unique."""

    provider_type: LlmProviderType
    """The protocol that it speaks."""

    api_endpoint: str | None
    """Base URL; null: the service's own."""

    default_model: str | None
    """The model of agents that name none; null: they must name one."""

    config: Any
    """`models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens."""

    is_default: bool
    """Used by agents that name none."""

    is_active: bool
    """False where it was taken out of use."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""



@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSession:
    """A login that waits for its code."""

    message: str
    """What to do next, for a person."""

    session_id: str
    """Goes back with the code."""



@dataclass(frozen=True, slots=True, kw_only=True)
class McpServer:
    """A server of the Model Context Protocol whose tools agents can use. Its secrets are sealed and never shown."""

    id: str
    """Its id; its name does as well, wherever a server is asked for."""

    name: str
    """Unique."""

    description: str | None
    """What it is for."""

    url: str | None
    """Null for `stdio`."""

    protocol: McpServerProtocol
    """How it is spoken to."""

    command: str | None
    """The program of a `stdio` server."""

    args: list[str]
    """Arguments of the program."""

    is_active: bool
    """Whether it is connected to, and its tools are offered."""

    group_id: str | None
    """The group whose members may use it; null: none."""

    requires_approval: list[str]
    """Tools that an agent calls only when a person agrees; `*` is all of them."""

    timeout: int
    """Seconds that a call may take without a sign of progress."""

    last_connected: datetime | None
    """When it last answered; null: never."""

    connection_status: McpServerConnectionStatus
    """How the last attempt to reach it went."""

    error_message: str | None
    """Why it could not be reached."""

    authorization_url: str | None
    """The server asks for a login: open this address, and the platform is let in."""

    retry_at: datetime | None
    """When it is tried again."""

    tool_count: int
    """Tools that it offered last."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""



@dataclass(frozen=True, slots=True, kw_only=True)
class McpTool:
    """A tool of an MCP server, as the server last described it."""

    name: str
    """Unique on its server."""

    title: str | None
    """Its name for people."""

    description: str
    """What it does, as the server tells models."""

    input_schema: dict[str, Any]
    """JSON Schema of the arguments."""

    output_schema: dict[str, Any] | None
    """JSON Schema of `structuredContent`; null: it has none."""

    read_only: bool
    """The server says that it changes nothing."""

    requires_approval: bool
    """An agent calls it only when a person agrees."""

    server: str
    """Name of the server that has it."""



@dataclass(frozen=True, slots=True, kw_only=True)
class McpToolResult:
    """What a mutation answers."""

    result: dict[str, Any]
    """As MCP has it: `{content, structuredContent?, isError?}`."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One row of a conversation. The result of a tool is a row of its own."""

    id: str
    """Its id."""

    chat_id: str
    """The chat that it belongs to."""

    role: MessageRole
    """Who says it."""

    content: str | None
    """Text. Content parts are JSON text."""

    tool_calls: list[ToolCall] | None
    """What the model asked for."""

    tool_call_id: str | None
    """The call that this row is the result of."""

    name: str | None
    """Of the tool whose result this is."""

    created_at: datetime
    """When it was said."""



@dataclass(frozen=True, slots=True, kw_only=True)
class NewApiKey:
    """A key that was just made, as REST has it."""

    id: str
    """Its id, by which it is revoked."""

    name: str
    """What it is for, in the words of its owner."""

    key: str
    """The key itself. It is shown this once; only its hash is kept."""

    api_key: str
    """The key itself. It is shown this once; only its hash is kept."""

    key_prefix: str
    """The key’s first characters, to recognise it by."""

    permissions: Any
    """Permission to true or false."""

    expires_at: datetime | None
    """Null: never."""

    created_at: datetime
    """Now."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A Python package that functions may import: the functions of all users, or those of one user. In that user’s functions it comes before a package of the same name for all users."""

    id: str
    """Its id."""

    package_name: str
    """Its name."""

    version: str
    """The version that pip chose."""

    for_everyone: bool
    """Whether the functions of all users may import it."""

    owner_id: str | None
    """The user whose functions may import it; null where it is for everyone."""

    installed_at: datetime
    """When it was installed."""

    installed_by: str
    """The user who installed it."""



@dataclass(frozen=True, slots=True, kw_only=True)
class PathCount:
    """How often a path was asked for."""

    path: str
    """The path of the URL."""

    count: int
    """Requests."""



@dataclass(frozen=True, slots=True, kw_only=True)
class PendingApproval:
    """A call that waits for its user to agree."""

    tool_call_id: str
    """Id of the call, by which `decideToolCall` decides on it."""

    function_namespace: str
    """Namespace of the function; of a tool of an MCP server, the name of the server."""

    function_name: str
    """Name of the function or tool."""

    arguments: Any
    """What it is called with, by name."""



@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionCheck:
    """Whether the caller holds one permission."""

    permission: str
    """As it was asked for."""

    has_permission: bool
    """By their groups; with an API key, by the key as well."""



@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionChecks:
    """Whether the caller holds several permissions."""

    result: bool
    """The answers, put together by `logic`."""

    logic: PermissionLogic
    """As it was asked for."""

    checks: list[PermissionCheck]
    """In the order in which they were asked for."""



@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionCount:
    """How often a permission decided on a request."""

    permission: str
    """The permission, with its scope."""

    count: int
    """Requests."""



@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedExecution:
    """What a mutation answers."""

    execution_id: str
    """The execution, by which it can be asked for later."""

    status: QueuedExecutionStatus
    """How far it is."""



@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """For the webhook as a whole; null: none, but for what the platform lets through to a public one."""

    requests: int
    """How many."""

    seconds: int
    """In how many seconds."""



class RateLimitRule(TypedDict, total=False):
    """For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK."""

    requests: Required[int]
    """0 removes a limit."""

    seconds: int
    """In how many seconds, 1 to 86400."""



@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshedToken:
    """A new access token, and the refresh token for the next one."""

    access_token: str
    """A JWT for `Authorization: Bearer`."""

    refresh_token: str
    """Takes the place of the one that was used: keep this one. To use an earlier one again ends the session."""

    token_type: str
    """Always `bearer`."""

    expires_in: int
    """Seconds until the access token expires."""



@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLog:
    """A request that the gateway answered. What does not apply is the empty string."""

    request_id: str
    """As in the header X-Request-Id of the answer."""

    timestamp: datetime
    """When it arrived."""

    user_id: str
    """The user who made the request."""

    user_email: str
    """Their e-mail address."""

    permission_used: str
    """The permission that decided on the request."""

    has_permission: bool
    """Was the request allowed?"""

    method: str
    """The HTTP method."""

    path: str
    """The path of the URL."""

    query_params: str
    """The query string as JSON text, secrets redacted."""

    request_body: str
    """The JSON body as JSON text, secrets redacted; empty where it was larger than 32 KiB."""

    user_agent: str
    """The header User-Agent."""

    referer: str
    """The header Referer."""

    ip_address: str
    """Where it came from; behind a proxy of TRUST_PROXY, what that says."""

    status_code: int
    """HTTP status of the answer."""

    response_time_ms: float
    """Milliseconds until the answer was complete."""

    response_size_bytes: int
    """Bytes of the answer’s body."""

    resource_type: str
    """What the path is about: `schedules`."""

    resource_id: str
    """The id or name in the path."""

    group_id: str
    """The field `group_id` of the body."""

    error_message: str
    """The error as the caller saw it."""

    error_type: str
    """The error’s code: `FORBIDDEN`."""

    metadata: str
    """JSON text: for GraphQL requests, the operation."""



class RequestLogPeriod(TypedDict, total=False):
    """Numbers on the caller's own requests, or with `sinas.logs.read:all` on everybody's."""

    user_id: str
    """Requests of this user; others than the caller take `sinas.logs.read:all`."""

    start_time: datetime | str
    """Requests since."""

    end_time: datetime | str
    """Requests until."""



@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLogStats:
    """What a number of requests have in common."""

    total_requests: int
    """How many there were."""

    unique_users: int
    """Users who were logged in, each counted once."""

    avg_response_time_ms: float
    """0 where there were no requests."""

    error_rate: float
    """From 0 to 1: the part that was answered with a status of 400 or more."""

    top_paths: list[PathCount]
    """The ten paths most asked for."""

    top_permissions: list[PermissionCount]
    """The ten permissions that decided most often."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks."""

    id: str
    """Its id; its name does as well, wherever a schedule is asked for."""

    name: str
    """Unique among the owner’s schedules."""

    schedule_type: ScheduleType
    """What it starts."""

    function_namespace: str
    """Namespace of the function or agent."""

    function_name: str
    """Name of the function or agent."""

    target_namespace: str
    """Namespace of the function or agent."""

    target_name: str
    """Name of the function or agent."""

    content: str | None
    """The message to the agent."""

    description: str | None
    """What it is for."""

    cron_expression: str
    """Five fields: minute, hour, day of month, month, day of week."""

    timezone: str
    """IANA name of the time zone in which the expression is read."""

    input_data: Any
    """Input of the function, or of the chat with the agent."""

    is_active: bool
    """False while it is paused."""

    overlap_policy: OverlapPolicy
    """What becomes of a slot whose schedule still runs."""

    missed_policy: MissedPolicy
    """What becomes of slots at which the platform was down."""

    missed_window: int
    """Seconds."""

    last_run: datetime | None
    """When it last started something."""

    next_run: datetime | None
    """Its next slot; null while it is paused."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""

    editor_id: str
    """Id of the user who last changed what its runs do."""

    editor_key_id: str | None
    """Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleDetail:
    """A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks."""

    id: str
    """Its id; its name does as well, wherever a schedule is asked for."""

    name: str
    """Unique among the owner’s schedules."""

    schedule_type: ScheduleType
    """What it starts."""

    function_namespace: str
    """Namespace of the function or agent."""

    function_name: str
    """Name of the function or agent."""

    target_namespace: str
    """Namespace of the function or agent."""

    target_name: str
    """Name of the function or agent."""

    content: str | None
    """The message to the agent."""

    description: str | None
    """What it is for."""

    cron_expression: str
    """Five fields: minute, hour, day of month, month, day of week."""

    timezone: str
    """IANA name of the time zone in which the expression is read."""

    input_data: Any
    """Input of the function, or of the chat with the agent."""

    is_active: bool
    """False while it is paused."""

    overlap_policy: OverlapPolicy
    """What becomes of a slot whose schedule still runs."""

    missed_policy: MissedPolicy
    """What becomes of slots at which the platform was down."""

    missed_window: int
    """Seconds."""

    last_run: datetime | None
    """When it last started something."""

    next_run: datetime | None
    """Its next slot; null while it is paused."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""

    editor_id: str
    """Id of the user who last changed what its runs do."""

    editor_key_id: str | None
    """Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none."""

    fault: str | None
    """Why it would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSlot:
    """One instant at which a schedule was due, or was run by hand, and what became of it. There is one for every such instant. Kept for 90 days."""

    id: str
    """Its id, which is also that of the execution or chat that it starts."""

    schedule_id: str
    """The schedule that was due."""

    slot_at: datetime
    """When it was due."""

    status: ScheduleSlotStatus
    """What became of it."""

    is_manual: bool
    """A user started it by hand: it is not a slot of the cron expression."""

    reason: str | None
    """Why it was skipped, missed, failed, or fired late."""

    execution_id: str | None
    """Id of the execution of the function that was started."""

    chat_id: str | None
    """Id of the chat in which an agent was started."""

    fired_at: datetime | None
    """When its run was handed over; null where it was not."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleStatus:
    """A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks."""

    id: str
    """Its id; its name does as well, wherever a schedule is asked for."""

    name: str
    """Unique among the owner’s schedules."""

    is_active: bool
    """False while it is paused."""

    last_run: datetime | None
    """When it last started something."""

    next_run: datetime | None
    """Its next slot; null while it is paused."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """Instructions in Markdown that agents read: a way of working, written once."""

    id: str
    """Its id."""

    user_id: str
    """Its owner."""

    namespace: str
    """What groups it with others."""

    name: str
    """Unique in its namespace."""

    description: str
    """Tells a model when to read it."""

    content: str
    """Markdown."""

    is_shared: bool
    """Offered to all users who may read it."""

    is_active: bool
    """An inactive one is listed nowhere, and only its owner can read it."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""



@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A JSON value under a namespace and a key. Each user has their own, and sees those that others share."""

    id: str
    """Its id."""

    user_id: str
    """Its owner."""

    group_id: str | None
    """The group that it is shared with, where `visibility` is `group`."""

    namespace: str
    """What groups it with others."""

    key: str
    """Its name, unique among its owner’s states of the namespace."""

    value: Any
    """The value as it was written; what is encrypted at rest is decrypted here."""

    visibility: StateVisibility
    """Which users see it."""

    description: str | None
    """What it is about: found by search, and shown to agents."""

    tags: list[str]
    """Words to find it by."""

    relevance_score: float
    """From 0 to 1: lists and agents take the highest first."""

    encrypted: bool
    """Is the value encrypted at rest?"""

    version: int
    """Counts the changes, from 1. Compare and set with it: see `ifMatch` of `updateState`."""

    expires_at: datetime | None
    """From then on it is not there."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The tokens of a logged-in user."""

    access_token: str
    """A JWT for `Authorization: Bearer`."""

    refresh_token: str
    """Renews the access token once; the answer has the next one. So it goes on until the session expires or is ended by `logout`."""

    token_type: str
    """Always `bearer`."""

    expires_in: int
    """Seconds until the access token expires."""

    user: Account
    """The user who logged in."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A call that a model asked for."""

    id: str
    """Its id, which its result names as `toolCallId`. The model’s provider gave it."""

    type: str
    """Always `function`."""

    function: CalledFunction
    """What is called, and with what."""

    description: str | None
    """A line that tells people what the call does."""



@dataclass(frozen=True, slots=True, kw_only=True)
class ToolDecision:
    """What a mutation answers."""

    status: ToolDecisionStatus
    """What was decided."""

    tool_call_id: str
    """Id of the call that was decided on."""

    channel_id: str
    """The turn that goes on once every call of the batch is decided."""

    message: str
    """For people: what happens next."""



class UpdateAgent(TypedDict, total=False):
    """Changes an agent by its name."""

    namespace: str
    """Where it moves to: it is then known by this namespace alone."""

    name: str
    """Its new name, unique in its namespace."""

    description: str
    """Also tells other agents what it is for."""

    llm_provider_id: str
    """Absent: the default provider."""

    model: str
    """Absent: the provider's default model."""

    temperature: float
    """0.7 where it is absent."""

    max_tokens: int
    """Of one answer, 1 to 1,000,000. Absent: what the provider allows."""

    system_prompt: str
    """A Jinja2 template over the chat's input."""

    input_schema: dict[str, Any]
    """JSON Schema of a chat's input. Default: any."""

    output_schema: dict[str, Any]
    """JSON Schema of its answers. Default: any text."""

    initial_messages: list[Any]
    """`[{"role": "assistant", "content": "Hello!"}]`"""

    group_id: str
    """A group of the caller, whose members may use it, and are offered it."""

    enabled_functions: list[Any]
    """`namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again."""

    enabled_agents: list[Any]
    """`namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `*/*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again."""

    enabled_skills: list[Any]
    """`{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent."""

    enabled_mcp_tools: list[Any]
    """Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server."""

    function_parameters: dict[str, Any]
    """Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one."""

    mcp_tool_parameters: dict[str, Any]
    """The same for tools of MCP servers, by tool name."""

    state_namespaces_readonly: list[Any]
    """Namespaces of states that it may read."""

    state_namespaces_readwrite: list[Any]
    """Namespaces of states that it may read and change."""

    status_templates: dict[str, Any]
    """Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`."""

    icon: str
    """What clients show beside its name: `url:https://...`, or a text of theirs."""

    default_job_timeout: int
    """Seconds that a turn may take in chats that do not say."""

    default_keep_alive: bool
    """The `keepAlive` of chats that do not say."""

    is_shared: bool
    """Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark."""

    is_default: bool
    """Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away."""

    is_active: bool
    """False takes it out of use, as `deleteAgent` does."""



class UpdateChat(TypedDict, total=False):
    """Renames a chat, or puts it into the archive or back."""

    title: str
    """Its new title."""

    archived: bool
    """Into the archive, or back."""



class UpdateFunction(TypedDict, total=False):
    """Changes a function."""

    description: str
    """What it does: also tells agents when to call it."""

    code: str
    """Python that defines `handler(input, context)`."""

    input_schema: Any
    """JSON Schema of the input."""

    output_schema: Any
    """JSON Schema of what it returns."""

    requirements: list[Any]
    """pip requirements, installed for the owner of the function where they are missing."""

    enabled_namespaces: list[Any]
    """Namespaces beside its own whose functions it may call."""

    secrets: list[Any]
    """Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use."""

    shared_pool: bool
    """Asks for `sinas.functions.shared_pool:all`."""

    requires_approval: bool
    """An agent asks its user before it calls the function."""

    timeout: int
    """Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT."""

    icon: str
    """What clients show beside its name."""

    is_active: bool
    """An inactive function can be changed, but not called."""

    is_shared: bool
    """Offers it to all users who may execute it. Setting it requires `sinas.functions.share`."""



class UpdateGroup(TypedDict, total=False):
    """Changes a group."""

    name: str
    """The default groups keep theirs. Needs what the group grants: new users join the group of a certain name."""

    description: str
    """What it is for."""

    email_domain: str
    """For information only: it makes no user a member."""

    external_group_id: str
    """The caller must hold what the group grants, because this decides which users become members."""



class UpdateLlmProvider(TypedDict, total=False):
    """Changes a provider, by its id or its name."""

    name: str
    """Unique."""

    api_key: str
    """Sealed at rest; never returned."""

    api_endpoint: str
    """Base URL, with `/v1` where the service has it."""

    default_model: str
    """The model of agents that name none."""

    config: dict[str, Any]
    """`models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens."""

    is_default: bool
    """The provider that was the default is it no more."""

    is_active: bool
    """False takes it out of use; its API key is kept."""



class UpdateMcpServer(TypedDict, total=False):
    """Changes an MCP server, by its id or its name, and connects to it anew."""

    name: str
    """Unique."""

    url: str
    """Its address. Needed but for `stdio`."""

    server_url: str
    """The older word for `url`."""

    protocol: McpServerProtocol
    """How it is spoken to. Default: `HTTP`."""

    description: str
    """What it is for."""

    api_key: str
    """Sent as a bearer token. Sealed at rest; never returned."""

    headers: dict[str, Any]
    """Sent with every request. Sealed at rest; never returned."""

    command: str
    """The program of a `stdio` server."""

    args: list[Any]
    """Arguments of the program."""

    env: dict[str, Any]
    """Environment of the program. Sealed at rest; never returned."""

    oauth_client_id: str
    """An OAuth client that was registered by hand; else the platform registers itself."""

    oauth_client_secret: str
    """Sealed at rest; never returned."""

    requires_approval: list[Any]
    """Tools that an agent calls only when a person agrees; `*` is all of them."""

    timeout: int
    """Seconds that a call may take without a sign of progress. Default: 60."""

    group_id: str
    """Its members may use the server, where their permission reaches their groups."""

    is_active: bool
    """Whether it is connected to, and its tools are offered. Default: true."""



class UpdateSchedule(TypedDict, total=False):
    """Changes a schedule, at once."""

    name: str
    """Unique among the owner’s schedules."""

    schedule_type: ScheduleType
    """What it starts."""

    function_namespace: str
    """The same as `targetNamespace`."""

    function_name: str
    """The same as `targetName`."""

    target_namespace: str
    """Of the function or agent."""

    target_name: str
    """Of the function or agent."""

    content: str
    """The message to the agent. Required for schedules of type agent."""

    description: str
    """What it is for."""

    cron_expression: str
    """Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used)."""

    timezone: str
    """IANA name of the time zone in which the expression is read."""

    input_data: dict[str, Any]
    """Input of the function, or of the chat with the agent."""

    is_active: bool
    """False pauses it, true resumes it from now on."""

    overlap_policy: OverlapPolicy
    """What becomes of a slot whose schedule still runs."""

    missed_policy: MissedPolicy
    """What becomes of slots at which the platform was down."""

    missed_window: int
    """Seconds after which a missed slot is not caught up with. Default a day."""



class UpdateSkill(TypedDict, total=False):
    """Changes a skill."""

    namespace: str
    """Where it moves to: it is then known by this namespace alone."""

    name: str
    """Its new name, unique in its namespace."""

    description: str
    """Tells a model when to read it."""

    content: str
    """Markdown."""

    is_shared: bool
    """Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark."""

    is_active: bool
    """An inactive one is listed nowhere, and only its owner can read it."""



class UpdateState(TypedDict, total=False):
    """Changes the state of this name."""

    value: Any
    """The new value, in place of all of the old one."""

    visibility: StateVisibility
    """For the owner to change."""

    group_id: str
    """Required where `visibility` becomes `group`: a group of the caller."""

    description: str
    """What it is about."""

    tags: list[Any]
    """In place of all of the old ones."""

    relevance_score: float
    """From 0 to 1: lists and agents take the highest first."""

    encrypted: bool
    """Encrypt the value at rest, or no longer."""

    expires_at: datetime | str
    """From then on it is not there."""



class UpdateUser(TypedDict, total=False):
    """Changes a user."""

    is_active: bool
    """False keeps the user and their things, but lets them in no more. Needs `sinas.users.update:all`."""



class UpdateWebhook(TypedDict, total=False):
    """Changes a webhook; the change counts for the next request."""

    function_namespace: str
    """Of the function that it starts."""

    function_name: str
    """Of the function that it starts."""

    http_method: HttpMethod
    """The method that it answers to."""

    description: str
    """What it is for."""

    default_values: dict[str, Any]
    """Input that a request does not give."""

    requires_auth: bool
    """Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner."""

    response_mode: ResponseMode
    """What the sender is answered with, and when."""

    is_active: bool
    """An inactive one answers 404."""

    is_listed: bool
    """Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path."""

    dedup: WebhookDedupRule
    """What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ..."""

    signature: WebhookSignatureRule
    """Only requests that are signed are accepted."""

    rate_limit: RateLimitRule
    """For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK."""

    user_rate_limit: RateLimitRule
    """For each user who calls it."""



@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who can log in. Other users see fewer of the fields than the user themselves."""

    id: str
    """Seen by all."""

    email: str | None
    """In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others."""

    is_active: bool | None
    """Where false, the user can’t log in, and their tokens and keys don’t hold. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""

    last_login_at: datetime | None
    """When the user last logged in, renewed an access token or used an API key. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""

    created_at: datetime | None
    """When the user was created. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""

    groups: list[str] | None
    """Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""

    roles: list[str] | None
    """Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others."""



@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A path at which requests from outside start a function."""

    id: str
    """Its id; its path does as well, wherever a webhook is asked for."""

    path: str
    """What stands after `/webhooks/`."""

    http_method: HttpMethod
    """The method that it answers to."""

    function_namespace: str
    """Namespace of the function that it starts."""

    function_name: str
    """Name of the function that it starts."""

    description: str | None
    """What it is for."""

    default_values: Any
    """Input that a request does not give."""

    requires_auth: bool
    """Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner."""

    response_mode: ResponseMode
    """What the sender is answered with, and when."""

    dedup: WebhookDedup | None
    """What makes two deliveries the same; null: the sender’s own id."""

    signature: WebhookSignature | None
    """How requests must be signed; null: they need not be."""

    rate_limit: RateLimit | None
    """For the webhook as a whole; null: none, but for what the platform lets through to a public one."""

    user_rate_limit: RateLimit | None
    """For each user who calls it; null: none."""

    is_active: bool
    """An inactive one answers 404."""

    is_listed: bool
    """Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""

    editor_id: str
    """Id of the user who last changed what its runs do."""

    editor_key_id: str | None
    """Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none."""



@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDedup:
    """What makes two deliveries the same; null: the sender’s own id."""

    key: str
    """`$.a.b`: a field of the input; `header:Name`: a header."""

    ttl_seconds: int
    """Seconds that a delivery is remembered."""



class WebhookDedupRule(TypedDict, total=False):
    """What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ..."""

    key: Required[str]
    """`$.a.b`: a field of the input; `header:Name`: a header. Empty removes deduplication by key."""

    ttl_seconds: int
    """Seconds that a delivery is remembered, 1 to 86400."""



@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDelivery:
    """One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public."""

    id: str
    """Its id."""

    webhook_id: str
    """Id of the webhook that was asked."""

    status: WebhookDeliveryStatus
    """What became of it."""

    method: HttpMethod
    """The method of the request."""

    path: str
    """The path that was asked for, without `/webhooks/`."""

    query: Any
    """Fields of the query string."""

    headers: Any
    """Without credentials."""

    body: str
    """As it came: text, or base64."""

    body_is_base64: bool
    """Whether `body` is base64: it was no text."""

    is_body_kept: bool
    """Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again."""

    duplicates: int
    """How often it came again and was answered from this one."""

    execution_id: str | None
    """Id of the execution that it started; null: none."""

    response_status: int | None
    """HTTP status of the answer; null until there is one."""

    error: str | None
    """Why it failed or was rejected."""

    warning: str | None
    """What its function asked for and did not get: headers that a webhook may not send."""

    replay_of: str | None
    """The delivery that this one repeats."""

    received_at: datetime
    """When it arrived."""

    finished_at: datetime | None
    """When its end was known; null before."""

    duration_ms: int | None
    """Milliseconds from arrival to end."""



@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDeliveryDetail:
    """One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public."""

    id: str
    """Its id."""

    webhook_id: str
    """Id of the webhook that was asked."""

    status: WebhookDeliveryStatus
    """What became of it."""

    method: HttpMethod
    """The method of the request."""

    path: str
    """The path that was asked for, without `/webhooks/`."""

    query: Any
    """Fields of the query string."""

    headers: Any
    """Without credentials."""

    body: str
    """As it came: text, or base64."""

    body_is_base64: bool
    """Whether `body` is base64: it was no text."""

    is_body_kept: bool
    """Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again."""

    duplicates: int
    """How often it came again and was answered from this one."""

    execution_id: str | None
    """Id of the execution that it started; null: none."""

    response_status: int | None
    """HTTP status of the answer; null until there is one."""

    error: str | None
    """Why it failed or was rejected."""

    warning: str | None
    """What its function asked for and did not get: headers that a webhook may not send."""

    replay_of: str | None
    """The delivery that this one repeats."""

    received_at: datetime
    """When it arrived."""

    finished_at: datetime | None
    """When its end was known; null before."""

    duration_ms: int | None
    """Milliseconds from arrival to end."""

    response_headers: Any
    """Headers of the answer."""

    response_body: str | None
    """Body of the answer: as it was sent, or base64. Null where it is not kept."""



@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookDetail:
    """A path at which requests from outside start a function."""

    id: str
    """Its id; its path does as well, wherever a webhook is asked for."""

    path: str
    """What stands after `/webhooks/`."""

    http_method: HttpMethod
    """The method that it answers to."""

    function_namespace: str
    """Namespace of the function that it starts."""

    function_name: str
    """Name of the function that it starts."""

    description: str | None
    """What it is for."""

    default_values: Any
    """Input that a request does not give."""

    requires_auth: bool
    """Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner."""

    response_mode: ResponseMode
    """What the sender is answered with, and when."""

    dedup: WebhookDedup | None
    """What makes two deliveries the same; null: the sender’s own id."""

    signature: WebhookSignature | None
    """How requests must be signed; null: they need not be."""

    rate_limit: RateLimit | None
    """For the webhook as a whole; null: none, but for what the platform lets through to a public one."""

    user_rate_limit: RateLimit | None
    """For each user who calls it; null: none."""

    is_active: bool
    """An inactive one answers 404."""

    is_listed: bool
    """Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function."""

    created_at: datetime
    """When it was made."""

    updated_at: datetime
    """When it last changed."""

    editor_id: str
    """Id of the user who last changed what its runs do."""

    editor_key_id: str | None
    """Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none."""

    fault: str | None
    """Why its function would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists."""



@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSignature:
    """How requests must be signed; null: they need not be."""

    scheme: WebhookSignatureScheme
    """How the sender signs."""

    tolerance: int
    """Seconds."""

    header: str | None
    """Of `custom`: the header that holds the signature; null: `X-Signature`."""

    prefix: str | None
    """Of `custom`: what stands before the signature."""

    algorithm: WebhookSignatureAlgorithm | None
    """Of `custom`: the hash of the HMAC; null: sha256."""

    encoding: WebhookSignatureEncoding | None
    """Of `custom`: how the signature is written; null: hex."""



class WebhookSignatureRule(TypedDict, total=False):
    """Only requests that are signed are accepted."""

    algorithm: WebhookSignatureAlgorithm
    """For `custom`: the hash of the HMAC over the raw body. Default sha256."""

    encoding: WebhookSignatureEncoding
    """For `custom`. Default hex."""

    header: str
    """For `custom`: the header that holds the signature. Default `X-Signature`."""

    prefix: str
    """For `custom`: what stands before it, `sha256=` for example."""

    scheme: Required[WebhookSignatureScheme]
    """Whose way of signing it is."""

    secret: str
    """Shared with the sender. Stored sealed and never shown; absent on a change, it stays."""

    tolerance: int
    """Seconds that the sender’s clock may differ; older requests are replays. For schemes with a timestamp: standard_webhooks, stripe and slack."""

