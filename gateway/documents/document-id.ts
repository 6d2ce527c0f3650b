import { createHash } from 'node:crypto'

const PREFIX = 'sha256:'
const SHA256_ID = /^sha256:[0-9a-f]{64}$/

/** The id of a document after the appendix of GraphQL over HTTP: the hash of its text. */
export const documentId = (text: string): string => PREFIX + createHash('sha256').update(text).digest('hex')

export const isHash = (id: string): boolean => SHA256_ID.test(id)

/** A hash as Apollo's clients send it, as an id. */
export const idOfHash = (sha256Hash: string): string => PREFIX + sha256Hash.toLowerCase()
