import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Seals secrets that are stored (provider keys, MCP headers): AES-256-GCM, as `v1.{key id}.{nonce}.{ciphertext and tag}`.
 * The key id says which key sealed a text, so that keys can be rotated; `row` is bound as additional data, so that a sealed text
 * copied into another row does not open.
 */
export interface Sealer {
  /** @param row what the text belongs to, for example `providers/{id}` */
  seal(text: string, row: string): string
  /** @throws when the key is unknown or the text was changed */
  open(sealed: string, row: string): string
  /** Was it sealed with an older key? */
  isStale(sealed: string): boolean
}

/** @param keys ENCRYPTION_KEY: the current key first, older ones after it, comma-separated */
export function createSealer(keys: string): Sealer {
  const ring = keys
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => ({
      id: createHash('sha256').update(`sinas key id:${text}`).digest('hex').slice(0, 8),
      key: Buffer.from(hkdfSync('sha256', text, '', 'sinas sealing', 32)),
    }))
  const current = ring[0]
  if (!current) throw new Error('no encryption key')
  return {
    seal(text, row) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce).setAAD(Buffer.from(row))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${current.id}.${nonce.toString('base64url')}.${body.toString('base64url')}`
    },
    open(sealed, row) {
      const [version, id, nonce = '', body = ''] = sealed.split('.')
      const entry = ring.find((candidate) => candidate.id === id)
      if (version !== 'v1' || !entry)
        throw new Error('ENCRYPTION_KEY no longer holds the key that sealed this secret: add the old key to it')
      const bytes = Buffer.from(body, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', entry.key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(row)).setAuthTag(bytes.subarray(-16))
      return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
    },
    isStale: (sealed) => sealed.split('.')[1] !== current.id,
  }
}
