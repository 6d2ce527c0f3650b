// Of first-run.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AgentReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: QualifiedName; };

export type CallOutcome =
  | 'ERROR'
  | 'SUCCESS'
  | 'TIMEOUT';

export type CreateAgentInput = {
  defaultJobTimeout?: number | null | undefined;
  defaultKeepAlive?: boolean | null | undefined;
  description?: string | null | undefined;
  enabledAgents?: Array<string> | null | undefined;
  enabledFunctions?: Array<string> | null | undefined;
  enabledMcpTools?: Array<string> | null | undefined;
  enabledSkills?: Array<unknown> | null | undefined;
  functionParameters?: unknown;
  groupId?: string | null | undefined;
  icon?: string | null | undefined;
  initialMessages?: Array<unknown> | null | undefined;
  inputSchema?: unknown;
  isDefault?: boolean | null | undefined;
  isShared?: boolean | null | undefined;
  llmProviderId?: string | null | undefined;
  maxTokens?: number | null | undefined;
  mcpToolParameters?: unknown;
  model?: string | null | undefined;
  name: string;
  namespace?: string | null | undefined;
  outputSchema?: unknown;
  stateNamespacesReadonly?: Array<string> | null | undefined;
  stateNamespacesReadwrite?: Array<string> | null | undefined;
  statusTemplates?: unknown;
  systemPrompt?: string | null | undefined;
  temperature?: number | null | undefined;
};

export type CreateChatInput = {
  agent: AgentReference;
  expiresIn?: number | null | undefined;
  input?: unknown;
  jobTimeout?: number | null | undefined;
  keepAlive?: boolean | null | undefined;
  title?: string | null | undefined;
};

export type CreateFunctionInput = {
  code: string;
  description?: string | null | undefined;
  enabledNamespaces?: Array<string> | null | undefined;
  icon?: string | null | undefined;
  inputSchema?: unknown;
  isShared?: boolean | null | undefined;
  name: string;
  namespace?: string | null | undefined;
  outputSchema?: unknown;
  requirements?: Array<string> | null | undefined;
  requiresApproval?: boolean | null | undefined;
  secrets?: Array<string> | null | undefined;
  sharedPool?: boolean | null | undefined;
  timeout?: number | null | undefined;
};

export type CreateLlmProviderInput = {
  apiEndpoint?: string | null | undefined;
  apiKey?: string | null | undefined;
  config?: unknown;
  defaultModel?: string | null | undefined;
  isDefault?: boolean | null | undefined;
  name: string;
  providerType: LlmProviderType;
};

export type CreateWebhookInput = {
  dedup?: WebhookDedupInput | null | undefined;
  defaultValues?: unknown;
  description?: string | null | undefined;
  functionName: string;
  functionNamespace?: string | null | undefined;
  httpMethod?: HttpMethod | null | undefined;
  isActive?: boolean | null | undefined;
  isListed?: boolean | null | undefined;
  path: string;
  rateLimit?: RateLimitInput | null | undefined;
  requiresAuth?: boolean | null | undefined;
  responseMode?: ResponseMode | null | undefined;
  signature?: WebhookSignatureInput | null | undefined;
  userRateLimit?: RateLimitInput | null | undefined;
};

export type ExecuteFunctionInput = {
  function: FunctionReference;
  idempotencyKey?: string | null | undefined;
  input?: unknown;
  timeout?: number | null | undefined;
};

export type FunctionReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: QualifiedName; };

export type HttpMethod =
  | 'DELETE'
  | 'GET'
  | 'PATCH'
  | 'POST'
  | 'PUT';

export type LlmProviderReference =
  {   id: string; name?: never; }
  |  { id?: never;   name: string; };

export type LlmProviderType =
  | 'ANTHROPIC'
  | 'MISTRAL'
  | 'OLLAMA'
  | 'OPENAI';

export type QualifiedName = {
  name: string;
  namespace: string;
};

export type RateLimitInput = {
  requests: number;
  seconds?: number | null | undefined;
};

export type ResponseMode =
  | 'ASYNC'
  | 'SYNC';

export type SendMessageInput = {
  chatId: string;
  content: unknown;
};

export type SignatureAlgorithm =
  | 'SHA1'
  | 'SHA256'
  | 'SHA512';

export type SignatureEncoding =
  | 'BASE64'
  | 'BASE64URL'
  | 'HEX';

export type SignatureScheme =
  | 'CUSTOM'
  | 'GITHUB'
  | 'NONE'
  | 'SLACK'
  | 'STANDARD_WEBHOOKS'
  | 'STRIPE';

