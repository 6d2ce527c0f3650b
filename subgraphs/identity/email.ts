import { z } from 'zod'

/** An e-mail address, trimmed and in lower case: how every address is kept. */
export const emailAddress = z.string().trim().toLowerCase().pipe(z.email('Input should be a valid email address').max(255))
