// A real mail server that keeps what it is sent: STARTTLS with a certificate that this process trusts, and a password.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { selfSignedCertificate } from './self-signed.testing.ts'

const USER = 'mailer'
const PASSWORD = 'a password of the mail server'

interface Received {
  envelopeFrom: string
  recipients: string[]
  /** Was the connection encrypted when the mail came? */
  secure: boolean
  mail: ParsedMail
}

export interface Mailbox extends AsyncDisposable {
  /** Variables with which a platform uses this server. */
  environment: Record<string, string>
  received: Received[]
  /** The digits of the newest mail to an address. */
  codeFor(email: string): string
}

export async function openMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const { key, cert } = selfSignedCertificate()
  setDefaultCACertificates([...getCACertificates('default'), cert])
  const received: Received[] = []
  const server = new SMTPServer({
    key,
    cert,
    onAuth({ username, password }, _session, done) {
      if (username === USER && password === PASSWORD) done(null, { user: username })
      else done(new Error('wrong user or password'))
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          envelopeFrom: mailFrom ? mailFrom.address : '',
          recipients: rcptTo.map(({ address }) => address),
          secure: session.secure,
          mail,
        })
        done()
      }, done)
    },
    ...options,
  })
  // A client that doesn't like the server hangs up: no news for a test.
  server.on('error', () => undefined)
  server.listen(0, 'localhost')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    environment: {
      SMTP_HOST: 'localhost',
      SMTP_PORT: String(port),
      SMTP_USER: USER,
      SMTP_PASSWORD: PASSWORD,
      SMTP_DOMAIN: 'sinas.example',
    },
    received,
    codeFor(email) {
      const newest = received.findLast(({ recipients }) => recipients.includes(email))
      const [code] = /\b\d{6,12}\b/.exec(newest?.mail.text ?? '') ?? []
      if (!code) throw new Error(`no code was sent to ${email}`)
      return code
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
