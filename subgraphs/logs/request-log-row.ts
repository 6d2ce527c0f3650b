import { z } from 'zod'

/** Half a surrogate pair, as a client may send it and a cut may leave it, is more than ClickHouse reads: it would refuse the whole batch. */
const wellFormed = z.string().transform((value) => value.toWellFormed())
const text = wellFormed.default('')
const count = (most: number) => z.int().min(0).max(most).default(0)

/** A request as ClickHouse holds it: the columns of `request_logs`. What is absent is the empty text. */
export const requestLogRow = z.object({
  request_id: wellFormed,
  timestamp: z.iso.datetime().describe('when the request arrived'),
  user_id: text,
  user_email: text,
  permission_used: text.describe('the permission that decided on the request'),
  has_permission: z.boolean(),
  method: wellFormed,
  path: wellFormed,
  query_params: text.describe('JSON text, secrets redacted'),
  request_body: text.describe('JSON text, secrets redacted; empty where it was too large'),
  user_agent: text,
  referer: text,
  ip_address: text,
  status_code: z.int().min(0).max(999),
  response_time_ms: count(0xffff_ffff),
  response_size_bytes: count(Number.MAX_SAFE_INTEGER),
  resource_type: text,
  resource_id: text,
  group_id: text,
  error_message: text,
  error_type: text,
  metadata: text.describe('JSON text'),
})

/** A row as it is read. */
export type RequestLogRow = z.output<typeof requestLogRow>

/** A row as it is recorded: fields that do not apply are left out. */
export type NewRequestLogRow = z.input<typeof requestLogRow>
