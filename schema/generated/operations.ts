// What each named operation takes and returns. Written by `npm run compose`: read it as a diff, don’t edit it.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Caller } from '../caller.ts';
type BudgetPeriod =
  | 'DAY'
  | 'MONTH'
  | 'TOTAL';

type CancellationStatus =
  | 'CANCELLED'
  | 'IDLE';

type LlmProviderType =
  | 'ANTHROPIC'
  | 'MISTRAL'
  | 'OLLAMA'
  | 'OPENAI';

type ToolDecision =
  | 'APPROVED'
  | 'REJECTED';

type InitialMessageRole =
  | 'ASSISTANT'
  | 'SYSTEM'
  | 'USER';

type MessageRole =
  | 'ASSISTANT'
  | 'SYSTEM'
  | 'TOOL'
  | 'USER';

type CallOutcome =
  | 'ERROR'
  | 'SUCCESS'
  | 'TIMEOUT';

type ExecutionStatus =
  | 'AWAITING_INPUT'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

type JobStatus =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING';

type TriggerType =
  | 'AGENT'
  | 'API'
  | 'MANUAL'
  | 'SCHEDULE'
  | 'WEBHOOK';

type LogStream =
  | 'STDERR'
  | 'STDOUT';

type ExecutionStepKind =
  | 'FUNCTION'
  | 'LOCAL';

type ExecutionStepStatus =
  | 'COMPLETED'
  | 'FAILED'
  | 'RUNNING';

type QueuedJobStatus =
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING';

type SandboxPoolChange =
  | 'SCALED_DOWN'
  | 'SCALED_UP'
  | 'UNCHANGED';

type SandboxWorkerStatus =
  | 'FAILED'
  | 'READY'
  | 'STARTING';

type PermissionLogic =
  | 'AND'
  | 'OR';

type McpProtocol =
  | 'HTTP'
  | 'SSE'
  | 'STDIO'
  | 'WEBSOCKET';

type McpConnectionStatus =
  | 'CONNECTED'
  | 'DISCONNECTED'
  | 'ERROR';

type SecretVisibility =
  | 'PRIVATE'
  | 'SHARED';

type SecretUser =
  | 'FUNCTION';

type StateVisibility =
  | 'GROUP'
  | 'PRIVATE'
  | 'PUBLIC'
  | 'SHARED';

type MissedPolicy =
  | 'RUN_ALL'
  | 'RUN_ONCE'
  | 'SKIP';

type OverlapPolicy =
  | 'PARALLEL'
  | 'QUEUE'
  | 'SKIP';

type ScheduleType =
  | 'AGENT'
  | 'FUNCTION';

type HttpMethod =
  | 'DELETE'
  | 'GET'
  | 'PATCH'
  | 'POST'
  | 'PUT';

type ResponseMode =
  | 'ASYNC'
  | 'SYNC';

type ScheduleSlotStatus =
  | 'FAILED'
  | 'FIRED'
  | 'MISSED'
  | 'SKIPPED'
  | 'STARTING'
  | 'WAITING';

type SignatureAlgorithm =
  | 'SHA1'
  | 'SHA256'
  | 'SHA512';

type SignatureEncoding =
  | 'BASE64'
  | 'BASE64URL'
  | 'HEX';

type SignatureScheme =
  | 'CUSTOM'
  | 'GITHUB'
  | 'NONE'
  | 'SLACK'
  | 'STANDARD_WEBHOOKS'
  | 'STRIPE';

type WebhookDeliveryStatus =
  | 'FAILED'
  | 'QUEUED'
  | 'REJECTED'
  | 'RUNNING'
  | 'SUCCEEDED';

type ActorInput = {
  apiKeyId?: string | null | undefined;
  userId: string;
};

type DeliverWebhookInput = {
  body: string;
  bodyIsBase64: boolean;
  headers: Record<string, string>;
  method: string;
  path: string;
  query: string;
};

type RateLimitInput = {
  requests: number;
  seconds?: number | null | undefined;
};

type WebhookDedupRestInput = {
  key: string;
  ttl_seconds?: number | null | undefined;
};

type WebhookSignatureInput = {
  algorithm?: SignatureAlgorithm | null | undefined;
  encoding?: SignatureEncoding | null | undefined;
  header?: string | null | undefined;
  prefix?: string | null | undefined;
  scheme: SignatureScheme;
  secret?: string | null | undefined;
  tolerance?: number | null | undefined;
};

type CreateAgentMutationVariables = Exact<{
  namespace?: string | null | undefined;
  name: string;
  description?: string | null | undefined;
  llm_provider_id?: string | null | undefined;
  model?: string | null | undefined;
  temperature?: number | null | undefined;
  max_tokens?: number | null | undefined;
  system_prompt?: string | null | undefined;
  input_schema?: unknown;
  output_schema?: unknown;
  initial_messages?: Array<unknown> | null | undefined;
  group_id?: string | null | undefined;
  enabled_functions?: Array<string> | null | undefined;
  enabled_agents?: Array<string> | null | undefined;
  enabled_skills?: Array<unknown> | null | undefined;
  enabled_mcp_tools?: Array<string> | null | undefined;
  function_parameters?: unknown;
  mcp_tool_parameters?: unknown;
  state_namespaces_readonly?: Array<string> | null | undefined;
  state_namespaces_readwrite?: Array<string> | null | undefined;
  status_templates?: unknown;
  icon?: string | null | undefined;
  default_job_timeout?: number | null | undefined;
  default_keep_alive?: boolean | null | undefined;
  is_shared?: boolean | null | undefined;
  is_default?: boolean | null | undefined;
}>;


type CreateAgentMutation = { createAgent: { result: { id: string, namespace: string, name: string, description: string | null, model: string | null, temperature: number, icon: string | null, warnings: Array<string>, user_id: string | null, group_id: string | null, llm_provider_id: string | null, max_tokens: number | null, system_prompt: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_functions: Array<string>, enabled_agents: Array<string>, enabled_mcp_tools: Array<string>, function_parameters: unknown, mcp_tool_parameters: unknown, state_namespaces_readonly: Array<string>, state_namespaces_readwrite: Array<string>, status_templates: unknown, icon_url: string | null, default_job_timeout: number | null, default_keep_alive: boolean, is_shared: boolean, is_default: boolean, is_active: boolean, created_at: string, updated_at: string, initial_messages: Array<{ role: InitialMessageRole, content: string }> | null, enabled_skills: Array<{ skill: string, preload: boolean }> } } };

