// Generated from the OpenAPI documents by `npm run sdk:types`. Do not edit.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum CancelledTurnStatus {
    /// `cancelled`
    #[serde(rename = "cancelled")]
    Cancelled,
    /// `idle`
    #[serde(rename = "idle")]
    Idle,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ExecutionLogStream {
    /// `stderr`
    #[serde(rename = "stderr")]
    Stderr,
    /// `stdout`
    #[serde(rename = "stdout")]
    Stdout,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ExecutionStatus {
    /// `AWAITING_INPUT`
    #[serde(rename = "AWAITING_INPUT")]
    AwaitingInput,
    /// `CANCELLED`
    #[serde(rename = "CANCELLED")]
    Cancelled,
    /// `COMPLETED`
    #[serde(rename = "COMPLETED")]
    Completed,
    /// `FAILED`
    #[serde(rename = "FAILED")]
    Failed,
    /// `PENDING`
    #[serde(rename = "PENDING")]
    Pending,
    /// `RUNNING`
    #[serde(rename = "RUNNING")]
    Running,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ExecutionStepStatus {
    /// `COMPLETED`
    #[serde(rename = "COMPLETED")]
    Completed,
    /// `FAILED`
    #[serde(rename = "FAILED")]
    Failed,
    /// `RUNNING`
    #[serde(rename = "RUNNING")]
    Running,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum FunctionResultStatus {
    /// `error`
    #[serde(rename = "error")]
    Error,
    /// `success`
    #[serde(rename = "success")]
    Success,
    /// `timeout`
    #[serde(rename = "timeout")]
    Timeout,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum HttpMethod {
    /// `DELETE`
    #[serde(rename = "DELETE")]
    Delete,
    /// `GET`
    #[serde(rename = "GET")]
    Get,
    /// `PATCH`
    #[serde(rename = "PATCH")]
    Patch,
    /// `POST`
    #[serde(rename = "POST")]
    Post,
    /// `PUT`
    #[serde(rename = "PUT")]
    Put,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum InitialMessageRole {
    /// `assistant`
    #[serde(rename = "assistant")]
    Assistant,
    /// `system`
    #[serde(rename = "system")]
    System,
    /// `user`
    #[serde(rename = "user")]
    User,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LlmProviderType {
    /// `anthropic`
    #[serde(rename = "anthropic")]
    Anthropic,
    /// `mistral`
    #[serde(rename = "mistral")]
    Mistral,
    /// `ollama`
    #[serde(rename = "ollama")]
    Ollama,
    /// `openai`
    #[serde(rename = "openai")]
    Openai,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum McpServerConnectionStatus {
    /// `connected`
    #[serde(rename = "connected")]
    Connected,
    /// `disconnected`
    #[serde(rename = "disconnected")]
    Disconnected,
    /// `error`
    #[serde(rename = "error")]
    Error,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum McpServerProtocol {
    /// `http`
    #[serde(rename = "http")]
    Http,
    /// `sse`
    #[serde(rename = "sse")]
    Sse,
    /// `stdio`
    #[serde(rename = "stdio")]
    Stdio,
    /// `websocket`
    #[serde(rename = "websocket")]
    Websocket,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MessageRole {
    /// `assistant`
    #[serde(rename = "assistant")]
    Assistant,
    /// `system`
    #[serde(rename = "system")]
    System,
    /// `tool`
    #[serde(rename = "tool")]
    Tool,
    /// `user`
    #[serde(rename = "user")]
    User,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum MissedPolicy {
    /// `run_all`
    #[serde(rename = "run_all")]
    RunAll,
    /// `run_once`
    #[serde(rename = "run_once")]
    RunOnce,
    /// `skip`
    #[serde(rename = "skip")]
    Skip,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum OverlapPolicy {
    /// `parallel`
    #[serde(rename = "parallel")]
    Parallel,
    /// `queue`
    #[serde(rename = "queue")]
    Queue,
    /// `skip`
    #[serde(rename = "skip")]
    Skip,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PermissionLogic {
    /// `AND`
    #[serde(rename = "AND")]
    And,
    /// `OR`
    #[serde(rename = "OR")]
    Or,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum QueuedExecutionStatus {
    /// `cancelled`
    #[serde(rename = "cancelled")]
    Cancelled,
    /// `completed`
    #[serde(rename = "completed")]
    Completed,
    /// `failed`
    #[serde(rename = "failed")]
    Failed,
    /// `queued`
    #[serde(rename = "queued")]
    Queued,
    /// `running`
    #[serde(rename = "running")]
    Running,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ResponseMode {
    /// `async`
    #[serde(rename = "async")]
    Async,
    /// `sync`
    #[serde(rename = "sync")]
    Sync,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ScheduleSlotStatus {
    /// `FAILED`
    #[serde(rename = "FAILED")]
    Failed,
    /// `FIRED`
    #[serde(rename = "FIRED")]
    Fired,
    /// `MISSED`
    #[serde(rename = "MISSED")]
    Missed,
    /// `SKIPPED`
    #[serde(rename = "SKIPPED")]
    Skipped,
    /// `STARTING`
    #[serde(rename = "STARTING")]
    Starting,
    /// `WAITING`
    #[serde(rename = "WAITING")]
    Waiting,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ScheduleType {
    /// `agent`
    #[serde(rename = "agent")]
    Agent,
    /// `function`
    #[serde(rename = "function")]
    Function,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum StateVisibility {
    /// `group`
    #[serde(rename = "group")]
    Group,
    /// `private`
    #[serde(rename = "private")]
    Private,
    /// `public`
    #[serde(rename = "public")]
    Public,
    /// `shared`
    #[serde(rename = "shared")]
    Shared,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum StepKind {
    /// `function`
    #[serde(rename = "function")]
    Function,
    /// `local`
    #[serde(rename = "local")]
    Local,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ToolDecisionStatus {
    /// `approved`
    #[serde(rename = "approved")]
    Approved,
    /// `rejected`
    #[serde(rename = "rejected")]
    Rejected,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TriggerType {
    /// `AGENT`
    #[serde(rename = "AGENT")]
    Agent,
    /// `API`
    #[serde(rename = "API")]
    Api,
    /// `MANUAL`
    #[serde(rename = "MANUAL")]
    Manual,
    /// `SCHEDULE`
    #[serde(rename = "SCHEDULE")]
    Schedule,
    /// `WEBHOOK`
    #[serde(rename = "WEBHOOK")]
    Webhook,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum WebhookDeliveryStatus {
    /// `FAILED`
    #[serde(rename = "FAILED")]
    Failed,
    /// `QUEUED`
    #[serde(rename = "QUEUED")]
    Queued,
    /// `REJECTED`
    #[serde(rename = "REJECTED")]
    Rejected,
    /// `RUNNING`
    #[serde(rename = "RUNNING")]
    Running,
    /// `SUCCEEDED`
    #[serde(rename = "SUCCEEDED")]
    Succeeded,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum WebhookSignatureAlgorithm {
    /// `sha1`
    #[serde(rename = "sha1")]
    Sha1,
    /// `sha256`
    #[serde(rename = "sha256")]
    Sha256,
    /// `sha512`
    #[serde(rename = "sha512")]
    Sha512,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum WebhookSignatureEncoding {
    /// `base64`
    #[serde(rename = "base64")]
    Base64,
    /// `base64url`
    #[serde(rename = "base64url")]
    Base64url,
    /// `hex`
    #[serde(rename = "hex")]
    Hex,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// One of the values that the API knows, or `Other` from a newer server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum WebhookSignatureScheme {
    /// `custom`
    #[serde(rename = "custom")]
    Custom,
    /// `github`
    #[serde(rename = "github")]
    Github,
    /// `none`
    #[serde(rename = "none")]
    None,
    /// `slack`
    #[serde(rename = "slack")]
    Slack,
    /// `standard_webhooks`
    #[serde(rename = "standard_webhooks")]
    StandardWebhooks,
    /// `stripe`
    #[serde(rename = "stripe")]
    Stripe,
    /// A value that this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// A person who can log in. Other users see fewer of the fields than the user themselves.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Account {
    /// Seen by all.
    pub id: String,
    /// In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others.
    pub email: Option<String>,
    /// Where false, the user can’t log in, and their tokens and keys don’t hold. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub is_active: Option<bool>,
    /// When the user last logged in, renewed an access token or used an API key. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub last_login_at: Option<String>,
    /// When the user was created. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub created_at: Option<String>,
    /// Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub groups: Option<Vec<String>>,
    /// Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub roles: Option<Vec<String>>,
}

/// A language model with a prompt and tools. It acts with the permissions of the user who talks with it. It does nothing to that user’s things that one of its editors could not do to them.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Agent {
    /// Its id. Wherever an agent is asked for, its namespace and name do as well.
    pub id: String,
    /// Its owner; null for the platform's own agents.
    pub user_id: Option<String>,
    /// The group whose members are offered it, and may use it where their permission reaches their groups; null: none.
    pub group_id: Option<String>,
    /// What groups it with others.
    pub namespace: String,
    /// Unique in its namespace, among the agents of all users.
    pub name: String,
    /// Also tells other agents what it is for.
    pub description: Option<String>,
    /// Null: the default provider.
    pub llm_provider_id: Option<String>,
    /// Null: the provider's default model.
    pub model: Option<String>,
    /// How freely the model chooses its words, from 0 to 2.
    pub temperature: f64,
    /// Of one answer.
    pub max_tokens: Option<i64>,
    /// A Jinja2 template over the chat's input.
    pub system_prompt: Option<String>,
    /// JSON Schema of a chat's input.
    pub input_schema: Map<String, Value>,
    /// JSON Schema of its answers; empty: any text.
    pub output_schema: Map<String, Value>,
    /// What a chat begins with.
    pub initial_messages: Option<Vec<InitialMessage>>,
    /// Functions that it may call: `namespace/name`.
    pub enabled_functions: Vec<String>,
    /// Agents that it may call: `namespace/name`, an id, or `namespace/*` and `*/*` for those that are offered to the user who set this.
    pub enabled_agents: Vec<String>,
    /// Skills that it may read.
    pub enabled_skills: Vec<EnabledSkill>,
    /// Tools of MCP servers: `tool`, `server.tool` or `server:tool`.
    pub enabled_mcp_tools: Vec<String>,
    /// Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`.
    #[serde(default)]
    pub function_parameters: Value,
    /// The same for tools of MCP servers, by tool name.
    #[serde(default)]
    pub mcp_tool_parameters: Value,
    /// Namespaces of states that it may read.
    pub state_namespaces_readonly: Vec<String>,
    /// Namespaces of states that it may read and change.
    pub state_namespaces_readwrite: Vec<String>,
    /// Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.
    #[serde(default)]
    pub status_templates: Value,
    /// What clients show beside its name.
    pub icon: Option<String>,
    /// The address of its icon, where that is one.
    pub icon_url: Option<String>,
    /// Seconds that a turn may take in chats that do not say; null: AGENT_JOB_TIMEOUT.
    pub default_job_timeout: Option<i64>,
    /// The `keepAlive` of chats that do not say.
    pub default_keep_alive: bool,
    /// Offered to all users who may talk with it.
    pub is_shared: bool,
    /// Offered where no agent is named.
    pub is_default: bool,
    /// False where it was taken out of use.
    pub is_active: bool,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// What of its lists does not exist or is not in use, and so is not offered to its model: a sentence each. It may be made later.
    pub warnings: Option<Vec<String>>,
}

/// A key with which a program acts as its owner, within the key’s own permissions.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ApiKey {
    /// Its id, by which it is revoked.
    pub id: String,
    /// Id of the owner.
    pub user_id: String,
    /// E-mail address of the owner, for callers who may see it.
    pub user_email: Option<String>,
    /// What it is for, in the words of its owner.
    pub name: String,
    /// The key’s first characters, to recognise it by.
    pub key_prefix: String,
    /// Permission to true or false. The key does what both it and its owner may do at the time of use; an empty map grants nothing.
    #[serde(default)]
    pub permissions: Value,
    /// False when the key was revoked.
    pub is_active: bool,
    /// To the minute.
    pub last_used_at: Option<String>,
    /// Null: never.
    pub expires_at: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When it was revoked; null while it holds.
    pub revoked_at: Option<String>,
}

/// What is called, and with what.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct CalledFunction {
    /// As the model knows it.
    pub name: String,
    /// JSON text, as the model wrote it.
    pub arguments: String,
}

/// One call of a function: who called what, and how it ended.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct CancelledExecution {
    /// Its id.
    pub execution_id: String,
    /// How far it is.
    pub status: ExecutionStatus,
    /// What went wrong, in a sentence.
    pub error: Option<String>,
    /// When it ended; null before.
    pub completed_at: Option<String>,
}

/// What a mutation answers.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct CancelledTurn {
    /// What it came to.
    pub status: CancelledTurnStatus,
    /// The turn. Its stream ends with `done` (over GraphQL `TurnDone`), status `cancelled`.
    pub channel_id: Option<String>,
}

/// A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Chat {
    /// Its id.
    pub id: String,
    /// The one user who sees it.
    pub user_id: String,
    /// E-mail address of the one user who sees it; null for others.
    pub user_email: Option<String>,
    /// The group of the agent when the chat began; null: none.
    pub group_id: Option<String>,
    /// The agent that answers.
    pub agent_id: String,
    /// Namespace of the agent when the chat began.
    pub agent_namespace: String,
    /// Name of the agent when the chat began.
    pub agent_name: String,
    /// What it is called in lists.
    pub title: String,
    /// Left out of lists that do not ask for it.
    pub archived: bool,
    /// The key by which `invokeAgent` goes on with it; null: none.
    pub session_key: Option<String>,
    /// When the chat and its messages are deleted.
    pub expires_at: Option<String>,
    /// A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays.
    pub keep_alive: bool,
    /// The turn that goes on, or waits for approval: its stream can be watched.
    pub active_channel_id: Option<String>,
    /// When the agent was last written to, or answered; null: not yet.
    pub last_message_at: Option<String>,
    /// When it began.
    pub created_at: String,
    /// When it, or what is said in it, last changed.
    pub updated_at: String,
}

/// A conversation of one user with one agent. Only that user sees it. What was said in it goes on to shape what its agent does: its tools do no more to things of its user than every user, and every API key, could who shaped what was said. In a new chat they do not count.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ChatDetail {
    /// Its id.
    pub id: String,
    /// The one user who sees it.
    pub user_id: String,
    /// E-mail address of the one user who sees it; null for others.
    pub user_email: Option<String>,
    /// The group of the agent when the chat began; null: none.
    pub group_id: Option<String>,
    /// The agent that answers.
    pub agent_id: String,
    /// Namespace of the agent when the chat began.
    pub agent_namespace: String,
    /// Name of the agent when the chat began.
    pub agent_name: String,
    /// What it is called in lists.
    pub title: String,
    /// Left out of lists that do not ask for it.
    pub archived: bool,
    /// The key by which `invokeAgent` goes on with it; null: none.
    pub session_key: Option<String>,
    /// When the chat and its messages are deleted.
    pub expires_at: Option<String>,
    /// A message that comes while a turn goes on is refused also where no client watches the turn. Where false, it ends such a turn, and what the agent has said so far stays.
    pub keep_alive: bool,
    /// The turn that goes on, or waits for approval: its stream can be watched.
    pub active_channel_id: Option<String>,
    /// When the agent was last written to, or answered; null: not yet.
    pub last_message_at: Option<String>,
    /// When it began.
    pub created_at: String,
    /// When it, or what is said in it, last changed.
    pub updated_at: String,
    /// In order.
    pub messages: Vec<Message>,
    /// Calls that wait for the user, in the order in which the agent asked for them. None where the caller may not read the chat.
    pub pending_approvals: Vec<PendingApproval>,
}

/// What a mutation answers.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ContinuedExecution {
    /// Id of the execution.
    pub execution_id: String,
    /// How far it is.
    pub status: ExecutionStatus,
    /// What the function returned.
    #[serde(default)]
    pub output_data: Value,
    /// What went wrong, in a sentence.
    pub error: Option<String>,
    /// What it asks, where it waits for input again.
    pub prompt: Option<String>,
    /// JSON Schema of the input that it waits for.
    #[serde(default)]
    pub schema: Value,
}

/// Creates an agent that the caller owns.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateAgent {
    /// What groups it with others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Unique in its namespace.
    pub name: String,
    /// Also tells other agents what it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Absent: the default provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_provider_id: Option<String>,
    /// Absent: the provider's default model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// 0.7 where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    /// Of one answer, 1 to 1,000,000. Absent: what the provider allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tokens: Option<i64>,
    /// A Jinja2 template over the chat's input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_prompt: Option<String>,
    /// JSON Schema of a chat's input. Default: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_schema: Option<Map<String, Value>>,
    /// JSON Schema of its answers. Default: any text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_schema: Option<Map<String, Value>>,
    /// `[{"role": "assistant", "content": "Hello!"}]`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_messages: Option<Vec<Value>>,
    /// A group of the caller, whose members may use it, and are offered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// `namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_functions: Option<Vec<Value>>,
    /// `namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `*/*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_agents: Option<Vec<Value>>,
    /// `{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_skills: Option<Vec<Value>>,
    /// Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_mcp_tools: Option<Vec<Value>>,
    /// Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_parameters: Option<Map<String, Value>>,
    /// The same for tools of MCP servers, by tool name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mcp_tool_parameters: Option<Map<String, Value>>,
    /// Namespaces of states that it may read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_namespaces_readonly: Option<Vec<Value>>,
    /// Namespaces of states that it may read and change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_namespaces_readwrite: Option<Vec<Value>>,
    /// Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_templates: Option<Map<String, Value>>,
    /// What clients show beside its name: `url:https://...`, or a text of theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Seconds that a turn may take in chats that do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_job_timeout: Option<i64>,
    /// The `keepAlive` of chats that do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_keep_alive: Option<bool>,
    /// Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
    /// Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
}

/// Makes an API key for the caller.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateApiKey {
    /// What it is for.
    pub name: String,
    /// Permission to true or false. Not given, the key may do nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions: Option<Map<String, Value>>,
    /// Not given: never, or with the key with which it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

/// Begins a chat with an agent.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateChat {
    /// Fits the agent's `inputSchema`; its templates are rendered with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<Map<String, Value>>,
    /// What it is called in lists. Default: `Chat with namespace/name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Seconds after which the chat is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    /// Seconds that a turn may take. Default: the agent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_timeout: Option<i64>,
    /// Keeps a turn that no client watches from being ended by the next message. Default: the agent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_alive: Option<bool>,
}

/// Creates a function that the caller owns.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateFunction {
    /// A Python name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// A Python name, unique in its namespace.
    pub name: String,
    /// What it does: also tells agents when to call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Python that defines `handler(input, context)`.
    pub code: String,
    /// JSON Schema of the input. Default: any object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_schema: Option<Value>,
    /// JSON Schema of what it returns. Default: any object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_schema: Option<Value>,
    /// pip requirements, installed for the owner of the function where they are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requirements: Option<Vec<Value>>,
    /// Namespaces beside its own whose functions it may call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_namespaces: Option<Vec<Value>>,
    /// Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Vec<Value>>,
    /// Asks for `sinas.functions.shared_pool:all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_pool: Option<bool>,
    /// An agent asks its user before it calls the function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_approval: Option<bool>,
    /// Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<i64>,
    /// What clients show beside its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
}

/// Creates a group, with the caller as its first member.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateGroup {
    /// Unique.
    pub name: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// For information only: it makes no user a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_domain: Option<String>,
    /// A group of the OpenID Connect issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_group_id: Option<String>,
}

/// Adds a service that runs language models.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct CreateLlmProvider {
    /// Unique.
    pub name: String,
    /// `openai` is also for every compatible server.
    pub provider_type: LlmProviderType,
    /// Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// Base URL, with `/v1` where the service has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_endpoint: Option<String>,
    /// The model of agents that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_model: Option<String>,
    /// `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<Map<String, Value>>,
    /// The provider that was the default is it no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
}

/// Registers an MCP server and connects to it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateMcpServer {
    /// Unique.
    pub name: String,
    /// Its address. Needed but for `stdio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The older word for `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_url: Option<String>,
    /// How it is spoken to. Default: `HTTP`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<McpServerProtocol>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Sent as a bearer token. Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// Sent with every request. Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Map<String, Value>>,
    /// The program of a `stdio` server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// Arguments of the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub args: Option<Vec<Value>>,
    /// Environment of the program. Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<Map<String, Value>>,
    /// An OAuth client that was registered by hand; else the platform registers itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth_client_id: Option<String>,
    /// Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth_client_secret: Option<String>,
    /// Tools that an agent calls only when a person agrees; `*` is all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_approval: Option<Vec<Value>>,
    /// Seconds that a call may take without a sign of progress. Default: 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<i64>,
    /// Its members may use the server, where their permission reaches their groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// Whether it is connected to, and its tools are offered. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

/// Creates a schedule: a cron expression that starts a function or an agent, as its owner.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateSchedule {
    /// Unique among the owner’s schedules.
    pub name: String,
    /// What it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_type: Option<ScheduleType>,
    /// The same as `targetNamespace`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_namespace: Option<String>,
    /// The same as `target_name`: one of them is required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_name: Option<String>,
    /// Of the function or agent. Default `default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_namespace: Option<String>,
    /// Of the function or agent. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_name: Option<String>,
    /// The message to the agent. Required for schedules of type agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used).
    pub cron_expression: String,
    /// IANA name of the time zone in which the expression is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Input of the function, or of the chat with the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_data: Option<Map<String, Value>>,
    /// False creates it paused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// What becomes of a slot whose schedule still runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap_policy: Option<OverlapPolicy>,
    /// What becomes of slots at which the platform was down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed_policy: Option<MissedPolicy>,
    /// Seconds after which a missed slot is not caught up with. Default a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed_window: Option<i64>,
}

/// Creates a skill: instructions in Markdown that agents read.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateSkill {
    /// What groups it with others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Unique in its namespace.
    pub name: String,
    /// Tells a model when to read it.
    pub description: String,
    /// Markdown.
    pub content: String,
    /// Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
}

/// Creates a state owned by the caller.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateState {
    /// What groups it with others.
    pub namespace: String,
    /// Its name, unique among the caller’s states of the namespace.
    pub key: String,
    /// Any JSON value.
    pub value: Value,
    /// Sharing takes the permission `sinas.states.create:group`, making public `sinas.states.create:all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<StateVisibility>,
    /// Required where `visibility` is `group`: a group of the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// What it is about: found by search, and shown to agents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Words to find it by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Value>>,
    /// From 0 to 1: lists and agents take the highest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevance_score: Option<f64>,
    /// Encrypt the value at rest. Search and lists do not look at values anyway.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// From then on it is not there. Absent: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

/// Creates a webhook: a path at which requests from outside start a function.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct CreateWebhook {
    /// What stands after `/webhooks/`. Unique.
    pub path: String,
    /// Of the function that it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_namespace: Option<String>,
    /// Of the function that it starts.
    pub function_name: String,
    /// The method that it answers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_method: Option<HttpMethod>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Input that a request does not give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_values: Option<Map<String, Value>>,
    /// Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_auth: Option<bool>,
    /// What the sender is answered with, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_mode: Option<ResponseMode>,
    /// An inactive one answers 404.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_listed: Option<bool>,
    /// What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dedup: Option<WebhookDedupRule>,
    /// Only requests that are signed are accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<WebhookSignatureRule>,
    /// For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<RateLimitRule>,
    /// For each user who calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_rate_limit: Option<RateLimitRule>,
}

/// A skill that an agent may read.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct EnabledSkill {
    /// `namespace/name`
    pub skill: String,
    /// In the system prompt from the start, rather than a tool.
    pub preload: bool,
}

/// One call of a function: who called what, and how it ended.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Execution {
    /// Its id.
    pub id: String,
    /// Its id.
    pub execution_id: String,
    /// Namespace of the function when it was called.
    pub function_namespace: String,
    /// Name of the function when it was called.
    pub function_name: String,
    /// The version of the function that it was called with.
    pub version: i64,
    /// What called the function.
    pub trigger_type: TriggerType,
    /// Id of the webhook, schedule or chat, or a word for where it came from.
    pub trigger_id: String,
    /// The chat in which it was called; null: none.
    pub chat_id: Option<String>,
    /// How far it is.
    pub status: ExecutionStatus,
    /// What it was called with.
    #[serde(default)]
    pub input_data: Value,
    /// What the function returned; null until it is completed.
    #[serde(default)]
    pub output_data: Value,
    /// What went wrong, in a sentence.
    pub error: Option<String>,
    /// Of the function’s own frames.
    pub traceback: Option<String>,
    /// Why it failed, in a word: exception, timeout, memory, crash, lost, invalid-input, invalid-output, shutdown, ...
    pub reason: Option<String>,
    /// When it began; for a queued one, when it was queued.
    pub started_at: String,
    /// When it ended; null before.
    pub completed_at: Option<String>,
    /// Milliseconds that it ran, without pauses.
    pub duration_ms: Option<f64>,
    /// CPU time of its process.
    pub cpu_ms: Option<f64>,
    /// Most memory that its process held.
    pub peak_memory_kb: Option<i64>,
    /// What it asks, while it waits for input.
    pub input_prompt: Option<String>,
    /// JSON Schema of the input that it waits for.
    #[serde(default)]
    pub input_schema: Value,
    /// Times that it began; more than one where a queued execution was tried again.
    pub attempts: i64,
}

/// Something that an execution printed: as much of it as came at once.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ExecutionLog {
    /// From 0, without gaps.
    pub number: i64,
    /// Where it was printed to.
    pub stream: ExecutionLogStream,
    /// What was printed.
    pub text: String,
    /// When it was printed.
    pub at: String,
}

/// A call inside an execution. Steps form a tree by `parentStepId`.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ExecutionStep {
    /// Its id.
    pub id: String,
    /// The execution that it belongs to.
    pub execution_id: String,
    /// The call that made this one; null for calls of the function itself.
    pub parent_step_id: Option<String>,
    /// Calls above this one.
    pub depth: i64,
    /// What was called: `namespace.name`, or the name of one that the code defines.
    pub function_name: String,
    /// What was called.
    pub kind: StepKind,
    /// How far it is.
    pub status: ExecutionStepStatus,
    /// Its arguments.
    #[serde(default)]
    pub input_data: Value,
    /// What it returned.
    #[serde(default)]
    pub output_data: Value,
    /// The exception that it raised.
    pub error: Option<String>,
    /// Milliseconds; null while it runs.
    pub duration_ms: Option<f64>,
    /// When it began.
    pub started_at: String,
    /// When it ended; null while it runs.
    pub completed_at: Option<String>,
}

/// A Python function. Each call of it runs in a fresh, isolated process.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct FunctionDefinition {
    /// Its id. Wherever a function is asked for, its namespace and name do as well.
    pub id: String,
    /// What groups it with others. Functions of a namespace may call each other.
    pub namespace: String,
    /// Unique in its namespace, among the functions of all users.
    pub name: String,
    /// What it does: also tells agents when to call it.
    pub description: Option<String>,
    /// Python that defines `handler(input, context)`, or a function of this name.
    pub code: String,
    /// JSON Schema (2020-12) of the input.
    pub input_schema: Map<String, Value>,
    /// JSON Schema (2020-12) of what it returns.
    pub output_schema: Map<String, Value>,
    /// pip requirements that its code imports.
    pub requirements: Vec<String>,
    /// Namespaces beside its own whose functions it may call.
    pub enabled_namespaces: Vec<String>,
    /// Names of the secrets that its runs find in `context["secrets"]`: each where the user of the run, and everyone who shaped it, may use it.
    pub secrets: Vec<String>,
    /// Has no effect, and is kept for older clients: every execution is isolated.
    pub shared_pool: bool,
    /// An agent asks its user before it calls the function.
    pub requires_approval: bool,
    /// Seconds that a run may take; null: FUNCTION_TIMEOUT.
    pub timeout: Option<i64>,
    /// What clients show beside its name.
    pub icon: Option<String>,
    /// An inactive function can be changed, but not called.
    pub is_active: bool,
    /// Offered, as a tool and in lists, to all users who may execute it. Without the mark it is offered to its owner only. Setting it requires `sinas.functions.share`. It vouches for the function as it is: a change of its code, schemas, packages or description by an editor who may not share takes the mark away.
    pub is_shared: bool,
    /// Functions that the code calls by name, as they were found when it was saved: those that its author might execute then. A function that was made after it is called once it is saved again. Names that Python or the code itself binds are never another function’s.
    pub calls: Vec<FunctionDefinitionCalls>,
    /// Why calls of it fail, where that is known from its code: a sentence each.
    pub warnings: Vec<String>,
    /// Number of the version that runs now.
    pub version: i64,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// A name by which code calls another function. It keeps meaning that function, also when another function gets the name later.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct FunctionDefinitionCalls {
    /// As the code spells it: `name`, or `namespace.name`.
    pub spelled: String,
    /// Namespace of the function that it means.
    pub namespace: String,
    /// Name of the function that it means.
    pub name: String,
}

/// What a mutation answers.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct FunctionResult {
    /// How it went.
    pub status: FunctionResultStatus,
    /// The execution, by which it can be asked for later.
    pub execution_id: String,
    /// What the function returned; where it paused, `{status: "awaiting_input", execution_id, prompt, schema}`.
    #[serde(default)]
    pub result: Value,
    /// What went wrong, in a sentence.
    pub error: Option<String>,
}

/// What a function was at some time. Versions are numbered from 1 without gaps and never change: going back makes a new one.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct FunctionVersion {
    /// Its id.
    pub id: String,
    /// The function that it is a version of.
    pub function_id: String,
    /// Its number, from 1.
    pub version: i64,
    /// The Python code.
    pub code: String,
    /// JSON Schema of the input.
    pub input_schema: Map<String, Value>,
    /// JSON Schema of what it returned.
    pub output_schema: Map<String, Value>,
    /// The version that a rollback copied.
    pub restored_from: Option<i64>,
    /// When it was made.
    pub created_at: String,
    /// The user who made it.
    pub created_by: String,
}

