export const login = {
  title: 'Log in to Sinas',
  email: 'E-mail',
  send: 'Send me a code',
  code: 'Code',
  codeForm: 'Six digits, or twelve',
  logIn: 'Log in',
  other: 'Another address',
  sentTo: (email: string) => `Sent to ${email}. Where the server has no mail server, the code is a line with OTP in its log.`,
  runtime: 'Runtime API',
  management: 'Management API',
}
