// Code generated from the OpenAPI documents by "npm run sdk:types". DO NOT EDIT.

package sinas

import "time"

// CancelledTurnStatus is one of the constants below.
type CancelledTurnStatus string

// The values of CancelledTurnStatus.
const (
	CancelledTurnStatusCancelled CancelledTurnStatus = "cancelled"
	CancelledTurnStatusIdle      CancelledTurnStatus = "idle"
)

// ExecutionLogStream is one of the constants below.
type ExecutionLogStream string

// The values of ExecutionLogStream.
const (
	ExecutionLogStreamStderr ExecutionLogStream = "stderr"
	ExecutionLogStreamStdout ExecutionLogStream = "stdout"
)

// ExecutionStatus is one of the constants below.
type ExecutionStatus string

// The values of ExecutionStatus.
const (
	ExecutionStatusAwaitingInput ExecutionStatus = "AWAITING_INPUT"
	ExecutionStatusCancelled     ExecutionStatus = "CANCELLED"
	ExecutionStatusCompleted     ExecutionStatus = "COMPLETED"
	ExecutionStatusFailed        ExecutionStatus = "FAILED"
	ExecutionStatusPending       ExecutionStatus = "PENDING"
	ExecutionStatusRunning       ExecutionStatus = "RUNNING"
)

// ExecutionStepStatus is one of the constants below.
type ExecutionStepStatus string

// The values of ExecutionStepStatus.
const (
	ExecutionStepStatusCompleted ExecutionStepStatus = "COMPLETED"
	ExecutionStepStatusFailed    ExecutionStepStatus = "FAILED"
	ExecutionStepStatusRunning   ExecutionStepStatus = "RUNNING"
)

// FunctionResultStatus is one of the constants below.
type FunctionResultStatus string

// The values of FunctionResultStatus.
const (
	FunctionResultStatusError   FunctionResultStatus = "error"
	FunctionResultStatusSuccess FunctionResultStatus = "success"
	FunctionResultStatusTimeout FunctionResultStatus = "timeout"
)

// HTTPMethod is one of the constants below.
type HTTPMethod string

// The values of HTTPMethod.
const (
	HTTPMethodDelete HTTPMethod = "DELETE"
	HTTPMethodGet    HTTPMethod = "GET"
	HTTPMethodPatch  HTTPMethod = "PATCH"
	HTTPMethodPost   HTTPMethod = "POST"
	HTTPMethodPut    HTTPMethod = "PUT"
)

// InitialMessageRole is one of the constants below.
type InitialMessageRole string

// The values of InitialMessageRole.
const (
	InitialMessageRoleAssistant InitialMessageRole = "assistant"
	InitialMessageRoleSystem    InitialMessageRole = "system"
	InitialMessageRoleUser      InitialMessageRole = "user"
)

// LLMProviderType is one of the constants below.
type LLMProviderType string

// The values of LLMProviderType.
const (
	LLMProviderTypeAnthropic LLMProviderType = "anthropic"
	LLMProviderTypeMistral   LLMProviderType = "mistral"
	LLMProviderTypeOllama    LLMProviderType = "ollama"
	LLMProviderTypeOpenai    LLMProviderType = "openai"
)

// MCPServerConnectionStatus is one of the constants below.
type MCPServerConnectionStatus string

// The values of MCPServerConnectionStatus.
const (
	MCPServerConnectionStatusConnected    MCPServerConnectionStatus = "connected"
	MCPServerConnectionStatusDisconnected MCPServerConnectionStatus = "disconnected"
	MCPServerConnectionStatusError        MCPServerConnectionStatus = "error"
)

// MCPServerProtocol is one of the constants below.
type MCPServerProtocol string

// The values of MCPServerProtocol.
const (
	MCPServerProtocolHTTP      MCPServerProtocol = "http"
	MCPServerProtocolSse       MCPServerProtocol = "sse"
	MCPServerProtocolStdio     MCPServerProtocol = "stdio"
	MCPServerProtocolWebsocket MCPServerProtocol = "websocket"
)

// MessageRole is one of the constants below.
type MessageRole string

// The values of MessageRole.
const (
	MessageRoleAssistant MessageRole = "assistant"
	MessageRoleSystem    MessageRole = "system"
	MessageRoleTool      MessageRole = "tool"
	MessageRoleUser      MessageRole = "user"
)

// MissedPolicy is one of the constants below.
type MissedPolicy string

// The values of MissedPolicy.
const (
	MissedPolicyRunAll  MissedPolicy = "run_all"
	MissedPolicyRunOnce MissedPolicy = "run_once"
	MissedPolicySkip    MissedPolicy = "skip"
)

// OverlapPolicy is one of the constants below.
type OverlapPolicy string

// The values of OverlapPolicy.
const (
	OverlapPolicyParallel OverlapPolicy = "parallel"
	OverlapPolicyQueue    OverlapPolicy = "queue"
	OverlapPolicySkip     OverlapPolicy = "skip"
)

// PermissionLogic is one of the constants below.
type PermissionLogic string

// The values of PermissionLogic.
const (
	PermissionLogicAnd PermissionLogic = "AND"
	PermissionLogicOr  PermissionLogic = "OR"
)

// QueuedExecutionStatus is one of the constants below.
type QueuedExecutionStatus string

// The values of QueuedExecutionStatus.
const (
	QueuedExecutionStatusCancelled QueuedExecutionStatus = "cancelled"
	QueuedExecutionStatusCompleted QueuedExecutionStatus = "completed"
	QueuedExecutionStatusFailed    QueuedExecutionStatus = "failed"
	QueuedExecutionStatusQueued    QueuedExecutionStatus = "queued"
	QueuedExecutionStatusRunning   QueuedExecutionStatus = "running"
)

// ResponseMode is one of the constants below.
type ResponseMode string

// The values of ResponseMode.
const (
	ResponseModeAsync ResponseMode = "async"
	ResponseModeSync  ResponseMode = "sync"
)

// ScheduleSlotStatus is one of the constants below.
type ScheduleSlotStatus string

// The values of ScheduleSlotStatus.
const (
	ScheduleSlotStatusFailed   ScheduleSlotStatus = "FAILED"
	ScheduleSlotStatusFired    ScheduleSlotStatus = "FIRED"
	ScheduleSlotStatusMissed   ScheduleSlotStatus = "MISSED"
	ScheduleSlotStatusSkipped  ScheduleSlotStatus = "SKIPPED"
	ScheduleSlotStatusStarting ScheduleSlotStatus = "STARTING"
	ScheduleSlotStatusWaiting  ScheduleSlotStatus = "WAITING"
)

// ScheduleType is one of the constants below.
type ScheduleType string

// The values of ScheduleType.
const (
	ScheduleTypeAgent    ScheduleType = "agent"
	ScheduleTypeFunction ScheduleType = "function"
)

// StateVisibility is one of the constants below.
type StateVisibility string

// The values of StateVisibility.
const (
	StateVisibilityGroup   StateVisibility = "group"
	StateVisibilityPrivate StateVisibility = "private"
	StateVisibilityPublic  StateVisibility = "public"
	StateVisibilityShared  StateVisibility = "shared"
)

// StepKind is one of the constants below.
type StepKind string

// The values of StepKind.
const (
	StepKindFunction StepKind = "function"
	StepKindLocal    StepKind = "local"
)

// ToolDecisionStatus is one of the constants below.
type ToolDecisionStatus string

// The values of ToolDecisionStatus.
const (
	ToolDecisionStatusApproved ToolDecisionStatus = "approved"
	ToolDecisionStatusRejected ToolDecisionStatus = "rejected"
)

// TriggerType is one of the constants below.
type TriggerType string

// The values of TriggerType.
const (
	TriggerTypeAgent    TriggerType = "AGENT"
	TriggerTypeAPI      TriggerType = "API"
	TriggerTypeManual   TriggerType = "MANUAL"
	TriggerTypeSchedule TriggerType = "SCHEDULE"
	TriggerTypeWebhook  TriggerType = "WEBHOOK"
)

// WebhookDeliveryStatus is one of the constants below.
type WebhookDeliveryStatus string

// The values of WebhookDeliveryStatus.
const (
	WebhookDeliveryStatusFailed    WebhookDeliveryStatus = "FAILED"
	WebhookDeliveryStatusQueued    WebhookDeliveryStatus = "QUEUED"
	WebhookDeliveryStatusRejected  WebhookDeliveryStatus = "REJECTED"
	WebhookDeliveryStatusRunning   WebhookDeliveryStatus = "RUNNING"
	WebhookDeliveryStatusSucceeded WebhookDeliveryStatus = "SUCCEEDED"
)

// WebhookSignatureAlgorithm is one of the constants below.
type WebhookSignatureAlgorithm string

// The values of WebhookSignatureAlgorithm.
const (
	WebhookSignatureAlgorithmSha1   WebhookSignatureAlgorithm = "sha1"
	WebhookSignatureAlgorithmSha256 WebhookSignatureAlgorithm = "sha256"
	WebhookSignatureAlgorithmSha512 WebhookSignatureAlgorithm = "sha512"
)

// WebhookSignatureEncoding is one of the constants below.
type WebhookSignatureEncoding string

// The values of WebhookSignatureEncoding.
const (
	WebhookSignatureEncodingBase64    WebhookSignatureEncoding = "base64"
	WebhookSignatureEncodingBase64url WebhookSignatureEncoding = "base64url"
	WebhookSignatureEncodingHex       WebhookSignatureEncoding = "hex"
)

// WebhookSignatureScheme is one of the constants below.
type WebhookSignatureScheme string

// The values of WebhookSignatureScheme.
const (
	WebhookSignatureSchemeCustom           WebhookSignatureScheme = "custom"
	WebhookSignatureSchemeGithub           WebhookSignatureScheme = "github"
	WebhookSignatureSchemeNone             WebhookSignatureScheme = "none"
	WebhookSignatureSchemeSlack            WebhookSignatureScheme = "slack"
	WebhookSignatureSchemeStandardWebhooks WebhookSignatureScheme = "standard_webhooks"
	WebhookSignatureSchemeStripe           WebhookSignatureScheme = "stripe"
)

// Account is what the API answers with. A person who can log in. Other users see fewer of the fields than the user themselves.
type Account struct {
	// Seen by all.
	ID string `json:"id"`
	// In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others.
	Email *string `json:"email"`
	// Where false, the user can’t log in, and their tokens and keys don’t hold. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	IsActive *bool `json:"is_active"`
	// When the user last logged in, renewed an access token or used an API key. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	LastLoginAt *time.Time `json:"last_login_at"`
	// When the user was created. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	CreatedAt *time.Time `json:"created_at"`
	// Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	Groups []string `json:"groups"`
	// Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	Roles []string `json:"roles"`
}