/// Users who are granted the same permissions. Members and holders of `sinas.groups.read:all` see it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Unique.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// For information only: it makes no user a member.
    pub email_domain: Option<String>,
    /// The group of the OpenID Connect issuer whose members become members of this one when they log in.
    pub external_group_id: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When its name, description or mapping last changed.
    pub updated_at: String,
}

/// A user’s membership of a group.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct GroupMember {
    /// Of the membership.
    pub id: String,
    /// Id of the group.
    pub group_id: String,
    /// Id of the user.
    pub user_id: String,
    /// For information: permissions come from the group.
    pub role: String,
    /// False where the membership has ended.
    pub active: bool,
    /// When the user last became a member.
    pub added_at: String,
}

/// A permission that a group grants its members.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct GroupPermission {
    /// Of the entry.
    pub id: String,
    /// Id of the group.
    pub group_id: String,
    /// As it was written: `sinas.agents.read:own`.
    pub permission_key: String,
    /// False grants nothing, and denies nothing that another group grants.
    pub permission_value: bool,
    /// When it was first set.
    pub created_at: String,
    /// When it was last set.
    pub updated_at: String,
}

/// A message that every chat with the agent begins with.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct InitialMessage {
    /// Who seems to say it.
    pub role: InitialMessageRole,
    /// A Jinja2 template over the chat's input.
    pub content: String,
}

