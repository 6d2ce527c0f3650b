import type { Webhook } from './data.ts'
import type {
  CreateWebhookInput,
  HttpMethod,
  ResponseMode,
  SignatureAlgorithm,
  SignatureEncoding,
  SignatureScheme,
  UpdateWebhookInput,
} from './generated/webhooks.ts'

/** What the form of a webhook holds. The secret is not in it: a draft is kept in the browser. */
export interface WebhookValues {
  path: string
  httpMethod: HttpMethod
  /** `namespace/name`; null: none is chosen. */
  functionName: string | null
  description: string
  isActive: boolean
  isListed: boolean
  requiresAuth: boolean
  responseMode: ResponseMode
  scheme: SignatureScheme
  /** Always empty: that what is wrong with the secret has a field to stand at. */
  secret: ''
  tolerance: number | null
  header: string
  prefix: string
  algorithm: SignatureAlgorithm
  encoding: SignatureEncoding
  key: string
  ttlSeconds: number | null
  rateRequests: number | null
  rateSeconds: number | null
  userRateRequests: number | null
  userRateSeconds: number | null
  defaultValues: unknown
}

export function valuesOf(webhook: Webhook | undefined, functionName: string | null = null): WebhookValues {
  const { signature, dedup, rateLimit, userRateLimit } = webhook ?? {}
  return {
    path: webhook?.path ?? '',
    httpMethod: webhook?.httpMethod ?? 'POST',
    functionName: webhook ? `${webhook.functionNamespace}/${webhook.functionName}` : functionName,
    description: webhook?.description ?? '',
    isActive: webhook?.isActive ?? true,
    isListed: webhook?.isListed ?? false,
    requiresAuth: webhook?.requiresAuth ?? true,
    responseMode: webhook?.responseMode ?? 'SYNC',
    scheme: signature?.scheme ?? 'NONE',
    secret: '',
    tolerance: signature?.tolerance ?? 300,
    header: signature?.header ?? '',
    prefix: signature?.prefix ?? '',
    algorithm: signature?.algorithm ?? 'SHA256',
    encoding: signature?.encoding ?? 'HEX',
    key: dedup?.key ?? '',
    ttlSeconds: dedup?.ttlSeconds ?? 300,
    rateRequests: rateLimit?.requests ?? null,
    rateSeconds: rateLimit?.seconds ?? 60,
    userRateRequests: userRateLimit?.requests ?? null,
    userRateSeconds: userRateLimit?.seconds ?? 60,
    defaultValues: webhook?.defaultValues ?? {},
  }
}

export function signatureOf(values: WebhookValues, secret: string): NonNullable<CreateWebhookInput['signature']> {
  const { scheme, tolerance, header, prefix, algorithm, encoding } = values
  if (scheme === 'NONE') return { scheme }
  return {
    scheme,
    ...(secret && { secret }),
    tolerance: tolerance ?? 300,
    ...(scheme === 'CUSTOM' && { algorithm, encoding, ...(header && { header }), ...(prefix && { prefix }) }),
  }
}

function settingsOf(values: WebhookValues) {
  const [functionNamespace, functionName] = values.functionName?.split('/', 2) ?? []
  const { path, httpMethod, description, isActive, isListed, requiresAuth, responseMode, defaultValues } = values
  return {
    path,
    httpMethod,
    functionNamespace,
    functionName: functionName ?? '',
    description,
    isActive,
    isListed,
    requiresAuth,
    responseMode,
    defaultValues,
    signature: signatureOf(values, ''),
    dedup: { key: values.key, ttlSeconds: values.ttlSeconds ?? 300 },
    rateLimit: { requests: values.rateRequests ?? 0, seconds: values.rateSeconds ?? 60 },
    userRateLimit: { requests: values.userRateRequests ?? 0, seconds: values.userRateSeconds ?? 60 },
  }
}

export function createInput(values: WebhookValues, secret: string): CreateWebhookInput {
  const { dedup, rateLimit, userRateLimit, signature: _, ...settings } = settingsOf(values)
  return {
    ...settings,
    ...(values.scheme !== 'NONE' && { signature: signatureOf(values, secret) }),
    ...(dedup.key !== '' && { dedup }),
    ...(rateLimit.requests > 0 && { rateLimit }),
    ...(userRateLimit.requests > 0 && { userRateLimit }),
  }
}

/** Only what differs: whoever changes what the runs do becomes the webhook's editor. */
export function updateInput(webhook: Webhook, values: WebhookValues, secret: string): UpdateWebhookInput {
  const before = settingsOf(valuesOf(webhook))
  const changed = Object.entries(settingsOf(values)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof typeof before]),
  )
  return { webhook: { id: webhook.id }, ...Object.fromEntries(changed), ...(secret && { signature: signatureOf(values, secret) }) }
}