type AgentsQueryVariables = Exact<{
  namespace?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type AgentsQuery = { agents: { result: Array<{ id: string, namespace: string, name: string, description: string | null, model: string | null, temperature: number, icon: string | null, user_id: string | null, group_id: string | null, llm_provider_id: string | null, max_tokens: number | null, system_prompt: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_functions: Array<string>, enabled_agents: Array<string>, enabled_mcp_tools: Array<string>, function_parameters: unknown, mcp_tool_parameters: unknown, state_namespaces_readonly: Array<string>, state_namespaces_readwrite: Array<string>, status_templates: unknown, icon_url: string | null, default_job_timeout: number | null, default_keep_alive: boolean, is_shared: boolean, is_default: boolean, is_active: boolean, created_at: string, updated_at: string, initial_messages: Array<{ role: InitialMessageRole, content: string }> | null, enabled_skills: Array<{ skill: string, preload: boolean }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type UsableAgentsQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type UsableAgentsQuery = { agents: { result: Array<{ id: string, namespace: string, name: string, description: string | null, model: string | null, temperature: number, icon: string | null, user_id: string | null, group_id: string | null, llm_provider_id: string | null, max_tokens: number | null, system_prompt: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_functions: Array<string>, enabled_agents: Array<string>, enabled_mcp_tools: Array<string>, function_parameters: unknown, mcp_tool_parameters: unknown, state_namespaces_readonly: Array<string>, state_namespaces_readwrite: Array<string>, status_templates: unknown, icon_url: string | null, default_job_timeout: number | null, default_keep_alive: boolean, is_shared: boolean, is_default: boolean, is_active: boolean, created_at: string, updated_at: string, initial_messages: Array<{ role: InitialMessageRole, content: string }> | null, enabled_skills: Array<{ skill: string, preload: boolean }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type DefaultAgentQueryVariables = Exact<{ [key: string]: never; }>;


type DefaultAgentQuery = { result: { id: string, namespace: string, name: string, description: string | null, model: string | null, temperature: number, icon: string | null, user_id: string | null, group_id: string | null, llm_provider_id: string | null, max_tokens: number | null, system_prompt: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_functions: Array<string>, enabled_agents: Array<string>, enabled_mcp_tools: Array<string>, function_parameters: unknown, mcp_tool_parameters: unknown, state_namespaces_readonly: Array<string>, state_namespaces_readwrite: Array<string>, status_templates: unknown, icon_url: string | null, default_job_timeout: number | null, default_keep_alive: boolean, is_shared: boolean, is_default: boolean, is_active: boolean, created_at: string, updated_at: string, initial_messages: Array<{ role: InitialMessageRole, content: string }> | null, enabled_skills: Array<{ skill: string, preload: boolean }> } };

type AgentByIdQueryVariables = Exact<{
  id: string;
}>;


type AgentByIdQuery = { result: { id: string, namespace: string, name: string, description: string | null, model: string | null, temperature: number, icon: string | null, warnings: Array<string>, user_id: string | null, group_id: string | null, llm_provider_id: string | null, max_tokens: number | null, system_prompt: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_functions: Array<string>, enabled_agents: Array<string>, enabled_mcp_tools: Array<string>, function_parameters: unknown, mcp_tool_parameters: unknown, state_namespaces_readonly: Array<string>, state_namespaces_readwrite: Array<string>, status_templates: unknown, icon_url: string | null, default_job_timeout: number | null, default_keep_alive: boolean, is_shared: boolean, is_default: boolean, is_active: boolean, created_at: string, updated_at: string, initial_messages: Array<{ role: InitialMessageRole, content: string }> | null, enabled_skills: Array<{ skill: string, preload: boolean }> } };

type AgentByNameQueryVariables = Exact<{
  namespace: string;
  name: string;
}>;


type AgentByNameQuery = { result: { id: string, namespace: string, name: string, description: string | null, model: string | null, temperature: number, icon: string | null, warnings: Array<string>, user_id: string | null, group_id: string | null, llm_provider_id: string | null, max_tokens: number | null, system_prompt: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_functions: Array<string>, enabled_agents: Array<string>, enabled_mcp_tools: Array<string>, function_parameters: unknown, mcp_tool_parameters: unknown, state_namespaces_readonly: Array<string>, state_namespaces_readwrite: Array<string>, status_templates: unknown, icon_url: string | null, default_job_timeout: number | null, default_keep_alive: boolean, is_shared: boolean, is_default: boolean, is_active: boolean, created_at: string, updated_at: string, initial_messages: Array<{ role: InitialMessageRole, content: string }> | null, enabled_skills: Array<{ skill: string, preload: boolean }> } };

type UpdateAgentByIdMutationVariables = Exact<{
  id: string;
  namespace?: string | null | undefined;
  name?: string | null | undefined;
  description?: string | null | undefined;
  llm_provider_id?: string | null | undefined;
  model?: string | null | undefined;
  temperature?: number | null | undefined;
  max_tokens?: number | null | undefined;
  system_prompt?: string | null | undefined;
  input_schema?: unknown;
  output_schema?: unknown;
  initial_messages?: Array<unknown> | null | undefined;
  group_id?: string | null | undefined;
  enabled_functions?: Array<string> | null | undefined;
  enabled_agents?: Array<string> | null | undefined;
  enabled_skills?: Array<unknown> | null | undefined;
  enabled_mcp_tools?: Array<string> | null | undefined;
  function_parameters?: unknown;
  mcp_tool_parameters?: unknown;
  state_namespaces_readonly?: Array<string> | null | undefined;
  state_namespaces_readwrite?: Array<string> | null | undefined;
  status_templates?: unknown;
  icon?: string | null | undefined;
  default_job_timeout?: number | null | undefined;
  default_keep_alive?: boolean | null | undefined;
  is_shared?: boolean | null | undefined;
  is_default?: boolean | null | undefined;
  is_active?: boolean | null | undefined;
}>;


type UpdateAgentByIdMutation = { updateAgent: { result: { id: string, namespace: string, name: string, description: string | null, model: string | null, temperature: number, icon: string | null, warnings: Array<string>, user_id: string | null, group_id: string | null, llm_provider_id: string | null, max_tokens: number | null, system_prompt: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_functions: Array<string>, enabled_agents: Array<string>, enabled_mcp_tools: Array<string>, function_parameters: unknown, mcp_tool_parameters: unknown, state_namespaces_readonly: Array<string>, state_namespaces_readwrite: Array<string>, status_templates: unknown, icon_url: string | null, default_job_timeout: number | null, default_keep_alive: boolean, is_shared: boolean, is_default: boolean, is_active: boolean, created_at: string, updated_at: string, initial_messages: Array<{ role: InitialMessageRole, content: string }> | null, enabled_skills: Array<{ skill: string, preload: boolean }> } } };

type UpdateAgentMutationVariables = Exact<{
  namespace: string;
  name: string;
  new_namespace?: string | null | undefined;
  new_name?: string | null | undefined;
  description?: string | null | undefined;
  llm_provider_id?: string | null | undefined;
  model?: string | null | undefined;
  temperature?: number | null | undefined;
  max_tokens?: number | null | undefined;
  system_prompt?: string | null | undefined;
  input_schema?: unknown;
  output_schema?: unknown;
  initial_messages?: Array<unknown> | null | undefined;
  group_id?: string | null | undefined;
  enabled_functions?: Array<string> | null | undefined;
  enabled_agents?: Array<string> | null | undefined;
  enabled_skills?: Array<unknown> | null | undefined;
  enabled_mcp_tools?: Array<string> | null | undefined;
  function_parameters?: unknown;
  mcp_tool_parameters?: unknown;
  state_namespaces_readonly?: Array<string> | null | undefined;
  state_namespaces_readwrite?: Array<string> | null | undefined;
  status_templates?: unknown;
  icon?: string | null | undefined;
  default_job_timeout?: number | null | undefined;
  default_keep_alive?: boolean | null | undefined;
  is_shared?: boolean | null | undefined;
  is_default?: boolean | null | undefined;
  is_active?: boolean | null | undefined;
}>;


type UpdateAgentMutation = { updateAgent: { result: { id: string, namespace: string, name: string, description: string | null, model: string | null, temperature: number, icon: string | null, warnings: Array<string>, user_id: string | null, group_id: string | null, llm_provider_id: string | null, max_tokens: number | null, system_prompt: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_functions: Array<string>, enabled_agents: Array<string>, enabled_mcp_tools: Array<string>, function_parameters: unknown, mcp_tool_parameters: unknown, state_namespaces_readonly: Array<string>, state_namespaces_readwrite: Array<string>, status_templates: unknown, icon_url: string | null, default_job_timeout: number | null, default_keep_alive: boolean, is_shared: boolean, is_default: boolean, is_active: boolean, created_at: string, updated_at: string, initial_messages: Array<{ role: InitialMessageRole, content: string }> | null, enabled_skills: Array<{ skill: string, preload: boolean }> } } };

type DeleteAgentByIdMutationVariables = Exact<{
  id: string;
}>;


type DeleteAgentByIdMutation = { deleteAgent: { result: { id: string } } };

type DeleteAgentMutationVariables = Exact<{
  namespace: string;
  name: string;
}>;


type DeleteAgentMutation = { deleteAgent: { result: { id: string } } };

type FunctionToolsQueryVariables = Exact<{
  references: Array<string>;
}>;


type FunctionToolsQuery = { functions: Array<{ id: string, namespace: string, name: string, description: string | null, inputSchema: Record<string, unknown>, requiresApproval: boolean, ownerId: string }> };

type CreateBudgetMutationVariables = Exact<{
  user_id?: string | null | undefined;
  agent_id?: string | null | undefined;
  period: BudgetPeriod;
  max_tokens?: number | null | undefined;
  max_cost?: number | null | undefined;
}>;


type CreateBudgetMutation = { createBudget: { result: { id: string, period: BudgetPeriod, user_id: string | null, agent_id: string | null, max_tokens: number | null, max_cost: number | null, created_at: string, updated_at: string } } };

type BudgetsQueryVariables = Exact<{
  user_id?: string | null | undefined;
  agent_id?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type BudgetsQuery = { budgets: { result: Array<{ id: string, period: BudgetPeriod, user_id: string | null, agent_id: string | null, max_tokens: number | null, max_cost: number | null, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type UpdateBudgetMutationVariables = Exact<{
  id: string;
  period?: BudgetPeriod | null | undefined;
  max_tokens?: number | null | undefined;
  max_cost?: number | null | undefined;
}>;


type UpdateBudgetMutation = { updateBudget: { result: { id: string, period: BudgetPeriod, user_id: string | null, agent_id: string | null, max_tokens: number | null, max_cost: number | null, created_at: string, updated_at: string } } };

type DeleteBudgetMutationVariables = Exact<{
  id: string;
}>;


type DeleteBudgetMutation = { deleteBudget: { result: { id: string } } };

type CreateApiKeyMutationVariables = Exact<{
  name: string;
  permissions?: unknown;
  expires_at?: string | null | undefined;
}>;


type CreateApiKeyMutation = { createApiKey: { result: { id: string, name: string, key: string, permissions: unknown, api_key: string, key_prefix: string, expires_at: string | null, created_at: string } } };

type ListApiKeysQueryVariables = Exact<{
  all?: boolean | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListApiKeysQuery = { apiKeys: { result: Array<{ id: string, name: string, user_id: string, user_email: string | null, key_prefix: string, permissions: unknown, is_active: boolean, last_used_at: string | null, expires_at: string | null, created_at: string, revoked_at: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type GetApiKeyQueryVariables = Exact<{
  id: string;
}>;


type GetApiKeyQuery = { result: { id: string, name: string, user_id: string, user_email: string | null, key_prefix: string, permissions: unknown, is_active: boolean, last_used_at: string | null, expires_at: string | null, created_at: string, revoked_at: string | null } };

type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


type RevokeApiKeyMutation = { revokeApiKey: { result: { id: string } } };

type LoginMutationVariables = Exact<{
  email: string;
}>;


type LoginMutation = { result: { message: string, session_id: string } };

type VerifyOtpMutationVariables = Exact<{
  session_id: string;
  otp_code: string;
}>;


type VerifyOtpMutation = { verifyOtp: { result: { access_token: string, refresh_token: string, token_type: string, expires_in: number, user: { id: string, email: string | null, is_active: boolean | null, last_login_at: string | null, created_at: string | null, groups: Array<string> | null, roles: Array<string> | null } } } };

type ExternalAuthMutationVariables = Exact<{
  token: string;
}>;


type ExternalAuthMutation = { externalLogin: { result: { access_token: string, refresh_token: string, token_type: string, expires_in: number, user: { id: string, email: string | null, is_active: boolean | null, last_login_at: string | null, created_at: string | null, groups: Array<string> | null, roles: Array<string> | null } } } };

type RefreshAccessTokenMutationVariables = Exact<{
  refresh_token: string;
}>;


type RefreshAccessTokenMutation = { refreshAccessToken: { result: { access_token: string, refresh_token: string, token_type: string, expires_in: number } } };

type LogoutMutationVariables = Exact<{
  refresh_token: string;
}>;


type LogoutMutation = { logout: { result: { id: string } } };

type GetMeQueryVariables = Exact<{ [key: string]: never; }>;


type GetMeQuery = { result: { id: string, email: string | null, is_active: boolean | null, last_login_at: string | null, created_at: string | null, groups: Array<string> | null, roles: Array<string> | null } };

type CheckPermissionsQueryVariables = Exact<{
  permissions: Array<string>;
  logic?: PermissionLogic | null | undefined;
}>;


type CheckPermissionsQuery = { result: { result: boolean, logic: PermissionLogic, checks: Array<{ permission: string, has_permission: boolean }> } };

type CreateChatMutationVariables = Exact<{
  namespace: string;
  name: string;
  input?: unknown;
  title?: string | null | undefined;
  expires_in?: number | null | undefined;
  job_timeout?: number | null | undefined;
  keep_alive?: boolean | null | undefined;
}>;


type CreateChatMutation = { createChat: { result: { id: string, title: string, archived: boolean, user_id: string, user_email: string | null, group_id: string | null, agent_id: string, agent_namespace: string, agent_name: string, session_key: string | null, expires_at: string | null, keep_alive: boolean, active_channel_id: string | null, last_message_at: string | null, created_at: string, updated_at: string } } };

type InvokeAgentMutationVariables = Exact<{
  namespace: string;
  name: string;
  message: unknown;
  session_key?: string | null | undefined;
  reset?: boolean | null | undefined;
  input?: unknown;
}>;


type InvokeAgentMutation = { result: { reply: string | null, chat_id: string, session_key: string | null, usage: unknown } };

type ChatsQueryVariables = Exact<{
  include_archived?: boolean | null | undefined;
  agent_id?: string | null | undefined;
  q?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ChatsQuery = { chats: { result: Array<{ id: string, title: string, archived: boolean, user_id: string, user_email: string | null, group_id: string | null, agent_id: string, agent_namespace: string, agent_name: string, session_key: string | null, expires_at: string | null, keep_alive: boolean, active_channel_id: string | null, last_message_at: string | null, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type ChatQueryVariables = Exact<{
  id: string;
}>;


type ChatQuery = { result: { id: string, title: string, archived: boolean, user_id: string, user_email: string | null, group_id: string | null, agent_id: string, agent_namespace: string, agent_name: string, session_key: string | null, expires_at: string | null, keep_alive: boolean, active_channel_id: string | null, last_message_at: string | null, created_at: string, updated_at: string, messages: Array<{ id: string, role: MessageRole, content: string | null, name: string | null, chat_id: string, tool_call_id: string | null, created_at: string, tool_calls: Array<{ id: string, type: string, description: string | null, function: { name: string, arguments: string } }> | null }>, pending_approvals: Array<{ arguments: unknown, tool_call_id: string, function_namespace: string, function_name: string }> } };

type UpdateChatMutationVariables = Exact<{
  id: string;
  title?: string | null | undefined;
  archived?: boolean | null | undefined;
}>;


type UpdateChatMutation = { updateChat: { result: { id: string, title: string, archived: boolean, user_id: string, user_email: string | null, group_id: string | null, agent_id: string, agent_namespace: string, agent_name: string, session_key: string | null, expires_at: string | null, keep_alive: boolean, active_channel_id: string | null, last_message_at: string | null, created_at: string, updated_at: string } } };

type DeleteChatMutationVariables = Exact<{
  id: string;
  permanent?: boolean | null | undefined;
}>;


type DeleteChatMutation = { deleteChat: { result: { id: string } } };

type SendMessageMutationVariables = Exact<{
  id: string;
  content: unknown;
}>;


type SendMessageMutation = { sendMessage: { result: { id: string, role: MessageRole, content: string | null, name: string | null, chat_id: string, tool_call_id: string | null, created_at: string, tool_calls: Array<{ id: string, type: string, description: string | null, function: { name: string, arguments: string } }> | null } } };

type ChatMessagesQueryVariables = Exact<{
  id: string;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ChatMessagesQuery = { chatMessages: { result: Array<{ id: string, role: MessageRole, content: string | null, name: string | null, chat_id: string, tool_call_id: string | null, created_at: string, tool_calls: Array<{ id: string, type: string, description: string | null, function: { name: string, arguments: string } }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

type SendAndStreamSubscriptionVariables = Exact<{
  id: string;
  content: unknown;
  last_event_id?: string | null | undefined;
}>;


type SendAndStreamSubscription = { result: { id: string, event: string, data: Record<string, unknown> } };

type WatchChatSubscriptionVariables = Exact<{
  id: string;
  last_event_id?: string | null | undefined;
}>;


type WatchChatSubscription = { result: { id: string, event: string, data: Record<string, unknown> } };

type WatchTurnSubscriptionVariables = Exact<{
  id: string;
  channel_id: string;
  last_id?: string | null | undefined;
}>;


type WatchTurnSubscription = { result: { id: string, event: string, data: Record<string, unknown> } };

type CancelTurnMutationVariables = Exact<{
  id: string;
}>;


type CancelTurnMutation = { result: { status: CancellationStatus, channel_id: string | null } };

type ApproveToolMutationVariables = Exact<{
  id: string;
  tool_call_id: string;
  approved: boolean;
  arguments?: unknown;
}>;


type ApproveToolMutation = { result: { status: ToolDecision, message: string, tool_call_id: string, channel_id: string } };

type MessagesQueryVariables = Exact<{
  agent?: string | null | undefined;
  role?: MessageRole | null | undefined;
  search?: string | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type MessagesQuery = { messages: { result: { total: number, limit: number, offset: number, messages: Array<{ id: string, role: MessageRole, content: string | null, name: string | null, model: string | null, cost: number | null, chat_id: string, prompt_tokens: number | null, completion_tokens: number | null, created_at: string, agent: string | null, chat_title: string | null, user_id: string | null, chat: { agent_namespace: string, agent_name: string }, user: { id: string, email: string | null } }> } | null, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type MessageStatisticsQueryVariables = Exact<{
  days?: number | null | undefined;
}>;


type MessageStatisticsQuery = { result: { total_messages: number, tool_calls: number, activity_by_day: Array<{ date: string, count: number }>, role_distribution: Array<{ role: string, count: number }>, agent_usage: Array<{ agent: string, count: number, agent_namespace: string, agent_name: string }>, model_usage: Array<{ day: string, agent: string, model: string, calls: number, cost: number, prompt_tokens: number, completion_tokens: number }> } };

type CreateSubChatMutationVariables = Exact<{
  namespace: string;
  name: string;
  input?: unknown;
  title: string;
  parent_id: string;
  parent_depth: number;
}>;


type CreateSubChatMutation = { result: { id: string } };

type SendToSubAgentMutationVariables = Exact<{
  id: string;
  content: string;
  namespace: string;
  name: string;
  parent_id: string;
}>;


type SendToSubAgentMutation = { result: { content: string | null } };

type RunAgentScheduleMutationVariables = Exact<{
  id: string;
  title: string;
  namespace: string;
  name: string;
  content: string;
  input?: unknown;
}>;


type RunAgentScheduleMutation = { chat: { id: string } };

type ExecutionIsLiveQueryVariables = Exact<{
  id: string;
}>;


type ExecutionIsLiveQuery = { isLive: boolean };

type PausedExecutionsQueryVariables = Exact<{
  chat_id: string;
}>;


type PausedExecutionsQuery = { executions: { result: Array<{ id: string }> } };

type ListExecutionsQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  function_namespace?: string | null | undefined;
  function_name?: string | null | undefined;
  status?: ExecutionStatus | null | undefined;
  trigger_type?: TriggerType | null | undefined;
  trigger_id?: string | null | undefined;
  chat_id?: string | null | undefined;
  fingerprint?: string | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListExecutionsQuery = { executions: { result: Array<{ id: string, version: number, status: ExecutionStatus, error: string | null, traceback: string | null, reason: string | null, attempts: number, execution_id: string, function_namespace: string, function_name: string, trigger_type: TriggerType, trigger_id: string, chat_id: string | null, input_data: unknown, output_data: unknown, started_at: string, completed_at: string | null, duration_ms: number | null, cpu_ms: number | null, peak_memory_kb: number | null, input_prompt: string | null, input_schema: unknown }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type ListExecutionErrorsQueryVariables = Exact<{
  since?: string | null | undefined;
  limit?: number | null | undefined;
}>;


type ListExecutionErrorsQuery = { result: Array<{ fingerprint: string, count: number, first_at: string, latest_at: string, latest: { id: string, version: number, status: ExecutionStatus, error: string | null, traceback: string | null, reason: string | null, attempts: number, execution_id: string, function_namespace: string, function_name: string, trigger_type: TriggerType, trigger_id: string, chat_id: string | null, input_data: unknown, output_data: unknown, started_at: string, completed_at: string | null, duration_ms: number | null, cpu_ms: number | null, peak_memory_kb: number | null, input_prompt: string | null, input_schema: unknown } }> };

type GetExecutionQueryVariables = Exact<{
  id: string;
}>;


type GetExecutionQuery = { result: { id: string, version: number, status: ExecutionStatus, error: string | null, traceback: string | null, reason: string | null, attempts: number, execution_id: string, function_namespace: string, function_name: string, trigger_type: TriggerType, trigger_id: string, chat_id: string | null, input_data: unknown, output_data: unknown, started_at: string, completed_at: string | null, duration_ms: number | null, cpu_ms: number | null, peak_memory_kb: number | null, input_prompt: string | null, input_schema: unknown } };

type ListExecutionStepsQueryVariables = Exact<{
  id: string;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListExecutionStepsQuery = { executionSteps: { result: Array<{ id: string, depth: number, kind: ExecutionStepKind, status: ExecutionStepStatus, error: string | null, execution_id: string, parent_step_id: string | null, function_name: string, input_data: unknown, output_data: unknown, duration_ms: number | null, started_at: string, completed_at: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type ListExecutionLogsQueryVariables = Exact<{
  id: string;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListExecutionLogsQuery = { executionLogs: { result: Array<{ number: number, stream: LogStream, text: string, at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type StreamExecutionSubscriptionVariables = Exact<{
  id: string;
  last_event_id?: string | null | undefined;
}>;


type StreamExecutionSubscription = { result: { id: string, event: string, data: Record<string, unknown> } };

type ContinueExecutionMutationVariables = Exact<{
  id: string;
  input?: unknown;
}>;


type ContinueExecutionMutation = { result: { status: ExecutionStatus, error: string | null, prompt: string | null, schema: unknown, execution_id: string, output_data: unknown } };

type CancelExecutionMutationVariables = Exact<{
  id: string;
}>;


type CancelExecutionMutation = { cancelExecution: { result: { status: ExecutionStatus, error: string | null, execution_id: string, completed_at: string | null } } };

type CreateFunctionMutationVariables = Exact<{
  namespace?: string | null | undefined;
  name: string;
  description?: string | null | undefined;
  code: string;
  input_schema?: unknown;
  output_schema?: unknown;
  requirements?: Array<string> | null | undefined;
  enabled_namespaces?: Array<string> | null | undefined;
  secrets?: Array<string> | null | undefined;
  shared_pool?: boolean | null | undefined;
  requires_approval?: boolean | null | undefined;
  timeout?: number | null | undefined;
  icon?: string | null | undefined;
  is_shared?: boolean | null | undefined;
}>;


type CreateFunctionMutation = { createFunction: { result: { id: string, namespace: string, name: string, description: string | null, code: string, requirements: Array<string>, secrets: Array<string>, timeout: number | null, icon: string | null, warnings: Array<string>, version: number, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_namespaces: Array<string>, shared_pool: boolean, requires_approval: boolean, is_active: boolean, is_shared: boolean, created_at: string, updated_at: string, calls: Array<{ namespace: string, name: string, spelled: string }> } } };

type ListFunctionsQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  namespace?: string | null | undefined;
  name?: string | null | undefined;
  search?: string | null | undefined;
  is_active?: boolean | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListFunctionsQuery = { functions: { result: Array<{ id: string, namespace: string, name: string, description: string | null, code: string, requirements: Array<string>, secrets: Array<string>, timeout: number | null, icon: string | null, warnings: Array<string>, version: number, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_namespaces: Array<string>, shared_pool: boolean, requires_approval: boolean, is_active: boolean, is_shared: boolean, created_at: string, updated_at: string, calls: Array<{ namespace: string, name: string, spelled: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type DiscoverFunctionsQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  namespace?: string | null | undefined;
  search?: string | null | undefined;
  cursor?: string | null | undefined;
}>;


type DiscoverFunctionsQuery = { offeredFunctions: { result: Array<{ id: string, namespace: string, name: string, description: string | null, icon: string | null, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, requires_approval: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type GetFunctionQueryVariables = Exact<{
  id?: string | null | undefined;
  namespace?: string | null | undefined;
  name?: string | null | undefined;
}>;


type GetFunctionQuery = { result: { id: string, namespace: string, name: string, description: string | null, code: string, requirements: Array<string>, secrets: Array<string>, timeout: number | null, icon: string | null, warnings: Array<string>, version: number, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_namespaces: Array<string>, shared_pool: boolean, requires_approval: boolean, is_active: boolean, is_shared: boolean, created_at: string, updated_at: string, calls: Array<{ namespace: string, name: string, spelled: string }> } };

type UpdateFunctionMutationVariables = Exact<{
  id?: string | null | undefined;
  namespace?: string | null | undefined;
  name?: string | null | undefined;
  description?: string | null | undefined;
  code?: string | null | undefined;
  input_schema?: unknown;
  output_schema?: unknown;
  requirements?: Array<string> | null | undefined;
  enabled_namespaces?: Array<string> | null | undefined;
  secrets?: Array<string> | null | undefined;
  shared_pool?: boolean | null | undefined;
  requires_approval?: boolean | null | undefined;
  timeout?: number | null | undefined;
  icon?: string | null | undefined;
  is_active?: boolean | null | undefined;
  is_shared?: boolean | null | undefined;
}>;


type UpdateFunctionMutation = { updateFunction: { result: { id: string, namespace: string, name: string, description: string | null, code: string, requirements: Array<string>, secrets: Array<string>, timeout: number | null, icon: string | null, warnings: Array<string>, version: number, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_namespaces: Array<string>, shared_pool: boolean, requires_approval: boolean, is_active: boolean, is_shared: boolean, created_at: string, updated_at: string, calls: Array<{ namespace: string, name: string, spelled: string }> } } };

type DeleteFunctionMutationVariables = Exact<{
  id?: string | null | undefined;
  namespace?: string | null | undefined;
  name?: string | null | undefined;
}>;


type DeleteFunctionMutation = { deleteFunction: { result: { id: string } } };

type ListFunctionVersionsQueryVariables = Exact<{
  id?: string | null | undefined;
  namespace?: string | null | undefined;
  name?: string | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListFunctionVersionsQuery = { functionVersions: { result: Array<{ id: string, version: number, code: string, function_id: string, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, restored_from: number | null, created_at: string, created_by: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type RollbackFunctionMutationVariables = Exact<{
  id?: string | null | undefined;
  namespace?: string | null | undefined;
  name?: string | null | undefined;
  version: number;
}>;


type RollbackFunctionMutation = { rollbackFunction: { result: { id: string, namespace: string, name: string, description: string | null, code: string, requirements: Array<string>, secrets: Array<string>, timeout: number | null, icon: string | null, warnings: Array<string>, version: number, input_schema: Record<string, unknown>, output_schema: Record<string, unknown>, enabled_namespaces: Array<string>, shared_pool: boolean, requires_approval: boolean, is_active: boolean, is_shared: boolean, created_at: string, updated_at: string, calls: Array<{ namespace: string, name: string, spelled: string }> } } };

type ExecuteFunctionMutationVariables = Exact<{
  namespace: string;
  name: string;
  input?: unknown;
  timeout?: number | null | undefined;
  idempotency_key?: string | null | undefined;
}>;


type ExecuteFunctionMutation = { result: { status: CallOutcome, result: unknown, error: string | null, execution_id: string } };

type ExecuteFunctionAsyncMutationVariables = Exact<{
  namespace: string;
  name: string;
  input?: unknown;
  trigger_id?: string | null | undefined;
  delay_seconds?: number | null | undefined;
  idempotency_key?: string | null | undefined;
}>;


type ExecuteFunctionAsyncMutation = { result: { status: JobStatus, execution_id: string } };

type RunFunctionMutationVariables = Exact<{
  namespace: string;
  name: string;
  input?: unknown;
  trigger_type: TriggerType;
  trigger_id: string;
  chat_id?: string | null | undefined;
  request?: unknown;
  timeout?: number | null | undefined;
  execution_id?: string | null | undefined;
  idempotency_key?: string | null | undefined;
  function_id?: string | null | undefined;
}>;


type RunFunctionMutation = { result: { executionId: string, status: ExecutionStatus, output: unknown, error: string | null, traceback: string | null, prompt: string | null, schema: unknown } };

type EnqueueFunctionMutationVariables = Exact<{
  namespace: string;
  name: string;
  input?: unknown;
  trigger_type: TriggerType;
  trigger_id: string;
  chat_id?: string | null | undefined;
  request?: unknown;
  execution_id?: string | null | undefined;
  idempotency_key?: string | null | undefined;
}>;


type EnqueueFunctionMutation = { result: { executionId: string, status: ExecutionStatus, error: string | null } };

type ListGroupsQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListGroupsQuery = { groups: { result: Array<{ id: string, name: string, description: string | null, email_domain: string | null, external_group_id: string | null, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type CreateGroupMutationVariables = Exact<{
  name: string;
  description?: string | null | undefined;
  email_domain?: string | null | undefined;
  external_group_id?: string | null | undefined;
}>;


type CreateGroupMutation = { createGroup: { result: { id: string, name: string, description: string | null, email_domain: string | null, external_group_id: string | null, created_at: string, updated_at: string } } };

type GetGroupQueryVariables = Exact<{
  group: string;
}>;


type GetGroupQuery = { result: { id: string, name: string, description: string | null, email_domain: string | null, external_group_id: string | null, created_at: string, updated_at: string } };

type UpdateGroupMutationVariables = Exact<{
  group: string;
  name?: string | null | undefined;
  description?: string | null | undefined;
  email_domain?: string | null | undefined;
  external_group_id?: string | null | undefined;
}>;


type UpdateGroupMutation = { updateGroup: { result: { id: string, name: string, description: string | null, email_domain: string | null, external_group_id: string | null, created_at: string, updated_at: string } } };

type DeleteGroupMutationVariables = Exact<{
  group: string;
}>;


type DeleteGroupMutation = { deleteGroup: { result: { id: string } } };

type ListGroupMembersQueryVariables = Exact<{
  group: string;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListGroupMembersQuery = { groupMembers: { result: Array<{ id: string, role: string, active: boolean, group_id: string, user_id: string, added_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type AddGroupMemberMutationVariables = Exact<{
  group: string;
  user_id: string;
  role?: string | null | undefined;
}>;


type AddGroupMemberMutation = { addGroupMember: { result: { id: string, role: string, active: boolean, group_id: string, user_id: string, added_at: string } } };

type RemoveGroupMemberMutationVariables = Exact<{
  group: string;
  user_id: string;
}>;


type RemoveGroupMemberMutation = { removeGroupMember: { result: { id: string } } };

type ListGroupPermissionsQueryVariables = Exact<{
  group: string;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListGroupPermissionsQuery = { groupPermissions: { result: Array<{ id: string, group_id: string, permission_key: string, permission_value: boolean, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type SetGroupPermissionMutationVariables = Exact<{
  group: string;
  permission_key: string;
  permission_value: boolean;
}>;


type SetGroupPermissionMutation = { setGroupPermission: { result: { id: string, group_id: string, permission_key: string, permission_value: boolean, created_at: string, updated_at: string } } };

type RemoveGroupPermissionMutationVariables = Exact<{
  group: string;
  permission_key: string;
}>;


type RemoveGroupPermissionMutation = { removeGroupPermission: { result: { id: string } } };

type AuthenticateQueryVariables = Exact<{
  credential: string;
}>;


type AuthenticateQuery = { authentication: { caller: Caller, validForMs: number | null } | null };

type AuthenticateSessionQueryVariables = Exact<{
  token: string;
}>;


type AuthenticateSessionQuery = { authentication: { caller: Caller, validForMs: number | null, sessionId: string | null } | null };

type OpenBrowserSessionMutationVariables = Exact<{
  session_id: string;
  otp_code: string;
}>;


type OpenBrowserSessionMutation = { opened: { token: string, user: { id: string, email: string | null, is_active: boolean | null, last_login_at: string | null, created_at: string | null, groups: Array<string> | null, roles: Array<string> | null } } | null };

type CloseBrowserSessionMutationVariables = Exact<{
  token: string;
}>;


type CloseBrowserSessionMutation = { isOver: boolean };

type LiveBrowserSessionsQueryVariables = Exact<{
  ids: Array<string>;
}>;


type LiveBrowserSessionsQuery = { live: Array<string> };

type RightsChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


type RightsChangesSubscription = { isChanged: boolean };

type CallerByIdQueryVariables = Exact<{
  user_id: string;
  api_key_id?: string | null | undefined;
  shapers?: Array<ActorInput> | null | undefined;
}>;


type CallerByIdQuery = { caller: Caller | null };

type EmailsOfUsersQueryVariables = Exact<{
  ids: Array<string>;
}>;


type EmailsOfUsersQuery = { users: Array<{ email: string | null }> };

type GetJobQueryVariables = Exact<{
  id: string;
}>;


type GetJobQuery = { result: { status: JobStatus, error: string | null, job_id: string } };

type GetJobResultQueryVariables = Exact<{
  id: string;
}>;


type GetJobResultQuery = { result: { result: unknown, job_id: string } };

type QueueStatsQueryVariables = Exact<{ [key: string]: never; }>;


type QueueStatsQuery = { result: { store: string, queues: { functions: { pending: number, oldest_due_at: string | null }, agents: { pending: number, oldest_due_at: string | null } }, jobs: { queued: number, running: number, completed: number, failed: number, cancelled: number }, dlq: { size: number }, pool: { idle: number, total: number, in_use: number }, workers: { count: number, running: number } } };

type QueueWorkersQueryVariables = Exact<{ [key: string]: never; }>;


type QueueWorkersQuery = { result: Array<{ queue: string, worker_id: string, max_jobs: number, started_at: number }> };

type ListQueuedJobsQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  status?: QueuedJobStatus | null | undefined;
  kind?: string | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListQueuedJobsQuery = { queuedJobs: { result: Array<{ kind: string, queue: string, function: string | null, agent: string | null, status: QueuedJobStatus, data: unknown, attempts: number, error: string | null, job_id: string, trigger_type: TriggerType | null, chat_id: string | null, max_attempts: number, enqueued_at: number, created_at: string, run_at: string | null, started_at: string | null, finished_at: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type CancelQueuedJobMutationVariables = Exact<{
  id: string;
}>;


type CancelQueuedJobMutation = { cancelQueuedJob: { result: { status: QueuedJobStatus, job_id: string } } };

type ListDeadLettersQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListDeadLettersQuery = { queuedJobs: { result: Array<{ kind: string, queue: string, function: string | null, status: QueuedJobStatus, data: unknown, attempts: number, error: string | null, job_id: string, trigger_type: TriggerType | null, chat_id: string | null, max_attempts: number, enqueued_at: number, created_at: string, finished_at: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type RetryDeadLetterMutationVariables = Exact<{
  id: string;
}>;


type RetryDeadLetterMutation = { retryDeadLetter: { result: { status: QueuedJobStatus, job_id: string } } };

type FlushDeadLettersMutationVariables = Exact<{ [key: string]: never; }>;


type FlushDeadLettersMutation = { result: { removed: number } };

type CreateLlmProviderMutationVariables = Exact<{
  name: string;
  provider_type: LlmProviderType;
  api_key?: string | null | undefined;
  api_endpoint?: string | null | undefined;
  default_model?: string | null | undefined;
  config?: unknown;
  is_default?: boolean | null | undefined;
}>;


type CreateLlmProviderMutation = { createLlmProvider: { result: { id: string, name: string, config: unknown, provider_type: LlmProviderType, api_endpoint: string | null, default_model: string | null, is_default: boolean, is_active: boolean, created_at: string, updated_at: string } } };

type LlmProvidersQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type LlmProvidersQuery = { llmProviders: { result: Array<{ id: string, name: string, config: unknown, provider_type: LlmProviderType, api_endpoint: string | null, default_model: string | null, is_default: boolean, is_active: boolean, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type LlmProviderQueryVariables = Exact<{
  provider: string;
}>;


type LlmProviderQuery = { result: { id: string, name: string, config: unknown, provider_type: LlmProviderType, api_endpoint: string | null, default_model: string | null, is_default: boolean, is_active: boolean, created_at: string, updated_at: string } };

type UpdateLlmProviderMutationVariables = Exact<{
  provider: string;
  name?: string | null | undefined;
  api_key?: string | null | undefined;
  api_endpoint?: string | null | undefined;
  default_model?: string | null | undefined;
  config?: unknown;
  is_default?: boolean | null | undefined;
  is_active?: boolean | null | undefined;
}>;


type UpdateLlmProviderMutation = { updateLlmProvider: { result: { id: string, name: string, config: unknown, provider_type: LlmProviderType, api_endpoint: string | null, default_model: string | null, is_default: boolean, is_active: boolean, created_at: string, updated_at: string } } };

type TestLlmProviderMutationVariables = Exact<{
  provider: string;
  model?: string | null | undefined;
}>;


type TestLlmProviderMutation = { result: { model: string, answer: string | null, error: string | null, milliseconds: number } };

type DeleteLlmProviderMutationVariables = Exact<{
  provider: string;
}>;


type DeleteLlmProviderMutation = { deleteLlmProvider: { result: { id: string } } };

type ResealLlmProviderKeysMutationVariables = Exact<{ [key: string]: never; }>;


type ResealLlmProviderKeysMutation = { resealLlmProviderKeys: { result: number } };

type RunnableFunctionsQueryVariables = Exact<{ [key: string]: never; }>;


type RunnableFunctionsQuery = { functions: Array<{ id: string, namespace: string, name: string, description: string | null, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown> }> };

type AskableAgentsQueryVariables = Exact<{ [key: string]: never; }>;


type AskableAgentsQuery = { agents: { result: Array<{ namespace: string, name: string, description: string | null, inputSchema: Record<string, unknown> }> } };

type CreateMcpServerMutationVariables = Exact<{
  name: string;
  url?: string | null | undefined;
  server_url?: string | null | undefined;
  protocol?: McpProtocol | null | undefined;
  description?: string | null | undefined;
  api_key?: string | null | undefined;
  headers?: unknown;
  command?: string | null | undefined;
  args?: Array<string> | null | undefined;
  env?: unknown;
  oauth_client_id?: string | null | undefined;
  oauth_client_secret?: string | null | undefined;
  requires_approval?: Array<string> | null | undefined;
  timeout?: number | null | undefined;
  group_id?: string | null | undefined;
  is_active?: boolean | null | undefined;
}>;


type CreateMcpServerMutation = { createMcpServer: { result: { id: string, name: string, description: string | null, url: string | null, protocol: McpProtocol, command: string | null, args: Array<string>, timeout: number, is_active: boolean, group_id: string | null, requires_approval: Array<string>, last_connected: string | null, connection_status: McpConnectionStatus, error_message: string | null, authorization_url: string | null, retry_at: string | null, tool_count: number, created_at: string, updated_at: string } } };

type McpServersQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type McpServersQuery = { mcpServers: { result: Array<{ id: string, name: string, description: string | null, url: string | null, protocol: McpProtocol, command: string | null, args: Array<string>, timeout: number, is_active: boolean, group_id: string | null, requires_approval: Array<string>, last_connected: string | null, connection_status: McpConnectionStatus, error_message: string | null, authorization_url: string | null, retry_at: string | null, tool_count: number, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type McpServerQueryVariables = Exact<{
  server: string;
}>;


type McpServerQuery = { result: { id: string, name: string, description: string | null, url: string | null, protocol: McpProtocol, command: string | null, args: Array<string>, timeout: number, is_active: boolean, group_id: string | null, requires_approval: Array<string>, last_connected: string | null, connection_status: McpConnectionStatus, error_message: string | null, authorization_url: string | null, retry_at: string | null, tool_count: number, created_at: string, updated_at: string } };

type UpdateMcpServerMutationVariables = Exact<{
  server: string;
  name?: string | null | undefined;
  url?: string | null | undefined;
  server_url?: string | null | undefined;
  protocol?: McpProtocol | null | undefined;
  description?: string | null | undefined;
  api_key?: string | null | undefined;
  headers?: unknown;
  command?: string | null | undefined;
  args?: Array<string> | null | undefined;
  env?: unknown;
  oauth_client_id?: string | null | undefined;
  oauth_client_secret?: string | null | undefined;
  requires_approval?: Array<string> | null | undefined;
  timeout?: number | null | undefined;
  group_id?: string | null | undefined;
  is_active?: boolean | null | undefined;
}>;


type UpdateMcpServerMutation = { updateMcpServer: { result: { id: string, name: string, description: string | null, url: string | null, protocol: McpProtocol, command: string | null, args: Array<string>, timeout: number, is_active: boolean, group_id: string | null, requires_approval: Array<string>, last_connected: string | null, connection_status: McpConnectionStatus, error_message: string | null, authorization_url: string | null, retry_at: string | null, tool_count: number, created_at: string, updated_at: string } } };

type DeleteMcpServerMutationVariables = Exact<{
  server: string;
}>;


type DeleteMcpServerMutation = { deleteMcpServer: { result: { id: string } } };

type ConnectMcpServerMutationVariables = Exact<{
  server: string;
}>;


type ConnectMcpServerMutation = { connectMcpServer: { result: { id: string, name: string, description: string | null, url: string | null, protocol: McpProtocol, command: string | null, args: Array<string>, timeout: number, is_active: boolean, group_id: string | null, requires_approval: Array<string>, last_connected: string | null, connection_status: McpConnectionStatus, error_message: string | null, authorization_url: string | null, retry_at: string | null, tool_count: number, created_at: string, updated_at: string } } };

type CompleteMcpLoginMutationVariables = Exact<{
  state: string;
  code?: string | null | undefined;
  error?: string | null | undefined;
}>;


type CompleteMcpLoginMutation = { completeMcpLogin: { result: string } };

type McpServerToolsQueryVariables = Exact<{
  server: string;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type McpServerToolsQuery = { mcpServer: { tools: { result: Array<{ name: string, title: string | null, description: string, input_schema: Record<string, unknown>, output_schema: Record<string, unknown> | null, read_only: boolean, requires_approval: boolean, server: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

type McpToolsQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type McpToolsQuery = { mcpTools: { result: Array<{ type: string, function: unknown }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type ExecuteMcpToolMutationVariables = Exact<{
  tool: string;
  server?: string | null | undefined;
  arguments?: unknown;
}>;


type ExecuteMcpToolMutation = { result: { result: Record<string, unknown> } };

type ExecuteMcpServerToolMutationVariables = Exact<{
  server: string;
  tool: string;
  arguments?: unknown;
}>;


type ExecuteMcpServerToolMutation = { result: { result: Record<string, unknown> } };

type McpResourcesQueryVariables = Exact<{
  server: string;
  cursor?: string | null | undefined;
}>;


type McpResourcesQuery = { mcpResources: { result: unknown } };

type McpResourceTemplatesQueryVariables = Exact<{
  server: string;
  cursor?: string | null | undefined;
}>;


type McpResourceTemplatesQuery = { mcpResourceTemplates: { result: unknown } };

type McpResourceQueryVariables = Exact<{
  server: string;
  uri: string;
}>;


type McpResourceQuery = { mcpResource: { result: unknown } };

type McpPromptsQueryVariables = Exact<{
  server: string;
  cursor?: string | null | undefined;
}>;


type McpPromptsQuery = { mcpPrompts: { result: unknown } };

type McpPromptQueryVariables = Exact<{
  server: string;
  name: string;
  arguments?: unknown;
}>;


type McpPromptQuery = { mcpPrompt: { result: unknown } };

type ResealMcpSecretsMutationVariables = Exact<{ [key: string]: never; }>;


type ResealMcpSecretsMutation = { resealMcpSecrets: { result: number } };

type McpToolOfferQueryVariables = Exact<{
  references: Array<string>;
}>;


type McpToolOfferQuery = { tools: Array<{ name: string, description: string, inputSchema: Record<string, unknown>, requiresApproval: boolean, serverName: string, server: { id: string } }> };

type CallMcpToolMutationVariables = Exact<{
  server: string;
  tool: string;
  arguments?: unknown;
}>;


type CallMcpToolMutation = { call: { result: Record<string, unknown> } };

type InstallPackageMutationVariables = Exact<{
  package_name?: string | null | undefined;
  name?: string | null | undefined;
  version?: string | null | undefined;
  for_everyone?: boolean | null | undefined;
}>;


type InstallPackageMutation = { installPackage: { result: { id: string, version: string, package_name: string, for_everyone: boolean, owner_id: string | null, installed_at: string, installed_by: string } } };

type ListPackagesQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListPackagesQuery = { packages: { result: Array<{ id: string, version: string, package_name: string, for_everyone: boolean, owner_id: string | null, installed_at: string, installed_by: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type RemovePackageMutationVariables = Exact<{
  id: string;
}>;


type RemovePackageMutation = { removePackage: { result: { id: string } } };

type RemoveDependencyMutationVariables = Exact<{
  id: string;
}>;


type RemoveDependencyMutation = { removePackage: { result: { id: string } } };

type FollowPackageInstallationSubscriptionVariables = Exact<{
  package_name: string;
}>;


type FollowPackageInstallationSubscription = { line: string };

type GetVersionQueryVariables = Exact<{ [key: string]: never; }>;


type GetVersionQuery = { result: { version: string, commit: string | null, node: string, api_version: string } };

type RequestLogsQueryVariables = Exact<{
  user_id?: string | null | undefined;
  start_time?: string | null | undefined;
  end_time?: string | null | undefined;
  permission?: string | null | undefined;
  path_pattern?: string | null | undefined;
  status_code?: number | null | undefined;
  limit?: number | null | undefined;
  offset?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type RequestLogsQuery = { requestLogs: { result: Array<{ timestamp: string, method: string, path: string, referer: string, request_id: string, user_id: string, user_email: string, permission_used: string, has_permission: boolean, query_params: string, request_body: string, user_agent: string, ip_address: string, status_code: number, response_time_ms: number, response_size_bytes: number, resource_type: string, resource_id: string, group_id: string, error_message: string, error_type: string, metadata: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type RequestLogStatsQueryVariables = Exact<{
  user_id?: string | null | undefined;
  start_time?: string | null | undefined;
  end_time?: string | null | undefined;
}>;


type RequestLogStatsQuery = { result: { total_requests: number, unique_users: number, avg_response_time_ms: number, error_rate: number, top_paths: Array<{ path: string, count: number }>, top_permissions: Array<{ permission: string, count: number }> } };

type RecordRequestsMutationVariables = Exact<{
  rows: string;
  batch: string;
}>;


type RecordRequestsMutation = { kept: number };

type ListRolesQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListRolesQuery = { groups: { result: Array<{ id: string, name: string, description: string | null, email_domain: string | null, external_group_id: string | null, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type CreateRoleMutationVariables = Exact<{
  name: string;
  description?: string | null | undefined;
  email_domain?: string | null | undefined;
  external_group_id?: string | null | undefined;
}>;


type CreateRoleMutation = { createGroup: { result: { id: string, name: string, description: string | null, email_domain: string | null, external_group_id: string | null, created_at: string, updated_at: string } } };

type GetRoleQueryVariables = Exact<{
  role: string;
}>;


type GetRoleQuery = { result: { id: string, name: string, description: string | null, email_domain: string | null, external_group_id: string | null, created_at: string, updated_at: string } };

type UpdateRoleMutationVariables = Exact<{
  role: string;
  name?: string | null | undefined;
  description?: string | null | undefined;
  email_domain?: string | null | undefined;
  external_group_id?: string | null | undefined;
}>;


type UpdateRoleMutation = { updateGroup: { result: { id: string, name: string, description: string | null, email_domain: string | null, external_group_id: string | null, created_at: string, updated_at: string } } };

type DeleteRoleMutationVariables = Exact<{
  role: string;
}>;


type DeleteRoleMutation = { deleteGroup: { result: { id: string } } };

type ListRoleMembersQueryVariables = Exact<{
  role: string;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListRoleMembersQuery = { groupMembers: { result: Array<{ id: string, active: boolean, role_id: string, user_id: string, user_email: string | null, added_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type AddRoleMemberMutationVariables = Exact<{
  role: string;
  user_id: string;
}>;


type AddRoleMemberMutation = { addGroupMember: { result: { id: string, active: boolean, role_id: string, user_id: string, user_email: string | null, added_at: string } } };

type RemoveRoleMemberMutationVariables = Exact<{
  role: string;
  user_id: string;
}>;


type RemoveRoleMemberMutation = { removeGroupMember: { result: { id: string } } };

type ListRolePermissionsQueryVariables = Exact<{
  role: string;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListRolePermissionsQuery = { groupPermissions: { result: Array<{ id: string, role_id: string, permission_key: string, permission_value: boolean, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type SetRolePermissionMutationVariables = Exact<{
  role: string;
  permission_key: string;
  permission_value: boolean;
}>;


type SetRolePermissionMutation = { setGroupPermission: { result: { id: string, role_id: string, permission_key: string, permission_value: boolean, created_at: string, updated_at: string } } };

type RemoveRolePermissionMutationVariables = Exact<{
  role: string;
  permission_key: string;
}>;


type RemoveRolePermissionMutation = { removeGroupPermission: { result: { id: string } } };

type ListPermissionReferenceQueryVariables = Exact<{ [key: string]: never; }>;


type ListPermissionReferenceQuery = { result: Array<{ resource: string, description: string, actions: Array<string>, namespaced: boolean, adminOnly: boolean }> };

type GetDefaultPermissionsQueryVariables = Exact<{ [key: string]: never; }>;


type GetDefaultPermissionsQuery = { defaultPermissions: { result: unknown } };

type CreateScheduleMutationVariables = Exact<{
  name: string;
  schedule_type?: ScheduleType | null | undefined;
  function_namespace?: string | null | undefined;
  function_name?: string | null | undefined;
  target_namespace?: string | null | undefined;
  target_name?: string | null | undefined;
  content?: string | null | undefined;
  description?: string | null | undefined;
  cron_expression: string;
  timezone?: string | null | undefined;
  input_data?: unknown;
  is_active?: boolean | null | undefined;
  overlap_policy?: OverlapPolicy | null | undefined;
  missed_policy?: MissedPolicy | null | undefined;
  missed_window?: number | null | undefined;
}>;


type CreateScheduleMutation = { createSchedule: { result: { id: string, name: string, content: string | null, description: string | null, timezone: string, schedule_type: ScheduleType, function_namespace: string, function_name: string, target_namespace: string, target_name: string, cron_expression: string, input_data: unknown, is_active: boolean, overlap_policy: OverlapPolicy, missed_policy: MissedPolicy, missed_window: number, last_run: string | null, next_run: string | null, created_at: string, updated_at: string, editor_id: string, editor_key_id: string | null } } };

type SchedulesQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type SchedulesQuery = { schedules: { result: Array<{ id: string, name: string, content: string | null, description: string | null, timezone: string, schedule_type: ScheduleType, function_namespace: string, function_name: string, target_namespace: string, target_name: string, cron_expression: string, input_data: unknown, is_active: boolean, overlap_policy: OverlapPolicy, missed_policy: MissedPolicy, missed_window: number, last_run: string | null, next_run: string | null, created_at: string, updated_at: string, editor_id: string, editor_key_id: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type ScheduleQueryVariables = Exact<{
  schedule: string;
}>;


type ScheduleQuery = { result: { id: string, name: string, content: string | null, description: string | null, timezone: string, fault: string | null, schedule_type: ScheduleType, function_namespace: string, function_name: string, target_namespace: string, target_name: string, cron_expression: string, input_data: unknown, is_active: boolean, overlap_policy: OverlapPolicy, missed_policy: MissedPolicy, missed_window: number, last_run: string | null, next_run: string | null, created_at: string, updated_at: string, editor_id: string, editor_key_id: string | null } };

type UpdateScheduleMutationVariables = Exact<{
  schedule: string;
  name?: string | null | undefined;
  schedule_type?: ScheduleType | null | undefined;
  function_namespace?: string | null | undefined;
  function_name?: string | null | undefined;
  target_namespace?: string | null | undefined;
  target_name?: string | null | undefined;
  content?: string | null | undefined;
  description?: string | null | undefined;
  cron_expression?: string | null | undefined;
  timezone?: string | null | undefined;
  input_data?: unknown;
  is_active?: boolean | null | undefined;
  overlap_policy?: OverlapPolicy | null | undefined;
  missed_policy?: MissedPolicy | null | undefined;
  missed_window?: number | null | undefined;
}>;


type UpdateScheduleMutation = { updateSchedule: { result: { id: string, name: string, content: string | null, description: string | null, timezone: string, schedule_type: ScheduleType, function_namespace: string, function_name: string, target_namespace: string, target_name: string, cron_expression: string, input_data: unknown, is_active: boolean, overlap_policy: OverlapPolicy, missed_policy: MissedPolicy, missed_window: number, last_run: string | null, next_run: string | null, created_at: string, updated_at: string, editor_id: string, editor_key_id: string | null } } };

type PauseScheduleMutationVariables = Exact<{
  schedule: string;
}>;


type PauseScheduleMutation = { pauseSchedule: { result: { id: string, name: string, is_active: boolean, last_run: string | null, next_run: string | null } } };

type ResumeScheduleMutationVariables = Exact<{
  schedule: string;
}>;


type ResumeScheduleMutation = { resumeSchedule: { result: { id: string, name: string, is_active: boolean, last_run: string | null, next_run: string | null } } };

type RunScheduleMutationVariables = Exact<{
  schedule: string;
}>;


type RunScheduleMutation = { runSchedule: { result: { id: string, status: ScheduleSlotStatus, reason: string | null, schedule_id: string, slot_at: string, is_manual: boolean, execution_id: string | null, chat_id: string | null, fired_at: string | null } } };

type ScheduleSlotsQueryVariables = Exact<{
  schedule: string;
  status?: ScheduleSlotStatus | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ScheduleSlotsQuery = { schedule: { slots: { result: Array<{ id: string, status: ScheduleSlotStatus, reason: string | null, schedule_id: string, slot_at: string, is_manual: boolean, execution_id: string | null, chat_id: string | null, fired_at: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

type DeleteScheduleMutationVariables = Exact<{
  schedule: string;
}>;


type DeleteScheduleMutation = { deleteSchedule: { result: { id: string } } };

type SchedulerStatusQueryVariables = Exact<{ [key: string]: never; }>;


type SchedulerStatusQuery = { result: { status: string, total_jobs: number, jobs: Array<{ id: string, name: string, next_run: string | null, trigger: string }> } };

type PutSecretMutationVariables = Exact<{
  name: string;
  value: string;
  description?: string | null | undefined;
  visibility?: SecretVisibility | null | undefined;
}>;


type PutSecretMutation = { putSecret: { result: { id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, user_id: string, created_at: string, updated_at: string } } };

type SecretsQueryVariables = Exact<{
  visibility?: SecretVisibility | null | undefined;
  search?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type SecretsQuery = { secrets: { result: Array<{ id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, user_id: string, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type SecretQueryVariables = Exact<{
  name: string;
  visibility?: SecretVisibility | null | undefined;
}>;


type SecretQuery = { result: { id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, user_id: string, created_at: string, updated_at: string } };

type UpdateSecretMutationVariables = Exact<{
  name: string;
  visibility?: SecretVisibility | null | undefined;
  value?: string | null | undefined;
  description?: string | null | undefined;
}>;


type UpdateSecretMutation = { updateSecret: { result: { id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, user_id: string, created_at: string, updated_at: string } } };

type DeleteSecretMutationVariables = Exact<{
  name: string;
  visibility?: SecretVisibility | null | undefined;
}>;


type DeleteSecretMutation = { deleteSecret: { result: { id: string } } };

type SecretVersionsQueryVariables = Exact<{
  name: string;
  visibility?: SecretVisibility | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type SecretVersionsQuery = { secret: { versions: { result: Array<{ id: string, version: number, restored_from: number | null, created_by: string, created_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

type RollbackSecretMutationVariables = Exact<{
  name: string;
  visibility?: SecretVisibility | null | undefined;
  version: number;
}>;


type RollbackSecretMutation = { rollbackSecret: { result: { id: string, name: string, visibility: SecretVisibility, description: string | null, version: number, user_id: string, created_at: string, updated_at: string } } };

type SecretUsesQueryVariables = Exact<{
  name: string;
  visibility?: SecretVisibility | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type SecretUsesQuery = { secret: { uses: { result: Array<{ id: string, version: number, used_by: SecretUser, used_by_name: string, execution_id: string | null, user_id: string, used_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

type ResealSecretsMutationVariables = Exact<{ [key: string]: never; }>;


type ResealSecretsMutation = { resealSecrets: { result: number } };

type HandOutSecretsQueryVariables = Exact<{
  names: Array<string>;
  used_by: SecretUser;
  used_by_name: string;
  execution_id?: string | null | undefined;
}>;


type HandOutSecretsQuery = { secrets: Array<{ name: string, value: string | null, fault: string | null }> };

type CreateSkillMutationVariables = Exact<{
  namespace?: string | null | undefined;
  name: string;
  description: string;
  content: string;
  is_shared?: boolean | null | undefined;
}>;


type CreateSkillMutation = { createSkill: { result: { id: string, namespace: string, name: string, description: string, content: string, user_id: string, is_shared: boolean, is_active: boolean, created_at: string, updated_at: string } } };

type SkillsQueryVariables = Exact<{
  namespace?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type SkillsQuery = { skills: { result: Array<{ id: string, namespace: string, name: string, description: string, content: string, user_id: string, is_shared: boolean, is_active: boolean, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type OfferedSkillsQueryVariables = Exact<{
  namespace?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type OfferedSkillsQuery = { skills: { result: Array<{ id: string, namespace: string, name: string, description: string, content: string, user_id: string, is_shared: boolean, is_active: boolean, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type SkillQueryVariables = Exact<{
  namespace: string;
  name: string;
}>;


type SkillQuery = { result: { id: string, namespace: string, name: string, description: string, content: string, user_id: string, is_shared: boolean, is_active: boolean, created_at: string, updated_at: string } };

type UpdateSkillMutationVariables = Exact<{
  namespace: string;
  name: string;
  new_namespace?: string | null | undefined;
  new_name?: string | null | undefined;
  description?: string | null | undefined;
  content?: string | null | undefined;
  is_shared?: boolean | null | undefined;
  is_active?: boolean | null | undefined;
}>;


type UpdateSkillMutation = { updateSkill: { result: { id: string, namespace: string, name: string, description: string, content: string, user_id: string, is_shared: boolean, is_active: boolean, created_at: string, updated_at: string } } };

type DeleteSkillMutationVariables = Exact<{
  namespace: string;
  name: string;
}>;


type DeleteSkillMutation = { deleteSkill: { result: { id: string } } };

type CreateStateMutationVariables = Exact<{
  namespace: string;
  key: string;
  value: unknown;
  visibility?: StateVisibility | null | undefined;
  group_id?: string | null | undefined;
  description?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  relevance_score?: number | null | undefined;
  encrypted?: boolean | null | undefined;
  expires_at?: string | null | undefined;
}>;


type CreateStateMutation = { createState: { result: { id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string } } };

type StatesQueryVariables = Exact<{
  namespace?: string | null | undefined;
  visibility?: StateVisibility | null | undefined;
  tags?: Array<string> | null | undefined;
  search?: string | null | undefined;
  owner?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type StatesQuery = { states: { result: Array<{ id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type StateQueryVariables = Exact<{
  namespace: string;
  key: string;
}>;


type StateQuery = { result: { id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string } };

type UpdateStateMutationVariables = Exact<{
  namespace: string;
  key: string;
  value?: unknown;
  visibility?: StateVisibility | null | undefined;
  group_id?: string | null | undefined;
  description?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  relevance_score?: number | null | undefined;
  encrypted?: boolean | null | undefined;
  expires_at?: string | null | undefined;
  if_match?: string | null | undefined;
}>;


type UpdateStateMutation = { updateState: { result: { id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string } } };

type DeleteStateMutationVariables = Exact<{
  namespace: string;
  key: string;
  if_match?: string | null | undefined;
}>;


type DeleteStateMutation = { deleteState: { result: { id: string } } };

type StateByIdQueryVariables = Exact<{
  id: string;
}>;


type StateByIdQuery = { result: { id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string } };

type UpdateStateByIdMutationVariables = Exact<{
  id: string;
  value?: unknown;
  visibility?: StateVisibility | null | undefined;
  group_id?: string | null | undefined;
  description?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  relevance_score?: number | null | undefined;
  encrypted?: boolean | null | undefined;
  expires_at?: string | null | undefined;
  if_match?: string | null | undefined;
}>;


type UpdateStateByIdMutation = { updateState: { result: { id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string } } };

type DeleteStateByIdMutationVariables = Exact<{
  id: string;
  if_match?: string | null | undefined;
}>;


type DeleteStateByIdMutation = { deleteState: { result: { id: string } } };

type CreateStoreStateMutationVariables = Exact<{
  namespace: string;
  name: string;
  key: string;
  value: unknown;
  visibility?: StateVisibility | null | undefined;
  group_id?: string | null | undefined;
  description?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  relevance_score?: number | null | undefined;
  encrypted?: boolean | null | undefined;
  expires_at?: string | null | undefined;
}>;


type CreateStoreStateMutation = { createState: { result: { id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string } } };

type StoreStatesQueryVariables = Exact<{
  namespace: string;
  name: string;
  visibility?: StateVisibility | null | undefined;
  tags?: Array<string> | null | undefined;
  search?: string | null | undefined;
  owner?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type StoreStatesQuery = { states: { result: Array<{ id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type StoreStateQueryVariables = Exact<{
  namespace: string;
  name: string;
  key: string;
}>;


type StoreStateQuery = { result: { id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string } };

type UpdateStoreStateMutationVariables = Exact<{
  namespace: string;
  name: string;
  key: string;
  value?: unknown;
  visibility?: StateVisibility | null | undefined;
  group_id?: string | null | undefined;
  description?: string | null | undefined;
  tags?: Array<string> | null | undefined;
  relevance_score?: number | null | undefined;
  encrypted?: boolean | null | undefined;
  expires_at?: string | null | undefined;
  if_match?: string | null | undefined;
}>;


type UpdateStoreStateMutation = { updateState: { result: { id: string, namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, encrypted: boolean, version: number, user_id: string, group_id: string | null, relevance_score: number, expires_at: string | null, created_at: string, updated_at: string } } };

type DeleteStoreStateMutationVariables = Exact<{
  namespace: string;
  name: string;
  key: string;
  if_match?: string | null | undefined;
}>;


type DeleteStoreStateMutation = { deleteState: { result: { id: string } } };

type ResealStatesMutationVariables = Exact<{ [key: string]: never; }>;


type ResealStatesMutation = { resealStates: { result: number } };

type OfferedStatesQueryVariables = Exact<{
  namespace: string;
  tags?: Array<string> | null | undefined;
  search?: string | null | undefined;
  limit: number;
}>;


type OfferedStatesQuery = { states: { result: Array<{ namespace: string, key: string, value: unknown, visibility: StateVisibility, description: string | null, tags: Array<string>, relevance_score: number, created_at: string, updated_at: string }> } };

type RenderTemplatesQueryVariables = Exact<{
  templates: unknown;
  variables: Array<string>;
}>;


type RenderTemplatesQuery = { renderings: unknown };

type FunctionExistsQueryVariables = Exact<{
  namespace: string;
  name: string;
}>;


type FunctionExistsQuery = { function: { id: string } };

type FunctionExecutableQueryVariables = Exact<{
  namespace: string;
  name: string;
}>;


type FunctionExecutableQuery = { function: { id: string, isActive: boolean } };

type FunctionsOfWebhooksQueryVariables = Exact<{
  references: Array<string>;
}>;


type FunctionsOfWebhooksQuery = { result: Array<{ namespace: string, name: string, inputSchema: Record<string, unknown>, outputSchema: Record<string, unknown>, ownerId: string }> };

type ExecutionStatusQueryVariables = Exact<{
  id: string;
}>;


type ExecutionStatusQuery = { execution: { status: ExecutionStatus } };

type AgentExistsQueryVariables = Exact<{
  namespace: string;
  name: string;
}>;


type AgentExistsQuery = { agent: { id: string } };

type AgentUsableQueryVariables = Exact<{
  namespace: string;
  name: string;
}>;


type AgentUsableQuery = { agent: { id: string } };

type ChatTurnQueryVariables = Exact<{
  id: string;
}>;


type ChatTurnQuery = { chat: { lastError: string | null, activeChannelId: string | null } };

type ChatExistsQueryVariables = Exact<{
  id: string;
}>;


type ChatExistsQuery = { chat: { id: string } };

type FunctionsNamedQueryVariables = Exact<{
  references: Array<string>;
}>;


type FunctionsNamedQuery = { functions: Array<{ namespace: string, name: string }> };

type ListUsersQueryVariables = Exact<{
  search?: string | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type ListUsersQuery = { users: { result: Array<{ id: string, email: string | null, is_active: boolean | null, last_login_at: string | null, created_at: string | null, groups: Array<string> | null, roles: Array<string> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type CreateUserMutationVariables = Exact<{
  email: string;
}>;


type CreateUserMutation = { createUser: { result: { id: string, email: string | null, is_active: boolean | null, last_login_at: string | null, created_at: string | null, groups: Array<string> | null, roles: Array<string> | null } } };

type GetUserQueryVariables = Exact<{
  id: string;
}>;


type GetUserQuery = { result: { id: string, email: string | null, is_active: boolean | null, last_login_at: string | null, created_at: string | null, groups: Array<string> | null, roles: Array<string> | null } };

type UpdateUserMutationVariables = Exact<{
  id: string;
  is_active?: boolean | null | undefined;
}>;


type UpdateUserMutation = { updateUser: { result: { id: string, email: string | null, is_active: boolean | null, last_login_at: string | null, created_at: string | null, groups: Array<string> | null, roles: Array<string> | null } } };

type DeleteUserMutationVariables = Exact<{
  id: string;
}>;


type DeleteUserMutation = { deleteUser: { result: { id: string } } };

type CreateWebhookMutationVariables = Exact<{
  path: string;
  function_namespace?: string | null | undefined;
  function_name: string;
  http_method?: HttpMethod | null | undefined;
  description?: string | null | undefined;
  default_values?: unknown;
  requires_auth?: boolean | null | undefined;
  response_mode?: ResponseMode | null | undefined;
  is_active?: boolean | null | undefined;
  is_listed?: boolean | null | undefined;
  dedup?: WebhookDedupRestInput | null | undefined;
  signature?: WebhookSignatureInput | null | undefined;
  rate_limit?: RateLimitInput | null | undefined;
  user_rate_limit?: RateLimitInput | null | undefined;
}>;


type CreateWebhookMutation = { createWebhook: { result: { id: string, path: string, description: string | null, http_method: HttpMethod, function_namespace: string, function_name: string, default_values: unknown, requires_auth: boolean, response_mode: ResponseMode, is_active: boolean, is_listed: boolean, created_at: string, updated_at: string, editor_id: string, editor_key_id: string | null, dedup: { key: string, ttl_seconds: number } | null, signature: { scheme: SignatureScheme, tolerance: number, header: string | null, prefix: string | null, algorithm: SignatureAlgorithm | null, encoding: SignatureEncoding | null } | null, rate_limit: { requests: number, seconds: number } | null, user_rate_limit: { requests: number, seconds: number } | null } } };

type WebhooksQueryVariables = Exact<{
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type WebhooksQuery = { webhooks: { result: Array<{ id: string, path: string, description: string | null, http_method: HttpMethod, function_namespace: string, function_name: string, default_values: unknown, requires_auth: boolean, response_mode: ResponseMode, is_active: boolean, is_listed: boolean, created_at: string, updated_at: string, editor_id: string, editor_key_id: string | null, dedup: { key: string, ttl_seconds: number } | null, signature: { scheme: SignatureScheme, tolerance: number, header: string | null, prefix: string | null, algorithm: SignatureAlgorithm | null, encoding: SignatureEncoding | null } | null, rate_limit: { requests: number, seconds: number } | null, user_rate_limit: { requests: number, seconds: number } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

type WebhookQueryVariables = Exact<{
  webhook: string;
}>;


type WebhookQuery = { result: { id: string, path: string, description: string | null, fault: string | null, http_method: HttpMethod, function_namespace: string, function_name: string, default_values: unknown, requires_auth: boolean, response_mode: ResponseMode, is_active: boolean, is_listed: boolean, created_at: string, updated_at: string, editor_id: string, editor_key_id: string | null, dedup: { key: string, ttl_seconds: number } | null, signature: { scheme: SignatureScheme, tolerance: number, header: string | null, prefix: string | null, algorithm: SignatureAlgorithm | null, encoding: SignatureEncoding | null } | null, rate_limit: { requests: number, seconds: number } | null, user_rate_limit: { requests: number, seconds: number } | null } };

type UpdateWebhookMutationVariables = Exact<{
  webhook: string;
  function_namespace?: string | null | undefined;
  function_name?: string | null | undefined;
  http_method?: HttpMethod | null | undefined;
  description?: string | null | undefined;
  default_values?: unknown;
  requires_auth?: boolean | null | undefined;
  response_mode?: ResponseMode | null | undefined;
  is_active?: boolean | null | undefined;
  is_listed?: boolean | null | undefined;
  dedup?: WebhookDedupRestInput | null | undefined;
  signature?: WebhookSignatureInput | null | undefined;
  rate_limit?: RateLimitInput | null | undefined;
  user_rate_limit?: RateLimitInput | null | undefined;
}>;


type UpdateWebhookMutation = { updateWebhook: { result: { id: string, path: string, description: string | null, http_method: HttpMethod, function_namespace: string, function_name: string, default_values: unknown, requires_auth: boolean, response_mode: ResponseMode, is_active: boolean, is_listed: boolean, created_at: string, updated_at: string, editor_id: string, editor_key_id: string | null, dedup: { key: string, ttl_seconds: number } | null, signature: { scheme: SignatureScheme, tolerance: number, header: string | null, prefix: string | null, algorithm: SignatureAlgorithm | null, encoding: SignatureEncoding | null } | null, rate_limit: { requests: number, seconds: number } | null, user_rate_limit: { requests: number, seconds: number } | null } } };

type DeleteWebhookMutationVariables = Exact<{
  webhook: string;
}>;


type DeleteWebhookMutation = { deleteWebhook: { result: { id: string } } };

type WebhookDeliveriesQueryVariables = Exact<{
  webhook: string;
  status?: WebhookDeliveryStatus | null | undefined;
  skip?: number | null | undefined;
  limit?: number | null | undefined;
  cursor?: string | null | undefined;
}>;


type WebhookDeliveriesQuery = { webhook: { deliveries: { result: Array<{ id: string, status: WebhookDeliveryStatus, method: HttpMethod, path: string, query: unknown, headers: unknown, body: string, duplicates: number, error: string | null, warning: string | null, webhook_id: string, body_is_base64: boolean, is_body_kept: boolean, execution_id: string | null, response_status: number | null, replay_of: string | null, received_at: string, finished_at: string | null, duration_ms: number | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

type WebhookDeliveryQueryVariables = Exact<{
  id: string;
}>;


type WebhookDeliveryQuery = { result: { id: string, status: WebhookDeliveryStatus, method: HttpMethod, path: string, query: unknown, headers: unknown, body: string, duplicates: number, error: string | null, warning: string | null, webhook_id: string, body_is_base64: boolean, is_body_kept: boolean, execution_id: string | null, response_status: number | null, replay_of: string | null, received_at: string, finished_at: string | null, duration_ms: number | null, response_headers: unknown, response_body: string | null } };

type ReplayWebhookDeliveryMutationVariables = Exact<{
  id: string;
}>;


type ReplayWebhookDeliveryMutation = { replayWebhookDelivery: { result: { id: string, status: WebhookDeliveryStatus, method: HttpMethod, path: string, query: unknown, headers: unknown, body: string, duplicates: number, error: string | null, warning: string | null, webhook_id: string, body_is_base64: boolean, is_body_kept: boolean, execution_id: string | null, response_status: number | null, replay_of: string | null, received_at: string, finished_at: string | null, duration_ms: number | null, response_headers: unknown, response_body: string | null } } };

type DeliverWebhookMutationVariables = Exact<{
  request: DeliverWebhookInput;
}>;


type DeliverWebhookMutation = { response: { status: number, headers: Record<string, string | string[]>, body: string, bodyIsBase64: boolean } };

type WebhookRefusalQueryVariables = Exact<{
  method: string;
  path: string;
}>;


type WebhookRefusalQuery = { response: { status: number, headers: Record<string, string | string[]>, body: string, bodyIsBase64: boolean } | null };

type WebhookPathsQueryVariables = Exact<{ [key: string]: never; }>;


type WebhookPathsQuery = { paths: Array<{ path: string, method: string, status: number, operationId: string, summary: string, description: string | null, tag: string, isPublic: boolean, input: Record<string, unknown> | null, output: Record<string, unknown> | null }> };

type GetSandboxStatsQueryVariables = Exact<{ [key: string]: never; }>;


type GetSandboxStatsQuery = { result: { total: number, queued: number, paused: number, zygotes: number, level: number, layers: unknown, python: string, idle: number, in_use: number, max_queued: number, max_size: number, workers: Array<{ id: string, name: string, status: SandboxWorkerStatus, pid: number | null, executions: number, created_at: string }>, containers: Array<{ id: string, name: string, status: SandboxWorkerStatus, pid: number | null, executions: number, container_name: string, created_at: string }> } };

type ScaleSandboxPoolMutationVariables = Exact<{
  target: number;
}>;


type ScaleSandboxPoolMutation = { result: { action: SandboxPoolChange, previous: number, current: number, added: number, removed: number } };

type ReloadSandboxPoolMutationVariables = Exact<{
  user_id?: string | null | undefined;
}>;


type ReloadSandboxPoolMutation = { result: { status: string, user_id: string | null } };

type KillExecutionsOfMutationVariables = Exact<{
  user_id: string;
}>;


type KillExecutionsOfMutation = { result: { status: string, executions: number, user_id: string } };

type ListWorkersQueryVariables = Exact<{ [key: string]: never; }>;


type ListWorkersQuery = { sandboxPool: { result: Array<{ id: string, status: SandboxWorkerStatus, executions: number, container_name: string, created_at: string }> } };

type CountWorkersQueryVariables = Exact<{ [key: string]: never; }>;


type CountWorkersQuery = { result: { count: number } };

type ScaleWorkersMutationVariables = Exact<{
  target_count: number;
}>;


type ScaleWorkersMutation = { result: { action: SandboxPoolChange, previous: number, current: number, added: number, removed: number } };

/** Every named operation of `schema/operations`. */
export interface Operations {
  CreateAgent: { kind: 'mutation'; variables: CreateAgentMutationVariables; data: CreateAgentMutation }
  Agents: { kind: 'query'; variables: AgentsQueryVariables; data: AgentsQuery }
  UsableAgents: { kind: 'query'; variables: UsableAgentsQueryVariables; data: UsableAgentsQuery }
  DefaultAgent: { kind: 'query'; variables: DefaultAgentQueryVariables; data: DefaultAgentQuery }
  AgentById: { kind: 'query'; variables: AgentByIdQueryVariables; data: AgentByIdQuery }
  AgentByName: { kind: 'query'; variables: AgentByNameQueryVariables; data: AgentByNameQuery }
  UpdateAgentById: { kind: 'mutation'; variables: UpdateAgentByIdMutationVariables; data: UpdateAgentByIdMutation }
  UpdateAgent: { kind: 'mutation'; variables: UpdateAgentMutationVariables; data: UpdateAgentMutation }
  DeleteAgentById: { kind: 'mutation'; variables: DeleteAgentByIdMutationVariables; data: DeleteAgentByIdMutation }
  DeleteAgent: { kind: 'mutation'; variables: DeleteAgentMutationVariables; data: DeleteAgentMutation }
  FunctionTools: { kind: 'query'; variables: FunctionToolsQueryVariables; data: FunctionToolsQuery }
  CreateBudget: { kind: 'mutation'; variables: CreateBudgetMutationVariables; data: CreateBudgetMutation }
  Budgets: { kind: 'query'; variables: BudgetsQueryVariables; data: BudgetsQuery }
  UpdateBudget: { kind: 'mutation'; variables: UpdateBudgetMutationVariables; data: UpdateBudgetMutation }
  DeleteBudget: { kind: 'mutation'; variables: DeleteBudgetMutationVariables; data: DeleteBudgetMutation }
  CreateApiKey: { kind: 'mutation'; variables: CreateApiKeyMutationVariables; data: CreateApiKeyMutation }
  ListApiKeys: { kind: 'query'; variables: ListApiKeysQueryVariables; data: ListApiKeysQuery }
  GetApiKey: { kind: 'query'; variables: GetApiKeyQueryVariables; data: GetApiKeyQuery }
  RevokeApiKey: { kind: 'mutation'; variables: RevokeApiKeyMutationVariables; data: RevokeApiKeyMutation }
  Login: { kind: 'mutation'; variables: LoginMutationVariables; data: LoginMutation }
  VerifyOtp: { kind: 'mutation'; variables: VerifyOtpMutationVariables; data: VerifyOtpMutation }
  ExternalAuth: { kind: 'mutation'; variables: ExternalAuthMutationVariables; data: ExternalAuthMutation }
  RefreshAccessToken: { kind: 'mutation'; variables: RefreshAccessTokenMutationVariables; data: RefreshAccessTokenMutation }
  Logout: { kind: 'mutation'; variables: LogoutMutationVariables; data: LogoutMutation }
  GetMe: { kind: 'query'; variables: GetMeQueryVariables; data: GetMeQuery }
  CheckPermissions: { kind: 'query'; variables: CheckPermissionsQueryVariables; data: CheckPermissionsQuery }
  CreateChat: { kind: 'mutation'; variables: CreateChatMutationVariables; data: CreateChatMutation }
  InvokeAgent: { kind: 'mutation'; variables: InvokeAgentMutationVariables; data: InvokeAgentMutation }
  Chats: { kind: 'query'; variables: ChatsQueryVariables; data: ChatsQuery }
  Chat: { kind: 'query'; variables: ChatQueryVariables; data: ChatQuery }
  UpdateChat: { kind: 'mutation'; variables: UpdateChatMutationVariables; data: UpdateChatMutation }
  DeleteChat: { kind: 'mutation'; variables: DeleteChatMutationVariables; data: DeleteChatMutation }
  SendMessage: { kind: 'mutation'; variables: SendMessageMutationVariables; data: SendMessageMutation }
  ChatMessages: { kind: 'query'; variables: ChatMessagesQueryVariables; data: ChatMessagesQuery }
  SendAndStream: { kind: 'subscription'; variables: SendAndStreamSubscriptionVariables; data: SendAndStreamSubscription }
  WatchChat: { kind: 'subscription'; variables: WatchChatSubscriptionVariables; data: WatchChatSubscription }
  WatchTurn: { kind: 'subscription'; variables: WatchTurnSubscriptionVariables; data: WatchTurnSubscription }
  CancelTurn: { kind: 'mutation'; variables: CancelTurnMutationVariables; data: CancelTurnMutation }
  ApproveTool: { kind: 'mutation'; variables: ApproveToolMutationVariables; data: ApproveToolMutation }
  Messages: { kind: 'query'; variables: MessagesQueryVariables; data: MessagesQuery }
  MessageStatistics: { kind: 'query'; variables: MessageStatisticsQueryVariables; data: MessageStatisticsQuery }
  CreateSubChat: { kind: 'mutation'; variables: CreateSubChatMutationVariables; data: CreateSubChatMutation }
  SendToSubAgent: { kind: 'mutation'; variables: SendToSubAgentMutationVariables; data: SendToSubAgentMutation }
  RunAgentSchedule: { kind: 'mutation'; variables: RunAgentScheduleMutationVariables; data: RunAgentScheduleMutation }
  ExecutionIsLive: { kind: 'query'; variables: ExecutionIsLiveQueryVariables; data: ExecutionIsLiveQuery }
  PausedExecutions: { kind: 'query'; variables: PausedExecutionsQueryVariables; data: PausedExecutionsQuery }
  ListExecutions: { kind: 'query'; variables: ListExecutionsQueryVariables; data: ListExecutionsQuery }
  ListExecutionErrors: { kind: 'query'; variables: ListExecutionErrorsQueryVariables; data: ListExecutionErrorsQuery }
  GetExecution: { kind: 'query'; variables: GetExecutionQueryVariables; data: GetExecutionQuery }
  ListExecutionSteps: { kind: 'query'; variables: ListExecutionStepsQueryVariables; data: ListExecutionStepsQuery }
  ListExecutionLogs: { kind: 'query'; variables: ListExecutionLogsQueryVariables; data: ListExecutionLogsQuery }
  StreamExecution: { kind: 'subscription'; variables: StreamExecutionSubscriptionVariables; data: StreamExecutionSubscription }
  ContinueExecution: { kind: 'mutation'; variables: ContinueExecutionMutationVariables; data: ContinueExecutionMutation }
  CancelExecution: { kind: 'mutation'; variables: CancelExecutionMutationVariables; data: CancelExecutionMutation }
  CreateFunction: { kind: 'mutation'; variables: CreateFunctionMutationVariables; data: CreateFunctionMutation }
  ListFunctions: { kind: 'query'; variables: ListFunctionsQueryVariables; data: ListFunctionsQuery }
  DiscoverFunctions: { kind: 'query'; variables: DiscoverFunctionsQueryVariables; data: DiscoverFunctionsQuery }
  GetFunction: { kind: 'query'; variables: GetFunctionQueryVariables; data: GetFunctionQuery }
  UpdateFunction: { kind: 'mutation'; variables: UpdateFunctionMutationVariables; data: UpdateFunctionMutation }
  DeleteFunction: { kind: 'mutation'; variables: DeleteFunctionMutationVariables; data: DeleteFunctionMutation }
  ListFunctionVersions: { kind: 'query'; variables: ListFunctionVersionsQueryVariables; data: ListFunctionVersionsQuery }
  RollbackFunction: { kind: 'mutation'; variables: RollbackFunctionMutationVariables; data: RollbackFunctionMutation }
  ExecuteFunction: { kind: 'mutation'; variables: ExecuteFunctionMutationVariables; data: ExecuteFunctionMutation }
  ExecuteFunctionAsync: { kind: 'mutation'; variables: ExecuteFunctionAsyncMutationVariables; data: ExecuteFunctionAsyncMutation }
  RunFunction: { kind: 'mutation'; variables: RunFunctionMutationVariables; data: RunFunctionMutation }
  EnqueueFunction: { kind: 'mutation'; variables: EnqueueFunctionMutationVariables; data: EnqueueFunctionMutation }
  ListGroups: { kind: 'query'; variables: ListGroupsQueryVariables; data: ListGroupsQuery }
  CreateGroup: { kind: 'mutation'; variables: CreateGroupMutationVariables; data: CreateGroupMutation }
  GetGroup: { kind: 'query'; variables: GetGroupQueryVariables; data: GetGroupQuery }
  UpdateGroup: { kind: 'mutation'; variables: UpdateGroupMutationVariables; data: UpdateGroupMutation }
  DeleteGroup: { kind: 'mutation'; variables: DeleteGroupMutationVariables; data: DeleteGroupMutation }
  ListGroupMembers: { kind: 'query'; variables: ListGroupMembersQueryVariables; data: ListGroupMembersQuery }
  AddGroupMember: { kind: 'mutation'; variables: AddGroupMemberMutationVariables; data: AddGroupMemberMutation }
  RemoveGroupMember: { kind: 'mutation'; variables: RemoveGroupMemberMutationVariables; data: RemoveGroupMemberMutation }
  ListGroupPermissions: { kind: 'query'; variables: ListGroupPermissionsQueryVariables; data: ListGroupPermissionsQuery }
  SetGroupPermission: { kind: 'mutation'; variables: SetGroupPermissionMutationVariables; data: SetGroupPermissionMutation }
  RemoveGroupPermission: { kind: 'mutation'; variables: RemoveGroupPermissionMutationVariables; data: RemoveGroupPermissionMutation }
  Authenticate: { kind: 'query'; variables: AuthenticateQueryVariables; data: AuthenticateQuery }
  AuthenticateSession: { kind: 'query'; variables: AuthenticateSessionQueryVariables; data: AuthenticateSessionQuery }
  OpenBrowserSession: { kind: 'mutation'; variables: OpenBrowserSessionMutationVariables; data: OpenBrowserSessionMutation }
  CloseBrowserSession: { kind: 'mutation'; variables: CloseBrowserSessionMutationVariables; data: CloseBrowserSessionMutation }
  LiveBrowserSessions: { kind: 'query'; variables: LiveBrowserSessionsQueryVariables; data: LiveBrowserSessionsQuery }
  RightsChanges: { kind: 'subscription'; variables: RightsChangesSubscriptionVariables; data: RightsChangesSubscription }
  CallerById: { kind: 'query'; variables: CallerByIdQueryVariables; data: CallerByIdQuery }
  EmailsOfUsers: { kind: 'query'; variables: EmailsOfUsersQueryVariables; data: EmailsOfUsersQuery }
  GetJob: { kind: 'query'; variables: GetJobQueryVariables; data: GetJobQuery }
  GetJobResult: { kind: 'query'; variables: GetJobResultQueryVariables; data: GetJobResultQuery }
  QueueStats: { kind: 'query'; variables: QueueStatsQueryVariables; data: QueueStatsQuery }
  QueueWorkers: { kind: 'query'; variables: QueueWorkersQueryVariables; data: QueueWorkersQuery }
  ListQueuedJobs: { kind: 'query'; variables: ListQueuedJobsQueryVariables; data: ListQueuedJobsQuery }
  CancelQueuedJob: { kind: 'mutation'; variables: CancelQueuedJobMutationVariables; data: CancelQueuedJobMutation }
  ListDeadLetters: { kind: 'query'; variables: ListDeadLettersQueryVariables; data: ListDeadLettersQuery }
  RetryDeadLetter: { kind: 'mutation'; variables: RetryDeadLetterMutationVariables; data: RetryDeadLetterMutation }
  FlushDeadLetters: { kind: 'mutation'; variables: FlushDeadLettersMutationVariables; data: FlushDeadLettersMutation }
  CreateLlmProvider: { kind: 'mutation'; variables: CreateLlmProviderMutationVariables; data: CreateLlmProviderMutation }
  LlmProviders: { kind: 'query'; variables: LlmProvidersQueryVariables; data: LlmProvidersQuery }
  LlmProvider: { kind: 'query'; variables: LlmProviderQueryVariables; data: LlmProviderQuery }
  UpdateLlmProvider: { kind: 'mutation'; variables: UpdateLlmProviderMutationVariables; data: UpdateLlmProviderMutation }
  TestLlmProvider: { kind: 'mutation'; variables: TestLlmProviderMutationVariables; data: TestLlmProviderMutation }
  DeleteLlmProvider: { kind: 'mutation'; variables: DeleteLlmProviderMutationVariables; data: DeleteLlmProviderMutation }
  ResealLlmProviderKeys: { kind: 'mutation'; variables: ResealLlmProviderKeysMutationVariables; data: ResealLlmProviderKeysMutation }
  RunnableFunctions: { kind: 'query'; variables: RunnableFunctionsQueryVariables; data: RunnableFunctionsQuery }
  AskableAgents: { kind: 'query'; variables: AskableAgentsQueryVariables; data: AskableAgentsQuery }
  CreateMcpServer: { kind: 'mutation'; variables: CreateMcpServerMutationVariables; data: CreateMcpServerMutation }
  McpServers: { kind: 'query'; variables: McpServersQueryVariables; data: McpServersQuery }
  McpServer: { kind: 'query'; variables: McpServerQueryVariables; data: McpServerQuery }
  UpdateMcpServer: { kind: 'mutation'; variables: UpdateMcpServerMutationVariables; data: UpdateMcpServerMutation }
  DeleteMcpServer: { kind: 'mutation'; variables: DeleteMcpServerMutationVariables; data: DeleteMcpServerMutation }
  ConnectMcpServer: { kind: 'mutation'; variables: ConnectMcpServerMutationVariables; data: ConnectMcpServerMutation }
  CompleteMcpLogin: { kind: 'mutation'; variables: CompleteMcpLoginMutationVariables; data: CompleteMcpLoginMutation }
  McpServerTools: { kind: 'query'; variables: McpServerToolsQueryVariables; data: McpServerToolsQuery }
  McpTools: { kind: 'query'; variables: McpToolsQueryVariables; data: McpToolsQuery }
  ExecuteMcpTool: { kind: 'mutation'; variables: ExecuteMcpToolMutationVariables; data: ExecuteMcpToolMutation }
  ExecuteMcpServerTool: { kind: 'mutation'; variables: ExecuteMcpServerToolMutationVariables; data: ExecuteMcpServerToolMutation }
  McpResources: { kind: 'query'; variables: McpResourcesQueryVariables; data: McpResourcesQuery }
  McpResourceTemplates: { kind: 'query'; variables: McpResourceTemplatesQueryVariables; data: McpResourceTemplatesQuery }
  McpResource: { kind: 'query'; variables: McpResourceQueryVariables; data: McpResourceQuery }
  McpPrompts: { kind: 'query'; variables: McpPromptsQueryVariables; data: McpPromptsQuery }
  McpPrompt: { kind: 'query'; variables: McpPromptQueryVariables; data: McpPromptQuery }
  ResealMcpSecrets: { kind: 'mutation'; variables: ResealMcpSecretsMutationVariables; data: ResealMcpSecretsMutation }
  McpToolOffer: { kind: 'query'; variables: McpToolOfferQueryVariables; data: McpToolOfferQuery }
  CallMcpTool: { kind: 'mutation'; variables: CallMcpToolMutationVariables; data: CallMcpToolMutation }
  InstallPackage: { kind: 'mutation'; variables: InstallPackageMutationVariables; data: InstallPackageMutation }
  ListPackages: { kind: 'query'; variables: ListPackagesQueryVariables; data: ListPackagesQuery }
  RemovePackage: { kind: 'mutation'; variables: RemovePackageMutationVariables; data: RemovePackageMutation }
  RemoveDependency: { kind: 'mutation'; variables: RemoveDependencyMutationVariables; data: RemoveDependencyMutation }
  FollowPackageInstallation: { kind: 'subscription'; variables: FollowPackageInstallationSubscriptionVariables; data: FollowPackageInstallationSubscription }
  GetVersion: { kind: 'query'; variables: GetVersionQueryVariables; data: GetVersionQuery }
  RequestLogs: { kind: 'query'; variables: RequestLogsQueryVariables; data: RequestLogsQuery }
  RequestLogStats: { kind: 'query'; variables: RequestLogStatsQueryVariables; data: RequestLogStatsQuery }
  RecordRequests: { kind: 'mutation'; variables: RecordRequestsMutationVariables; data: RecordRequestsMutation }
  ListRoles: { kind: 'query'; variables: ListRolesQueryVariables; data: ListRolesQuery }
  CreateRole: { kind: 'mutation'; variables: CreateRoleMutationVariables; data: CreateRoleMutation }
  GetRole: { kind: 'query'; variables: GetRoleQueryVariables; data: GetRoleQuery }
  UpdateRole: { kind: 'mutation'; variables: UpdateRoleMutationVariables; data: UpdateRoleMutation }
  DeleteRole: { kind: 'mutation'; variables: DeleteRoleMutationVariables; data: DeleteRoleMutation }
  ListRoleMembers: { kind: 'query'; variables: ListRoleMembersQueryVariables; data: ListRoleMembersQuery }
  AddRoleMember: { kind: 'mutation'; variables: AddRoleMemberMutationVariables; data: AddRoleMemberMutation }
  RemoveRoleMember: { kind: 'mutation'; variables: RemoveRoleMemberMutationVariables; data: RemoveRoleMemberMutation }
  ListRolePermissions: { kind: 'query'; variables: ListRolePermissionsQueryVariables; data: ListRolePermissionsQuery }
  SetRolePermission: { kind: 'mutation'; variables: SetRolePermissionMutationVariables; data: SetRolePermissionMutation }
  RemoveRolePermission: { kind: 'mutation'; variables: RemoveRolePermissionMutationVariables; data: RemoveRolePermissionMutation }
  ListPermissionReference: { kind: 'query'; variables: ListPermissionReferenceQueryVariables; data: ListPermissionReferenceQuery }
  GetDefaultPermissions: { kind: 'query'; variables: GetDefaultPermissionsQueryVariables; data: GetDefaultPermissionsQuery }
  CreateSchedule: { kind: 'mutation'; variables: CreateScheduleMutationVariables; data: CreateScheduleMutation }
  Schedules: { kind: 'query'; variables: SchedulesQueryVariables; data: SchedulesQuery }
  Schedule: { kind: 'query'; variables: ScheduleQueryVariables; data: ScheduleQuery }
  UpdateSchedule: { kind: 'mutation'; variables: UpdateScheduleMutationVariables; data: UpdateScheduleMutation }
  PauseSchedule: { kind: 'mutation'; variables: PauseScheduleMutationVariables; data: PauseScheduleMutation }
  ResumeSchedule: { kind: 'mutation'; variables: ResumeScheduleMutationVariables; data: ResumeScheduleMutation }
  RunSchedule: { kind: 'mutation'; variables: RunScheduleMutationVariables; data: RunScheduleMutation }
  ScheduleSlots: { kind: 'query'; variables: ScheduleSlotsQueryVariables; data: ScheduleSlotsQuery }
  DeleteSchedule: { kind: 'mutation'; variables: DeleteScheduleMutationVariables; data: DeleteScheduleMutation }
  SchedulerStatus: { kind: 'query'; variables: SchedulerStatusQueryVariables; data: SchedulerStatusQuery }
  PutSecret: { kind: 'mutation'; variables: PutSecretMutationVariables; data: PutSecretMutation }
  Secrets: { kind: 'query'; variables: SecretsQueryVariables; data: SecretsQuery }
  Secret: { kind: 'query'; variables: SecretQueryVariables; data: SecretQuery }
  UpdateSecret: { kind: 'mutation'; variables: UpdateSecretMutationVariables; data: UpdateSecretMutation }
  DeleteSecret: { kind: 'mutation'; variables: DeleteSecretMutationVariables; data: DeleteSecretMutation }
  SecretVersions: { kind: 'query'; variables: SecretVersionsQueryVariables; data: SecretVersionsQuery }
  RollbackSecret: { kind: 'mutation'; variables: RollbackSecretMutationVariables; data: RollbackSecretMutation }
  SecretUses: { kind: 'query'; variables: SecretUsesQueryVariables; data: SecretUsesQuery }
  ResealSecrets: { kind: 'mutation'; variables: ResealSecretsMutationVariables; data: ResealSecretsMutation }
  HandOutSecrets: { kind: 'query'; variables: HandOutSecretsQueryVariables; data: HandOutSecretsQuery }
  CreateSkill: { kind: 'mutation'; variables: CreateSkillMutationVariables; data: CreateSkillMutation }
  Skills: { kind: 'query'; variables: SkillsQueryVariables; data: SkillsQuery }
  OfferedSkills: { kind: 'query'; variables: OfferedSkillsQueryVariables; data: OfferedSkillsQuery }
  Skill: { kind: 'query'; variables: SkillQueryVariables; data: SkillQuery }
  UpdateSkill: { kind: 'mutation'; variables: UpdateSkillMutationVariables; data: UpdateSkillMutation }
  DeleteSkill: { kind: 'mutation'; variables: DeleteSkillMutationVariables; data: DeleteSkillMutation }
  CreateState: { kind: 'mutation'; variables: CreateStateMutationVariables; data: CreateStateMutation }
  States: { kind: 'query'; variables: StatesQueryVariables; data: StatesQuery }
  State: { kind: 'query'; variables: StateQueryVariables; data: StateQuery }
  UpdateState: { kind: 'mutation'; variables: UpdateStateMutationVariables; data: UpdateStateMutation }
  DeleteState: { kind: 'mutation'; variables: DeleteStateMutationVariables; data: DeleteStateMutation }
  StateById: { kind: 'query'; variables: StateByIdQueryVariables; data: StateByIdQuery }
  UpdateStateById: { kind: 'mutation'; variables: UpdateStateByIdMutationVariables; data: UpdateStateByIdMutation }
  DeleteStateById: { kind: 'mutation'; variables: DeleteStateByIdMutationVariables; data: DeleteStateByIdMutation }
  CreateStoreState: { kind: 'mutation'; variables: CreateStoreStateMutationVariables; data: CreateStoreStateMutation }
  StoreStates: { kind: 'query'; variables: StoreStatesQueryVariables; data: StoreStatesQuery }
  StoreState: { kind: 'query'; variables: StoreStateQueryVariables; data: StoreStateQuery }
  UpdateStoreState: { kind: 'mutation'; variables: UpdateStoreStateMutationVariables; data: UpdateStoreStateMutation }
  DeleteStoreState: { kind: 'mutation'; variables: DeleteStoreStateMutationVariables; data: DeleteStoreStateMutation }
  ResealStates: { kind: 'mutation'; variables: ResealStatesMutationVariables; data: ResealStatesMutation }
  OfferedStates: { kind: 'query'; variables: OfferedStatesQueryVariables; data: OfferedStatesQuery }
  RenderTemplates: { kind: 'query'; variables: RenderTemplatesQueryVariables; data: RenderTemplatesQuery }
  FunctionExists: { kind: 'query'; variables: FunctionExistsQueryVariables; data: FunctionExistsQuery }
  FunctionExecutable: { kind: 'query'; variables: FunctionExecutableQueryVariables; data: FunctionExecutableQuery }
  FunctionsOfWebhooks: { kind: 'query'; variables: FunctionsOfWebhooksQueryVariables; data: FunctionsOfWebhooksQuery }
  ExecutionStatus: { kind: 'query'; variables: ExecutionStatusQueryVariables; data: ExecutionStatusQuery }
  AgentExists: { kind: 'query'; variables: AgentExistsQueryVariables; data: AgentExistsQuery }
  AgentUsable: { kind: 'query'; variables: AgentUsableQueryVariables; data: AgentUsableQuery }
  ChatTurn: { kind: 'query'; variables: ChatTurnQueryVariables; data: ChatTurnQuery }
  ChatExists: { kind: 'query'; variables: ChatExistsQueryVariables; data: ChatExistsQuery }
  FunctionsNamed: { kind: 'query'; variables: FunctionsNamedQueryVariables; data: FunctionsNamedQuery }
  ListUsers: { kind: 'query'; variables: ListUsersQueryVariables; data: ListUsersQuery }
  CreateUser: { kind: 'mutation'; variables: CreateUserMutationVariables; data: CreateUserMutation }
  GetUser: { kind: 'query'; variables: GetUserQueryVariables; data: GetUserQuery }
  UpdateUser: { kind: 'mutation'; variables: UpdateUserMutationVariables; data: UpdateUserMutation }
  DeleteUser: { kind: 'mutation'; variables: DeleteUserMutationVariables; data: DeleteUserMutation }
  CreateWebhook: { kind: 'mutation'; variables: CreateWebhookMutationVariables; data: CreateWebhookMutation }
  Webhooks: { kind: 'query'; variables: WebhooksQueryVariables; data: WebhooksQuery }
  Webhook: { kind: 'query'; variables: WebhookQueryVariables; data: WebhookQuery }
  UpdateWebhook: { kind: 'mutation'; variables: UpdateWebhookMutationVariables; data: UpdateWebhookMutation }
  DeleteWebhook: { kind: 'mutation'; variables: DeleteWebhookMutationVariables; data: DeleteWebhookMutation }
  WebhookDeliveries: { kind: 'query'; variables: WebhookDeliveriesQueryVariables; data: WebhookDeliveriesQuery }
  WebhookDelivery: { kind: 'query'; variables: WebhookDeliveryQueryVariables; data: WebhookDeliveryQuery }
  ReplayWebhookDelivery: { kind: 'mutation'; variables: ReplayWebhookDeliveryMutationVariables; data: ReplayWebhookDeliveryMutation }
  DeliverWebhook: { kind: 'mutation'; variables: DeliverWebhookMutationVariables; data: DeliverWebhookMutation }
  WebhookRefusal: { kind: 'query'; variables: WebhookRefusalQueryVariables; data: WebhookRefusalQuery }
  WebhookPaths: { kind: 'query'; variables: WebhookPathsQueryVariables; data: WebhookPathsQuery }
  GetSandboxStats: { kind: 'query'; variables: GetSandboxStatsQueryVariables; data: GetSandboxStatsQuery }
  ScaleSandboxPool: { kind: 'mutation'; variables: ScaleSandboxPoolMutationVariables; data: ScaleSandboxPoolMutation }
  ReloadSandboxPool: { kind: 'mutation'; variables: ReloadSandboxPoolMutationVariables; data: ReloadSandboxPoolMutation }
  KillExecutionsOf: { kind: 'mutation'; variables: KillExecutionsOfMutationVariables; data: KillExecutionsOfMutation }
  ListWorkers: { kind: 'query'; variables: ListWorkersQueryVariables; data: ListWorkersQuery }
  CountWorkers: { kind: 'query'; variables: CountWorkersQueryVariables; data: CountWorkersQuery }
  ScaleWorkers: { kind: 'mutation'; variables: ScaleWorkersMutationVariables; data: ScaleWorkersMutation }
}