/// Installs a Python package from the index, as a wheel, for the caller's functions or, with sinas.packages.install:all, for everyone's.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct InstallPackage {
    /// Its name, `[extras]` where wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package_name: Option<String>,
    /// The same as `packageName`, as older clients of the REST API send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A version, `2.31.0`, or a specifier, `>=2,<3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Whether the functions of all users may import it, which takes `sinas.packages.install:all`; false: those of the caller alone. Default: whatever the caller may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub for_everyone: Option<bool>,
}

/// What a mutation answers.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Invocation {
    /// What the agent answered.
    pub reply: Option<String>,
    /// The chat that it was given in.
    pub chat_id: String,
    /// The key that goes on with this chat; null: none was given.
    pub session_key: Option<String>,
    /// `prompt_tokens`, `completion_tokens`, `total_tokens`.
    #[serde(default)]
    pub usage: Value,
}

/// One call: begins a chat, or goes on with the one of the session, sends the message and waits for the answer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct InvokeAgent {
    /// Text, or a list of content parts.
    pub message: Value,
    /// The same key goes on with the same chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<String>,
    /// Begins anew: the session's chat goes to the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<bool>,
    /// Of a new chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<Map<String, Value>>,
}

/// Active agents that the caller may read, newest first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListAgents {
    /// Those of this namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The caller's API keys, newest first, with those that were revoked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListApiKeys {
    /// The keys of all users, for holders of `sinas.api_keys.read:all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<bool>,
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The caller's chats, the latest first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListChats {
    /// Also those in the archive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_archived: Option<bool>,
    /// Those with this agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<String>,
    /// Part of the title, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists executions, latest first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListExecutions {
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Those of functions that were in this namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_namespace: Option<String>,
    /// Those of functions that had this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_name: Option<String>,
    /// Those that are this far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ExecutionStatus>,
    /// Those that this called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger_type: Option<TriggerType>,
    /// Those of this webhook, schedule or chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger_id: Option<String>,
    /// Those of this chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<String>,
    /// Those that failed alike: see `executionErrors`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists the functions that the caller may read, newest first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListFunctions {
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Those of this namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Those of this name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Those whose namespace, name or description contains this text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Those that are active, or those that are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The groups in which the caller is a member; all of them for holders of `sinas.groups.read:all`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListGroups {
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists the Python packages that functions may import: those for everyone, and the caller's own.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListPackages {
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists requests, the newest first: the caller's own, or with `sinas.logs.read:all` everybody's.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListRequestLogs {
    /// Requests of this user; others than the caller take `sinas.logs.read:all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Requests since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Requests until.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
    /// Requests that this permission, exactly, decided on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permission: Option<String>,
    /// A pattern of SQL’s LIKE: `/api/v1/%`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path_pattern: Option<String>,
    /// Requests that were answered with this HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_code: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists the slots of a schedule, newest first: every instant at which it was due, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListScheduleSlots {
    /// `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ScheduleSlotStatus>,
    /// `skip`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// `limit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists the caller's schedules, or all with the permission for all, newest first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListSchedules {
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Active skills that the caller may read, by name.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListSkills {
    /// Those of this namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists the states that the caller may read, the most relevant first, then the latest.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListStates {
    /// Those of this namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Those that are seen by these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<StateVisibility>,
    /// Those that have all of these tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Value>>,
    /// Part of the key or the description, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// `me`, `all` or a user’s id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// All users, newest first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListUsers {
    /// Part of the e-mail address, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists the deliveries to a webhook, newest first: what came, and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListWebhookDeliveries {
    /// `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<WebhookDeliveryStatus>,
    /// `skip`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// `limit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Lists the caller's webhooks, or all with the permission for all, newest first.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct ListWebhooks {
    /// How many to leave out: REST had this before it had cursors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// How many from the beginning, 1 to 1000. Without `first` and `last`: 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Only what comes after this cursor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A service that runs language models. Its API key is sealed and never shown.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct LlmProvider {
    /// Its id; its name does as well, wherever a provider is asked for.
    pub id: String,
    /// Unique.
    pub name: String,
    /// The protocol that it speaks.
    pub provider_type: LlmProviderType,
    /// Base URL; null: the service's own.
    pub api_endpoint: Option<String>,
    /// The model of agents that name none; null: they must name one.
    pub default_model: Option<String>,
    /// `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens.
    #[serde(default)]
    pub config: Value,
    /// Used by agents that name none.
    pub is_default: bool,
    /// False where it was taken out of use.
    pub is_active: bool,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// A login that waits for its code.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct LoginSession {
    /// What to do next, for a person.
    pub message: String,
    /// Goes back with the code.
    pub session_id: String,
}

/// A server of the Model Context Protocol whose tools agents can use. Its secrets are sealed and never shown.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct McpServer {
    /// Its id; its name does as well, wherever a server is asked for.
    pub id: String,
    /// Unique.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Null for `stdio`.
    pub url: Option<String>,
    /// How it is spoken to.
    pub protocol: McpServerProtocol,
    /// The program of a `stdio` server.
    pub command: Option<String>,
    /// Arguments of the program.
    pub args: Vec<String>,
    /// Whether it is connected to, and its tools are offered.
    pub is_active: bool,
    /// The group whose members may use it; null: none.
    pub group_id: Option<String>,
    /// Tools that an agent calls only when a person agrees; `*` is all of them.
    pub requires_approval: Vec<String>,
    /// Seconds that a call may take without a sign of progress.
    pub timeout: i64,
    /// When it last answered; null: never.
    pub last_connected: Option<String>,
    /// How the last attempt to reach it went.
    pub connection_status: McpServerConnectionStatus,
    /// Why it could not be reached.
    pub error_message: Option<String>,
    /// The server asks for a login: open this address, and the platform is let in.
    pub authorization_url: Option<String>,
    /// When it is tried again.
    pub retry_at: Option<String>,
    /// Tools that it offered last.
    pub tool_count: i64,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// A tool of an MCP server, as the server last described it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct McpTool {
    /// Unique on its server.
    pub name: String,
    /// Its name for people.
    pub title: Option<String>,
    /// What it does, as the server tells models.
    pub description: String,
    /// JSON Schema of the arguments.
    pub input_schema: Map<String, Value>,
    /// JSON Schema of `structuredContent`; null: it has none.
    pub output_schema: Option<Map<String, Value>>,
    /// The server says that it changes nothing.
    pub read_only: bool,
    /// An agent calls it only when a person agrees.
    pub requires_approval: bool,
    /// Name of the server that has it.
    pub server: String,
}

/// What a mutation answers.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct McpToolResult {
    /// As MCP has it: `{content, structuredContent?, isError?}`.
    pub result: Map<String, Value>,
}

