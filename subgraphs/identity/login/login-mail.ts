import type { Config } from '../../../schema/config.ts'
import type { Logger } from '../../../schema/log.ts'

/** A code on its way to the owner of an address. */
interface CodeToSend {
  email: string
  code: string
  /** Address of the client that asked for it, so that the owner can tell their own login from a stranger's. */
  askedFrom?: string | undefined
}

/** Brings a login code to its owner. @throws when the mail server does not take it */
export type SendCode = (code: CodeToSend) => Promise<void>

const TIMEOUT_MS = 10_000
const IMPLICIT_TLS_PORT = 465

/** By mail, where a mail server is configured; otherwise as one line of the log, so that a fresh installation can be used. */
export function createLoginMail(config: Config, log: Logger): SendCode {
  const { SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD, SMTP_DOMAIN, OTP_EXPIRE_MINUTES } = config
  if (!SMTP_HOST || !SMTP_DOMAIN) {
    if (SMTP_HOST) log.warn('SMTP_HOST is set but SMTP_DOMAIN is not: login codes are written to the log')
    return async ({ email, code }) => log.info({ email }, `OTP for ${email}: ${code}`)
  }
  const secure = SMTP_PORT === IMPLICIT_TLS_PORT
  const options = {
    host: SMTP_HOST,
    port: SMTP_PORT,
    secure,
    requireTLS: !secure,
    ...(SMTP_USER && { auth: { user: SMTP_USER, pass: SMTP_PASSWORD ?? '' } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  }
  return async ({ email, code, askedFrom }) => {
    // Loaded with the first mail: most starts send none.
    const { createTransport } = await import('nodemailer')
    const transport = createTransport(options)
    const hint = `It is good for ${OTP_EXPIRE_MINUTES} minutes.${askedFrom ? ` It was asked for from ${askedFrom}.` : ''} If you did not ask for it, ignore this mail.`
    await transport.sendMail({
      from: { name: 'Sinas', address: `login@${SMTP_DOMAIN}` },
      // As an object: an address in text could be read as several.
      to: { name: '', address: email },
      subject: `${code} is your login code`,
      text: `Your login code is ${code}.\n\n${hint}\n`,
      html: html(code, hint),
    })
  }
}

const html = (code: string, hint: string) => `<!doctype html>
<html lang="en">
  <body style="font-family: system-ui, sans-serif; color: #222">
    <p>Your login code is</p>
    <p style="font-size: 2em; font-weight: bold; letter-spacing: 0.2em">${code}</p>
    <p>${hint}</p>
  </body>
</html>
`
