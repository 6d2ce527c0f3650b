import { z } from 'zod'

/** An e-mail address, trimmed and in lower case: how every address is kept. */
export const emailAddress = z
  .string()
  .max(300)
  .trim()
  .toLowerCase()
  .pipe(z.string().max(255))
  .pipe(z.email('Input should be a valid email address'))