/// One row of a conversation. The result of a tool is a row of its own.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Message {
    /// Its id.
    pub id: String,
    /// The chat that it belongs to.
    pub chat_id: String,
    /// Who says it.
    pub role: MessageRole,
    /// Text. Content parts are JSON text.
    pub content: Option<String>,
    /// What the model asked for.
    pub tool_calls: Option<Vec<ToolCall>>,
    /// The call that this row is the result of.
    pub tool_call_id: Option<String>,
    /// Of the tool whose result this is.
    pub name: Option<String>,
    /// When it was said.
    pub created_at: String,
}

/// A key that was just made, as REST has it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct NewApiKey {
    /// Its id, by which it is revoked.
    pub id: String,
    /// What it is for, in the words of its owner.
    pub name: String,
    /// The key itself. It is shown this once; only its hash is kept.
    pub key: String,
    /// The key itself. It is shown this once; only its hash is kept.
    pub api_key: String,
    /// The key’s first characters, to recognise it by.
    pub key_prefix: String,
    /// Permission to true or false.
    #[serde(default)]
    pub permissions: Value,
    /// Null: never.
    pub expires_at: Option<String>,
    /// Now.
    pub created_at: String,
}

/// A Python package that functions may import: the functions of all users, or those of one user. In that user’s functions it comes before a package of the same name for all users.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Package {
    /// Its id.
    pub id: String,
    /// Its name.
    pub package_name: String,
    /// The version that pip chose.
    pub version: String,
    /// Whether the functions of all users may import it.
    pub for_everyone: bool,
    /// The user whose functions may import it; null where it is for everyone.
    pub owner_id: Option<String>,
    /// When it was installed.
    pub installed_at: String,
    /// The user who installed it.
    pub installed_by: String,
}

