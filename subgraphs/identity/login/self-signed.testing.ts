// A TLS certificate for localhost, made on the spot: Node has the cryptography but no writer of X.509.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const tlv = (tag: number, ...content: Uint8Array[]): Buffer => {
  const body = Buffer.concat(content)
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), body])
}
const sequence = (...items: Uint8Array[]) => tlv(0x30, ...items)
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'))
const octets = (content: Uint8Array) => tlv(0x04, content)
const bits = (content: Uint8Array) => tlv(0x03, Buffer.from([0]), content)
const utcTime = (date: Date) => tlv(0x17, Buffer.from(date.toISOString().replace(/^..|[-:T]|\.\d+/g, '')))

const COMMON_NAME = oid('550403')
const SUBJECT_ALT_NAME = oid('551d11')
const ECDSA_WITH_SHA256 = oid('2a8648ce3d040302')
const DAY_MS = 24 * 60 * 60 * 1000

/** @returns key and certificate as PEM, good for a day */
export function selfSignedCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(tlv(0x31, sequence(COMMON_NAME, tlv(0x0c, Buffer.from('localhost')))))
  const altNames = sequence(tlv(0x82, Buffer.from('localhost')), tlv(0x87, Buffer.from([127, 0, 0, 1])))
  const toSign = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([1]), randomBytes(8)),
    sequence(ECDSA_WITH_SHA256),
    name,
    sequence(utcTime(new Date(Date.now() - DAY_MS)), utcTime(new Date(Date.now() + DAY_MS))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(sequence(SUBJECT_ALT_NAME, octets(altNames)))),
  )
  const certificate = sequence(toSign, sequence(ECDSA_WITH_SHA256), bits(sign('sha256', toSign, privateKey)))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}