export type UpdateLlmProviderInput = {
  apiEndpoint?: string | null | undefined;
  apiKey?: string | null | undefined;
  config?: unknown;
  defaultModel?: string | null | undefined;
  isActive?: boolean | null | undefined;
  isDefault?: boolean | null | undefined;
  llmProvider: LlmProviderReference;
  name?: string | null | undefined;
};

export type WebhookDedupInput = {
  key: string;
  ttlSeconds?: number | null | undefined;
};

export type WebhookDeliveryStatus =
  | 'FAILED'
  | 'QUEUED'
  | 'REJECTED'
  | 'RUNNING'
  | 'SUCCEEDED';

export type WebhookReference =
  {   id: string; path?: never; }
  |  { id?: never;   path: string; };

export type WebhookSignatureInput = {
  algorithm?: SignatureAlgorithm | null | undefined;
  encoding?: SignatureEncoding | null | undefined;
  header?: string | null | undefined;
  prefix?: string | null | undefined;
  scheme: SignatureScheme;
  secret?: string | null | undefined;
  tolerance?: number | null | undefined;
};

export type FirstRunProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type FirstRunProvidersQuery = { llmProviders: { nodes: Array<{ id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, isDefault: boolean, isActive: boolean }> } };

export type FirstRunProviderFragment = { id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, isDefault: boolean, isActive: boolean };

export type FirstRunAgentsQueryVariables = Exact<{ [key: string]: never; }>;