/// How often a path was asked for.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct PathCount {
    /// The path of the URL.
    pub path: String,
    /// Requests.
    pub count: i64,
}

/// A call that waits for its user to agree.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct PendingApproval {
    /// Id of the call, by which `decideToolCall` decides on it.
    pub tool_call_id: String,
    /// Namespace of the function; of a tool of an MCP server, the name of the server.
    pub function_namespace: String,
    /// Name of the function or tool.
    pub function_name: String,
    /// What it is called with, by name.
    #[serde(default)]
    pub arguments: Value,
}

/// Whether the caller holds one permission.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct PermissionCheck {
    /// As it was asked for.
    pub permission: String,
    /// By their groups; with an API key, by the key as well.
    pub has_permission: bool,
}

/// Whether the caller holds several permissions.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct PermissionChecks {
    /// The answers, put together by `logic`.
    pub result: bool,
    /// As it was asked for.
    pub logic: PermissionLogic,
    /// In the order in which they were asked for.
    pub checks: Vec<PermissionCheck>,
}

/// How often a permission decided on a request.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct PermissionCount {
    /// The permission, with its scope.
    pub permission: String,
    /// Requests.
    pub count: i64,
}

/// What a mutation answers.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct QueuedExecution {
    /// The execution, by which it can be asked for later.
    pub execution_id: String,
    /// How far it is.
    pub status: QueuedExecutionStatus,
}

/// For the webhook as a whole; null: none, but for what the platform lets through to a public one.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many.
    pub requests: i64,
    /// In how many seconds.
    pub seconds: i64,
}

/// For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct RateLimitRule {
    /// 0 removes a limit.
    pub requests: i64,
    /// In how many seconds, 1 to 86400.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<i64>,
}

/// A new access token, and the refresh token for the next one.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct RefreshedToken {
    /// A JWT for `Authorization: Bearer`.
    pub access_token: String,
    /// Takes the place of the one that was used: keep this one. To use an earlier one again ends the session.
    pub refresh_token: String,
    /// Always `bearer`.
    pub token_type: String,
    /// Seconds until the access token expires.
    pub expires_in: i64,
}

