import { z } from 'zod'
import { upperCase } from '../../../schema/enum-words.ts'
import { description, jsonObject, pythonName, text } from '../../../schema/inputs.ts'
import { builder } from '../builder.ts'
import type { ALGORITHMS, ENCODINGS, SCHEMES } from './signature.ts'
import type { METHODS, RESPONSE_MODES } from './webhook.entity.ts'

export const HttpMethod = builder.enumType('HttpMethod', {
  description: 'A method that a webhook may be called with.',
  values: {
    GET: { description: 'Usually without a body: the input is the query string.' },
    POST: { description: 'What most senders use.' },
    PUT: { description: 'Like POST.' },
    DELETE: { description: 'Usually without a body: the input is the query string.' },
    PATCH: { description: 'Like POST.' },
  } satisfies Record<(typeof METHODS)[number], object>,
})

export const ResponseMode = builder.enumType('ResponseMode', {
  description: 'What the sender is answered with, and when.',
  values: upperCase({
    sync: { description: 'With the function’s result, when it has ended.' },
    async: { description: 'With 202 and the id of the execution, as soon as that is on disk.' },
  } satisfies Record<(typeof RESPONSE_MODES)[number], object>),
})

export const SignatureScheme = builder.enumType('SignatureScheme', {
  description: 'How a sender signs its requests.',
  values: upperCase({
    none: { description: 'Requests are not signed. Removes what was asked for before.' },
    standard_webhooks: { description: 'https://www.standardwebhooks.com, and Svix: webhook-id, webhook-timestamp, webhook-signature.' },
    github: { description: 'X-Hub-Signature-256.' },
    stripe: { description: 'Stripe-Signature.' },
    slack: { description: 'X-Slack-Signature and X-Slack-Request-Timestamp.' },
    custom: { description: 'An HMAC of the raw body in a header of your choice.' },
  } satisfies Record<'none' | (typeof SCHEMES)[number], object>),
})

export const SignatureAlgorithm = builder.enumType('SignatureAlgorithm', {
  description: 'The hash of an HMAC.',
  values: upperCase({
    sha256: { description: 'SHA-256: what most senders use.' },
    sha1: { description: 'SHA-1: for senders that know no other.' },
    sha512: { description: 'SHA-512.' },
  } satisfies Record<(typeof ALGORITHMS)[number], object>),
})

export const SignatureEncoding = builder.enumType('SignatureEncoding', {
  description: 'How a signature is written.',
  values: upperCase({
    hex: { description: 'Hexadecimal digits, in either case.' },
    base64: { description: 'Base64 with `+` and `/`.' },
    base64url: { description: 'Base64 with `-` and `_`.' },
  } satisfies Record<(typeof ENCODINGS)[number], object>),
})

const SignatureInput = builder.inputType('WebhookSignatureInput', {
  description: 'How the sender signs its requests.',
  fields: (t) => ({
    scheme: t.field({ type: SignatureScheme, required: true, description: 'Whose way of signing it is.' }),
    secret: t.string({
      validate: text(1, 1000),
      description: 'Shared with the sender. Stored sealed and never shown; absent on a change, it stays.',
    }),
    tolerance: t.int({
      defaultValue: 300,
      validate: z.int().min(1).max(86_400),
      description:
        'Seconds that the sender’s clock may differ; older requests are replays. For schemes with a timestamp: standard_webhooks, stripe and slack.',
    }),
    header: t.string({
      validate: z.string().regex(/^[\w-]{1,100}$/, 'must be the name of a header: letters, digits, _ and -, 100 characters at most'),
      description: 'For `custom`: the header that holds the signature. Default `X-Signature`.',
    }),
    prefix: t.string({ validate: text(0, 50), description: 'For `custom`: what stands before it, `sha256=` for example.' }),
    algorithm: t.field({ type: SignatureAlgorithm, description: 'For `custom`: the hash of the HMAC over the raw body. Default sha256.' }),
    encoding: t.field({ type: SignatureEncoding, description: 'For `custom`. Default hex.' }),
  }),
})

export const RateLimitInput = builder.inputType('RateLimitInput', {
  description: 'At most so many requests in so many seconds. All of them may come at once; then the quota comes back evenly.',
  fields: (t) => ({
    requests: t.int({ required: true, validate: z.int().min(0).max(1_000_000), description: '0 removes a limit.' }),
    seconds: t.int({ defaultValue: 60, validate: z.int().min(1).max(86_400), description: 'In how many seconds, 1 to 86400.' }),
  }),
})

const dedupKey = z
  .string()
  .regex(
    /^(\$\.[^\0]{1,250}|header:[\w-]{1,100})?$/,
    'must be $. and the path of a field, like $.order.id, or header: and the name of a header, like header:X-Request-Id',
  )
const ttl = z.int().min(1).max(86_400)
const KEY = '`$.a.b`: a field of the input; `header:Name`: a header. Empty removes deduplication by key.'

