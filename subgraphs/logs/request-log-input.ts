import { z } from 'zod'
import { builder } from './builder.ts'

export const RequestLogFilter = builder.inputType('RequestLogFilter', {
  description: 'Which rows are meant: every condition that is given must hold.',
  fields: (t) => ({
    userId: t.field({ type: 'ID', description: 'Requests of this user; others than the caller take `sinas.logs.read:all`.' }),
    startTime: t.field({ type: 'DateTime', description: 'Requests since.' }),
    endTime: t.field({ type: 'DateTime', description: 'Requests until.' }),
    permission: t.string({ description: 'Requests that this permission, exactly, decided on.' }),
    pathPattern: t.string({
      // ClickHouse refuses a pattern that ends in the middle of an escape.
      validate: z
        .string()
        .max(500)
        .refine((pattern) => !/(^|[^\\])(\\\\)*\\$/.test(pattern), 'the pattern ends with a lone backslash'),
      description: 'A pattern of SQL’s LIKE: `/api/v1/%`.',
    }),
    statusCode: t.int({ description: 'Requests that were answered with this HTTP status.' }),
    minStatusCode: t.int({ description: 'Requests that were answered with this HTTP status or a higher one: 400 for all that failed.' }),
    method: t.string({ validate: z.string().max(50), description: 'Requests with this HTTP method: `POST`.' }),
    requestId: t.string({ validate: z.string().max(500), description: 'The request whose answer had this X-Request-Id.' }),
  }),
})