/// A request that the gateway answered. What does not apply is the empty string.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct RequestLog {
    /// As in the header X-Request-Id of the answer.
    pub request_id: String,
    /// When it arrived.
    pub timestamp: String,
    /// The user who made the request.
    pub user_id: String,
    /// Their e-mail address.
    pub user_email: String,
    /// The permission that decided on the request.
    pub permission_used: String,
    /// Was the request allowed?
    pub has_permission: bool,
    /// The HTTP method.
    pub method: String,
    /// The path of the URL.
    pub path: String,
    /// The query string as JSON text, secrets redacted.
    pub query_params: String,
    /// The JSON body as JSON text, secrets redacted; empty where it was larger than 32 KiB.
    pub request_body: String,
    /// The header User-Agent.
    pub user_agent: String,
    /// The header Referer.
    pub referer: String,
    /// Where it came from; behind a proxy of TRUST_PROXY, what that says.
    pub ip_address: String,
    /// HTTP status of the answer.
    pub status_code: i64,
    /// Milliseconds until the answer was complete.
    pub response_time_ms: f64,
    /// Bytes of the answer’s body.
    pub response_size_bytes: i64,
    /// What the path is about: `schedules`.
    pub resource_type: String,
    /// The id or name in the path.
    pub resource_id: String,
    /// The field `group_id` of the body.
    pub group_id: String,
    /// The error as the caller saw it.
    pub error_message: String,
    /// The error’s code: `FORBIDDEN`.
    pub error_type: String,
    /// JSON text: for GraphQL requests, the operation.
    pub metadata: String,
}

/// Numbers on the caller's own requests, or with `sinas.logs.read:all` on everybody's.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct RequestLogPeriod {
    /// Requests of this user; others than the caller take `sinas.logs.read:all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Requests since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<String>,
    /// Requests until.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<String>,
}

/// What a number of requests have in common.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct RequestLogStats {
    /// How many there were.
    pub total_requests: i64,
    /// Users who were logged in, each counted once.
    pub unique_users: i64,
    /// 0 where there were no requests.
    pub avg_response_time_ms: f64,
    /// From 0 to 1: the part that was answered with a status of 400 or more.
    pub error_rate: f64,
    /// The ten paths most asked for.
    pub top_paths: Vec<PathCount>,
    /// The ten permissions that decided most often.
    pub top_permissions: Vec<PermissionCount>,
}

/// A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Schedule {
    /// Its id; its name does as well, wherever a schedule is asked for.
    pub id: String,
    /// Unique among the owner’s schedules.
    pub name: String,
    /// What it starts.
    pub schedule_type: ScheduleType,
    /// Namespace of the function or agent.
    pub function_namespace: String,
    /// Name of the function or agent.
    pub function_name: String,
    /// Namespace of the function or agent.
    pub target_namespace: String,
    /// Name of the function or agent.
    pub target_name: String,
    /// The message to the agent.
    pub content: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Five fields: minute, hour, day of month, month, day of week.
    pub cron_expression: String,
    /// IANA name of the time zone in which the expression is read.
    pub timezone: String,
    /// Input of the function, or of the chat with the agent.
    #[serde(default)]
    pub input_data: Value,
    /// False while it is paused.
    pub is_active: bool,
    /// What becomes of a slot whose schedule still runs.
    pub overlap_policy: OverlapPolicy,
    /// What becomes of slots at which the platform was down.
    pub missed_policy: MissedPolicy,
    /// Seconds.
    pub missed_window: i64,
    /// When it last started something.
    pub last_run: Option<String>,
    /// Its next slot; null while it is paused.
    pub next_run: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// Id of the user who last changed what its runs do.
    pub editor_id: String,
    /// Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.
    pub editor_key_id: Option<String>,
}

/// A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ScheduleDetail {
    /// Its id; its name does as well, wherever a schedule is asked for.
    pub id: String,
    /// Unique among the owner’s schedules.
    pub name: String,
    /// What it starts.
    pub schedule_type: ScheduleType,
    /// Namespace of the function or agent.
    pub function_namespace: String,
    /// Name of the function or agent.
    pub function_name: String,
    /// Namespace of the function or agent.
    pub target_namespace: String,
    /// Name of the function or agent.
    pub target_name: String,
    /// The message to the agent.
    pub content: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Five fields: minute, hour, day of month, month, day of week.
    pub cron_expression: String,
    /// IANA name of the time zone in which the expression is read.
    pub timezone: String,
    /// Input of the function, or of the chat with the agent.
    #[serde(default)]
    pub input_data: Value,
    /// False while it is paused.
    pub is_active: bool,
    /// What becomes of a slot whose schedule still runs.
    pub overlap_policy: OverlapPolicy,
    /// What becomes of slots at which the platform was down.
    pub missed_policy: MissedPolicy,
    /// Seconds.
    pub missed_window: i64,
    /// When it last started something.
    pub last_run: Option<String>,
    /// Its next slot; null while it is paused.
    pub next_run: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// Id of the user who last changed what its runs do.
    pub editor_id: String,
    /// Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.
    pub editor_key_id: Option<String>,
    /// Why it would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists.
    pub fault: Option<String>,
}

/// One instant at which a schedule was due, or was run by hand, and what became of it. There is one for every such instant. Kept for 90 days.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ScheduleSlot {
    /// Its id, which is also that of the execution or chat that it starts.
    pub id: String,
    /// The schedule that was due.
    pub schedule_id: String,
    /// When it was due.
    pub slot_at: String,
    /// What became of it.
    pub status: ScheduleSlotStatus,
    /// A user started it by hand: it is not a slot of the cron expression.
    pub is_manual: bool,
    /// Why it was skipped, missed, failed, or fired late.
    pub reason: Option<String>,
    /// Id of the execution of the function that was started.
    pub execution_id: Option<String>,
    /// Id of the chat in which an agent was started.
    pub chat_id: Option<String>,
    /// When its run was handed over; null where it was not.
    pub fired_at: Option<String>,
}

/// A cron expression that starts a function or an agent, as the schedule’s owner, with no right that its last editor lacks.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ScheduleStatus {
    /// Its id; its name does as well, wherever a schedule is asked for.
    pub id: String,
    /// Unique among the owner’s schedules.
    pub name: String,
    /// False while it is paused.
    pub is_active: bool,
    /// When it last started something.
    pub last_run: Option<String>,
    /// Its next slot; null while it is paused.
    pub next_run: Option<String>,
}

/// Instructions in Markdown that agents read: a way of working, written once.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Skill {
    /// Its id.
    pub id: String,
    /// Its owner.
    pub user_id: String,
    /// What groups it with others.
    pub namespace: String,
    /// Unique in its namespace.
    pub name: String,
    /// Tells a model when to read it.
    pub description: String,
    /// Markdown.
    pub content: String,
    /// Offered to all users who may read it.
    pub is_shared: bool,
    /// An inactive one is listed nowhere, and only its owner can read it.
    pub is_active: bool,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// A JSON value under a namespace and a key. Each user has their own, and sees those that others share.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct State {
    /// Its id.
    pub id: String,
    /// Its owner.
    pub user_id: String,
    /// The group that it is shared with, where `visibility` is `group`.
    pub group_id: Option<String>,
    /// What groups it with others.
    pub namespace: String,
    /// Its name, unique among its owner’s states of the namespace.
    pub key: String,
    /// The value as it was written; what is encrypted at rest is decrypted here.
    #[serde(default)]
    pub value: Value,
    /// Which users see it.
    pub visibility: StateVisibility,
    /// What it is about: found by search, and shown to agents.
    pub description: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// From 0 to 1: lists and agents take the highest first.
    pub relevance_score: f64,
    /// Is the value encrypted at rest?
    pub encrypted: bool,
    /// Counts the changes, from 1. Compare and set with it: see `ifMatch` of `updateState`.
    pub version: i64,
    /// From then on it is not there.
    pub expires_at: Option<String>,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// The tokens of a logged-in user.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Tokens {
    /// A JWT for `Authorization: Bearer`.
    pub access_token: String,
    /// Renews the access token once; the answer has the next one. So it goes on until the session expires or is ended by `logout`.
    pub refresh_token: String,
    /// Always `bearer`.
    pub token_type: String,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    /// The user who logged in.
    pub user: Account,
}

/// A call that a model asked for.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ToolCall {
    /// Its id, which its result names as `toolCallId`. The model’s provider gave it.
    pub id: String,
    /// Always `function`.
    pub r#type: String,
    /// What is called, and with what.
    pub function: CalledFunction,
    /// A line that tells people what the call does.
    pub description: Option<String>,
}