export type FirstRunAgentsQuery = { agents: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type FirstRunCreateProviderMutationVariables = Exact<{
  input: CreateLlmProviderInput;
}>;


export type FirstRunCreateProviderMutation = { createLlmProvider: { llmProvider: { id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, isDefault: boolean, isActive: boolean } } };

export type FirstRunUpdateProviderMutationVariables = Exact<{
  input: UpdateLlmProviderInput;
}>;


export type FirstRunUpdateProviderMutation = { updateLlmProvider: { llmProvider: { id: string, name: string, providerType: LlmProviderType, apiEndpoint: string | null, defaultModel: string | null, isDefault: boolean, isActive: boolean } } };

export type FirstRunCreateAgentMutationVariables = Exact<{
  input: CreateAgentInput;
}>;


export type FirstRunCreateAgentMutation = { createAgent: { agent: { id: string, namespace: string, name: string } } };

export type FirstRunCreateChatMutationVariables = Exact<{
  input: CreateChatInput;
}>;


export type FirstRunCreateChatMutation = { createChat: { chat: { id: string } } };

export type FirstRunAskMutationVariables = Exact<{
  input: SendMessageInput;
}>;


export type FirstRunAskMutation = { sendMessage: { answer: { id: string, content: string | null, model: string | null, promptTokens: number | null, completionTokens: number | null, cost: number | null } } };

export type FirstRunCreateFunctionMutationVariables = Exact<{
  input: CreateFunctionInput;
}>;


export type FirstRunCreateFunctionMutation = { createFunction: { function: { id: string, namespace: string, name: string } } };

export type FirstRunExecuteMutationVariables = Exact<{
  input: ExecuteFunctionInput;
}>;


export type FirstRunExecuteMutation = { executeFunction: { executionId: string, status: CallOutcome, error: string | null, result: unknown } };

export type FirstRunCreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type FirstRunCreateWebhookMutation = { createWebhook: { webhook: { id: string, path: string } } };

export type FirstRunDeliveriesSubscriptionVariables = Exact<{
  webhook: WebhookReference;
}>;


export type FirstRunDeliveriesSubscription = { webhookDeliveryChanges: { id: string, status: WebhookDeliveryStatus, executionId: string | null, responseStatus: number | null, responseBody: string | null } };

export const FirstRunProvidersDocument = new TypedDocument<FirstRunProvidersQuery, FirstRunProvidersQueryVariables>('FirstRunProviders', 'sha256:037e7b11c9783eb7a0a0209046b7f62f021a55b3cdf3e059631ce6e97c52d102', "query FirstRunProviders {\n  llmProviders(first: 20) {\n    nodes {\n      ...FirstRunProvider\n    }\n  }\n}\n\nfragment FirstRunProvider on LlmProvider {\n  id\n  name\n  providerType\n  apiEndpoint\n  defaultModel\n  isDefault\n  isActive\n}")

export const FirstRunAgentsDocument = new TypedDocument<FirstRunAgentsQuery, FirstRunAgentsQueryVariables>('FirstRunAgents', 'sha256:c5888cab755d4b94a69a3bdfb0bce98728cf06ded3736ae5cbdebfa8d9e0ed8c', "query FirstRunAgents {\n  agents(first: 1) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const FirstRunCreateProviderDocument = new TypedDocument<FirstRunCreateProviderMutation, FirstRunCreateProviderMutationVariables>('FirstRunCreateProvider', 'sha256:c5316adf8d9200b07b2e343b1f1147c840442a7cf26d748f9912a0efe3f6b960', "mutation FirstRunCreateProvider($input: CreateLlmProviderInput!) {\n  createLlmProvider(input: $input) {\n    llmProvider {\n      ...FirstRunProvider\n    }\n  }\n}\n\nfragment FirstRunProvider on LlmProvider {\n  id\n  name\n  providerType\n  apiEndpoint\n  defaultModel\n  isDefault\n  isActive\n}")

export const FirstRunUpdateProviderDocument = new TypedDocument<FirstRunUpdateProviderMutation, FirstRunUpdateProviderMutationVariables>('FirstRunUpdateProvider', 'sha256:28c1d427a49447d8c60c2b90d762ae20b4c586fb3ea0cd13ab011bbbfd485502', "mutation FirstRunUpdateProvider($input: UpdateLlmProviderInput!) {\n  updateLlmProvider(input: $input) {\n    llmProvider {\n      ...FirstRunProvider\n    }\n  }\n}\n\nfragment FirstRunProvider on LlmProvider {\n  id\n  name\n  providerType\n  apiEndpoint\n  defaultModel\n  isDefault\n  isActive\n}")

export const FirstRunCreateAgentDocument = new TypedDocument<FirstRunCreateAgentMutation, FirstRunCreateAgentMutationVariables>('FirstRunCreateAgent', 'sha256:e104d99650145bbe0c9101de815f30f30c094def7d7b7936421153640b049458', "mutation FirstRunCreateAgent($input: CreateAgentInput!) {\n  createAgent(input: $input) {\n    agent {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const FirstRunCreateChatDocument = new TypedDocument<FirstRunCreateChatMutation, FirstRunCreateChatMutationVariables>('FirstRunCreateChat', 'sha256:cf69010cf690b76ff1a7469f9747f9b6156307007a31c2bdd8791763249207ab', "mutation FirstRunCreateChat($input: CreateChatInput!) {\n  createChat(input: $input) {\n    chat {\n      id\n    }\n  }\n}")

export const FirstRunAskDocument = new TypedDocument<FirstRunAskMutation, FirstRunAskMutationVariables>('FirstRunAsk', 'sha256:593bd5a1e52a0c83c68aefc59796902fa0afa54b5238798a0ce8d72160ed624a', "mutation FirstRunAsk($input: SendMessageInput!) {\n  sendMessage(input: $input) {\n    answer {\n      id\n      content\n      model\n      promptTokens\n      completionTokens\n      cost\n    }\n  }\n}")

export const FirstRunCreateFunctionDocument = new TypedDocument<FirstRunCreateFunctionMutation, FirstRunCreateFunctionMutationVariables>('FirstRunCreateFunction', 'sha256:c0f3d33fba4bd0aa67d814ec4b986d819e9e5a57843f7ec5331479cf64e6165f', "mutation FirstRunCreateFunction($input: CreateFunctionInput!) {\n  createFunction(input: $input) {\n    function {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const FirstRunExecuteDocument = new TypedDocument<FirstRunExecuteMutation, FirstRunExecuteMutationVariables>('FirstRunExecute', 'sha256:7cb48ba71c4ff440d8d1f5e2e32cbd75eca29cdfdc4703c664526552ebc4b94f', "mutation FirstRunExecute($input: ExecuteFunctionInput!) {\n  executeFunction(input: $input) {\n    executionId\n    status\n    error\n    result\n  }\n}")

export const FirstRunCreateWebhookDocument = new TypedDocument<FirstRunCreateWebhookMutation, FirstRunCreateWebhookMutationVariables>('FirstRunCreateWebhook', 'sha256:0e3326fa8614791c64b5e332f6d66030c52d375de824d7fb405715400bd412b1', "mutation FirstRunCreateWebhook($input: CreateWebhookInput!) {\n  createWebhook(input: $input) {\n    webhook {\n      id\n      path\n    }\n  }\n}")

export const FirstRunDeliveriesDocument = new TypedDocument<FirstRunDeliveriesSubscription, FirstRunDeliveriesSubscriptionVariables>('FirstRunDeliveries', 'sha256:b9e5fe0a0167d093e60acad8fcf5572dee4fa06aa015df65a1a99babf14e8024', "subscription FirstRunDeliveries($webhook: WebhookReference!) {\n  webhookDeliveryChanges(webhook: $webhook) {\n    id\n    status\n    executionId\n    responseStatus\n    responseBody\n  }\n}")