// Agent is what the API answers with. A language model with a prompt and tools. It acts with the permissions of the user who talks with it. It does nothing to that user’s things that one of its editors could not do to them.
type Agent struct {
	// Its id. Wherever an agent is asked for, its namespace and name do as well.
	ID string `json:"id"`
	// Its owner; null for the platform's own agents.
	UserID *string `json:"user_id"`
	// The group whose members are offered it, and may use it where their permission reaches their groups; null: none.
	GroupID *string `json:"group_id"`
	// What groups it with others.
	Namespace string `json:"namespace"`
	// Unique in its namespace, among the agents of all users.
	Name string `json:"name"`
	// Also tells other agents what it is for.
	Description *string `json:"description"`
	// Null: the default provider.
	LLMProviderID *string `json:"llm_provider_id"`
	// Null: the provider's default model.
	Model *string `json:"model"`
	// How freely the model chooses its words, from 0 to 2.
	Temperature float64 `json:"temperature"`
	// Of one answer.
	MaxTokens *int64 `json:"max_tokens"`
	// A Jinja2 template over the chat's input.
	SystemPrompt *string `json:"system_prompt"`
	// JSON Schema of a chat's input.
	InputSchema map[string]any `json:"input_schema"`
	// JSON Schema of its answers; empty: any text.
	OutputSchema map[string]any `json:"output_schema"`
	// What a chat begins with.
	InitialMessages []InitialMessage `json:"initial_messages"`
	// Functions that it may call: `namespace/name`.
	EnabledFunctions []string `json:"enabled_functions"`
	// Agents that it may call: `namespace/name`, an id, or `namespace/*` and `*/*` for those that are offered to the user who set this.
	EnabledAgents []string `json:"enabled_agents"`
	// Skills that it may read.
	EnabledSkills []EnabledSkill `json:"enabled_skills"`
	// Tools of MCP servers: `tool`, `server.tool` or `server:tool`.
	EnabledMCPTools []string `json:"enabled_mcp_tools"`
	// Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`.
	FunctionParameters any `json:"function_parameters"`
	// The same for tools of MCP servers, by tool name.
	MCPToolParameters any `json:"mcp_tool_parameters"`
	// Namespaces of states that it may read.
	StateNamespacesReadonly []string `json:"state_namespaces_readonly"`
	// Namespaces of states that it may read and change.
	StateNamespacesReadwrite []string `json:"state_namespaces_readwrite"`
	// Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.
	StatusTemplates any `json:"status_templates"`
	// What clients show beside its name.
	Icon *string `json:"icon"`
	// The address of its icon, where that is one.
	IconURL *string `json:"icon_url"`
	// Seconds that a turn may take in chats that do not say; null: AGENT_JOB_TIMEOUT.
	DefaultJobTimeout *int64 `json:"default_job_timeout"`
	// The `keepAlive` of chats that do not say.
	DefaultKeepAlive bool `json:"default_keep_alive"`
	// Offered to all users who may talk with it.
	IsShared bool `json:"is_shared"`
	// Offered where no agent is named.
	IsDefault bool `json:"is_default"`
	// False where it was taken out of use.
	IsActive bool `json:"is_active"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
	// What of its lists does not exist or is not in use, and so is not offered to its model: a sentence each. It may be made later.
	Warnings []string `json:"warnings"`
}

// APIKey is what the API answers with. A key with which a program acts as its owner, within the key’s own permissions.
type APIKey struct {
	// Its id, by which it is revoked.
	ID string `json:"id"`
	// Id of the owner.
	UserID string `json:"user_id"`
	// E-mail address of the owner, for callers who may see it.
	UserEmail *string `json:"user_email"`
	// What it is for, in the words of its owner.
	Name string `json:"name"`
	// The key’s first characters, to recognise it by.
	KeyPrefix string `json:"key_prefix"`
	// Permission to true or false. The key does what both it and its owner may do at the time of use; an empty map grants nothing.
	Permissions any `json:"permissions"`
	// False when the key was revoked.
	IsActive bool `json:"is_active"`
	// To the minute.
	LastUsedAt *time.Time `json:"last_used_at"`
	// Null: never.
	ExpiresAt *time.Time `json:"expires_at"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it was revoked; null while it holds.
	RevokedAt *time.Time `json:"revoked_at"`
}

// CalledFunction is what the API answers with. What is called, and with what.
type CalledFunction struct {
	// As the model knows it.
	Name string `json:"name"`
	// JSON text, as the model wrote it.
	Arguments string `json:"arguments"`
}

// CancelledExecution is what the API answers with. One call of a function: who called what, and how it ended.
type CancelledExecution struct {
	// Its id.
	ExecutionID string `json:"execution_id"`
	// How far it is.
	Status ExecutionStatus `json:"status"`
	// What went wrong, in a sentence.
	Error *string `json:"error"`
	// When it ended; null before.
	CompletedAt *time.Time `json:"completed_at"`
}

// CancelledTurn is what the API answers with. What a mutation answers.
type CancelledTurn struct {
	// What it came to.
	Status CancelledTurnStatus `json:"status"`
	// The turn. Its stream ends with `done` (over GraphQL `TurnDone`), status `cancelled`.
	ChannelID *string `json:"channel_id"`
}