/// What a mutation answers.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct ToolDecision {
    /// What was decided.
    pub status: ToolDecisionStatus,
    /// Id of the call that was decided on.
    pub tool_call_id: String,
    /// The turn that goes on once every call of the batch is decided.
    pub channel_id: String,
    /// For people: what happens next.
    pub message: String,
}

/// Changes an agent by its name.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateAgent {
    /// Where it moves to: it is then known by this namespace alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Its new name, unique in its namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Also tells other agents what it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Absent: the default provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub llm_provider_id: Option<String>,
    /// Absent: the provider's default model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// 0.7 where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    /// Of one answer, 1 to 1,000,000. Absent: what the provider allows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tokens: Option<i64>,
    /// A Jinja2 template over the chat's input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system_prompt: Option<String>,
    /// JSON Schema of a chat's input. Default: any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_schema: Option<Map<String, Value>>,
    /// JSON Schema of its answers. Default: any text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_schema: Option<Map<String, Value>>,
    /// `[{"role": "assistant", "content": "Hello!"}]`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_messages: Option<Vec<Value>>,
    /// A group of the caller, whose members may use it, and are offered it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// `namespace/name`. The caller must be able to execute those that exist. A function that another user makes later under one of the names is not offered until the list is set again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_functions: Option<Vec<Value>>,
    /// `namespace/name` or an id of an agent that the caller may talk with; `namespace/*` or `*/*` for those that they are offered, as `agents` lists them with `offered`. An agent that another user makes later under one of the names is not offered until the list is set again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_agents: Option<Vec<Value>>,
    /// `{"skill": "namespace/name", "preload": false}`, or just the name. The caller must be able to read those that exist. The editors of a skill shape the turns of the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_skills: Option<Vec<Value>>,
    /// Tools of MCP servers: `tool`, `server.tool`, `server:tool`, or `server.*` for all of a server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_mcp_tools: Option<Vec<Value>>,
    /// Arguments filled in beforehand: `{"namespace/name": {"parameter": value | {"value": ..., "locked": true}}}`. The model neither sees nor changes a locked one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_parameters: Option<Map<String, Value>>,
    /// The same for tools of MCP servers, by tool name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mcp_tool_parameters: Option<Map<String, Value>>,
    /// Namespaces of states that it may read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_namespaces_readonly: Option<Vec<Value>>,
    /// Namespaces of states that it may read and change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_namespaces_readwrite: Option<Vec<Value>>,
    /// Lines that tell people what a call does: `{"function:namespace/name": "Looking up {{ city }}"}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_templates: Option<Map<String, Value>>,
    /// What clients show beside its name: `url:https://...`, or a text of theirs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Seconds that a turn may take in chats that do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_job_timeout: Option<i64>,
    /// The `keepAlive` of chats that do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_keep_alive: Option<bool>,
    /// Offers it to all users who may talk with it. Requires `sinas.agents.share`. A change by a user without that permission removes the mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
    /// Takes `sinas.agents.update:all`; the agent that was the default is it no more. A change by a user without that permission takes the mark away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// False takes it out of use, as `deleteAgent` does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

/// Renames a chat, or puts it into the archive or back.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateChat {
    /// Its new title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Into the archive, or back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// Changes a function.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateFunction {
    /// What it does: also tells agents when to call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Python that defines `handler(input, context)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// JSON Schema of the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_schema: Option<Value>,
    /// JSON Schema of what it returns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_schema: Option<Value>,
    /// pip requirements, installed for the owner of the function where they are missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requirements: Option<Vec<Value>>,
    /// Namespaces beside its own whose functions it may call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled_namespaces: Option<Vec<Value>>,
    /// Names of the secrets that its runs find in `context["secrets"]`. They are looked up when it runs: each must be one that the user of the run, and everyone who shaped it, may use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Vec<Value>>,
    /// Asks for `sinas.functions.shared_pool:all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared_pool: Option<bool>,
    /// An agent asks its user before it calls the function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_approval: Option<bool>,
    /// Seconds that a run may take; at most MAX_FUNCTION_TIMEOUT.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<i64>,
    /// What clients show beside its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// An inactive function can be changed, but not called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Offers it to all users who may execute it. Setting it requires `sinas.functions.share`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
}

/// Changes a group.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateGroup {
    /// The default groups keep theirs. Needs what the group grants: new users join the group of a certain name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// For information only: it makes no user a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_domain: Option<String>,
    /// The caller must hold what the group grants, because this decides which users become members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_group_id: Option<String>,
}

/// Changes a provider, by its id or its name.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateLlmProvider {
    /// Unique.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// Base URL, with `/v1` where the service has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_endpoint: Option<String>,
    /// The model of agents that name none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_model: Option<String>,
    /// `models`: further models; `prices`: `{"model": {"input": 0.25, "output": 2}}`, in US dollars per million tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub config: Option<Map<String, Value>>,
    /// The provider that was the default is it no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// False takes it out of use; its API key is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

/// Changes an MCP server, by its id or its name, and connects to it anew.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateMcpServer {
    /// Unique.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address. Needed but for `stdio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The older word for `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_url: Option<String>,
    /// How it is spoken to. Default: `HTTP`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<McpServerProtocol>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Sent as a bearer token. Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// Sent with every request. Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<Map<String, Value>>,
    /// The program of a `stdio` server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// Arguments of the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub args: Option<Vec<Value>>,
    /// Environment of the program. Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub env: Option<Map<String, Value>>,
    /// An OAuth client that was registered by hand; else the platform registers itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth_client_id: Option<String>,
    /// Sealed at rest; never returned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth_client_secret: Option<String>,
    /// Tools that an agent calls only when a person agrees; `*` is all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_approval: Option<Vec<Value>>,
    /// Seconds that a call may take without a sign of progress. Default: 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<i64>,
    /// Its members may use the server, where their permission reaches their groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// Whether it is connected to, and its tools are offered. Default: true.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

/// Changes a schedule, at once.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateSchedule {
    /// Unique among the owner’s schedules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule_type: Option<ScheduleType>,
    /// The same as `targetNamespace`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_namespace: Option<String>,
    /// The same as `targetName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_name: Option<String>,
    /// Of the function or agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_namespace: Option<String>,
    /// Of the function or agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_name: Option<String>,
    /// The message to the agent. Required for schedules of type agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday; names may be used).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cron_expression: Option<String>,
    /// IANA name of the time zone in which the expression is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Input of the function, or of the chat with the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_data: Option<Map<String, Value>>,
    /// False pauses it, true resumes it from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// What becomes of a slot whose schedule still runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overlap_policy: Option<OverlapPolicy>,
    /// What becomes of slots at which the platform was down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed_policy: Option<MissedPolicy>,
    /// Seconds after which a missed slot is not caught up with. Default a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed_window: Option<i64>,
}

/// Changes a skill.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateSkill {
    /// Where it moves to: it is then known by this namespace alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Its new name, unique in its namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Tells a model when to read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Offers it to all users who may read it. Requires `sinas.skills.share`. A change by a user without that permission removes the mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_shared: Option<bool>,
    /// An inactive one is listed nowhere, and only its owner can read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

/// Changes the state of this name.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateState {
    /// The new value, in place of all of the old one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// For the owner to change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<StateVisibility>,
    /// Required where `visibility` becomes `group`: a group of the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// In place of all of the old ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Value>>,
    /// From 0 to 1: lists and agents take the highest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevance_score: Option<f64>,
    /// Encrypt the value at rest, or no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<bool>,
    /// From then on it is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

/// Changes a user.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateUser {
    /// False keeps the user and their things, but lets them in no more. Needs `sinas.users.update:all`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
}

/// Changes a webhook; the change counts for the next request.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct UpdateWebhook {
    /// Of the function that it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_namespace: Option<String>,
    /// Of the function that it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_name: Option<String>,
    /// The method that it answers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_method: Option<HttpMethod>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Input that a request does not give.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_values: Option<Map<String, Value>>,
    /// Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requires_auth: Option<bool>,
    /// What the sender is answered with, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_mode: Option<ResponseMode>,
    /// An inactive one answers 404.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_listed: Option<bool>,
    /// What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dedup: Option<WebhookDedupRule>,
    /// Only requests that are signed are accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<WebhookSignatureRule>,
    /// For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<RateLimitRule>,
    /// For each user who calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_rate_limit: Option<RateLimitRule>,
}

