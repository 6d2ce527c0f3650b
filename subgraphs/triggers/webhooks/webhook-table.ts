import type { Actor } from '../../../schema/caller.ts'
import type { Database } from '../../../schema/database.ts'
import type { Rate } from '../../../schema/local-rate-limit.ts'
import type { Sealer } from '../../../schema/sealing.ts'
import type { DedupRule } from './dedup.ts'
import type { SignatureRule } from './signature.ts'
import type { METHODS, RESPONSE_MODES } from './webhook.entity.ts'

/** A webhook as a delivery needs it. */
export interface ActiveWebhook {
  id: string
  version: number
  userId: string
  editorId: string
  editorKeyId: string | null
  shapers: Actor[]
  path: string
  httpMethod: (typeof METHODS)[number]
  functionNamespace: string
  functionName: string
  defaultValues: Record<string, unknown>
  requiresAuth: boolean
  responseMode: (typeof RESPONSE_MODES)[number]
  dedup: DedupRule | null
  rateLimit: Rate | null
  userRateLimit: Rate | null
  signature: SignatureRule | null
  /** Opened. */
  secret: string | null
}

const COLUMNS = `id, version, user_id as "userId", editor_id as "editorId", editor_key_id as "editorKeyId", shapers, path, http_method as "httpMethod", function_namespace as "functionNamespace",
  function_name as "functionName", default_values as "defaultValues", requires_auth as "requiresAuth", response_mode as "responseMode", dedup,
  rate_limit as "rateLimit", user_rate_limit as "userRateLimit", signature, signature_secret as secret`
const BY_PATH = `select ${COLUMNS} from triggers.webhooks where path = $1 and http_method = $2 and is_active`
const METHODS_OF = 'select http_method as "httpMethod" from triggers.webhooks where path = $1 and is_active order by 1'
const BY_ID = `select ${COLUMNS} from triggers.webhooks where id = $1 and is_active`
const IS_CURRENT = 'select 1 from triggers.webhooks where id = $1 and version = $2 and is_active'

const MAX_ENTRIES = 10_000

export const secretRow = (webhookId: string) => `webhooks/${webhookId}`

/**
 * Webhooks by method and path, in memory. It may be out of date at any time, and that never shows: a delivery is written to the database
 * before it runs, and that one statement writes nothing unless the webhook is still there, active and of the same version
 * (`admit`). Nothing that was refused by a remembered webhook is answered before `isCurrent` agreed, and a path that is not remembered is
 * looked up. So every answer rests on a row that was true while the request was here, in every process, with no message between
 * them that could be late or lost.
 */
export class WebhookTable {
  readonly #entries = new Map<string, ActiveWebhook>()
  readonly #database: Database
  readonly #sealer: Sealer

  constructor(database: Database, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  /** The active webhook of a path, perhaps as it was some time ago, or null where there is none now. */
  async find(method: string, path: string): Promise<ActiveWebhook | null> {
    const key = `${method} ${path}`
    const known = this.#entries.get(key)
    if (known) return known
    const [row] = await this.#database.query<ActiveWebhook>(BY_PATH, [path, method])
    if (!row) return null
    const webhook = this.#opened(row)
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.delete(this.#entries.keys().next().value!)
    this.#entries.set(key, webhook)
    return webhook
  }

  /** The methods of the active webhooks of a path. */
  async methodsOf(path: string): Promise<string[]> {
    return (await this.#database.query<{ httpMethod: string }>(METHODS_OF, [path])).map(({ httpMethod }) => httpMethod)
  }

  /** A webhook as it is now, or null where it is not active. */
  async read(id: string): Promise<ActiveWebhook | null> {
    const [row] = await this.#database.query<ActiveWebhook>(BY_ID, [id])
    return row ? this.#opened(row) : null
  }

  async isCurrent({ id, version }: ActiveWebhook): Promise<boolean> {
    return (await this.#database.query(IS_CURRENT, [id, version])).length > 0
  }

  forget({ httpMethod, path }: ActiveWebhook): void {
    this.#entries.delete(`${httpMethod} ${path}`)
  }

  #opened(row: ActiveWebhook): ActiveWebhook {
    return { ...row, secret: row.secret && this.#sealer.open(row.secret, secretRow(row.id)) }
  }
}
