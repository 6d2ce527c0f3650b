// Of webhooks.graphql, by `npm run console:documents`: don’t edit it.
import { TypedDocument } from '../../../data/document.ts'
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

export type ExecutionStatus =
  | 'AWAITING_INPUT'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING';

export type HttpMethod =
  | 'DELETE'
  | 'GET'
  | 'PATCH'
  | 'POST'
  | 'PUT';

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type RateLimitInput = {
  requests: number;
  seconds?: number | null | undefined;
};

export type ResponseMode =
  | 'ASYNC'
  | 'SYNC';

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

export type UpdateWebhookInput = {
  dedup?: WebhookDedupInput | null | undefined;
  defaultValues?: unknown;
  description?: string | null | undefined;
  functionName?: string | null | undefined;
  functionNamespace?: string | null | undefined;
  httpMethod?: HttpMethod | null | undefined;
  isActive?: boolean | null | undefined;
  isListed?: boolean | null | undefined;
  rateLimit?: RateLimitInput | null | undefined;
  requiresAuth?: boolean | null | undefined;
  responseMode?: ResponseMode | null | undefined;
  signature?: WebhookSignatureInput | null | undefined;
  userRateLimit?: RateLimitInput | null | undefined;
  webhook: WebhookReference;
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

export type WebhookFilter = {
  isActive?: boolean | null | undefined;
  requiresAuth?: boolean | null | undefined;
  search?: string | null | undefined;
};

export type WebhookOrder = {
  direction: OrderDirection;
  field: WebhookOrderField;
};

export type WebhookOrderField =
  | 'CREATED_AT'
  | 'PATH'
  | 'UPDATED_AT';

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

export type WebhookRowFragment = { id: string, path: string, httpMethod: HttpMethod, functionNamespace: string, functionName: string, description: string | null, isActive: boolean, requiresAuth: boolean, signature: { scheme: SignatureScheme } | null, deliveries: { nodes: Array<{ id: string, status: WebhookDeliveryStatus, receivedAt: string }> } };

export type WebhookDetailFragment = { id: string, path: string, httpMethod: HttpMethod, functionNamespace: string, functionName: string, description: string | null, isActive: boolean, isListed: boolean, requiresAuth: boolean, responseMode: ResponseMode, defaultValues: unknown, fault: string | null, createdAt: string, updatedAt: string, editor: { id: string, email: string | null } | null, owner: { id: string, email: string | null } | null, signature: { scheme: SignatureScheme, tolerance: number, header: string | null, prefix: string | null, algorithm: SignatureAlgorithm | null, encoding: SignatureEncoding | null } | null, dedup: { key: string, ttlSeconds: number } | null, rateLimit: { requests: number, seconds: number } | null, userRateLimit: { requests: number, seconds: number } | null };

export type DeliveryRowFragment = { id: string, webhookId: string, method: HttpMethod, path: string, status: WebhookDeliveryStatus, error: string | null, warning: string | null, responseStatus: number | null, receivedAt: string, durationMs: number | null, duplicates: number, replayOf: string | null, isBodyKept: boolean, executionId: string | null };

export type WebhooksQueryVariables = Exact<{
  filter?: WebhookFilter | null | undefined;
  orderBy?: WebhookOrder | null | undefined;
  after?: string | null | undefined;
}>;


export type WebhooksQuery = { webhooks: { nodes: Array<{ id: string, path: string, httpMethod: HttpMethod, functionNamespace: string, functionName: string, description: string | null, isActive: boolean, requiresAuth: boolean, signature: { scheme: SignatureScheme } | null, deliveries: { nodes: Array<{ id: string, status: WebhookDeliveryStatus, receivedAt: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WebhookQueryVariables = Exact<{
  id: string;
}>;


export type WebhookQuery = { webhook: { id: string, path: string, httpMethod: HttpMethod, functionNamespace: string, functionName: string, description: string | null, isActive: boolean, isListed: boolean, requiresAuth: boolean, responseMode: ResponseMode, defaultValues: unknown, fault: string | null, createdAt: string, updatedAt: string, editor: { id: string, email: string | null } | null, owner: { id: string, email: string | null } | null, signature: { scheme: SignatureScheme, tolerance: number, header: string | null, prefix: string | null, algorithm: SignatureAlgorithm | null, encoding: SignatureEncoding | null } | null, dedup: { key: string, ttlSeconds: number } | null, rateLimit: { requests: number, seconds: number } | null, userRateLimit: { requests: number, seconds: number } | null } };

export type WebhookDeliveriesQueryVariables = Exact<{
  id: string;
  status?: WebhookDeliveryStatus | null | undefined;
  after?: string | null | undefined;
}>;


export type WebhookDeliveriesQuery = { webhook: { id: string, deliveries: { nodes: Array<{ id: string, webhookId: string, method: HttpMethod, path: string, status: WebhookDeliveryStatus, error: string | null, warning: string | null, responseStatus: number | null, receivedAt: string, durationMs: number | null, duplicates: number, replayOf: string | null, isBodyKept: boolean, executionId: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } };

export type WebhookDeliveryQueryVariables = Exact<{
  id: string;
}>;


export type WebhookDeliveryQuery = { webhookDelivery: { query: unknown, headers: unknown, body: string, bodyIsBase64: boolean, responseBody: string | null, responseHeaders: unknown, finishedAt: string | null, id: string, webhookId: string, method: HttpMethod, path: string, status: WebhookDeliveryStatus, error: string | null, warning: string | null, responseStatus: number | null, receivedAt: string, durationMs: number | null, duplicates: number, replayOf: string | null, isBodyKept: boolean, executionId: string | null, webhook: { id: string, path: string, httpMethod: HttpMethod, isActive: boolean }, execution: { id: string, status: ExecutionStatus, attempts: number, durationMs: number | null, error: string | null } | null } };

export type WebhookFunctionsQueryVariables = Exact<{
  search: string;
}>;


export type WebhookFunctionsQuery = { functions: { nodes: Array<{ id: string, namespace: string, name: string }> } };

export type DeliveryChangesSubscriptionVariables = Exact<{
  webhook?: WebhookReference | null | undefined;
}>;


export type DeliveryChangesSubscription = { webhookDeliveryChanges: { id: string, webhookId: string, method: HttpMethod, path: string, status: WebhookDeliveryStatus, error: string | null, warning: string | null, responseStatus: number | null, receivedAt: string, durationMs: number | null, duplicates: number, replayOf: string | null, isBodyKept: boolean, executionId: string | null } };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook: { webhook: { id: string, path: string, httpMethod: HttpMethod, functionNamespace: string, functionName: string, description: string | null, isActive: boolean, isListed: boolean, requiresAuth: boolean, responseMode: ResponseMode, defaultValues: unknown, fault: string | null, createdAt: string, updatedAt: string, editor: { id: string, email: string | null } | null, owner: { id: string, email: string | null } | null, signature: { scheme: SignatureScheme, tolerance: number, header: string | null, prefix: string | null, algorithm: SignatureAlgorithm | null, encoding: SignatureEncoding | null } | null, dedup: { key: string, ttlSeconds: number } | null, rateLimit: { requests: number, seconds: number } | null, userRateLimit: { requests: number, seconds: number } | null } } };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { updateWebhook: { webhook: { id: string, path: string, httpMethod: HttpMethod, functionNamespace: string, functionName: string, description: string | null, isActive: boolean, isListed: boolean, requiresAuth: boolean, responseMode: ResponseMode, defaultValues: unknown, fault: string | null, createdAt: string, updatedAt: string, editor: { id: string, email: string | null } | null, owner: { id: string, email: string | null } | null, signature: { scheme: SignatureScheme, tolerance: number, header: string | null, prefix: string | null, algorithm: SignatureAlgorithm | null, encoding: SignatureEncoding | null } | null, dedup: { key: string, ttlSeconds: number } | null, rateLimit: { requests: number, seconds: number } | null, userRateLimit: { requests: number, seconds: number } | null } } };

export type DeleteWebhookMutationVariables = Exact<{
  id: string;
}>;


export type DeleteWebhookMutation = { deleteWebhook: { webhook: { id: string } } };

export type ReplayDeliveryMutationVariables = Exact<{
  id: string;
}>;


export type ReplayDeliveryMutation = { replayWebhookDelivery: { delivery: { id: string, webhookId: string, method: HttpMethod, path: string, status: WebhookDeliveryStatus, error: string | null, warning: string | null, responseStatus: number | null, receivedAt: string, durationMs: number | null, duplicates: number, replayOf: string | null, isBodyKept: boolean, executionId: string | null } } };

export type PageFragment = { hasNextPage: boolean, endCursor: string | null };

export const WebhooksDocument = new TypedDocument<WebhooksQuery, WebhooksQueryVariables>('Webhooks', 'sha256:f723c47478b0c1a6daaae17de15229349a1770857a87d7ecf9c751433f4cb7ed', "query Webhooks($filter: WebhookFilter, $orderBy: WebhookOrder, $after: String) {\n  webhooks(filter: $filter, orderBy: $orderBy, first: 50, after: $after) {\n    nodes {\n      ...WebhookRow\n    }\n    pageInfo {\n      ...Page\n    }\n  }\n}\n\nfragment WebhookRow on Webhook {\n  id\n  path\n  httpMethod\n  functionNamespace\n  functionName\n  description\n  isActive\n  requiresAuth\n  signature {\n    scheme\n  }\n  deliveries(first: 1) {\n    nodes {\n      id\n      status\n      receivedAt\n    }\n  }\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const WebhookDocument = new TypedDocument<WebhookQuery, WebhookQueryVariables>('Webhook', 'sha256:b04892e032908695b602f4b1cdc84d280cd6ca091801f65d9d70f56f4f107745', "query Webhook($id: ID!) {\n  webhook(by: {id: $id}) {\n    ...WebhookDetail\n  }\n}\n\nfragment WebhookDetail on Webhook {\n  id\n  path\n  httpMethod\n  functionNamespace\n  functionName\n  description\n  isActive\n  isListed\n  requiresAuth\n  responseMode\n  defaultValues\n  fault\n  createdAt\n  updatedAt\n  editor {\n    id\n    email\n  }\n  owner {\n    id\n    email\n  }\n  signature {\n    scheme\n    tolerance\n    header\n    prefix\n    algorithm\n    encoding\n  }\n  dedup {\n    key\n    ttlSeconds\n  }\n  rateLimit {\n    requests\n    seconds\n  }\n  userRateLimit {\n    requests\n    seconds\n  }\n}")

export const WebhookDeliveriesDocument = new TypedDocument<WebhookDeliveriesQuery, WebhookDeliveriesQueryVariables>('WebhookDeliveries', 'sha256:7bb282b67be015e9720393fc97bedddda795d21568a3a046369da6816cf55869', "query WebhookDeliveries($id: ID!, $status: WebhookDeliveryStatus, $after: String) {\n  webhook(by: {id: $id}) {\n    id\n    deliveries(first: 50, status: $status, after: $after) {\n      nodes {\n        ...DeliveryRow\n      }\n      pageInfo {\n        ...Page\n      }\n    }\n  }\n}\n\nfragment DeliveryRow on WebhookDelivery {\n  id\n  webhookId\n  method\n  path\n  status\n  error\n  warning\n  responseStatus\n  receivedAt\n  durationMs\n  duplicates\n  replayOf\n  isBodyKept\n  executionId\n}\n\nfragment Page on PageInfo {\n  hasNextPage\n  endCursor\n}")

export const WebhookDeliveryDocument = new TypedDocument<WebhookDeliveryQuery, WebhookDeliveryQueryVariables>('WebhookDelivery', 'sha256:d8986d598bcd185faf07a6459efd3655e1a3ab8358ddcc8002e916ac9070eabe', "query WebhookDelivery($id: ID!) {\n  webhookDelivery(id: $id) {\n    ...DeliveryRow\n    query\n    headers\n    body\n    bodyIsBase64\n    responseBody\n    responseHeaders\n    finishedAt\n    webhook {\n      id\n      path\n      httpMethod\n      isActive\n    }\n    execution {\n      id\n      status\n      attempts\n      durationMs\n      error\n    }\n  }\n}\n\nfragment DeliveryRow on WebhookDelivery {\n  id\n  webhookId\n  method\n  path\n  status\n  error\n  warning\n  responseStatus\n  receivedAt\n  durationMs\n  duplicates\n  replayOf\n  isBodyKept\n  executionId\n}")

export const WebhookFunctionsDocument = new TypedDocument<WebhookFunctionsQuery, WebhookFunctionsQueryVariables>('WebhookFunctions', 'sha256:19a7aa02e4134a70b7b819fc95777d1cba754e6d64419c1ea18122d66cead8cb', "query WebhookFunctions($search: String!) {\n  functions(filter: {search: $search}, first: 20) {\n    nodes {\n      id\n      namespace\n      name\n    }\n  }\n}")

export const DeliveryChangesDocument = new TypedDocument<DeliveryChangesSubscription, DeliveryChangesSubscriptionVariables>('DeliveryChanges', 'sha256:2260164a9fba1a1b0d591b3546ab2a2be2c4cd51fb74ad5cadb61bee25db1abb', "subscription DeliveryChanges($webhook: WebhookReference) {\n  webhookDeliveryChanges(webhook: $webhook) {\n    ...DeliveryRow\n  }\n}\n\nfragment DeliveryRow on WebhookDelivery {\n  id\n  webhookId\n  method\n  path\n  status\n  error\n  warning\n  responseStatus\n  receivedAt\n  durationMs\n  duplicates\n  replayOf\n  isBodyKept\n  executionId\n}")

export const CreateWebhookDocument = new TypedDocument<CreateWebhookMutation, CreateWebhookMutationVariables>('CreateWebhook', 'sha256:a6b7139c44d2cb73b8c8e270e13f1325a95cfe60b47b5d25735534dd5f7545fa', "mutation CreateWebhook($input: CreateWebhookInput!) {\n  createWebhook(input: $input) {\n    webhook {\n      ...WebhookDetail\n    }\n  }\n}\n\nfragment WebhookDetail on Webhook {\n  id\n  path\n  httpMethod\n  functionNamespace\n  functionName\n  description\n  isActive\n  isListed\n  requiresAuth\n  responseMode\n  defaultValues\n  fault\n  createdAt\n  updatedAt\n  editor {\n    id\n    email\n  }\n  owner {\n    id\n    email\n  }\n  signature {\n    scheme\n    tolerance\n    header\n    prefix\n    algorithm\n    encoding\n  }\n  dedup {\n    key\n    ttlSeconds\n  }\n  rateLimit {\n    requests\n    seconds\n  }\n  userRateLimit {\n    requests\n    seconds\n  }\n}")

export const UpdateWebhookDocument = new TypedDocument<UpdateWebhookMutation, UpdateWebhookMutationVariables>('UpdateWebhook', 'sha256:0c3508a2d5f9c838ff90145184d96c36297f5bd3451f2cd2b59888964ab7f62b', "mutation UpdateWebhook($input: UpdateWebhookInput!) {\n  updateWebhook(input: $input) {\n    webhook {\n      ...WebhookDetail\n    }\n  }\n}\n\nfragment WebhookDetail on Webhook {\n  id\n  path\n  httpMethod\n  functionNamespace\n  functionName\n  description\n  isActive\n  isListed\n  requiresAuth\n  responseMode\n  defaultValues\n  fault\n  createdAt\n  updatedAt\n  editor {\n    id\n    email\n  }\n  owner {\n    id\n    email\n  }\n  signature {\n    scheme\n    tolerance\n    header\n    prefix\n    algorithm\n    encoding\n  }\n  dedup {\n    key\n    ttlSeconds\n  }\n  rateLimit {\n    requests\n    seconds\n  }\n  userRateLimit {\n    requests\n    seconds\n  }\n}")

export const DeleteWebhookDocument = new TypedDocument<DeleteWebhookMutation, DeleteWebhookMutationVariables>('DeleteWebhook', 'sha256:776c0530896c5c98b1164ba206a92020a666194b54e93dde533e3e7cbe7bdf27', "mutation DeleteWebhook($id: ID!) {\n  deleteWebhook(input: {webhook: {id: $id}}) {\n    webhook {\n      id\n    }\n  }\n}")

export const ReplayDeliveryDocument = new TypedDocument<ReplayDeliveryMutation, ReplayDeliveryMutationVariables>('ReplayDelivery', 'sha256:88439eb18047845bff5574e323d518a4ad5aaf1275431b9e5cea931524703b25', "mutation ReplayDelivery($id: ID!) {\n  replayWebhookDelivery(input: {id: $id}) {\n    delivery {\n      ...DeliveryRow\n    }\n  }\n}\n\nfragment DeliveryRow on WebhookDelivery {\n  id\n  webhookId\n  method\n  path\n  status\n  error\n  warning\n  responseStatus\n  receivedAt\n  durationMs\n  duplicates\n  replayOf\n  isBodyKept\n  executionId\n}")