/// A person who can log in. Other users see fewer of the fields than the user themselves.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct User {
    /// Seen by all.
    pub id: String,
    /// In lower case. Seen by the user themselves, by members of a common group that is no default group, and by holders of `sinas.users.read:all` or `sinas.groups.manage_members:all`; null for others.
    pub email: Option<String>,
    /// Where false, the user can’t log in, and their tokens and keys don’t hold. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub is_active: Option<bool>,
    /// When the user last logged in, renewed an access token or used an API key. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub last_login_at: Option<String>,
    /// When the user was created. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub created_at: Option<String>,
    /// Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub groups: Option<Vec<String>>,
    /// Names of the groups in which the user is an active member. Seen by the user themselves and by holders of `sinas.users.read:all`; null for others.
    pub roles: Option<Vec<String>>,
}

/// A path at which requests from outside start a function.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Webhook {
    /// Its id; its path does as well, wherever a webhook is asked for.
    pub id: String,
    /// What stands after `/webhooks/`.
    pub path: String,
    /// The method that it answers to.
    pub http_method: HttpMethod,
    /// Namespace of the function that it starts.
    pub function_namespace: String,
    /// Name of the function that it starts.
    pub function_name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Input that a request does not give.
    #[serde(default)]
    pub default_values: Value,
    /// Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.
    pub requires_auth: bool,
    /// What the sender is answered with, and when.
    pub response_mode: ResponseMode,
    /// What makes two deliveries the same; null: the sender’s own id.
    pub dedup: Option<WebhookDedup>,
    /// How requests must be signed; null: they need not be.
    pub signature: Option<WebhookSignature>,
    /// For the webhook as a whole; null: none, but for what the platform lets through to a public one.
    pub rate_limit: Option<RateLimit>,
    /// For each user who calls it; null: none.
    pub user_rate_limit: Option<RateLimit>,
    /// An inactive one answers 404.
    pub is_active: bool,
    /// Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function.
    pub is_listed: bool,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// Id of the user who last changed what its runs do.
    pub editor_id: String,
    /// Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.
    pub editor_key_id: Option<String>,
}

/// What makes two deliveries the same; null: the sender’s own id.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct WebhookDedup {
    /// `$.a.b`: a field of the input; `header:Name`: a header.
    pub key: String,
    /// Seconds that a delivery is remembered.
    pub ttl_seconds: i64,
}

/// What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ...
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub struct WebhookDedupRule {
    /// `$.a.b`: a field of the input; `header:Name`: a header. Empty removes deduplication by key.
    pub key: String,
    /// Seconds that a delivery is remembered, 1 to 86400.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl_seconds: Option<i64>,
}

/// One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct WebhookDelivery {
    /// Its id.
    pub id: String,
    /// Id of the webhook that was asked.
    pub webhook_id: String,
    /// What became of it.
    pub status: WebhookDeliveryStatus,
    /// The method of the request.
    pub method: HttpMethod,
    /// The path that was asked for, without `/webhooks/`.
    pub path: String,
    /// Fields of the query string.
    #[serde(default)]
    pub query: Value,
    /// Without credentials.
    #[serde(default)]
    pub headers: Value,
    /// As it came: text, or base64.
    pub body: String,
    /// Whether `body` is base64: it was no text.
    pub body_is_base64: bool,
    /// Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again.
    pub is_body_kept: bool,
    /// How often it came again and was answered from this one.
    pub duplicates: i64,
    /// Id of the execution that it started; null: none.
    pub execution_id: Option<String>,
    /// HTTP status of the answer; null until there is one.
    pub response_status: Option<i64>,
    /// Why it failed or was rejected.
    pub error: Option<String>,
    /// What its function asked for and did not get: headers that a webhook may not send.
    pub warning: Option<String>,
    /// The delivery that this one repeats.
    pub replay_of: Option<String>,
    /// When it arrived.
    pub received_at: String,
    /// When its end was known; null before.
    pub finished_at: Option<String>,
    /// Milliseconds from arrival to end.
    pub duration_ms: Option<i64>,
}

/// One request to a webhook, and what became of it. Kept for WEBHOOK_DELIVERY_RETENTION_DAYS; its bodies for a shorter time where the webhook is public.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct WebhookDeliveryDetail {
    /// Its id.
    pub id: String,
    /// Id of the webhook that was asked.
    pub webhook_id: String,
    /// What became of it.
    pub status: WebhookDeliveryStatus,
    /// The method of the request.
    pub method: HttpMethod,
    /// The path that was asked for, without `/webhooks/`.
    pub path: String,
    /// Fields of the query string.
    #[serde(default)]
    pub query: Value,
    /// Without credentials.
    #[serde(default)]
    pub headers: Value,
    /// As it came: text, or base64.
    pub body: String,
    /// Whether `body` is base64: it was no text.
    pub body_is_base64: bool,
    /// Whether `body` is what came. Where it is not kept, or not any more, the delivery can’t be carried out again.
    pub is_body_kept: bool,
    /// How often it came again and was answered from this one.
    pub duplicates: i64,
    /// Id of the execution that it started; null: none.
    pub execution_id: Option<String>,
    /// HTTP status of the answer; null until there is one.
    pub response_status: Option<i64>,
    /// Why it failed or was rejected.
    pub error: Option<String>,
    /// What its function asked for and did not get: headers that a webhook may not send.
    pub warning: Option<String>,
    /// The delivery that this one repeats.
    pub replay_of: Option<String>,
    /// When it arrived.
    pub received_at: String,
    /// When its end was known; null before.
    pub finished_at: Option<String>,
    /// Milliseconds from arrival to end.
    pub duration_ms: Option<i64>,
    /// Headers of the answer.
    #[serde(default)]
    pub response_headers: Value,
    /// Body of the answer: as it was sent, or base64. Null where it is not kept.
    pub response_body: Option<String>,
}

/// A path at which requests from outside start a function.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct WebhookDetail {
    /// Its id; its path does as well, wherever a webhook is asked for.
    pub id: String,
    /// What stands after `/webhooks/`.
    pub path: String,
    /// The method that it answers to.
    pub http_method: HttpMethod,
    /// Namespace of the function that it starts.
    pub function_namespace: String,
    /// Name of the function that it starts.
    pub function_name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Input that a request does not give.
    #[serde(default)]
    pub default_values: Value,
    /// Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.
    pub requires_auth: bool,
    /// What the sender is answered with, and when.
    pub response_mode: ResponseMode,
    /// What makes two deliveries the same; null: the sender’s own id.
    pub dedup: Option<WebhookDedup>,
    /// How requests must be signed; null: they need not be.
    pub signature: Option<WebhookSignature>,
    /// For the webhook as a whole; null: none, but for what the platform lets through to a public one.
    pub rate_limit: Option<RateLimit>,
    /// For each user who calls it; null: none.
    pub user_rate_limit: Option<RateLimit>,
    /// An inactive one answers 404.
    pub is_active: bool,
    /// Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. An unlisted one is listed for its owner, for users who may read all webhooks and, where it requires a login, for users who may execute its function.
    pub is_listed: bool,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// Id of the user who last changed what its runs do.
    pub editor_id: String,
    /// Id of the API key that they used: runs do no more than it grants, and end with it. Null where they used none.
    pub editor_key_id: Option<String>,
    /// Why its function would not run now, and which user may correct that; null where it would run. The platform computes it for each request: leave it out of long lists.
    pub fault: Option<String>,
}

/// How requests must be signed; null: they need not be.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct WebhookSignature {
    /// How the sender signs.
    pub scheme: WebhookSignatureScheme,
    /// Seconds.
    pub tolerance: i64,
    /// Of `custom`: the header that holds the signature; null: `X-Signature`.
    pub header: Option<String>,
    /// Of `custom`: what stands before the signature.
    pub prefix: Option<String>,
    /// Of `custom`: the hash of the HMAC; null: sha256.
    pub algorithm: Option<WebhookSignatureAlgorithm>,
    /// Of `custom`: how the signature is written; null: hex.
    pub encoding: Option<WebhookSignatureEncoding>,
}

/// Only requests that are signed are accepted.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub struct WebhookSignatureRule {
    /// For `custom`: the hash of the HMAC over the raw body. Default sha256.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<WebhookSignatureAlgorithm>,
    /// For `custom`. Default hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<WebhookSignatureEncoding>,
    /// For `custom`: the header that holds the signature. Default `X-Signature`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// For `custom`: what stands before it, `sha256=` for example.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Whose way of signing it is.
    pub scheme: WebhookSignatureScheme,
    /// Shared with the sender. Stored sealed and never shown; absent on a change, it stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// Seconds that the sender’s clock may differ; older requests are replays. For schemes with a timestamp: standard_webhooks, stripe and slack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<i64>,
}