const DedupInput = builder.inputType('WebhookDedupInput', {
  description: 'What makes two deliveries the same.',
  fields: (t) => ({
    key: t.string({ required: true, validate: dedupKey, description: KEY }),
    ttlSeconds: t.int({ defaultValue: 300, validate: ttl, description: 'Seconds that a delivery is remembered, 1 to 86400.' }),
  }),
})

/** The same in the REST API's spelling, which a variable has to have all the way down. */
const RestDedupInput = builder.inputType('WebhookDedupRestInput', {
  description: 'What makes two deliveries the same, in the REST API’s spelling.',
  fields: (t) => ({
    key: t.string({ required: true, validate: dedupKey, description: KEY }),
    ttl_seconds: t.int({ defaultValue: 300, validate: ttl, description: 'Seconds that a delivery is remembered, 1 to 86400.' }),
  }),
  inaccessible: true,
})

const path = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[a-zA-Z0-9_/-]+$/, 'must hold only letters, digits, _, - and /')
  .refine((text) => /[^/]/.test(text), 'a path is more than slashes')

export const WebhookReference = builder.inputType('WebhookReference', {
  description: 'Which webhook is meant: by its id, or by its path.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'Id of the webhook.' }),
    path: t.string({ description: 'What stands after `/webhooks/`.' }),
    idOrPath: t.string({ inaccessible: true, description: 'Its id, or its path.' }),
  }),
})

/** Which webhook a mutation is about. */
export const whichWebhook = { type: WebhookReference, required: true, description: 'Which webhook.' } as const

const RATE_LIMIT =
  'For the webhook as a whole. A public one that has no limit of its own has the platform’s: WEBHOOK_RATE_LIMIT, and WEBHOOK_RATE_LIMIT_NETWORK.'
const DEFAULT_VALUES = 'Input that a request does not give.'
const REQUIRES_AUTH =
  'Callers must log in, and need the function’s execute permission. Without it any client may call the webhook, and the function runs as the owner.'
const IS_LISTED =
  'Whether the document at `/openapi.json` lists it for all who may call it: for strangers too where it is public. Leave it unlisted where only its sender is to know its path.'
const DEDUP =
  'What makes two deliveries the same. Without it, the sender’s own id does: webhook-id, X-GitHub-Delivery, Idempotency-Key, ...'

export const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'A webhook to create.',
  fields: (t) => ({
    path: t.string({ required: true, validate: path, description: 'What stands after `/webhooks/`. Unique.' }),
    functionNamespace: t.string({ defaultValue: 'default', validate: pythonName, description: 'Of the function that it starts.' }),
    functionName: t.string({ required: true, validate: text(1, 255), description: 'Of the function that it starts.' }),
    httpMethod: t.field({ type: HttpMethod, defaultValue: 'POST', description: 'The method that it answers to.' }),
    description: t.string({ validate: description, description: 'What it is for.' }),
    defaultValues: t.field({ type: 'JSON', validate: jsonObject, description: DEFAULT_VALUES }),
    requiresAuth: t.boolean({ defaultValue: true, description: REQUIRES_AUTH }),
    responseMode: t.field({ type: ResponseMode, defaultValue: 'sync', description: 'What the sender is answered with, and when.' }),
    isActive: t.boolean({ defaultValue: true, description: 'An inactive one answers 404.' }),
    isListed: t.boolean({ defaultValue: false, description: IS_LISTED }),
    dedup: t.field({ type: DedupInput, description: DEDUP }),
    restDedup: t.field({ type: RestDedupInput, description: DEDUP, inaccessible: true }),
    signature: t.field({ type: SignatureInput, description: 'Only requests that are signed are accepted.' }),
    rateLimit: t.field({ type: RateLimitInput, description: RATE_LIMIT }),
    userRateLimit: t.field({ type: RateLimitInput, description: 'For each user who calls it.' }),
  }),
})

export const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'What is to change. A field that is absent or null stays as it is.',
  fields: (t) => ({
    webhook: t.field(whichWebhook),
    functionNamespace: t.string({ validate: pythonName, description: 'Of the function that it starts.' }),
    functionName: t.string({ validate: text(1, 255), description: 'Of the function that it starts.' }),
    httpMethod: t.field({ type: HttpMethod, description: 'The method that it answers to.' }),
    description: t.string({ validate: description, description: 'What it is for.' }),
    defaultValues: t.field({ type: 'JSON', validate: jsonObject, description: DEFAULT_VALUES }),
    requiresAuth: t.boolean({ description: REQUIRES_AUTH }),
    responseMode: t.field({ type: ResponseMode, description: 'What the sender is answered with, and when.' }),
    isActive: t.boolean({ description: 'An inactive one answers 404.' }),
    isListed: t.boolean({ description: IS_LISTED }),
    dedup: t.field({ type: DedupInput, description: DEDUP }),
    restDedup: t.field({ type: RestDedupInput, description: DEDUP, inaccessible: true }),
    signature: t.field({ type: SignatureInput, description: 'Only requests that are signed are accepted.' }),
    rateLimit: t.field({ type: RateLimitInput, description: RATE_LIMIT }),
    userRateLimit: t.field({ type: RateLimitInput, description: 'For each user who calls it.' }),
  }),
})