// Chat is what the API answers with. A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count.
type Chat struct {
	// Its id.
	ID string `json:"id"`
	// The one user who sees it.
	UserID string `json:"user_id"`
	// E-mail address of the one user who sees it; null for others.
	UserEmail *string `json:"user_email"`
	// The group of the agent when the chat began; null: none.
	GroupID *string `json:"group_id"`
	// The agent that answers.
	AgentID string `json:"agent_id"`
	// Namespace of the agent when the chat began.
	AgentNamespace string `json:"agent_namespace"`
	// Name of the agent when the chat began.
	AgentName string `json:"agent_name"`
	// What it is called in lists.
	Title string `json:"title"`
	// Left out of lists that do not ask for it.
	Archived bool `json:"archived"`
	// The key by which `invokeAgent` goes on with it; null: none.
	SessionKey *string `json:"session_key"`
	// When the chat and its messages are deleted.
	ExpiresAt *time.Time `json:"expires_at"`
	// A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays.
	KeepAlive bool `json:"keep_alive"`
	// The turn that goes on, or waits for approval: its stream can be watched.
	ActiveChannelID *string `json:"active_channel_id"`
	// When the agent was last written to, or answered; null: not yet.
	LastMessageAt *time.Time `json:"last_message_at"`
	// When it began.
	CreatedAt time.Time `json:"created_at"`
	// When it, or what is said in it, last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// ChatDetail is what the API answers with. A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count.
type ChatDetail struct {
	// Its id.
	ID string `json:"id"`
	// The one user who sees it.
	UserID string `json:"user_id"`
	// E-mail address of the one user who sees it; null for others.
	UserEmail *string `json:"user_email"`
	// The group of the agent when the chat began; null: none.
	GroupID *string `json:"group_id"`
	// The agent that answers.
	AgentID string `json:"agent_id"`
	// Namespace of the agent when the chat began.
	AgentNamespace string `json:"agent_namespace"`
	// Name of the agent when the chat began.
	AgentName string `json:"agent_name"`
	// What it is called in lists.
	Title string `json:"title"`
	// Left out of lists that do not ask for it.
	Archived bool `json:"archived"`
	// The key by which `invokeAgent` goes on with it; null: none.
	SessionKey *string `json:"session_key"`
	// When the chat and its messages are deleted.
	ExpiresAt *time.Time `json:"expires_at"`
	// A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays.
	KeepAlive bool `json:"keep_alive"`
	// The turn that goes on, or waits for approval: its stream can be watched.
	ActiveChannelID *string `json:"active_channel_id"`
	// When the agent was last written to, or answered; null: not yet.
	LastMessageAt *time.Time `json:"last_message_at"`
	// When it began.
	CreatedAt time.Time `json:"created_at"`
	// When it, or what is said in it, last changed.
	UpdatedAt time.Time `json:"updated_at"`
	// In order.
	Messages []Message `json:"messages"`
	// Calls that wait for the user, in the order in which the agent asked for them. None where the caller may not read the chat.
	PendingApprovals []PendingApproval `json:"pending_approvals"`
}

// ContinuedExecution is what the API answers with. What a mutation answers.
type ContinuedExecution struct {
	// Id of the execution.
	ExecutionID string `json:"execution_id"`
	// How far it is.
	Status ExecutionStatus `json:"status"`
	// What the function returned.
	OutputData any `json:"output_data"`
	// What went wrong, in a sentence.
	Error *string `json:"error"`
	// What it asks, where it waits for input again.
	Prompt *string `json:"prompt"`
	// JSON Schema of the input that it waits for.
	Schema any `json:"schema"`
}

// CreateAgent is the input of an operation. Absent fields are not sent. Creates an agent that the caller owns.
type CreateAgent struct {
	// What groups it with others.
	Namespace *string `json:"namespace,omitzero"`
	// Unique in its namespace.
	Name string `json:"name"`
	// Also tells other agents what it is for.
	Description *string `json:"description,omitzero"`
	// Absent: the default provider.
	LLMProviderID *string `json:"llm_provider_id,omitzero"`
	// Absent: the provider's default model.
	Model *string `json:"model,omitzero"`
	// 0.7 where it is absent.
	Temperature *float64 `json:"temperature,omitzero"`
	// Of one answer, 1 to 1,000,000. Absent: what the provider allows.
	MaxTokens *int64 `json:"max_tokens,omitzero"`
	// A Jinja2 template over the chat's input.
	SystemPrompt *string `json:"system_prompt,omitzero"`
	// JSON Schema of a chat's input. Default: any.
	InputSchema map[string]any `json:"input_schema,omitzero"`
	// JSON Schema of its answers. Default: any text.
	OutputSchema map[string]any `json:"output_schema,omitzero"`
	// `[{"role": "assistant", "content": "Hello!"}]`
	InitialMessages []any `json:"initial_messages,omitzero"`
	// A group of the caller, whose members may use it, and are offered it.
	GroupID *string `json:"group_id,omitzero"`
	// `namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again.
	EnabledFunctions []any `json:"enabled_functions,omitzero"`
	// `namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `*/*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again.
	EnabledAgents []any `json:"enabled_agents,omitzero"`
	// `{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent.
	EnabledSkills []any `json:"enabled_skills,omitzero"`
	// Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server.
	EnabledMCPTools []any `json:"enabled_mcp_tools,omitzero"`
	// Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one.
	FunctionParameters map[string]any `json:"function_parameters,omitzero"`
	// The same for tools of MCP servers, by tool name.
	MCPToolParameters map[string]any `json:"mcp_tool_parameters,omitzero"`
	// Namespaces of states that it may read.
	StateNamespacesReadonly []any `json:"state_namespaces_readonly,omitzero"`
	// Namespaces of states that it may read and change.
	StateNamespacesReadwrite []any `json:"state_namespaces_readwrite,omitzero"`
	// Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.
	StatusTemplates map[string]any `json:"status_templates,omitzero"`
	// What clients show beside its name: `url:https://...`, or a text of theirs.
	Icon *string `json:"icon,omitzero"`
	// Seconds that a turn may take in chats that do not say.
	DefaultJobTimeout *int64 `json:"default_job_timeout,omitzero"`
	// The `keepAlive` of chats that do not say.
	DefaultKeepAlive *bool `json:"default_keep_alive,omitzero"`
	// Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark.
	IsShared *bool `json:"is_shared,omitzero"`
	// Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away.
	IsDefault *bool `json:"is_default,omitzero"`
}

// CreateAPIKey is the input of an operation. Absent fields are not sent. Makes an API key for the caller.
type CreateAPIKey struct {
	// What it is for.
	Name string `json:"name"`
	// Permission to true or false. Not given, the key may do nothing.
	Permissions map[string]any `json:"permissions,omitzero"`
	// Not given: never, or with the key with which it is made.
	ExpiresAt *time.Time `json:"expires_at,omitzero"`
}

// CreateChat is the input of an operation. Absent fields are not sent. Begins a chat with an agent.
type CreateChat struct {
	// Fits the agent's `inputSchema`; its templates are rendered with it.
	Input map[string]any `json:"input,omitzero"`
	// What it is called in lists. Default: `Chat with namespace/name`.
	Title *string `json:"title,omitzero"`
	// Seconds after which the chat is deleted.
	ExpiresIn *int64 `json:"expires_in,omitzero"`
	// Seconds that a turn may take. Default: the agent's.
	JobTimeout *int64 `json:"job_timeout,omitzero"`
	// Keeps a turn that no client watches from being ended by the next message. Default: the agent's.
	KeepAlive *bool `json:"keep_alive,omitzero"`
}

// CreateFunction is the input of an operation. Absent fields are not sent. Creates a function that the caller owns.
type CreateFunction struct {
	// A Python name.
	Namespace *string `json:"namespace,omitzero"`
	// A Python name, unique in its namespace.
	Name string `json:"name"`
	// What it does: also tells agents when to call it.
	Description *string `json:"description,omitzero"`
	// Python that defines `handler(input, context)`.
	Code string `json:"code"`
	// JSON Schema of the input. Default: any object.
	InputSchema any `json:"input_schema,omitzero"`
	// JSON Schema of what it returns. Default: any object.
	OutputSchema any `json:"output_schema,omitzero"`
	// pip requirements, installed for the owner of the function where they are missing.
	Requirements []any `json:"requirements,omitzero"`
	// Namespaces beside its own whose functions it may call.
	EnabledNamespaces []any `json:"enabled_namespaces,omitzero"`
	// Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use.
	Secrets []any `json:"secrets,omitzero"`
	// Asks for `sinas.functions.shared_pool:all`.
	SharedPool *bool `json:"shared_pool,omitzero"`
	// An agent asks its user before it calls the function.
	RequiresApproval *bool `json:"requires_approval,omitzero"`
	// Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.
	Timeout *int64 `json:"timeout,omitzero"`
	// What clients show beside its name.
	Icon *string `json:"icon,omitzero"`
	// Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.
	IsShared *bool `json:"is_shared,omitzero"`
}

// CreateGroup is the input of an operation. Absent fields are not sent. Creates a group, with the caller as its first member.
type CreateGroup struct {
	// Unique.
	Name string `json:"name"`
	// What it is for.
	Description *string `json:"description,omitzero"`
	// For information only: it makes no user a member.
	EmailDomain *string `json:"email_domain,omitzero"`
	// A group of the OpenID Connect issuer.
	ExternalGroupID *string `json:"external_group_id,omitzero"`
}

// CreateLLMProvider is the input of an operation. Absent fields are not sent. Adds a service that runs language models.
type CreateLLMProvider struct {
	// Unique.
	Name string `json:"name"`
	// `openai` is also for every compatible server.
	ProviderType LLMProviderType `json:"provider_type"`
	// Sealed at rest; never returned.
	APIKey *string `json:"api_key,omitzero"`
	// Base URL, with `/v1` where the service has it.
	APIEndpoint *string `json:"api_endpoint,omitzero"`
	// The model of agents that name none.
	DefaultModel *string `json:"default_model,omitzero"`
	// `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens.
	Config map[string]any `json:"config,omitzero"`
	// The provider that was the default is it no more.
	IsDefault *bool `json:"is_default,omitzero"`
}

// CreateMCPServer is the input of an operation. Absent fields are not sent. Registers an MCP server and connects to it.
type CreateMCPServer struct {
	// Unique.
	Name string `json:"name"`
	// Its address. Needed but for `stdio`.
	URL *string `json:"url,omitzero"`
	// The older word for `url`.
	ServerURL *string `json:"server_url,omitzero"`
	// How it is spoken to. Default: `HTTP`.
	Protocol *MCPServerProtocol `json:"protocol,omitzero"`
	// What it is for.
	Description *string `json:"description,omitzero"`
	// Sent as a bearer token. Sealed at rest; never returned.
	APIKey *string `json:"api_key,omitzero"`
	// Sent with every request. Sealed at rest; never returned.
	Headers map[string]any `json:"headers,omitzero"`
	// The program of a `stdio` server.
	Command *string `json:"command,omitzero"`
	// Arguments of the program.
	Args []any `json:"args,omitzero"`
	// Environment of the program. Sealed at rest; never returned.
	Env map[string]any `json:"env,omitzero"`
	// An OAuth client that was registered by hand; else the platform registers itself.
	OauthClientID *string `json:"oauth_client_id,omitzero"`
	// Sealed at rest; never returned.
	OauthClientSecret *string `json:"oauth_client_secret,omitzero"`
	// Tools that an agent calls only when a person agrees; `*` is all of them.
	RequiresApproval []any `json:"requires_approval,omitzero"`
	// Seconds that a call may take without a sign of progress. Default: 60.
	Timeout *int64 `json:"timeout,omitzero"`
	// Its members may use the server, where their permission reaches their groups.
	GroupID *string `json:"group_id,omitzero"`
	// Whether it is connected to, and its tools are offered. Default: true.
	IsActive *bool `json:"is_active,omitzero"`
}

// CreateSchedule is the input of an operation. Absent fields are not sent. Creates a schedule: a cron expression that starts a function or an agent, as its owner.
type CreateSchedule struct {
	// Unique among the owner’s schedules.
	Name string `json:"name"`
	// What it starts.
	ScheduleType *ScheduleType `json:"schedule_type,omitzero"`
	// The same as `targetNamespace`.
	FunctionNamespace *string `json:"function_namespace,omitzero"`
	// The same as `target_name`: one of them is required.
	FunctionName *string `json:"function_name,omitzero"`
	// Of the function or agent. Default `default`.
	TargetNamespace *string `json:"target_namespace,omitzero"`
	// Of the function or agent. Required.
	TargetName *string `json:"target_name,omitzero"`
	// The message to the agent. Required for schedules of type agent.
	Content *string `json:"content,omitzero"`
	// What it is for.
	Description *string `json:"description,omitzero"`
	// Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used).
	CronExpression string `json:"cron_expression"`
	// IANA name of the time zone in which the expression is read.
	Timezone *string `json:"timezone,omitzero"`
	// Input of the function, or of the chat with the agent.
	InputData map[string]any `json:"input_data,omitzero"`
	// False creates it paused.
	IsActive *bool `json:"is_active,omitzero"`
	// What becomes of a slot whose schedule still runs.
	OverlapPolicy *OverlapPolicy `json:"overlap_policy,omitzero"`
	// What becomes of slots at which the platform was down.
	MissedPolicy *MissedPolicy `json:"missed_policy,omitzero"`
	// Seconds after which a missed slot is not caught up with. Default a day.
	MissedWindow *int64 `json:"missed_window,omitzero"`
}

// CreateSkill is the input of an operation. Absent fields are not sent. Creates a skill: instructions in Markdown that agents read.
type CreateSkill struct {
	// What groups it with others.
	Namespace *string `json:"namespace,omitzero"`
	// Unique in its namespace.
	Name string `json:"name"`
	// Tells a model when to read it.
	Description string `json:"description"`
	// Markdown.
	Content string `json:"content"`
	// Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark.
	IsShared *bool `json:"is_shared,omitzero"`
}

// CreateState is the input of an operation. Absent fields are not sent. Creates a state owned by the caller.
type CreateState struct {
	// What groups it with others.
	Namespace string `json:"namespace"`
	// Its name, unique among the caller’s states of the namespace.
	Key string `json:"key"`
	// Any JSON value.
	Value any `json:"value"`
	// Sharing takes the permission `sinas.states.create:group`, making public `sinas.states.create:all`.
	Visibility *StateVisibility `json:"visibility,omitzero"`
	// Required where `visibility` is `group`: a group of the caller.
	GroupID *string `json:"group_id,omitzero"`
	// What it is about: found by search, and shown to agents.
	Description *string `json:"description,omitzero"`
	// Words to find it by.
	Tags []any `json:"tags,omitzero"`
	// From 0 to 1: lists and agents take the highest first.
	RelevanceScore *float64 `json:"relevance_score,omitzero"`
	// Encrypt the value at rest. Search and lists do not look at values anyway.
	Encrypted *bool `json:"encrypted,omitzero"`
	// From then on it is not there. Absent: never.
	ExpiresAt *time.Time `json:"expires_at,omitzero"`
}

// CreateWebhook is the input of an operation. Absent fields are not sent. Creates a webhook: a path at which requests from outside start a function.
type CreateWebhook struct {
	// What stands after `/webhooks/`. Unique.
	Path string `json:"path"`
	// Of the function that it starts.
	FunctionNamespace *string `json:"function_namespace,omitzero"`
	// Of the function that it starts.
	FunctionName string `json:"function_name"`
	// The method that it answers to.
	HTTPMethod *HTTPMethod `json:"http_method,omitzero"`
	// What it is for.
	Description *string `json:"description,omitzero"`
	// Input that a request does not give.
	DefaultValues map[string]any `json:"default_values,omitzero"`
	// Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.
	RequiresAuth *bool `json:"requires_auth,omitzero"`
	// What the sender is answered with, and when.
	ResponseMode *ResponseMode `json:"response_mode,omitzero"`
	// An inactive one answers 404.
	IsActive *bool `json:"is_active,omitzero"`
	// Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path.
	IsListed *bool `json:"is_listed,omitzero"`
	// What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ...
	Dedup *WebhookDedupRule `json:"dedup,omitzero"`
	// Only requests that are signed are accepted.
	Signature *WebhookSignatureRule `json:"signature,omitzero"`
	// For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK.
	RateLimit *RateLimitRule `json:"rate_limit,omitzero"`
	// For each user who calls it.
	UserRateLimit *RateLimitRule `json:"user_rate_limit,omitzero"`
}

// EnabledSkill is what the API answers with. A skill that an agent may read.
type EnabledSkill struct {
	// `namespace/name`
	Skill string `json:"skill"`
	// In the system prompt from the start, rather than a tool.
	Preload bool `json:"preload"`
}

// Execution is what the API answers with. One call of a function: who called what, and how it ended.
type Execution struct {
	// Its id.
	ID string `json:"id"`
	// Its id.
	ExecutionID string `json:"execution_id"`
	// Namespace of the function when it was called.
	FunctionNamespace string `json:"function_namespace"`
	// Name of the function when it was called.
	FunctionName string `json:"function_name"`
	// The version of the function that it was called with.
	Version int64 `json:"version"`
	// What called the function.
	TriggerType TriggerType `json:"trigger_type"`
	// Id of the webhook, schedule or chat, or a word for where it came from.
	TriggerID string `json:"trigger_id"`
	// The chat in which it was called; null: none.
	ChatID *string `json:"chat_id"`
	// How far it is.
	Status ExecutionStatus `json:"status"`
	// What it was called with.
	InputData any `json:"input_data"`
	// What the function returned; null until it is completed.
	OutputData any `json:"output_data"`
	// What went wrong, in a sentence.
	Error *string `json:"error"`
	// Of the function’s own frames.
	Traceback *string `json:"traceback"`
	// Why it failed, in a word: exception, timeout, memory, crash, lost, invalid-input, invalid-output, shutdown, ...
	Reason *string `json:"reason"`
	// When it began; for a queued one, when it was queued.
	StartedAt time.Time `json:"started_at"`
	// When it ended; null before.
	CompletedAt *time.Time `json:"completed_at"`
	// Milliseconds that it ran, without pauses.
	DurationMs *float64 `json:"duration_ms"`
	// CPU time of its process.
	CPUMs *float64 `json:"cpu_ms"`
	// Most memory that its process held.
	PeakMemoryKb *int64 `json:"peak_memory_kb"`
	// What it asks, while it waits for input.
	InputPrompt *string `json:"input_prompt"`
	// JSON Schema of the input that it waits for.
	InputSchema any `json:"input_schema"`
	// Times that it began; more than one where a queued execution was tried again.
	Attempts int64 `json:"attempts"`
}

// ExecutionLog is what the API answers with. Something that an execution printed: as much of it as came at once.
type ExecutionLog struct {
	// From 0, without gaps.
	Number int64 `json:"number"`
	// Where it was printed to.
	Stream ExecutionLogStream `json:"stream"`
	// What was printed.
	Text string `json:"text"`
	// When it was printed.
	At time.Time `json:"at"`
}

// ExecutionStep is what the API answers with. A call inside an execution. Steps form a tree by `parentStepId`.
type ExecutionStep struct {
	// Its id.
	ID string `json:"id"`
	// The execution that it belongs to.
	ExecutionID string `json:"execution_id"`
	// The call that made this one; null for calls of the function itself.
	ParentStepID *string `json:"parent_step_id"`
	// Calls above this one.
	Depth int64 `json:"depth"`
	// What was called: `namespace.name`, or the name of one that the code defines.
	FunctionName string `json:"function_name"`
	// What was called.
	Kind StepKind `json:"kind"`
	// How far it is.
	Status ExecutionStepStatus `json:"status"`
	// Its arguments.
	InputData any `json:"input_data"`
	// What it returned.
	OutputData any `json:"output_data"`
	// The exception that it raised.
	Error *string `json:"error"`
	// Milliseconds; null while it runs.
	DurationMs *float64 `json:"duration_ms"`
	// When it began.
	StartedAt time.Time `json:"started_at"`
	// When it ended; null while it runs.
	CompletedAt *time.Time `json:"completed_at"`
}

// FunctionDefinition is what the API answers with. A Python function. Each call of it runs in a fresh, isolated process.
type FunctionDefinition struct {
	// Its id. Wherever a function is asked for, its namespace and name do as well.
	ID string `json:"id"`
	// What groups it with others. Functions of a namespace may call each other.
	Namespace string `json:"namespace"`
	// Unique in its namespace, among the functions of all users.
	Name string `json:"name"`
	// What it does: also tells agents when to call it.
	Description *string `json:"description"`
	// Python that defines `handler(input, context)`, or a function of this name.
	Code string `json:"code"`
	// JSON Schema (2020-12) of the input.
	InputSchema map[string]any `json:"input_schema"`
	// JSON Schema (2020-12) of what it returns.
	OutputSchema map[string]any `json:"output_schema"`
	// pip requirements that its code imports.
	Requirements []string `json:"requirements"`
	// Namespaces beside its own whose functions it may call.
	EnabledNamespaces []string `json:"enabled_namespaces"`
	// Names of the secrets that its runs find in `context["secrets"]`: each where the user of the run, and everyone who shaped it, may use it.
	Secrets []string `json:"secrets"`
	// Has no effect, and is kept for older clients: every execution is isolated.
	SharedPool bool `json:"shared_pool"`
	// An agent asks its user before it calls the function.
	RequiresApproval bool `json:"requires_approval"`
	// Seconds that a run may take; null: FUNCTION_TIMEOUT.
	Timeout *int64 `json:"timeout"`
	// What clients show beside its name.
	Icon *string `json:"icon"`
	// An inactive function can be changed, but not called.
	IsActive bool `json:"is_active"`
	// Offered, as a tool and in lists, to all users who may execute it. Without the mark it is offered to its owner only. Setting it requires `sinas.functions.share`. It vouches for the function as it is: a change of its code, schemas, packages or description by an editor who may not share takes the mark away.
	IsShared bool `json:"is_shared"`
	// Functions that the code calls by name, as they were found when it was saved: those that its author might execute then. A function that was made after it is called once it is saved again. Names that Python or the code itself binds are never another function’s.
	Calls []FunctionDefinitionCalls `json:"calls"`
	// Why calls of it fail, where that is known from its code: a sentence each.
	Warnings []string `json:"warnings"`
	// Number of the version that runs now.
	Version int64 `json:"version"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// FunctionDefinitionCalls is what the API answers with. A name by which code calls another function. It keeps meaning that function, also when another function gets the name later.
type FunctionDefinitionCalls struct {
	// As the code spells it: `name`, or `namespace.name`.
	Spelled string `json:"spelled"`
	// Namespace of the function that it means.
	Namespace string `json:"namespace"`
	// Name of the function that it means.
	Name string `json:"name"`
}

// FunctionResult is what the API answers with. What a mutation answers.
type FunctionResult struct {
	// How it went.
	Status FunctionResultStatus `json:"status"`
	// The execution, by which it can be asked for later.
	ExecutionID string `json:"execution_id"`
	// What the function returned; where it paused, `{status: "awaiting_input", execution_id, prompt, schema}`.
	Result any `json:"result"`
	// What went wrong, in a sentence.
	Error *string `json:"error"`
}

// FunctionVersion is what the API answers with. What a function was at some time. Versions are numbered from 1 without gaps and never change: going back makes a new one.
type FunctionVersion struct {
	// Its id.
	ID string `json:"id"`
	// The function that it is a version of.
	FunctionID string `json:"function_id"`
	// Its number, from 1.
	Version int64 `json:"version"`
	// The Python code.
	Code string `json:"code"`
	// JSON Schema of the input.
	InputSchema map[string]any `json:"input_schema"`
	// JSON Schema of what it returned.
	OutputSchema map[string]any `json:"output_schema"`
	// The version that a rollback copied.
	RestoredFrom *int64 `json:"restored_from"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// The user who made it.
	CreatedBy string `json:"created_by"`
}

// Group is what the API answers with. Users who are granted the same permissions. Members and holders of `sinas.groups.read:all` see it.
type Group struct {
	// Its id.
	ID string `json:"id"`
	// Unique.
	Name string `json:"name"`
	// What it is for.
	Description *string `json:"description"`
	// For information only: it makes no user a member.
	EmailDomain *string `json:"email_domain"`
	// The group of the OpenID Connect issuer whose members become members of this one when they log in.
	ExternalGroupID *string `json:"external_group_id"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When its name, description or mapping last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// GroupMember is what the API answers with. A user’s membership of a group.
type GroupMember struct {
	// Of the membership.
	ID string `json:"id"`
	// Id of the group.
	GroupID string `json:"group_id"`
	// Id of the user.
	UserID string `json:"user_id"`
	// For information: permissions come from the group.
	Role string `json:"role"`
	// False where the membership has ended.
	Active bool `json:"active"`
	// When the user last became a member.
	AddedAt time.Time `json:"added_at"`
}

// GroupPermission is what the API answers with. A permission that a group grants its members.
type GroupPermission struct {
	// Of the entry.
	ID string `json:"id"`
	// Id of the group.
	GroupID string `json:"group_id"`
	// As it was written: `sinas.agents.read:own`.
	PermissionKey string `json:"permission_key"`
	// False grants nothing, and denies nothing that another group grants.
	PermissionValue bool `json:"permission_value"`
	// When it was first set.
	CreatedAt time.Time `json:"created_at"`
	// When it was last set.
	UpdatedAt time.Time `json:"updated_at"`
}

// InitialMessage is what the API answers with. A message that every chat with the agent begins with.
type InitialMessage struct {
	// Who seems to say it.
	Role InitialMessageRole `json:"role"`
	// A Jinja2 template over the chat's input.
	Content string `json:"content"`
}

// InstallPackage is the input of an operation. Absent fields are not sent. Installs a Python package from the index, as a wheel, for the caller's functions or, with sinas.packages.install:all, for everyone's.
type InstallPackage struct {
	// Its name, `[extras]` where wanted.
	PackageName *string `json:"package_name,omitzero"`
	// The same as `packageName`, as older clients of the REST API send it.
	Name *string `json:"name,omitzero"`
	// A version, `2.31.0`, or a specifier, `>=2,<3`.
	Version *string `json:"version,omitzero"`
	// Whether the functions of all users may import it, which takes `sinas.packages.install:all`; false: those of the caller alone. Default: whatever the caller may.
	ForEveryone *bool `json:"for_everyone,omitzero"`
}

// Invocation is what the API answers with. What a mutation answers.
type Invocation struct {
	// What the agent answered.
	Reply *string `json:"reply"`
	// The chat that it was given in.
	ChatID string `json:"chat_id"`
	// The key that goes on with this chat; null: none was given.
	SessionKey *string `json:"session_key"`
	// `prompt_tokens`, `completion_tokens`, `total_tokens`.
	Usage any `json:"usage"`
}

// InvokeAgent is the input of an operation. Absent fields are not sent. One call: begins a chat, or goes on with the one of the session, sends the message and waits for the answer.
type InvokeAgent struct {
	// Text, or a list of content parts.
	Message any `json:"message"`
	// The same key goes on with the same chat.
	SessionKey *string `json:"session_key,omitzero"`
	// Begins anew: the session's chat goes to the archive.
	Reset *bool `json:"reset,omitzero"`
	// Of a new chat.
	Input map[string]any `json:"input,omitzero"`
}

// ListAgents is the input of an operation. Absent fields are not sent. Active agents that the caller may read, newest first.
type ListAgents struct {
	// Those of this namespace.
	Namespace *string `json:"namespace,omitzero"`
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListAPIKeys is the input of an operation. Absent fields are not sent. The caller's API keys, newest first, with those that were revoked.
type ListAPIKeys struct {
	// The keys of all users, for holders of `sinas.api_keys.read:all`.
	All *bool `json:"all,omitzero"`
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListChats is the input of an operation. Absent fields are not sent. The caller's chats, the latest first.
type ListChats struct {
	// Also those in the archive.
	IncludeArchived *bool `json:"include_archived,omitzero"`
	// Those with this agent.
	AgentID *string `json:"agent_id,omitzero"`
	// Part of the title, in any case.
	Q *string `json:"q,omitzero"`
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListExecutions is the input of an operation. Absent fields are not sent. Lists executions, latest first.
type ListExecutions struct {
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Those of functions that were in this namespace.
	FunctionNamespace *string `json:"function_namespace,omitzero"`
	// Those of functions that had this name.
	FunctionName *string `json:"function_name,omitzero"`
	// Those that are this far.
	Status *ExecutionStatus `json:"status,omitzero"`
	// Those that this called.
	TriggerType *TriggerType `json:"trigger_type,omitzero"`
	// Those of this webhook, schedule or chat.
	TriggerID *string `json:"trigger_id,omitzero"`
	// Those of this chat.
	ChatID *string `json:"chat_id,omitzero"`
	// Those that failed alike: see `executionErrors`.
	Fingerprint *string `json:"fingerprint,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListFunctions is the input of an operation. Absent fields are not sent. Lists the functions that the caller may read, newest first.
type ListFunctions struct {
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Those of this namespace.
	Namespace *string `json:"namespace,omitzero"`
	// Those of this name.
	Name *string `json:"name,omitzero"`
	// Those whose namespace, name or description contains this text.
	Search *string `json:"search,omitzero"`
	// Those that are active, or those that are not.
	IsActive *bool `json:"is_active,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListGroups is the input of an operation. Absent fields are not sent. The groups in which the caller is a member; all of them for holders of `sinas.groups.read:all`.
type ListGroups struct {
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListPackages is the input of an operation. Absent fields are not sent. Lists the Python packages that functions may import: those for everyone, and the caller's own.
type ListPackages struct {
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListRequestLogs is the input of an operation. Absent fields are not sent. Lists requests, the newest first: the caller's own, or with `sinas.logs.read:all` everybody's.
type ListRequestLogs struct {
	// Requests of this user; others than the caller take `sinas.logs.read:all`.
	UserID *string `json:"user_id,omitzero"`
	// Requests since.
	StartTime *time.Time `json:"start_time,omitzero"`
	// Requests until.
	EndTime *time.Time `json:"end_time,omitzero"`
	// Requests that this permission, exactly, decided on.
	Permission *string `json:"permission,omitzero"`
	// A pattern of SQL’s LIKE: `/api/v1/%`.
	PathPattern *string `json:"path_pattern,omitzero"`
	// Requests that were answered with this HTTP status.
	StatusCode *int64 `json:"status_code,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// How many to leave out: REST had this before it had cursors.
	Offset *int64 `json:"offset,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListScheduleSlots is the input of an operation. Absent fields are not sent. Lists the slots of a schedule, newest first: every instant at which it was due, and what became of it.
type ListScheduleSlots struct {
	Status *ScheduleSlotStatus `json:"status,omitzero"`
	Skip   *int64              `json:"skip,omitzero"`
	Limit  *int64              `json:"limit,omitzero"`
	Cursor *string             `json:"cursor,omitzero"`
}

// ListSchedules is the input of an operation. Absent fields are not sent. Lists the caller's schedules, or all with the permission for all, newest first.
type ListSchedules struct {
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListSkills is the input of an operation. Absent fields are not sent. Active skills that the caller may read, by name.
type ListSkills struct {
	// Those of this namespace.
	Namespace *string `json:"namespace,omitzero"`
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListStates is the input of an operation. Absent fields are not sent. Lists the states that the caller may read, the most relevant first, then the latest.
type ListStates struct {
	// Those of this namespace.
	Namespace *string `json:"namespace,omitzero"`
	// Those that are seen by these.
	Visibility *StateVisibility `json:"visibility,omitzero"`
	// Those that have all of these tags.
	Tags []any `json:"tags,omitzero"`
	// Part of the key or the description, in any case.
	Search *string `json:"search,omitzero"`
	// `me`, `all` or a user’s id.
	Owner *string `json:"owner,omitzero"`
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListUsers is the input of an operation. Absent fields are not sent. All users, newest first.
type ListUsers struct {
	// Part of the e-mail address, in any case.
	Search *string `json:"search,omitzero"`
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// ListWebhookDeliveries is the input of an operation. Absent fields are not sent. Lists the deliveries to a webhook, newest first: what came, and what became of it.
type ListWebhookDeliveries struct {
	Status *WebhookDeliveryStatus `json:"status,omitzero"`
	Skip   *int64                 `json:"skip,omitzero"`
	Limit  *int64                 `json:"limit,omitzero"`
	Cursor *string                `json:"cursor,omitzero"`
}

// ListWebhooks is the input of an operation. Absent fields are not sent. Lists the caller's webhooks, or all with the permission for all, newest first.
type ListWebhooks struct {
	// How many to leave out: REST had this before it had cursors.
	Skip *int64 `json:"skip,omitzero"`
	// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
	Limit *int64 `json:"limit,omitzero"`
	// Only what comes after this cursor.
	Cursor *string `json:"cursor,omitzero"`
}

// LLMProvider is what the API answers with. A service that runs language models. Its API key is sealed and never shown.
type LLMProvider struct {
	// Its id; its name does as well, wherever a provider is asked for.
	ID string `json:"id"`
	// Unique.
	Name string `json:"name"`
	// The protocol that it speaks.
	ProviderType LLMProviderType `json:"provider_type"`
	// Base URL; null: the service's own.
	APIEndpoint *string `json:"api_endpoint"`
	// The model of agents that name none; null: they must name one.
	DefaultModel *string `json:"default_model"`
	// `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens.
	Config any `json:"config"`
	// Used by agents that name none.
	IsDefault bool `json:"is_default"`
	// False where it was taken out of use.
	IsActive bool `json:"is_active"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// LoginSession is what the API answers with. A login that waits for its code.
type LoginSession struct {
	// What to do next, for a person.
	Message string `json:"message"`
	// Goes back with the code.
	SessionID string `json:"session_id"`
}

// MCPServer is what the API answers with. A server of the Model Context Protocol whose tools agents can use. Its secrets are sealed and never shown.
type MCPServer struct {
	// Its id; its name does as well, wherever a server is asked for.
	ID string `json:"id"`
	// Unique.
	Name string `json:"name"`
	// What it is for.
	Description *string `json:"description"`
	// Null for `stdio`.
	URL *string `json:"url"`
	// How it is spoken to.
	Protocol MCPServerProtocol `json:"protocol"`
	// The program of a `stdio` server.
	Command *string `json:"command"`
	// Arguments of the program.
	Args []string `json:"args"`
	// Whether it is connected to, and its tools are offered.
	IsActive bool `json:"is_active"`
	// The group whose members may use it; null: none.
	GroupID *string `json:"group_id"`
	// Tools that an agent calls only when a person agrees; `*` is all of them.
	RequiresApproval []string `json:"requires_approval"`
	// Seconds that a call may take without a sign of progress.
	Timeout int64 `json:"timeout"`
	// When it last answered; null: never.
	LastConnected *time.Time `json:"last_connected"`
	// How the last attempt to reach it went.
	ConnectionStatus MCPServerConnectionStatus `json:"connection_status"`
	// Why it could not be reached.
	ErrorMessage *string `json:"error_message"`
	// The server asks for a login: open this address, and the platform is let in.
	AuthorizationURL *string `json:"authorization_url"`
	// When it is tried again.
	RetryAt *time.Time `json:"retry_at"`
	// Tools that it offered last.
	ToolCount int64 `json:"tool_count"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// MCPTool is what the API answers with. A tool of an MCP server, as the server last described it.
type MCPTool struct {
	// Unique on its server.
	Name string `json:"name"`
	// Its name for people.
	Title *string `json:"title"`
	// What it does, as the server tells models.
	Description string `json:"description"`
	// JSON Schema of the arguments.
	InputSchema map[string]any `json:"input_schema"`
	// JSON Schema of `structuredContent`; null: it has none.
	OutputSchema map[string]any `json:"output_schema"`
	// The server says that it changes nothing.
	ReadOnly bool `json:"read_only"`
	// An agent calls it only when a person agrees.
	RequiresApproval bool `json:"requires_approval"`
	// Name of the server that has it.
	Server string `json:"server"`
}

// MCPToolResult is what the API answers with. What a mutation answers.
type MCPToolResult struct {
	// As MCP has it: `{content, structuredContent?, isError?}`.
	Result map[string]any `json:"result"`
}

// Message is what the API answers with. One row of a conversation. The result of a tool is a row of its own.
type Message struct {
	// Its id.
	ID string `json:"id"`
	// The chat that it belongs to.
	ChatID string `json:"chat_id"`
	// Who says it.
	Role MessageRole `json:"role"`
	// Text. Content parts are JSON text.
	Content *string `json:"content"`
	// What the model asked for.
	ToolCalls []ToolCall `json:"tool_calls"`
	// The call that this row is the result of.
	ToolCallID *string `json:"tool_call_id"`
	// Of the tool whose result this is.
	Name *string `json:"name"`
	// When it was said.
	CreatedAt time.Time `json:"created_at"`
}

// NewAPIKey is what the API answers with. A key that was just made, as REST has it.
type NewAPIKey struct {
	// Its id, by which it is revoked.
	ID string `json:"id"`
	// What it is for, in the words of its owner.
	Name string `json:"name"`
	// The key itself. It is shown this once; only its hash is kept.
	Key string `json:"key"`
	// The key itself. It is shown this once; only its hash is kept.
	APIKey string `json:"api_key"`
	// The key’s first characters, to recognise it by.
	KeyPrefix string `json:"key_prefix"`
	// Permission to true or false.
	Permissions any `json:"permissions"`
	// Null: never.
	ExpiresAt *time.Time `json:"expires_at"`
	// Now.
	CreatedAt time.Time `json:"created_at"`
}

// Package is what the API answers with. A Python package that functions may import: the functions of all users, or those of one user. In that user’s functions it comes before a package of the same name for all users.
type Package struct {
	// Its id.
	ID string `json:"id"`
	// Its name.
	PackageName string `json:"package_name"`
	// The version that pip chose.
	Version string `json:"version"`
	// Whether the functions of all users may import it.
	ForEveryone bool `json:"for_everyone"`
	// The user whose functions may import it; null where it is for everyone.
	OwnerID *string `json:"owner_id"`
	// When it was installed.
	InstalledAt time.Time `json:"installed_at"`
	// The user who installed it.
	InstalledBy string `json:"installed_by"`
}

// PathCount is what the API answers with. How often a path was asked for.
type PathCount struct {
	// The path of the URL.
	Path string `json:"path"`
	// Requests.
	Count int64 `json:"count"`
}

// PendingApproval is what the API answers with. A call that waits for its user to agree.
type PendingApproval struct {
	// Id of the call, by which `decideToolCall` decides on it.
	ToolCallID string `json:"tool_call_id"`
	// Namespace of the function; of a tool of an MCP server, the name of the server.
	FunctionNamespace string `json:"function_namespace"`
	// Name of the function or tool.
	FunctionName string `json:"function_name"`
	// What it is called with, by name.
	Arguments any `json:"arguments"`
}

// PermissionCheck is what the API answers with. Whether the caller holds one permission.
type PermissionCheck struct {
	// As it was asked for.
	Permission string `json:"permission"`
	// By their groups; with an API key, by the key as well.
	HasPermission bool `json:"has_permission"`
}

// PermissionChecks is what the API answers with. Whether the caller holds several permissions.
type PermissionChecks struct {
	// The answers, put together by `logic`.
	Result bool `json:"result"`
	// As it was asked for.
	Logic PermissionLogic `json:"logic"`
	// In the order in which they were asked for.
	Checks []PermissionCheck `json:"checks"`
}

// PermissionCount is what the API answers with. How often a permission decided on a request.
type PermissionCount struct {
	// The permission, with its scope.
	Permission string `json:"permission"`
	// Requests.
	Count int64 `json:"count"`
}

// QueuedExecution is what the API answers with. What a mutation answers.
type QueuedExecution struct {
	// The execution, by which it can be asked for later.
	ExecutionID string `json:"execution_id"`
	// How far it is.
	Status QueuedExecutionStatus `json:"status"`
}

// RateLimit is what the API answers with. For the webhook as a whole; null: none, but for what the platform lets through to a public one.
type RateLimit struct {
	// How many.
	Requests int64 `json:"requests"`
	// In how many seconds.
	Seconds int64 `json:"seconds"`
}

// RateLimitRule is the input of an operation. Absent fields are not sent. For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK.
type RateLimitRule struct {
	// 0 removes a limit.
	Requests int64 `json:"requests"`
	// In how many seconds, 1 to 86400.
	Seconds *int64 `json:"seconds,omitzero"`
}

// RefreshedToken is what the API answers with. A new access token, and the refresh token for the next one.
type RefreshedToken struct {
	// A JWT for `Authorization: Bearer`.
	AccessToken string `json:"access_token"`
	// Takes the place of the one that was used: keep this one. To use an earlier one again ends the session.
	RefreshToken string `json:"refresh_token"`
	// Always `bearer`.
	TokenType string `json:"token_type"`
	// Seconds until the access token expires.
	ExpiresIn int64 `json:"expires_in"`
}

// RequestLog is what the API answers with. A request that the gateway answered. What does not apply is the empty string.
type RequestLog struct {
	// As in the header X-Request-Id of the answer.
	RequestID string `json:"request_id"`
	// When it arrived.
	Timestamp time.Time `json:"timestamp"`
	// The user who made the request.
	UserID string `json:"user_id"`
	// Their e-mail address.
	UserEmail string `json:"user_email"`
	// The permission that decided on the request.
	PermissionUsed string `json:"permission_used"`
	// Was the request allowed?
	HasPermission bool `json:"has_permission"`
	// The HTTP method.
	Method string `json:"method"`
	// The path of the URL.
	Path string `json:"path"`
	// The query string as JSON text, secrets redacted.
	QueryParams string `json:"query_params"`
	// The JSON body as JSON text, secrets redacted; empty where it was larger than 32 KiB.
	RequestBody string `json:"request_body"`
	// The header User-Agent.
	UserAgent string `json:"user_agent"`
	// The header Referer.
	Referer string `json:"referer"`
	// Where it came from; behind a proxy of TRUST_PROXY, what that says.
	IPAddress string `json:"ip_address"`
	// HTTP status of the answer.
	StatusCode int64 `json:"status_code"`
	// Milliseconds until the answer was complete.
	ResponseTimeMs float64 `json:"response_time_ms"`
	// Bytes of the answer’s body.
	ResponseSizeBytes int64 `json:"response_size_bytes"`
	// What the path is about: `schedules`.
	ResourceType string `json:"resource_type"`
	// The id or name in the path.
	ResourceID string `json:"resource_id"`
	// The field `group_id` of the body.
	GroupID string `json:"group_id"`
	// The error as the caller saw it.
	ErrorMessage string `json:"error_message"`
	// The error’s code: `FORBIDDEN`.
	ErrorType string `json:"error_type"`
	// JSON text: for GraphQL requests, the operation.
	Metadata string `json:"metadata"`
}

// RequestLogPeriod is the input of an operation. Absent fields are not sent. Numbers on the caller's own requests, or with `sinas.logs.read:all` on everybody's.
type RequestLogPeriod struct {
	// Requests of this user; others than the caller take `sinas.logs.read:all`.
	UserID *string `json:"user_id,omitzero"`
	// Requests since.
	StartTime *time.Time `json:"start_time,omitzero"`
	// Requests until.
	EndTime *time.Time `json:"end_time,omitzero"`
}

// RequestLogStats is what the API answers with. What a number of requests have in common.
type RequestLogStats struct {
	// How many there were.
	TotalRequests int64 `json:"total_requests"`
	// Users who were logged in, each counted once.
	UniqueUsers int64 `json:"unique_users"`
	// 0 where there were no requests.
	AvgResponseTimeMs float64 `json:"avg_response_time_ms"`
	// From 0 to 1: the part that was answered with a status of 400 or more.
	ErrorRate float64 `json:"error_rate"`
	// The ten paths most asked for.
	TopPaths []PathCount `json:"top_paths"`
	// The ten permissions that decided most often.
	TopPermissions []PermissionCount `json:"top_permissions"`
}

// Schedule is what the API answers with. A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks.
type Schedule struct {
	// Its id; its name does as well, wherever a schedule is asked for.
	ID string `json:"id"`
	// Unique among the owner’s schedules.
	Name string `json:"name"`
	// What it starts.
	ScheduleType ScheduleType `json:"schedule_type"`
	// Namespace of the function or agent.
	FunctionNamespace string `json:"function_namespace"`
	// Name of the function or agent.
	FunctionName string `json:"function_name"`
	// Namespace of the function or agent.
	TargetNamespace string `json:"target_namespace"`
	// Name of the function or agent.
	TargetName string `json:"target_name"`
	// The message to the agent.
	Content *string `json:"content"`
	// What it is for.
	Description *string `json:"description"`
	// Five fields: minute, hour, day of month, month, day of week.
	CronExpression string `json:"cron_expression"`
	// IANA name of the time zone in which the expression is read.
	Timezone string `json:"timezone"`
	// Input of the function, or of the chat with the agent.
	InputData any `json:"input_data"`
	// False while it is paused.
	IsActive bool `json:"is_active"`
	// What becomes of a slot whose schedule still runs.
	OverlapPolicy OverlapPolicy `json:"overlap_policy"`
	// What becomes of slots at which the platform was down.
	MissedPolicy MissedPolicy `json:"missed_policy"`
	// Seconds.
	MissedWindow int64 `json:"missed_window"`
	// When it last started something.
	LastRun *time.Time `json:"last_run"`
	// Its next slot; null while it is paused.
	NextRun *time.Time `json:"next_run"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
	// Id of the user who last changed what its runs do.
	EditorID string `json:"editor_id"`
	// Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.
	EditorKeyID *string `json:"editor_key_id"`
}

// ScheduleDetail is what the API answers with. A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks.
type ScheduleDetail struct {
	// Its id; its name does as well, wherever a schedule is asked for.
	ID string `json:"id"`
	// Unique among the owner’s schedules.
	Name string `json:"name"`
	// What it starts.
	ScheduleType ScheduleType `json:"schedule_type"`
	// Namespace of the function or agent.
	FunctionNamespace string `json:"function_namespace"`
	// Name of the function or agent.
	FunctionName string `json:"function_name"`
	// Namespace of the function or agent.
	TargetNamespace string `json:"target_namespace"`
	// Name of the function or agent.
	TargetName string `json:"target_name"`
	// The message to the agent.
	Content *string `json:"content"`
	// What it is for.
	Description *string `json:"description"`
	// Five fields: minute, hour, day of month, month, day of week.
	CronExpression string `json:"cron_expression"`
	// IANA name of the time zone in which the expression is read.
	Timezone string `json:"timezone"`
	// Input of the function, or of the chat with the agent.
	InputData any `json:"input_data"`
	// False while it is paused.
	IsActive bool `json:"is_active"`
	// What becomes of a slot whose schedule still runs.
	OverlapPolicy OverlapPolicy `json:"overlap_policy"`
	// What becomes of slots at which the platform was down.
	MissedPolicy MissedPolicy `json:"missed_policy"`
	// Seconds.
	MissedWindow int64 `json:"missed_window"`
	// When it last started something.
	LastRun *time.Time `json:"last_run"`
	// Its next slot; null while it is paused.
	NextRun *time.Time `json:"next_run"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
	// Id of the user who last changed what its runs do.
	EditorID string `json:"editor_id"`
	// Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.
	EditorKeyID *string `json:"editor_key_id"`
	// Why it would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists.
	Fault *string `json:"fault"`
}

// ScheduleSlot is what the API answers with. One instant at which a schedule was due, or was run by hand, and what became of it. There is one for every such instant. Kept for 90 days.
type ScheduleSlot struct {
	// Its id, which is also that of the execution or chat that it starts.
	ID string `json:"id"`
	// The schedule that was due.
	ScheduleID string `json:"schedule_id"`
	// When it was due.
	SlotAt time.Time `json:"slot_at"`
	// What became of it.
	Status ScheduleSlotStatus `json:"status"`
	// A user started it by hand: it is not a slot of the cron expression.
	IsManual bool `json:"is_manual"`
	// Why it was skipped, missed, failed, or fired late.
	Reason *string `json:"reason"`
	// Id of the execution of the function that was started.
	ExecutionID *string `json:"execution_id"`
	// Id of the chat in which an agent was started.
	ChatID *string `json:"chat_id"`
	// When its run was handed over; null where it was not.
	FiredAt *time.Time `json:"fired_at"`
}

// ScheduleStatus is what the API answers with. A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks.
type ScheduleStatus struct {
	// Its id; its name does as well, wherever a schedule is asked for.
	ID string `json:"id"`
	// Unique among the owner’s schedules.
	Name string `json:"name"`
	// False while it is paused.
	IsActive bool `json:"is_active"`
	// When it last started something.
	LastRun *time.Time `json:"last_run"`
	// Its next slot; null while it is paused.
	NextRun *time.Time `json:"next_run"`
}

// Skill is what the API answers with. Instructions in Markdown that agents read: a way of working, written once.
type Skill struct {
	// Its id.
	ID string `json:"id"`
	// Its owner.
	UserID string `json:"user_id"`
	// What groups it with others.
	Namespace string `json:"namespace"`
	// Unique in its namespace.
	Name string `json:"name"`
	// Tells a model when to read it.
	Description string `json:"description"`
	// Markdown.
	Content string `json:"content"`
	// Offered to all users who may read it.
	IsShared bool `json:"is_shared"`
	// An inactive one is listed nowhere, and only its owner can read it.
	IsActive bool `json:"is_active"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// State is what the API answers with. A JSON value under a namespace and a key. Each user has their own, and sees those that others share.
type State struct {
	// Its id.
	ID string `json:"id"`
	// Its owner.
	UserID string `json:"user_id"`
	// The group that it is shared with, where `visibility` is `group`.
	GroupID *string `json:"group_id"`
	// What groups it with others.
	Namespace string `json:"namespace"`
	// Its name, unique among its owner’s states of the namespace.
	Key string `json:"key"`
	// The value as it was written; what is encrypted at rest is decrypted here.
	Value any `json:"value"`
	// Which users see it.
	Visibility StateVisibility `json:"visibility"`
	// What it is about: found by search, and shown to agents.
	Description *string `json:"description"`
	// Words to find it by.
	Tags []string `json:"tags"`
	// From 0 to 1: lists and agents take the highest first.
	RelevanceScore float64 `json:"relevance_score"`
	// Is the value encrypted at rest?
	Encrypted bool `json:"encrypted"`
	// Counts the changes, from 1. Compare and set with it: see `ifMatch` of `updateState`.
	Version int64 `json:"version"`
	// From then on it is not there.
	ExpiresAt *time.Time `json:"expires_at"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
}

// Tokens is what the API answers with. The tokens of a logged-in user.
type Tokens struct {
	// A JWT for `Authorization: Bearer`.
	AccessToken string `json:"access_token"`
	// Renews the access token once; the answer has the next one. So it goes on until the session expires or is ended by `logout`.
	RefreshToken string `json:"refresh_token"`
	// Always `bearer`.
	TokenType string `json:"token_type"`
	// Seconds until the access token expires.
	ExpiresIn int64 `json:"expires_in"`
	// The user who logged in.
	User Account `json:"user"`
}

// ToolCall is what the API answers with. A call that a model asked for.
type ToolCall struct {
	// Its id, which its result names as `toolCallId`. The model’s provider gave it.
	ID string `json:"id"`
	// Always `function`.
	Type string `json:"type"`
	// What is called, and with what.
	Function CalledFunction `json:"function"`
	// A line that tells people what the call does.
	Description *string `json:"description"`
}

// ToolDecision is what the API answers with. What a mutation answers.
type ToolDecision struct {
	// What was decided.
	Status ToolDecisionStatus `json:"status"`
	// Id of the call that was decided on.
	ToolCallID string `json:"tool_call_id"`
	// The turn that goes on once every call of the batch is decided.
	ChannelID string `json:"channel_id"`
	// For people: what happens next.
	Message string `json:"message"`
}

// UpdateAgent is the input of an operation. Absent fields are not sent. Changes an agent by its name.
type UpdateAgent struct {
	// Where it moves to: it is then known by this namespace alone.
	Namespace *string `json:"namespace,omitzero"`
	// Its new name, unique in its namespace.
	Name *string `json:"name,omitzero"`
	// Also tells other agents what it is for.
	Description *string `json:"description,omitzero"`
	// Absent: the default provider.
	LLMProviderID *string `json:"llm_provider_id,omitzero"`
	// Absent: the provider's default model.
	Model *string `json:"model,omitzero"`
	// 0.7 where it is absent.
	Temperature *float64 `json:"temperature,omitzero"`
	// Of one answer, 1 to 1,000,000. Absent: what the provider allows.
	MaxTokens *int64 `json:"max_tokens,omitzero"`
	// A Jinja2 template over the chat's input.
	SystemPrompt *string `json:"system_prompt,omitzero"`
	// JSON Schema of a chat's input. Default: any.
	InputSchema map[string]any `json:"input_schema,omitzero"`
	// JSON Schema of its answers. Default: any text.
	OutputSchema map[string]any `json:"output_schema,omitzero"`
	// `[{"role": "assistant", "content": "Hello!"}]`
	InitialMessages []any `json:"initial_messages,omitzero"`
	// A group of the caller, whose members may use it, and are offered it.
	GroupID *string `json:"group_id,omitzero"`
	// `namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again.
	EnabledFunctions []any `json:"enabled_functions,omitzero"`
	// `namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `*/*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again.
	EnabledAgents []any `json:"enabled_agents,omitzero"`
	// `{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent.
	EnabledSkills []any `json:"enabled_skills,omitzero"`
	// Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server.
	EnabledMCPTools []any `json:"enabled_mcp_tools,omitzero"`
	// Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one.
	FunctionParameters map[string]any `json:"function_parameters,omitzero"`
	// The same for tools of MCP servers, by tool name.
	MCPToolParameters map[string]any `json:"mcp_tool_parameters,omitzero"`
	// Namespaces of states that it may read.
	StateNamespacesReadonly []any `json:"state_namespaces_readonly,omitzero"`
	// Namespaces of states that it may read and change.
	StateNamespacesReadwrite []any `json:"state_namespaces_readwrite,omitzero"`
	// Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.
	StatusTemplates map[string]any `json:"status_templates,omitzero"`
	// What clients show beside its name: `url:https://...`, or a text of theirs.
	Icon *string `json:"icon,omitzero"`
	// Seconds that a turn may take in chats that do not say.
	DefaultJobTimeout *int64 `json:"default_job_timeout,omitzero"`
	// The `keepAlive` of chats that do not say.
	DefaultKeepAlive *bool `json:"default_keep_alive,omitzero"`
	// Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark.
	IsShared *bool `json:"is_shared,omitzero"`
	// Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away.
	IsDefault *bool `json:"is_default,omitzero"`
	// False takes it out of use, as `deleteAgent` does.
	IsActive *bool `json:"is_active,omitzero"`
}

// UpdateChat is the input of an operation. Absent fields are not sent. Renames a chat, or puts it into the archive or back.
type UpdateChat struct {
	// Its new title.
	Title *string `json:"title,omitzero"`
	// Into the archive, or back.
	Archived *bool `json:"archived,omitzero"`
}

// UpdateFunction is the input of an operation. Absent fields are not sent. Changes a function.
type UpdateFunction struct {
	// What it does: also tells agents when to call it.
	Description *string `json:"description,omitzero"`
	// Python that defines `handler(input, context)`.
	Code *string `json:"code,omitzero"`
	// JSON Schema of the input.
	InputSchema any `json:"input_schema,omitzero"`
	// JSON Schema of what it returns.
	OutputSchema any `json:"output_schema,omitzero"`
	// pip requirements, installed for the owner of the function where they are missing.
	Requirements []any `json:"requirements,omitzero"`
	// Namespaces beside its own whose functions it may call.
	EnabledNamespaces []any `json:"enabled_namespaces,omitzero"`
	// Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use.
	Secrets []any `json:"secrets,omitzero"`
	// Asks for `sinas.functions.shared_pool:all`.
	SharedPool *bool `json:"shared_pool,omitzero"`
	// An agent asks its user before it calls the function.
	RequiresApproval *bool `json:"requires_approval,omitzero"`
	// Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.
	Timeout *int64 `json:"timeout,omitzero"`
	// What clients show beside its name.
	Icon *string `json:"icon,omitzero"`
	// An inactive function can be changed, but not called.
	IsActive *bool `json:"is_active,omitzero"`
	// Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.
	IsShared *bool `json:"is_shared,omitzero"`
}

// UpdateGroup is the input of an operation. Absent fields are not sent. Changes a group.
type UpdateGroup struct {
	// The default groups keep theirs. Needs what the group grants: new users join the group of a certain name.
	Name *string `json:"name,omitzero"`
	// What it is for.
	Description *string `json:"description,omitzero"`
	// For information only: it makes no user a member.
	EmailDomain *string `json:"email_domain,omitzero"`
	// The caller must hold what the group grants, because this decides which users become members.
	ExternalGroupID *string `json:"external_group_id,omitzero"`
}

// UpdateLLMProvider is the input of an operation. Absent fields are not sent. Changes a provider, by its id or its name.
type UpdateLLMProvider struct {
	// Unique.
	Name *string `json:"name,omitzero"`
	// Sealed at rest; never returned.
	APIKey *string `json:"api_key,omitzero"`
	// Base URL, with `/v1` where the service has it.
	APIEndpoint *string `json:"api_endpoint,omitzero"`
	// The model of agents that name none.
	DefaultModel *string `json:"default_model,omitzero"`
	// `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens.
	Config map[string]any `json:"config,omitzero"`
	// The provider that was the default is it no more.
	IsDefault *bool `json:"is_default,omitzero"`
	// False takes it out of use; its API key is kept.
	IsActive *bool `json:"is_active,omitzero"`
}

// UpdateMCPServer is the input of an operation. Absent fields are not sent. Changes an MCP server, by its id or its name, and connects to it anew.
type UpdateMCPServer struct {
	// Unique.
	Name *string `json:"name,omitzero"`
	// Its address. Needed but for `stdio`.
	URL *string `json:"url,omitzero"`
	// The older word for `url`.
	ServerURL *string `json:"server_url,omitzero"`
	// How it is spoken to. Default: `HTTP`.
	Protocol *MCPServerProtocol `json:"protocol,omitzero"`
	// What it is for.
	Description *string `json:"description,omitzero"`
	// Sent as a bearer token. Sealed at rest; never returned.
	APIKey *string `json:"api_key,omitzero"`
	// Sent with every request. Sealed at rest; never returned.
	Headers map[string]any `json:"headers,omitzero"`
	// The program of a `stdio` server.
	Command *string `json:"command,omitzero"`
	// Arguments of the program.
	Args []any `json:"args,omitzero"`
	// Environment of the program. Sealed at rest; never returned.
	Env map[string]any `json:"env,omitzero"`
	// An OAuth client that was registered by hand; else the platform registers itself.
	OauthClientID *string `json:"oauth_client_id,omitzero"`
	// Sealed at rest; never returned.
	OauthClientSecret *string `json:"oauth_client_secret,omitzero"`
	// Tools that an agent calls only when a person agrees; `*` is all of them.
	RequiresApproval []any `json:"requires_approval,omitzero"`
	// Seconds that a call may take without a sign of progress. Default: 60.
	Timeout *int64 `json:"timeout,omitzero"`
	// Its members may use the server, where their permission reaches their groups.
	GroupID *string `json:"group_id,omitzero"`
	// Whether it is connected to, and its tools are offered. Default: true.
	IsActive *bool `json:"is_active,omitzero"`
}

// UpdateSchedule is the input of an operation. Absent fields are not sent. Changes a schedule, at once.
type UpdateSchedule struct {
	// Unique among the owner’s schedules.
	Name *string `json:"name,omitzero"`
	// What it starts.
	ScheduleType *ScheduleType `json:"schedule_type,omitzero"`
	// The same as `targetNamespace`.
	FunctionNamespace *string `json:"function_namespace,omitzero"`
	// The same as `targetName`.
	FunctionName *string `json:"function_name,omitzero"`
	// Of the function or agent.
	TargetNamespace *string `json:"target_namespace,omitzero"`
	// Of the function or agent.
	TargetName *string `json:"target_name,omitzero"`
	// The message to the agent. Required for schedules of type agent.
	Content *string `json:"content,omitzero"`
	// What it is for.
	Description *string `json:"description,omitzero"`
	// Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used).
	CronExpression *string `json:"cron_expression,omitzero"`
	// IANA name of the time zone in which the expression is read.
	Timezone *string `json:"timezone,omitzero"`
	// Input of the function, or of the chat with the agent.
	InputData map[string]any `json:"input_data,omitzero"`
	// False pauses it, true resumes it from now on.
	IsActive *bool `json:"is_active,omitzero"`
	// What becomes of a slot whose schedule still runs.
	OverlapPolicy *OverlapPolicy `json:"overlap_policy,omitzero"`
	// What becomes of slots at which the platform was down.
	MissedPolicy *MissedPolicy `json:"missed_policy,omitzero"`
	// Seconds after which a missed slot is not caught up with. Default a day.
	MissedWindow *int64 `json:"missed_window,omitzero"`
}

// UpdateSkill is the input of an operation. Absent fields are not sent. Changes a skill.
type UpdateSkill struct {
	// Where it moves to: it is then known by this namespace alone.
	Namespace *string `json:"namespace,omitzero"`
	// Its new name, unique in its namespace.
	Name *string `json:"name,omitzero"`
	// Tells a model when to read it.
	Description *string `json:"description,omitzero"`
	// Markdown.
	Content *string `json:"content,omitzero"`
	// Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark.
	IsShared *bool `json:"is_shared,omitzero"`
	// An inactive one is listed nowhere, and only its owner can read it.
	IsActive *bool `json:"is_active,omitzero"`
}

// UpdateState is the input of an operation. Absent fields are not sent. Changes the state of this name.
type UpdateState struct {
	// The new value, in place of all of the old one.
	Value any `json:"value,omitzero"`
	// For the owner to change.
	Visibility *StateVisibility `json:"visibility,omitzero"`
	// Required where `visibility` becomes `group`: a group of the caller.
	GroupID *string `json:"group_id,omitzero"`
	// What it is about.
	Description *string `json:"description,omitzero"`
	// In place of all of the old ones.
	Tags []any `json:"tags,omitzero"`
	// From 0 to 1: lists and agents take the highest first.
	RelevanceScore *float64 `json:"relevance_score,omitzero"`
	// Encrypt the value at rest, or no longer.
	Encrypted *bool `json:"encrypted,omitzero"`
	// From then on it is not there.
	ExpiresAt *time.Time `json:"expires_at,omitzero"`
}

// UpdateUser is the input of an operation. Absent fields are not sent. Changes a user.
type UpdateUser struct {
	// False keeps the user and their things, but lets them in no more. Needs `sinas.users.update:all`.
	IsActive *bool `json:"is_active,omitzero"`
}

// UpdateWebhook is the input of an operation. Absent fields are not sent. Changes a webhook; the change counts for the next request.
type UpdateWebhook struct {
	// Of the function that it starts.
	FunctionNamespace *string `json:"function_namespace,omitzero"`
	// Of the function that it starts.
	FunctionName *string `json:"function_name,omitzero"`
	// The method that it answers to.
	HTTPMethod *HTTPMethod `json:"http_method,omitzero"`
	// What it is for.
	Description *string `json:"description,omitzero"`
	// Input that a request does not give.
	DefaultValues map[string]any `json:"default_values,omitzero"`
	// Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.
	RequiresAuth *bool `json:"requires_auth,omitzero"`
	// What the sender is answered with, and when.
	ResponseMode *ResponseMode `json:"response_mode,omitzero"`
	// An inactive one answers 404.
	IsActive *bool `json:"is_active,omitzero"`
	// Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path.
	IsListed *bool `json:"is_listed,omitzero"`
	// What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ...
	Dedup *WebhookDedupRule `json:"dedup,omitzero"`
	// Only requests that are signed are accepted.
	Signature *WebhookSignatureRule `json:"signature,omitzero"`
	// For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK.
	RateLimit *RateLimitRule `json:"rate_limit,omitzero"`
	// For each user who calls it.
	UserRateLimit *RateLimitRule `json:"user_rate_limit,omitzero"`
}

// User is what the API answers with. A person who can log in. Other users see fewer of the fields than the user themselves.
type User struct {
	// Seen by all.
	ID string `json:"id"`
	// In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others.
	Email *string `json:"email"`
	// Where false, the user can’t log in, and their tokens and keys don’t hold. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	IsActive *bool `json:"is_active"`
	// When the user last logged in, renewed an access token or used an API key. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	LastLoginAt *time.Time `json:"last_login_at"`
	// When the user was created. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	CreatedAt *time.Time `json:"created_at"`
	// Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	Groups []string `json:"groups"`
	// Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
	Roles []string `json:"roles"`
}

// Webhook is what the API answers with. A path at which requests from outside start a function.
type Webhook struct {
	// Its id; its path does as well, wherever a webhook is asked for.
	ID string `json:"id"`
	// What stands after `/webhooks/`.
	Path string `json:"path"`
	// The method that it answers to.
	HTTPMethod HTTPMethod `json:"http_method"`
	// Namespace of the function that it starts.
	FunctionNamespace string `json:"function_namespace"`
	// Name of the function that it starts.
	FunctionName string `json:"function_name"`
	// What it is for.
	Description *string `json:"description"`
	// Input that a request does not give.
	DefaultValues any `json:"default_values"`
	// Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.
	RequiresAuth bool `json:"requires_auth"`
	// What the sender is answered with, and when.
	ResponseMode ResponseMode `json:"response_mode"`
	// What makes two deliveries the same; null: the sender’s own id.
	Dedup *WebhookDedup `json:"dedup"`
	// How requests must be signed; null: they need not be.
	Signature *WebhookSignature `json:"signature"`
	// For the webhook as a whole; null: none, but for what the platform lets through to a public one.
	RateLimit *RateLimit `json:"rate_limit"`
	// For each user who calls it; null: none.
	UserRateLimit *RateLimit `json:"user_rate_limit"`
	// An inactive one answers 404.
	IsActive bool `json:"is_active"`
	// Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function.
	IsListed bool `json:"is_listed"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
	// Id of the user who last changed what its runs do.
	EditorID string `json:"editor_id"`
	// Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.
	EditorKeyID *string `json:"editor_key_id"`
}

// WebhookDedup is what the API answers with. What makes two deliveries the same; null: the sender’s own id.
type WebhookDedup struct {
	// `$.a.b`: a field of the input; `header:Name`: a header.
	Key string `json:"key"`
	// Seconds that a delivery is remembered.
	TtlSeconds int64 `json:"ttl_seconds"`
}

// WebhookDedupRule is the input of an operation. Absent fields are not sent. What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ...
type WebhookDedupRule struct {
	// `$.a.b`: a field of the input; `header:Name`: a header. Empty removes deduplication by key.
	Key string `json:"key"`
	// Seconds that a delivery is remembered, 1 to 86400.
	TtlSeconds *int64 `json:"ttl_seconds,omitzero"`
}

// WebhookDelivery is what the API answers with. One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public.
type WebhookDelivery struct {
	// Its id.
	ID string `json:"id"`
	// Id of the webhook that was asked.
	WebhookID string `json:"webhook_id"`
	// What became of it.
	Status WebhookDeliveryStatus `json:"status"`
	// The method of the request.
	Method HTTPMethod `json:"method"`
	// The path that was asked for, without `/webhooks/`.
	Path string `json:"path"`
	// Fields of the query string.
	Query any `json:"query"`
	// Without credentials.
	Headers any `json:"headers"`
	// As it came: text, or base64.
	Body string `json:"body"`
	// Whether `body` is base64: it was no text.
	BodyIsBase64 bool `json:"body_is_base64"`
	// Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again.
	IsBodyKept bool `json:"is_body_kept"`
	// How often it came again and was answered from this one.
	Duplicates int64 `json:"duplicates"`
	// Id of the execution that it started; null: none.
	ExecutionID *string `json:"execution_id"`
	// HTTP status of the answer; null until there is one.
	ResponseStatus *int64 `json:"response_status"`
	// Why it failed or was rejected.
	Error *string `json:"error"`
	// What its function asked for and did not get: headers that a webhook may not send.
	Warning *string `json:"warning"`
	// The delivery that this one repeats.
	ReplayOf *string `json:"replay_of"`
	// When it arrived.
	ReceivedAt time.Time `json:"received_at"`
	// When its end was known; null before.
	FinishedAt *time.Time `json:"finished_at"`
	// Milliseconds from arrival to end.
	DurationMs *int64 `json:"duration_ms"`
}

// WebhookDeliveryDetail is what the API answers with. One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public.
type WebhookDeliveryDetail struct {
	// Its id.
	ID string `json:"id"`
	// Id of the webhook that was asked.
	WebhookID string `json:"webhook_id"`
	// What became of it.
	Status WebhookDeliveryStatus `json:"status"`
	// The method of the request.
	Method HTTPMethod `json:"method"`
	// The path that was asked for, without `/webhooks/`.
	Path string `json:"path"`
	// Fields of the query string.
	Query any `json:"query"`
	// Without credentials.
	Headers any `json:"headers"`
	// As it came: text, or base64.
	Body string `json:"body"`
	// Whether `body` is base64: it was no text.
	BodyIsBase64 bool `json:"body_is_base64"`
	// Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again.
	IsBodyKept bool `json:"is_body_kept"`
	// How often it came again and was answered from this one.
	Duplicates int64 `json:"duplicates"`
	// Id of the execution that it started; null: none.
	ExecutionID *string `json:"execution_id"`
	// HTTP status of the answer; null until there is one.
	ResponseStatus *int64 `json:"response_status"`
	// Why it failed or was rejected.
	Error *string `json:"error"`
	// What its function asked for and did not get: headers that a webhook may not send.
	Warning *string `json:"warning"`
	// The delivery that this one repeats.
	ReplayOf *string `json:"replay_of"`
	// When it arrived.
	ReceivedAt time.Time `json:"received_at"`
	// When its end was known; null before.
	FinishedAt *time.Time `json:"finished_at"`
	// Milliseconds from arrival to end.
	DurationMs *int64 `json:"duration_ms"`
	// Headers of the answer.
	ResponseHeaders any `json:"response_headers"`
	// Body of the answer: as it was sent, or base64. Null where it is not kept.
	ResponseBody *string `json:"response_body"`
}

// WebhookDetail is what the API answers with. A path at which requests from outside start a function.
type WebhookDetail struct {
	// Its id; its path does as well, wherever a webhook is asked for.
	ID string `json:"id"`
	// What stands after `/webhooks/`.
	Path string `json:"path"`
	// The method that it answers to.
	HTTPMethod HTTPMethod `json:"http_method"`
	// Namespace of the function that it starts.
	FunctionNamespace string `json:"function_namespace"`
	// Name of the function that it starts.
	FunctionName string `json:"function_name"`
	// What it is for.
	Description *string `json:"description"`
	// Input that a request does not give.
	DefaultValues any `json:"default_values"`
	// Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.
	RequiresAuth bool `json:"requires_auth"`
	// What the sender is answered with, and when.
	ResponseMode ResponseMode `json:"response_mode"`
	// What makes two deliveries the same; null: the sender’s own id.
	Dedup *WebhookDedup `json:"dedup"`
	// How requests must be signed; null: they need not be.
	Signature *WebhookSignature `json:"signature"`
	// For the webhook as a whole; null: none, but for what the platform lets through to a public one.
	RateLimit *RateLimit `json:"rate_limit"`
	// For each user who calls it; null: none.
	UserRateLimit *RateLimit `json:"user_rate_limit"`
	// An inactive one answers 404.
	IsActive bool `json:"is_active"`
	// Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function.
	IsListed bool `json:"is_listed"`
	// When it was made.
	CreatedAt time.Time `json:"created_at"`
	// When it last changed.
	UpdatedAt time.Time `json:"updated_at"`
	// Id of the user who last changed what its runs do.
	EditorID string `json:"editor_id"`
	// Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.
	EditorKeyID *string `json:"editor_key_id"`
	// Why its function would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists.
	Fault *string `json:"fault"`
}

// WebhookSignature is what the API answers with. How requests must be signed; null: they need not be.
type WebhookSignature struct {
	// How the sender signs.
	Scheme WebhookSignatureScheme `json:"scheme"`
	// Seconds.
	Tolerance int64 `json:"tolerance"`
	// Of `custom`: the header that holds the signature; null: `X-Signature`.
	Header *string `json:"header"`
	// Of `custom`: what stands before the signature.
	Prefix *string `json:"prefix"`
	// Of `custom`: the hash of the HMAC; null: sha256.
	Algorithm *WebhookSignatureAlgorithm `json:"algorithm"`
	// Of `custom`: how the signature is written; null: hex.
	Encoding *WebhookSignatureEncoding `json:"encoding"`
}

// WebhookSignatureRule is the input of an operation. Absent fields are not sent. Only requests that are signed are accepted.
type WebhookSignatureRule struct {
	// For `custom`: the hash of the HMAC over the raw body. Default sha256.
	Algorithm *WebhookSignatureAlgorithm `json:"algorithm,omitzero"`
	// For `custom`. Default hex.
	Encoding *WebhookSignatureEncoding `json:"encoding,omitzero"`
	// For `custom`: the header that holds the signature. Default `X-Signature`.
	Header *string `json:"header,omitzero"`
	// For `custom`: what stands before it, `sha256=` for example.
	Prefix *string `json:"prefix,omitzero"`
	// Whose way of signing it is.
	Scheme WebhookSignatureScheme `json:"scheme"`
	// Shared with the sender. Stored sealed and never shown; absent on a change, it stays.
	Secret *string `json:"secret,omitzero"`
	// Seconds that the sender’s clock may differ; older requests are replays. For schemes with a timestamp: standard_webhooks, stripe and slack.
	Tolerance *int64 `json:"tolerance,omitzero"`
}
